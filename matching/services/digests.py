"""The letter of the morning: up to five missions a person, decided for everybody together in the night.

Three steps, each a duty: the candidates of a hundred missions are kept as rows; once all are there they are shared out,
in one transaction with what is owed of it; each letter is a duty of its own. Whatever dies, a step is done again or
was not begun.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import AssistantProfile
from matching import engine
from matching import rules as r
from matching.digest import Pair, allocate, letters
from matching.enums import Bucket, Way
from matching.models import DigestPair, MatchingDuty, RuleVersion, Telling
from matching.needs import excluded_profiles, facts_of_mission, missions_to_rank
from matching.reference import draw_name
from matching.rules import Rules
from matching.services.projection import batches
from matching.sql import Page
from missions.caps import WAITING_APPLICATIONS_PER_MISSION
from missions.enums import WAITING_STATUSES
from missions.models import Application, Invitation, Mission
from missions.models.missions import MissionQuerySet
from notifications.preferences import who_refused
from notifications.services import Letter, tell_many
from sio.lib.duties import DutyStatus, owe
from sio.lib.services import service
from sio.lib.working_days import OPENS, is_working_day

KIND = "morning_digest"
GATHER_CANDIDATES, SHARE_OUT = "gather_digest", "share_out_digest"
MISSIONS_A_TURN = 100
"""A few seconds of SQL at a hundred thousand profiles: far below the lease of a duty."""
BATCH = 1_000


@service
def owe_digests(day: date) -> int:
    """Owe the night of this morning, on working days: how many turns of candidates. The same day twice owes it once."""
    if not is_working_day(day):
        return 0
    turns = list(batches(_missions().values_list("pk", flat=True), MISSIONS_A_TURN))
    for turn in turns:
        _owe_step(GATHER_CANDIDATES, day, f"from:{turn[0]}", missions=turn)
    _owe_step(SHARE_OUT, day, "all")
    return len(turns)


def _owe_step(kind: str, day: date, key: str, **payload: Any) -> None:
    owe(
        MatchingDuty,
        kind=kind,
        dedupe_key=f"digest:{day.isoformat()}:{key}",
        payload={"day": day.isoformat(), **payload},
    )


# The candidates.


def candidates_of(missions: Sequence[int], day: date) -> list[Pair]:
    """The best people of each of these missions who were not told of it, do not apply, and accept this letter.

    Four times as many as may be told, so that people whom several missions want leave somebody to each.
    """
    rules, refused = RuleVersion.objects.in_force(), who_refused(KIND)
    silent = frozenset(AssistantProfile.objects.filter(user__in=refused).values_list("pk", flat=True))
    read = _with_those_who_know(missions_to_rank(_missions().filter(pk__in=missions)), day)
    return [pair for mission in read for pair in _best(mission, day, rules) if pair.profile_id not in silent]


def _best(mission: Mission, day: date, rules: Rules) -> list[Pair]:
    facts = facts_of_mission(mission, day, excluded=excluded_profiles(mission) | _who_knows(mission))
    answer = engine.ask(facts, rules, {Bucket.MAIN: Page(r.DIGEST_CANDIDATES)})[Bucket.MAIN]
    return [Pair(row.profile_id, mission.pk, row.fit) for row in answer.rows if row.fit >= r.DIGEST_LEAST_FIT]


def _missions() -> MissionQuerySet:
    """Open, and not yet full of applications without an answer."""
    waiting = Count("applications", filter=Q(applications__status__in=WAITING_STATUSES))
    return (
        Mission.objects.published()
        .alias(waiting=waiting)
        .filter(waiting__lt=WAITING_APPLICATIONS_PER_MISSION)
        .order_by("pk")
    )


def _with_those_who_know(missions: QuerySet[Mission], day: date) -> QuerySet[Mission]:
    """Told already by any way but the letter of this very morning; invited, or having applied."""
    this_morning = Q(way=Way.DIGEST, told_at__gte=_midnight(day))
    know = {
        "told": Telling.objects.exclude(this_morning),
        "applied": Application.objects.all(),
        "invited": Invitation.objects.all(),
    }
    return missions.annotate(**{name: _profiles_of(rows) for name, rows in know.items()})


def _profiles_of(rows: QuerySet[Any]) -> ArraySubquery:
    return ArraySubquery(rows.filter(mission=OuterRef("pk")).order_by().values_list("profile"))


def _who_knows(mission: Any) -> frozenset[int]:
    return frozenset([*mission.told, *mission.applied, *mission.invited])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def keep_candidates(pairs: Iterable[Pair], day: date) -> None:
    """In the transaction that records the duty; a pair found again stands once."""
    rows = [
        DigestPair(day=day, mission_id=pair.mission_id, profile_id=pair.profile_id, fit=pair.fit)
        for pair in pairs
    ]
    DigestPair.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)


# The sharing out.


def is_gathering(day: date) -> bool:
    """A turn is still to come; one that died is waited for no more, its missions stand in no letter."""
    turns = MatchingDuty.objects.filter(kind=GATHER_CANDIDATES, payload__day=day.isoformat())
    return turns.filter(status__in=(DutyStatus.WAITING, DutyStatus.LEASED)).exists()


def shared_out(day: date) -> list[Pair]:
    """What the letters of this morning hold; the same rows always give the same letters."""
    kept = DigestPair.objects.filter(day=day).values_list("profile_id", "mission_id", "fit")
    return allocate((Pair(*row) for row in kept.iterator(BATCH)), draw=draw_name(0, day))


@service
def send_digests(sent: Sequence[Pair], day: date) -> None:
    """Remember who is told of what, owe each letter, forget the night: all of it, or nothing."""
    tell_many(KIND, _letters(letters(_told_by_us(sent, day)), day), at=_opening(day))
    DigestPair.objects.filter(day__lte=day).delete()


def _told_by_us(sent: Sequence[Pair], day: date) -> list[Pair]:
    """Those that nobody else told since the candidates were gathered: the row of the telling decides."""
    rows = [
        Telling(profile_id=pair.profile_id, mission_id=pair.mission_id, bucket=Bucket.MAIN, way=Way.DIGEST)
        for pair in sent
    ]
    Telling.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    ours = set(
        Telling.objects.filter(way=Way.DIGEST, told_at__gte=_midnight(day)).values_list("profile", "mission")
    )
    return [pair for pair in sent if (pair.profile_id, pair.mission_id) in ours]


def _letters(found: dict[int, list[int]], day: date) -> Iterator[Letter]:
    """One a person: `digest:{day}:{profile}`."""
    names = dict(Mission.objects.published().values_list("pk", "public_id"))
    users = dict(AssistantProfile.objects.filter(pk__in=found).values_list("pk", "user"))
    for profile, missions in found.items():
        payload = {"missions": [str(names[pk]) for pk in missions if pk in names]}
        if profile in users:
            yield Letter(users[profile], f"digest:{day.isoformat()}:{profile}", payload)


def _opening(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, OPENS))
