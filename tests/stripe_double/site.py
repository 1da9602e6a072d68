"""A small site around the double: its hosted pages, and a webhook that remembers what it was told."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from billing.gateway import signatures
from billing.gateway.types import Event

received: list[Event] = []
answers: list[int] = []


@csrf_exempt
@login_not_required
def webhook(request: HttpRequest, endpoint: str) -> HttpResponse:
    """Reads as the real view does; answers the statuses queued in `answers`, then 200."""
    try:
        event = signatures.read_event(endpoint, request.body, request.headers.get("Stripe-Signature"))
    except signatures.RejectedWebhook:
        return HttpResponse(status=400)
    received.append(event)
    return HttpResponse(status=answers.pop(0) if answers else 200)


def guarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for people who are signed in")


urlpatterns = [
    path("dev/stripe/", include("billing.stripe_double.urls")),
    path("webhooks/stripe/<str:endpoint>/", webhook),
    path("arrivee/", login_not_required(guarded), name="arrival"),
]
