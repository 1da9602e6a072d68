"""A company asks to be told when somebody new fits its mission, while few people do."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import AssistantProfile, User
from matching import engine
from matching.bench import Candidates
from matching.enums import Bucket
from matching.filters import is_proposed
from matching.models import MatchingDuty, Watch
from matching.needs import excluded_profiles, facts_of_needs, missions_to_rank
from matching.openings import possible_for
from matching.services.ranking import bench_of
from matching.sql import Page
from missions.enums import MissionStatus
from missions.models import Mission
from missions.permissions import can_act_for
from missions.services.moves import ensure
from notifications.services import tell
from sio.lib.dates import today
from sio.lib.duties import owe
from sio.lib.services import service
from sio.lib.working_days import held_until

CHECK_WATCHES = "check_watches"
FEW = 5
"""Up to how many people fit a mission when the watch is offered (house): a shortlist has five to eight."""


@service
def watch_mission(mission: Mission, by: User) -> Watch:
    """Tell me of whoever fits from now on; those who fit today are known."""
    ensure(
        can_act_for(by, mission.company), "Seules les personnes de l’entreprise peuvent suivre cette mission."
    )
    ensure(mission.status == MissionStatus.PUBLISHED, "Cette mission n’est plus en ligne.")
    known = _who_fits(mission)
    ensure(len(known) <= FEW, "Assez de profils correspondent déjà à cette mission.")
    watch, _ = Watch.objects.get_or_create(mission=mission, user=by, defaults={"known": known})
    return watch


@service
def stop_watching(mission: Mission, by: User) -> None:
    Watch.objects.filter(mission=mission, user=by).delete()


def _who_fits(mission: Mission) -> list[int]:
    bench = bench_of(mission)
    answer = engine.ask(bench.facts, bench.rules, {Bucket.MAIN: Page(FEW + 1)})[Bucket.MAIN]
    return [row.profile_id for row in answer.rows]


# What a changed profile wakes.


@dataclass(frozen=True)
class Find:
    """Somebody who now fits a watched mission."""

    profile: AssistantProfile
    mission: Mission


def owe_checking(profile: AssistantProfile) -> None:
    """Owed in the transaction of the change, named by its moment; nothing while nobody watches."""
    if Watch.objects.exists():
        owe(
            MatchingDuty,
            kind=CHECK_WATCHES,
            dedupe_key=f"profile:{profile.pk}:changed:{profile.updated_at.isoformat()}",
            payload={"profile": profile.pk},
        )


def finds_of(profile: AssistantProfile) -> list[Find]:
    """The watched missions she fits: two statements bring those she may fit, the reference judges them."""
    she, day = Candidates.read([profile.pk]).facts.get(profile.pk), today()
    if she is None or not she.is_listed:
        return []
    watched = possible_for(she, day).filter(Exists(Watch.objects.filter(mission=OuterRef("pk"))))
    fitting = [facts.mission_id for facts in facts_of_needs(watched, day) if is_proposed(she, facts)]
    missions = missions_to_rank(Mission.objects.filter(pk__in=fitting))
    return [Find(profile, mission) for mission in missions if profile.pk not in excluded_profiles(mission)]


def tell_finds(finds: list[Find]) -> None:
    """Each watcher once of each person, in the transaction that records the duty."""
    for find in finds:
        for watch in (
            find.mission.watches.select_for_update(of=("self",)).select_related("user").order_by("pk")
        ):
            if find.profile.pk not in watch.known:
                _tell(watch, find)


def _tell(watch: Watch, find: Find) -> None:
    watch.known = [*watch.known, find.profile.pk]
    watch.save(update_fields=["known"])
    tell(
        watch.user,
        "profile_found",
        dedupe_key=f"watch:{find.mission.pk}:{find.profile.pk}",
        payload={"watch": watch.pk, "profile": find.profile.pk},
        at=held_until(timezone.now()),
    )
