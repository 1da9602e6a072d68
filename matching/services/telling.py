"""Batches: ten people a working day told of a published mission, until enough of them are interested.

Each batch takes the best of the main list not told yet, by fit alone: answers and silences to earlier letters are not
read. The first one also asks those whose availability only has to be confirmed, once. Whoever was told by another way,
invited, or applied, is not told again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.utils import timezone

from matching import engine
from matching.bench import Bench, Candidates
from matching.enums import Bucket, Part, Way
from matching.matches import Match
from matching.models import MatchingDuty, Telling
from matching.services.ranking import bench_of
from matching.sql import Page
from missions.enums import EngagementFormat
from missions.models import Application, Invitation, Mission
from notifications.services import tell
from sio.lib.duties import owe
from sio.lib.working_days import held_until, next_sending_day, sending_moment

TELL_ASSISTANTS = "tell_assistants"

BATCH = 10
INTERESTED = 6
"""As many applications wait for the company: nobody else is told until some are answered."""
URGENT_PAUSE = timedelta(hours=1)
AVAILABILITY = frozenset({Part.CONFIRMED, Part.MINUTES, Part.START, Part.HALF_DAYS})
KINDS = {Bucket.MAIN: "mission_matches", Bucket.TO_CONFIRM: "mission_to_confirm"}


@dataclass(frozen=True)
class Batch:
    """Whom to tell of a mission, by list."""

    mission: Mission
    number: int
    people: Mapping[Bucket, list[Match]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.people.values())


def owe_telling(mission: Mission) -> None:
    """Owe the first batch, in the transaction of the publication; once in the life of a mission."""
    owe_batch(mission, 1)


def owe_batch(mission: Mission, number: int, at: datetime | None = None) -> None:
    owe(
        MatchingDuty,
        kind=TELL_ASSISTANTS,
        dedupe_key=f"mission:{mission.pk}:batch:{number}",
        payload={"mission": str(mission.public_id), "batch": number},
        next_at=at,
    )


def next_turn(mission: Mission) -> datetime:
    """When the next batch may leave: the next working day; an hour later for an urgent cover."""
    now = timezone.now()
    is_urgent = mission.format == EngagementFormat.URGENT_COVER
    return sending_moment(now + URGENT_PAUSE) if is_urgent else next_sending_day(now)


def has_enough(mission: Mission) -> bool:
    return mission.waiting_applications >= INTERESTED


def batch_of(mission: Mission, number: int) -> Batch:
    """The best ten of the main list not told yet; with the first batch, those to ask as well."""
    bench = bench_of(mission)
    known = bench.facts.excluded_profiles | _already_told(mission)
    lists = KINDS if number == 1 else (Bucket.MAIN,)
    answers = engine.ask(
        replace(bench.facts, excluded_profiles=known), bench.rules, dict.fromkeys(lists, Page(BATCH))
    )
    candidates = Candidates.read(row.profile_id for answer in answers.values() for row in answer.rows)
    people = {bucket: _judged(bench, bucket, answer, candidates) for bucket, answer in answers.items()}
    return Batch(mission, number, people)


def tell_batch(batch: Batch) -> None:
    """Tell each person once, and owe the batch that follows; in the transaction that records the duty."""
    held = held_until(timezone.now())
    for bucket, matches in batch.people.items():
        for match in matches:
            _tell(match, bucket, batch.number, held)
    owe_batch(batch.mission, batch.number + 1, next_turn(batch.mission))


def _already_told(mission: Mission) -> frozenset[int]:
    rows = (Telling.objects, Application.objects, Invitation.objects)
    return frozenset(
        profile
        for table in rows
        for profile in table.filter(mission=mission).values_list("profile", flat=True)
    )


def _judged(bench: Bench, bucket: Bucket, answer: engine.Answer, candidates: Candidates) -> list[Match]:
    """Judged again by the reference, as on a page; whoever misses more than her availability is not asked."""
    judged = [bench.judge(candidates.facts[row.profile_id]) for row in answer.rows]
    matches = [bench.match(one, candidates) for one in judged if one and one.bucket == bucket]
    return [match for match in matches if bucket == Bucket.MAIN or AVAILABILITY.intersection(match.unknown)]


def _tell(match: Match, bucket: Bucket, number: int, held: datetime | None) -> None:
    _, is_first = Telling.objects.get_or_create(
        mission=match.mission,
        profile=match.profile,
        defaults={"bucket": bucket, "way": Way.BATCH, "batch": number},
    )
    if is_first:
        tell(
            match.profile.user,
            KINDS[bucket],
            dedupe_key=f"mission:{match.mission.pk}",
            payload={"mission": str(match.mission.public_id)},
            at=held,
        )
