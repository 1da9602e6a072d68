"""From the tables to the markets of a window, in a dozen statements; the database counts."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from accounts.enums import Place
from accounts.models import City, OfficeJob
from matching import rules as r
from matching.enums import Bucket
from matching.facts import Point
from matching.figures.cells import Cell
from matching.figures.markets import Hire, Markets, Shown, Told
from matching.figures.window import FORTNIGHT, FOUR_WEEKS, Cost, Market, Window, midnight
from matching.models import Candidate, Impression
from matching.projection import WORKED, point_of
from matching.rules import CONFIRMATION_DAYS
from missions.enums import ApplicationStatus, InvitationStatus, MissionStatus
from missions.models import Application, Engagement, Invitation, Mission

ENDED_WITHOUT_HER = (ApplicationStatus.ACCEPTED, ApplicationStatus.DECLINED, ApplicationStatus.LAPSED)
REFUSED = (InvitationStatus.DECLINED, InvitationStatus.LAPSED)
STILL_OPEN = (MissionStatus.PUBLISHED, MissionStatus.PAUSED)
COLUMNS = (
    "profile_id", "free_minutes", "x", "y", "z", "radius_km", "accepts_remote", "accepts_on_site", "proximity",
    "has_experience",
)  # fmt: skip

Cells = Mapping[int, Cell]
"""The cell of each mission."""


def read_market(window: Window) -> Market:
    """What happened in the window, to the people who are listed today and on the whole base."""
    return read_markets(window).whole


def read_markets(window: Window) -> Markets:
    """The same, each row with its cell: any part of the market is then counted without another statement."""
    cells = _cells()
    asked = _on_line(window).values_list("pk", flat=True)
    return Markets(
        window=window,
        people=_people(window),
        towns=_towns(),
        jobs=dict(OfficeJob.objects.values_list("position", "name")),
        asked=frozenset(cells[pk] for pk in asked),
        shown=_shown(window, cells),
        read=_read(window, cells),
        hires=[Hire(cells[pk], profile, at) for pk, profile, at in _hired(window)],
        invitations=_open_invitations(window),
        refused=list(_told(_refused(window), cells)),
        applications=list(_told(_applications(window), cells)),
        unopened=list(_told(_unopened(window), cells)),
        days_to_contact=list(_days(_accepted(window), cells)),
        days_to_hire=list(_days(_started(window.since, window), cells, end="activated_at")),
        filled=list(_told(_filled(window), cells)),
        costs=_costs(window, cells),
    )


def _cells() -> Cells:
    """By mission. A town is its name and its department: a large one has several postal codes."""
    rows = Mission.objects.order_by()
    return {
        pk: Cell(*_where(place, name, department), job)
        for pk, place, name, department, job in rows.values_list(
            "pk", "place", "city__name", "city__department", "job__position"
        )
    }


def _where(place: str, name: str | None, department: str | None) -> tuple[Place, str]:
    found = Place(place or Place.REMOTE)
    return found, "" if found == Place.REMOTE or name is None else town_name(name, department)


def town_name(name: str, department: str | None) -> str:
    """« Lyon (69) »."""
    return f"{name} ({department})"


def _towns() -> dict[str, Point | None]:
    """Where each town that missions name is: that of its first postal code."""
    cities = City.objects.filter(missions__isnull=False).distinct().order_by("-postal_code")
    return {town_name(city.name, city.department): point_of(city) for city in cities}


def _people(window: Window) -> list[Mapping[str, Any]]:
    """Listed, with free time, and whose availability stood confirmed on one day of the window at least."""
    active = Candidate.objects.filter(
        is_listed=True,
        free_minutes__gt=0,
        confirmed_on__gte=window.since - timedelta(days=CONFIRMATION_DAYS),
        profile__published_at__lt=midnight(window.on),
    )
    joined = {"published_at": F("profile__published_at"), "joined_on": TruncDate("profile__published_at")}
    return list(active.order_by("pk").values(*COLUMNS, **joined))


def _on_line(window: Window) -> QuerySet[Mission]:
    """On line on a day of the window: published before its end, and neither filled nor withdrawn before it began."""
    still = Q(filled_at=None, status__in=STILL_OPEN) | Q(filled_at__gte=window.begins)
    return _published(None, window.on).filter(still | Q(published_at__gte=window.begins))


def _shown(window: Window, cells: Cells) -> dict[Cell, dict[int, Shown]]:
    early_until = TruncDate(F("profile__published_at") + FOUR_WEEKS)
    counted = (
        _read_pages(window)
        .values_list("mission_id", "profile_id")
        .annotate(
            times=Count("pk", filter=Q(shown_on__gte=window.since)),
            early=Count("pk", filter=Q(shown_on__lt=early_until)),
        )
    )
    found: dict[Cell, dict[int, Shown]] = defaultdict(dict)
    for mission, profile, times, early in counted.iterator(10_000):
        there = found[cells[mission]]
        before = there.get(profile, Shown(0, 0))
        there[profile] = Shown(before.times + times, before.early + early)
    return found


def _read_pages(window: Window) -> QuerySet[Impression]:
    return Impression.objects.filter(
        bucket=Bucket.MAIN, shown_on__gte=window.before, shown_on__lt=window.on
    ).order_by()


def _read(window: Window, cells: Cells) -> list[tuple[Cell, date]]:
    days = _read_pages(window).values_list("mission_id", "shown_on").distinct()
    return [(cells[mission], day) for mission, day in days]


def _hired(window: Window) -> QuerySet[Any, Any]:
    started = _started(window.before, window).order_by()
    return started.values_list("mission_id", "profile_id", "activated_at")


def _started(since: date, window: Window) -> QuerySet[Engagement]:
    return Engagement.objects.filter(
        status__in=WORKED, activated_at__gte=midnight(since), activated_at__lt=midnight(window.on)
    )


def _open_invitations(window: Window) -> Counter[int]:
    end = midnight(window.on)
    waiting = Q(answered_at=None) | Q(answered_at__gte=end)
    return Counter(Invitation.objects.filter(waiting, sent_at__lt=end).values_list("profile_id", flat=True))


def _told(rows: QuerySet[Any, Any], cells: Cells) -> Iterator[Told]:
    """From pairs of a mission and a value."""
    return (Told(cells[mission], value) for mission, value in rows.order_by())


def _refused(window: Window) -> QuerySet[Any, Any]:
    ended = Invitation.objects.concluded().filter(
        answered_at__gte=window.begins, answered_at__lt=midnight(window.on)
    )
    return ended.annotate(is_found=Q(status__in=REFUSED)).values_list("mission_id", "is_found")


def _applications(window: Window) -> QuerySet[Any, Any]:
    received = Count("applications", filter=Q(applications__sent_at__lt=midnight(window.on)))
    return _published(window.since, window.on).annotate(received=received).values_list("pk", "received")


def _published(since: date | None, until: date) -> QuerySet[Mission]:
    published = Mission.objects.filter(published_at__lt=midnight(until))
    return published if since is None else published.filter(published_at__gte=midnight(since))


def _unopened(window: Window) -> QuerySet[Any, Any]:
    """Those she withdrew say nothing of the company."""
    ended = _decided(window).filter(status__in=ENDED_WITHOUT_HER)
    return ended.annotate(is_found=Q(seen_at=None)).values_list("mission_id", "is_found")


def _decided(window: Window) -> QuerySet[Application]:
    return Application.objects.filter(decided_at__gte=window.begins, decided_at__lt=midnight(window.on))


def _accepted(window: Window) -> QuerySet[Application]:
    return _decided(window).filter(status=ApplicationStatus.ACCEPTED)


def _days(rows: QuerySet[Any], cells: Cells, *, end: str = "decided_at") -> Iterator[Told]:
    """From the publication of the mission on."""
    spans = rows.annotate(span=F(end) - F("mission__published_at")).values_list("mission_id", "span")
    return (Told(cells[mission], span / timedelta(days=1)) for mission, span in spans.order_by())


def _filled(window: Window) -> QuerySet[Any, Any]:
    """Counted on the 28 days of missions that have had their fortnight."""
    told = _published(window.since - FORTNIGHT, window.on - FORTNIGHT)
    in_time = Q(filled_at__isnull=False) & Q(filled_at__lt=F("published_at") + FORTNIGHT)
    return told.annotate(is_found=in_time).values_list("pk", "is_found")


def _costs(window: Window, cells: Cells) -> dict[Cell, Cost]:
    found: dict[Cell, Cost] = defaultdict(Cost)
    with connection.cursor() as cursor:
        cursor.execute(GIVEN_UP, [Bucket.MAIN, window.since, window.on])
        for mission, given_up, places in cursor.fetchall():
            before = found[cells[mission]]
            found[cells[mission]] = Cost(before.points + int(given_up) / r.POINT, before.places + places)
    return found


# At each place of a first page: the best fit that was left, less the fit that was shown.
GIVEN_UP = """
SELECT mission_id, sum(best - fit), count(*) FROM (
  SELECT mission_id, fit, max(fit) OVER (
    PARTITION BY mission_id, shown_on ORDER BY rank ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS best
  FROM matching_impression WHERE bucket = %s AND page = 1 AND shown_on >= %s AND shown_on < %s
) AS places GROUP BY mission_id
"""
