"""Answers that are safe to repeat: a form posted twice acts once, and both posts get the first one's page.

The token is drawn when the form is printed (`{% form_token %}`) and written in the transaction of the fact, so a
refused or failed post leaves it unused. Two posts at once: the second waits for the first one's row.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import models
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponseRedirect

from .http import SeeOther
from .services import in_one_transaction

FIELD = "form_token"
LIFE = timedelta(hours=48)


class FormToken(models.Model):
    """A form that was answered, and where its answer stands."""

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    address = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "formulaire répondu"
        verbose_name_plural = "formulaires répondus"

    def __str__(self) -> str:
        return str(self.token)


def answer_once(request: HttpRequest, act: Callable[[], str]) -> HttpResponseRedirect:
    """Run `act` in one transaction and redirect (303) to the address it returns; a repeated token runs nothing.

    What `act` raises goes through and leaves nothing behind. A post without a token is acted upon: it cannot be
    the repeat of a form of ours, since a test holds that each of them carries one.
    """
    token = _token_of(request)
    return SeeOther(in_one_transaction(lambda: _first_answer(token, request.user.pk, act)))


def _token_of(request: HttpRequest) -> uuid.UUID:
    typed = request.POST.get(FIELD)
    try:
        return uuid.UUID(typed) if typed else uuid.uuid4()
    except ValueError as error:
        raise SuspiciousOperation("Malformed form token.") from error


def _first_answer(token: uuid.UUID, user_id: int | None, act: Callable[[], str]) -> str:
    FormToken.objects.bulk_create([FormToken(token=token, user_id=user_id)], ignore_conflicts=True)
    row = FormToken.objects.select_for_update().get(token=token)
    if row.user_id != user_id:
        raise SuspiciousOperation("This form token belongs to somebody else.")
    if not row.address:
        row.address = act()
        row.save(update_fields=["address"])
    return row.address


def purge_form_tokens() -> None:
    """Every night: forget the tokens older than 48 hours."""
    FormToken.objects.filter(created_at__lt=Now() - LIFE).delete()
