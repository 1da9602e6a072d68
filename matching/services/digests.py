"""The letter of the morning: up to five missions a person, decided for everybody together in the night."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import AssistantProfile
from matching import engine
from matching import rules as r
from matching.digest import Pair, allocate, letters
from matching.enums import Bucket, Way
from matching.models import RuleVersion, Telling
from matching.needs import excluded_profiles, facts_of_mission, missions_with_facts
from matching.reference import draw_name
from matching.sql import Page
from missions.caps import WAITING_APPLICATIONS_PER_MISSION
from missions.enums import WAITING_STATUSES
from missions.models import Mission
from missions.models.missions import MissionQuerySet
from notifications.preferences import who_refused
from notifications.services import tell
from sio.lib.services import service
from sio.lib.working_days import OPENS, is_working_day

KIND = "morning_digest"


@service
def send_digests(day: date) -> int:
    """Owe the letters of this morning, on working days; how many. The same day twice owes the same letters."""
    if not is_working_day(day):
        return 0
    sent = allocate(tonight(day), draw=draw_name(0, day))
    _remember(sent)
    return _owe_letters(letters(sent), day)


def tonight(day: date) -> list[Pair]:
    """The best people of each mission who were not told of it, do not apply, and accept this letter.

    Four times as many as may be told, so that people whom several missions want leave somebody to each.
    """
    rules, refused = RuleVersion.objects.in_force(), who_refused(KIND)
    silent = set(AssistantProfile.objects.filter(user__in=refused).values_list("pk", flat=True))
    pairs = []
    for mission in missions_with_facts(_missions()):
        facts = facts_of_mission(mission, day, excluded=excluded_profiles(mission) | _who_knows(mission, day))
        answer = engine.ask(facts, rules, {Bucket.MAIN: Page(r.DIGEST_CANDIDATES)})[Bucket.MAIN]
        pairs += [
            Pair(row.profile_id, mission.pk, row.fit)
            for row in answer.rows
            if row.fit >= r.DIGEST_LEAST_FIT and row.profile_id not in silent
        ]
    return pairs


def _missions() -> MissionQuerySet:
    """Open, and not yet full of applications without an answer."""
    waiting = Count("applications", filter=Q(applications__status__in=WAITING_STATUSES))
    return (
        Mission.objects.published()
        .alias(waiting=waiting)
        .filter(waiting__lt=WAITING_APPLICATIONS_PER_MISSION)
        .order_by("pk")
    )


def _who_knows(mission: Mission, day: date) -> frozenset[int]:
    """Told already by any way but the letter of this very morning; invited, or having applied."""
    this_morning = Q(way=Way.DIGEST, told_at__gte=_midnight(day))
    told = mission.tellings.exclude(this_morning).values_list("profile", flat=True)
    theirs = (
        told,
        *(rows.values_list("profile", flat=True) for rows in (mission.applications, mission.invitations)),
    )
    return frozenset(profile for profiles in theirs for profile in profiles)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _remember(sent: Iterable[Pair]) -> None:
    rows = [
        Telling(profile_id=pair.profile_id, mission_id=pair.mission_id, bucket=Bucket.MAIN, way=Way.DIGEST)
        for pair in sent
    ]
    Telling.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1_000)


def _owe_letters(found: dict[int, list[int]], day: date) -> int:
    names = dict(Mission.objects.published().values_list("pk", "public_id"))
    opening = timezone.make_aware(datetime.combine(day, OPENS))
    for profile in _profiles(found):
        tell(
            profile.user,
            KIND,
            dedupe_key=f"digest:{day.isoformat()}:{profile.pk}",
            payload={"missions": [str(names[mission]) for mission in found[profile.pk]]},
            at=opening,
        )
    return len(found)


def _profiles(found: dict[int, list[int]]) -> Iterator[AssistantProfile]:
    return AssistantProfile.objects.filter(pk__in=found).select_related("user").order_by("pk").iterator()
