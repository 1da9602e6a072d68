"""What matching does by the calendar."""

from datetime import timedelta

from django.utils import timezone

from matching.models import RuleVersion
from matching.services.alerts import refresh_keys
from matching.services.bias import owe_report, remind_of_reports
from matching.services.digests import owe_digests
from matching.services.projection import project_all
from matching.services.records import count_records
from matching.services.rules import refresh_rules
from sio.lib.dates import today

RULES_LIFE = timedelta(days=7)


def keep_true() -> None:
    """Years pass and experiences fade; firms answer and pay; once a week, rarity is counted again."""
    last = RuleVersion.objects.first()
    if last is None or timezone.now() - last.created_at >= RULES_LIFE:
        refresh_rules()
        refresh_keys()
    else:
        project_all()
    count_records()


def send_morning_letters() -> None:
    """Owe the night: who receives which missions is decided by duties; letters leave at the opening of a working day."""
    owe_digests(today())


def keep_reports() -> None:
    """Owe the bias report of the half-year that has just ended; remind the team of those nobody signed."""
    owe_report(today())
    remind_of_reports(today())
