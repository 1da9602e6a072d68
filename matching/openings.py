"""Open missions that one person may be proposed: one statement for all of them (matching.md §7.2).

It keeps every mission that the reference could put in one of the three lists, and few others: what is never missed by
a little is asked as it is, what has a margin is asked with it, and what is long to say in SQL is left to the reference,
which judges whatever comes back.
"""

from datetime import date, timedelta

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import GreaterThanOrEqual

from accounts.enums import Place, SkillLevel
from matching import rules as r
from matching.facts import CandidateFacts
from matching.geometry import METRES_PER_KM, box
from missions.enums import Importance
from missions.models import Mission, MissionSkill
from missions.models.missions import MissionQuerySet

ON_SITE = (Place.ON_SITE, Place.HYBRID)


def possible_for(she: CandidateFacts, as_of: date) -> MissionQuerySet:
    """Published missions that may suit her, a superset of her three lists."""
    found = Mission.objects.published().filter(
        _mode(she), _volume(she), _length(she), _journey(she), _not_refused(she)
    )
    return _starting(_paying(found.exclude(_asking_more(she)), she), she, as_of)


def _mode(she: CandidateFacts) -> Q:
    return Q(place__in=[place for place in Place if _accepts(she, place)]) | (
        Q(place="") if she.accepts_remote else Q()
    )


def _accepts(she: CandidateFacts, place: Place) -> bool:
    return (she.accepts_on_site or place == Place.REMOTE) and (she.accepts_remote or place == Place.ON_SITE)


def _not_refused(she: CandidateFacts) -> Q:
    sectors = [position for position in range(64) if she.refused_sectors >> position & 1]
    return ~Q(company__in=she.refused_companies) & ~Q(company__sector__position__in=sectors)


def _asking_more(she: CandidateFacts) -> Exists:
    """A must that she does not declare at its level."""
    enough = Q()
    for level in SkillLevel:
        held = [skill for skill, byte in enumerate(she.credit) if byte in r.DECLARED and byte >= level.rank]
        enough |= Q(level=level, skill__position__in=held)
    musts = MissionSkill.objects.filter(mission=OuterRef("pk"), importance=Importance.MUST)
    return Exists(musts.exclude(enough))


def _volume(she: CandidateFacts) -> Q:
    """Both sides of the weekly volume, where it is said by the week."""
    asked = Q(minutes_per_week__isnull=True) | Q(minutes_per_week__gte=she.min_minutes - r.NEAR_MINUTES)
    if she.free_minutes is None:
        return asked
    most = she.free_minutes + r.NEAR_MINUTES
    least_asked = Q(minimum_minutes_per_week__isnull=True, minutes_per_week__gt=most)
    return asked & ~least_asked & ~Q(minimum_minutes_per_week__gt=most)


def _length(she: CandidateFacts) -> Q:
    return Q(duration_weeks__isnull=True) | Q(duration_weeks__gte=she.min_weeks - r.NEAR_WEEKS)


def _journey(she: CandidateFacts) -> Q:
    """At a distance, or in a town of the square around her; towns without coordinates stay."""
    if she.point is None or she.radius_km is None:
        return Q()
    west, south, east, north = box(she.point, she.radius_km + r.NEAR_METRES // METRES_PER_KM)
    around = Q(city__longitude__range=(west, east), city__latitude__range=(south, north))
    return ~Q(place__in=ON_SITE) | around | Q(city__isnull=True) | Q(city__latitude__isnull=True)


def _paying(missions: MissionQuerySet, she: CandidateFacts) -> MissionQuerySet:
    """Whose budget reaches her floor, or nearly when she accepts it; a budget that cannot be compared stays."""
    remote = _reaches(she.floor_remote, she, Q(place__in=["", Place.REMOTE]))
    return missions.with_price().filter(remote, _reaches(she.floor_on_site, she, Q(place__in=ON_SITE)))


def _reaches(floor: int | None, she: CandidateFacts, places: Q) -> Q:
    if not floor:
        return Q()
    percent = 100 + (r.NEAR_RATE_PERCENT if she.accepts_near_budget else 0)
    enough = GreaterThanOrEqual(F("paid") * percent, F("minutes") * (100 * floor))
    return ~places | Q(budget_cents__isnull=True) | Q(minutes__isnull=True) | Q(minutes=0) | Q(enough)


def _starting(missions: MissionQuerySet, she: CandidateFacts, as_of: date) -> MissionQuerySet:
    """Whose tolerance reaches her first day; leave is left to the reference."""
    if she.available_from is None:
        return missions
    wished = Greatest(Coalesce("starts_on", Value(as_of)), Value(as_of))
    last = ExpressionWrapper(wished + F("tolerance_days"), output_field=DateField())
    return missions.alias(last_start=last).filter(
        last_start__gte=she.available_from - timedelta(days=r.NEAR_DAYS)
    )
