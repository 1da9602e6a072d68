"""Who was shown over a period, and the neutral groups each belongs to; two statements."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q

from accounts.enums import VatRegime
from accounts.models import AssistantProfile
from matching.enums import Bucket
from matching.figures import metrics
from matching.figures.groups import Shown
from matching.models import Impression

LARGE_TOWN = 100_000
"""Inhabitants (house)."""
DISTRICTS = ("751", "6938", "132")
"""INSEE codes of the districts of Paris, Lyon and Marseille begin so: each is smaller than its town."""
SENIOR_YEARS = 3
"""As an independent (house)."""
DIMENSIONS = {"zone": "Grande ville ou non", "seniority": "Ancienneté", "vat": "TVA"}


def read_shown(since: date, on: date) -> list[Shown]:
    """Everybody who was in a main list that a company read, from `since` to the day before `on`."""
    rows = Impression.objects.filter(bucket=Bucket.MAIN, shown_on__gte=since, shown_on__lt=on).order_by()
    chosen = Q(contacted_at__isnull=False) | Q(hired_at__isnull=False)
    counted = {
        pk: (times, taken)
        for pk, times, taken in rows.values_list("profile_id").annotate(
            times=Count("pk"), taken=Count("pk", filter=chosen)
        )
    }
    return list(_shown(counted, on))


def _shown(counted: dict[int, tuple[int, int]], on: date) -> Iterator[Shown]:
    profiles = AssistantProfile.objects.published().order_by("pk")
    columns = (
        "pk",
        "free_minutes_per_week",
        "city__population",
        "city__insee_code",
        "freelance_since",
        "vat_regime",
    )
    for pk, minutes, population, insee, since, vat in profiles.values_list(*columns).iterator(10_000):
        if pk in counted:
            times, taken = counted[pk]
            groups = {"zone": _zone(population, insee), "seniority": _seniority(since, on), "vat": _vat(vat)}
            yield Shown(groups, times / metrics.free_days(minutes), taken > 0)


def _zone(population: int | None, insee: str | None) -> str:
    """Nothing for a town that nobody gave."""
    if population is None or insee is None:
        return ""
    is_large = population >= LARGE_TOWN or insee.startswith(DISTRICTS)
    return "grande ville" if is_large else "autre commune"


def _seniority(since: date | None, on: date) -> str:
    if since is None:
        return ""
    return (
        f"moins de {SENIOR_YEARS} ans"
        if on.year - since.year < SENIOR_YEARS
        else f"{SENIOR_YEARS} ans et plus"
    )


def _vat(regime: str) -> str:
    return "franchise de TVA" if regime == VatRegime.FRANCHISE else "TVA" if regime else ""
