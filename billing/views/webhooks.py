"""Stripe's three doors: verify, store, answer. No call to Stripe, no work here."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from billing import inbox
from billing.enums import Endpoint
from billing.gateway import signatures

logger = logging.getLogger("sio.billing")


@csrf_exempt
@login_not_required
@require_POST
def stripe_webhook(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    """400: not Stripe's, nothing stored. 200: kept, now or before. 503: the database is away, Stripe comes back."""
    try:
        event = signatures.read_event(endpoint, request.body, request.headers.get("Stripe-Signature"))
    except signatures.RejectedWebhook as rejected:
        logger.warning("billing.webhook_rejected", extra={"endpoint": str(endpoint), "why": str(rejected)})
        return HttpResponse(status=400)
    try:
        inbox.store(endpoint, event)
    except DatabaseError:
        logger.exception("billing.webhook_not_stored")
        return HttpResponse(status=503)
    return HttpResponse(status=200)
