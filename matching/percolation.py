"""Which saved searches a new mission answers (matching.md §7.2): searches lie in wait, missions are the queries.

`waking` asks once: the key, a skill of the mission, leads to the few searches that may be answered; the other columns
follow. `is_wanted` is the rule itself; it settles what a column only comes near to. What nobody said about a mission
answers no wish.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q

from accounts.enums import Place
from matching.facts import MissionFacts, Point
from matching.geometry import BOX_MARGIN_KM, KM_PER_DEGREE, METRES_PER_KM, distance_m, longitude_latitude
from matching.models import Alert
from matching.models.alerts import AlertQuerySet
from matching.projection import mask, point_of
from matching.rules import Rules


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a saved search asks of a mission; positions of skills, a bit per language, cents an hour."""

    skills: frozenset[int]
    least_ceiling: int | None = None
    most_minutes: int | None = None
    languages: int = 0
    place: str = ""
    point: Point | None = None
    radius_km: int | None = None


def wanted_by(alert: Alert) -> Wanted:
    return Wanted(
        skills=frozenset(alert.skills),
        least_ceiling=alert.least_ceiling_cents,
        most_minutes=alert.most_minutes,
        languages=alert.languages,
        place=alert.place,
        point=point_of(alert.city),
        radius_km=alert.radius_km,
    )


def is_wanted(wanted: Wanted, mission: MissionFacts) -> bool:
    """Whether the mission answers every wish of the search."""
    return (
        wanted.skills <= asked(mission)
        and _pays(wanted.least_ceiling, mission)
        and _holds(wanted.most_minutes, mission)
        and (not wanted.languages or bool(wanted.languages & spoken(mission)))
        and wanted.place in {"", mission.place}
        and _is_around(wanted, mission)
    )


def _pays(least: int | None, mission: MissionFacts) -> bool:
    return least is None or (mission.ceiling is not None and mission.ceiling >= least)


def _holds(most: int | None, mission: MissionFacts) -> bool:
    return most is None or 0 < mission.minutes <= most


def _is_around(wanted: Wanted, mission: MissionFacts) -> bool:
    """A radius speaks of the missions one travels to; those at a distance stay."""
    if wanted.radius_km is None or mission.place == Place.REMOTE:
        return True
    if wanted.point is None or mission.point is None:
        return False
    return distance_m(wanted.point, mission.point) <= wanted.radius_km * METRES_PER_KM


def waking(mission: MissionFacts) -> AlertQuerySet:
    """The searches that may be answered, in one statement; all those that are, and few others."""
    skills = sorted(asked(mission))
    return Alert.objects.awake().filter(
        _at_least(mission.ceiling),
        _at_most(mission.minutes),
        _speaking(spoken(mission)),
        _near(mission),
        key__in=skills,
        skills__contained_by=skills,
        place__in=["", mission.place],
    )


def _at_least(ceiling: int | None) -> Q:
    said = Q() if ceiling is None else Q(least_ceiling_cents__lte=ceiling)
    return Q(least_ceiling_cents__isnull=True) | said


def _at_most(minutes: int) -> Q:
    return Q(most_minutes__isnull=True) | (Q(most_minutes__gte=minutes) if minutes else Q())


def _speaking(languages: int) -> Q:
    """No language wished, or one of the mission's: a number unchanged by the mask has a bit in it."""
    return Q(languages=0) | ~Q(languages=F("languages").bitand(~languages))


def _near(mission: MissionFacts) -> Q:
    """In the band of latitudes of the circle; the distance decides."""
    if mission.place == Place.REMOTE:
        return Q()
    if mission.point is None:
        return Q(radius_km__isnull=True)
    _, latitude = longitude_latitude(mission.point)
    band = (F("radius_km") + BOX_MARGIN_KM) / KM_PER_DEGREE
    return Q(radius_km__isnull=True) | Q(
        city__latitude__gte=latitude - band, city__latitude__lte=latitude + band
    )


def asked(mission: MissionFacts) -> frozenset[int]:
    return frozenset(skill.position for skill in mission.skills)


def spoken(mission: MissionFacts) -> int:
    return mask(position for position, _ in mission.languages)


def rarest(skills: Collection[int], rules: Rules) -> int:
    """The key of a search; among equals the first of the catalogue."""
    return min(skills, key=lambda position: (-rules.rarity_of(position), position))
