"""What matching does by the calendar."""

from datetime import timedelta

from django.utils import timezone

from matching.models import RuleVersion
from matching.services.projection import project_all
from matching.services.rules import refresh_rules

RULES_LIFE = timedelta(days=7)


def keep_true() -> None:
    """Years pass and experiences fade; once a week, rarity is counted again."""
    last = RuleVersion.objects.first()
    if last is None or timezone.now() - last.created_at >= RULES_LIFE:
        refresh_rules()
    else:
        project_all()
