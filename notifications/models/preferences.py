"""What a person accepts by e-mail. No row means: at once."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from notifications.enums import Choice


class Preference(models.Model):
    """One choice for one kind of message. Messages of contract, money and security are always sent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=60)
    choice = models.CharField(max_length=10, choices=Choice, default=Choice.NOW)

    class Meta:
        verbose_name = "préférence"
        constraints = [
            models.UniqueConstraint("user", "kind", name="preference_is_one_per_person_and_kind"),
            models.CheckConstraint(name="preference_choice_is_known", condition=Q(choice__in=Choice.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} : {self.get_choice_display()}"
