"""How firms kept their word over the last year: applications answered within a week, bills paid within a month."""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import Least
from django.utils import timezone

from billing.enums import PAID_STATES, PAYABLE_STATES
from billing.models import Bill
from matching.models import CompanyRecord
from missions.enums import ApplicationStatus
from missions.models import Application
from sio.lib.services import service

YEAR, ANSWER, PAYMENT = timedelta(days=365), timedelta(days=7), timedelta(days=30)


@service
def count_records(now: datetime | None = None) -> int:
    """Write again the record of every company that owed something; how many there are."""
    promised, kept = _counted(now or timezone.now())
    CompanyRecord.objects.exclude(pk__in=promised).delete()
    rows = [CompanyRecord(company_id=pk, promised=count, kept=kept[pk]) for pk, count in promised.items()]
    CompanyRecord.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["company"], update_fields=["promised", "kept"]
    )
    return len(rows)


def _counted(now: datetime) -> tuple[Counter[int], Counter[int]]:
    promised: Counter[int] = Counter()
    kept: Counter[int] = Counter()
    for owed in (_answers(now), _payments(now)):
        for company, due, in_time in owed:
            promised[company] += due
            kept[company] += in_time
    return +promised, kept


def _answers(now: datetime) -> list[tuple[int, int, int]]:
    """Applications a week old that were not withdrawn: due, and answered within that week."""
    due = Application.objects.filter(sent_at__gt=now - YEAR, sent_at__lte=now - ANSWER).exclude(
        status=ApplicationStatus.WITHDRAWN
    )
    in_time = Q(answered_at__lte=F("sent_at") + ANSWER)
    answered = due.annotate(answered_at=Least("shortlisted_at", "decided_at"))
    return list(
        answered.values("mission__company")
        .order_by()
        .annotate(due=Count("pk"), in_time=Count("pk", filter=in_time))
        .values_list("mission__company", "due", "in_time")
    )


def _payments(now: datetime) -> list[tuple[int, int, int]]:
    """Bills paid, and those that have waited for a month."""
    late = Q(state__in=PAYABLE_STATES, state_since__lte=now - PAYMENT)
    due = Bill.objects.filter(Q(state__in=PAID_STATES) | late, created_at__gt=now - YEAR)
    return list(
        due.values("company")
        .order_by()
        .annotate(due=Count("pk"), in_time=Count("pk", filter=Q(state__in=PAID_STATES)))
        .values_list("company", "due", "in_time")
    )
