"""Saved searches: kept by an assistant, woken by a publication."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import AssistantProfile
from matching.bench import Candidates
from matching.enums import Bucket, Way
from matching.explanations import card_fit
from matching.models import Alert, MatchingDuty, RuleVersion, Telling
from matching.percolation import is_wanted, rarest, waking, wanted_by
from matching.services.ranking import bench_of
from missions.models import Mission
from notifications.services import tell
from sio.lib.duties import owe
from sio.lib.errors import Refusal
from sio.lib.services import service
from sio.lib.working_days import held_until

WAKE_ALERTS = "wake_alerts"
MOST_ALERTS = 10
TOO_MANY = f"Vous avez déjà {MOST_ALERTS} alertes. Supprimez-en une pour en créer une autre."


@service
def create_alert(profile: AssistantProfile, *, skills: Collection[int], **facts: Any) -> Alert:
    """Keep a search (`skills`: positions, one to four); raises Refusal beyond ten."""
    AssistantProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    if profile.alerts.count() >= MOST_ALERTS:
        raise Refusal(TOO_MANY)
    return _kept(Alert(profile=profile), skills, facts)


@service
def edit_alert(alert: Alert, *, skills: Collection[int], **facts: Any) -> Alert:
    return _kept(alert, skills, facts)


def _kept(alert: Alert, skills: Collection[int], facts: dict[str, Any]) -> Alert:
    for name, value in facts.items():
        setattr(alert, name, value)
    alert.skills = sorted(skills)
    alert.key = rarest(skills, RuleVersion.objects.in_force())
    alert.save()
    return alert


@service
def pause_alert(alert: Alert) -> None:
    Alert.objects.filter(pk=alert.pk).update(is_paused=True)


@service
def resume_alert(alert: Alert) -> None:
    Alert.objects.filter(pk=alert.pk).update(is_paused=False)


@service
def delete_alert(alert: Alert) -> None:
    alert.delete()


@service
def refresh_keys() -> int:
    """Bring each key to the rarest skill of today. A key left behind only costs time: it is still asked for."""
    rules, moved = RuleVersion.objects.in_force(), []
    for alert in Alert.objects.all():
        key = rarest(alert.skills, rules)
        if key != alert.key:
            alert.key = key
            moved.append(alert)
    return Alert.objects.bulk_update(moved, ["key"], batch_size=1_000)


# What a publication wakes.


@dataclass(frozen=True)
class Hit:
    """A mission found for a search of this person."""

    alert: Alert
    mission: Mission


def owe_waking(mission: Mission) -> None:
    """Owed in the transaction of the publication, once in the life of a mission."""
    owe(
        MatchingDuty,
        kind=WAKE_ALERTS,
        dedupe_key=f"mission:{mission.pk}:alerts",
        payload={"mission": str(mission.public_id)},
    )


def hits_of(mission: Mission) -> list[Hit]:
    """The searches this mission answers whose owner passes every filter and the fit she asked; one per person."""
    bench = bench_of(mission)
    woken = waking(bench.facts).select_related("city", "profile__user").order_by("pk")
    found = [alert for alert in woken if is_wanted(wanted_by(alert), bench.facts)]
    candidates = Candidates.read(alert.profile_id for alert in found)
    hits: dict[int, Hit] = {}
    for alert in found:
        judged = bench.judge(candidates.facts[alert.profile_id])
        fits = judged and judged.bucket == Bucket.MAIN and card_fit(judged.fit) >= alert.least_fit
        if fits:
            hits.setdefault(alert.profile_id, Hit(alert, mission))
    return list(hits.values())


def tell_hits(hits: list[Hit]) -> None:
    """Tell each person, in the transaction that records the duty, of what she does not know already."""
    for hit in hits:
        if _is_news(hit):
            _tell(hit)


def _is_news(hit: Hit) -> bool:
    """Neither told by another way, nor invited, nor having applied."""
    for rows in (hit.mission.applications, hit.mission.invitations):
        if rows.filter(profile=hit.alert.profile_id).exists():
            return False
    _, is_first = Telling.objects.get_or_create(
        mission=hit.mission, profile=hit.alert.profile, defaults={"bucket": Bucket.MAIN, "way": Way.ALERT}
    )
    return is_first


def _tell(hit: Hit) -> None:
    tell(
        hit.alert.profile.user,
        "mission_alert",
        dedupe_key=f"alert:{hit.alert.pk}:{hit.mission.pk}",
        payload={"alert": str(hit.alert.public_id), "mission": str(hit.mission.public_id)},
        at=held_until(timezone.now()),
    )
