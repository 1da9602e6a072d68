"""What billing owes besides writes at Stripe: a reading there, a document, a reminder."""

from django.db import models
from django.db.models import Q

from billing.enums import ErrandKind
from sio.lib.duties import Duty, Queue


class Errand(Duty):
    """`payload` names the rows concerned by their ids."""

    QUEUE = Queue.STRIPE

    class Meta(Duty.Meta):
        verbose_name = "course"
        constraints = [
            *Duty.Meta.constraints,
            models.CheckConstraint(name="errand_kind_is_known", condition=Q(kind__in=ErrandKind.values)),
        ]
