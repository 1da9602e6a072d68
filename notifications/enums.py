"""When a person wants to hear of something."""

from django.db import models


class Choice(models.TextChoices):
    NOW = "now", "Tout de suite, par e-mail"
    NEVER = "never", "Sur le site seulement"
