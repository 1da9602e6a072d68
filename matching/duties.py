"""Acting on what matching owes. The act reads the facts again: the mission may have been withdrawn since."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import AssistantProfile
from matching.figures.half_years import HalfYear
from matching.models import MatchingDuty
from matching.services.alerts import WAKE_ALERTS, hits_of, tell_hits
from matching.services.bias import COUNT_BIAS, WRITE_BIAS, count_piece, counted_pieces, write_report
from matching.services.digests import (
    GATHER_CANDIDATES,
    SHARE_OUT,
    candidates_of,
    is_gathering,
    keep_candidates,
    send_digests,
    shared_out,
)
from matching.services.notices import ANNOUNCE_RANKING, tell_of_release
from matching.services.telling import TELL_ASSISTANTS, batch_of, has_enough, next_turn, tell_batch
from matching.services.watches import CHECK_WATCHES, finds_of, tell_finds
from missions.enums import MissionStatus
from missions.models import Mission
from sio.lib.dates import today
from sio.lib.duties import Outcome, again, cancelled, done, handles

ON_ITS_WAY = (MissionStatus.PUBLISHED, MissionStatus.PAUSED)
A_LITTLE_LATER = timedelta(seconds=15)
A_WHILE = timedelta(minutes=5)


@handles(MatchingDuty, TELL_ASSISTANTS)
def tell_assistants(duty: MatchingDuty) -> Outcome:
    """A batch waits for the next working day while the mission is paused, has enough answers, or nobody is left."""
    mission = Mission.objects.filter(public_id=duty.payload["mission"]).first()
    if mission is None or mission.status not in ON_ITS_WAY:
        return cancelled("not published any more")
    if mission.status == MissionStatus.PAUSED or has_enough(mission):
        return _next_turn(mission)
    batch = batch_of(mission, duty.payload.get("batch", 1))
    return done(lambda: tell_batch(batch)) if batch else _next_turn(mission)


def _next_turn(mission: Mission) -> Outcome:
    return again(next_turn(mission) - timezone.now(), error="waits for its turn", counts_as_try=False)


@handles(MatchingDuty, ANNOUNCE_RANKING)
def tell_readers_of_new_rules(duty: MatchingDuty) -> Outcome:
    version, users = duty.payload["version"], duty.payload["users"]
    return done(lambda: tell_of_release(version, users))


@handles(MatchingDuty, WAKE_ALERTS)
def wake_alerts(duty: MatchingDuty) -> Outcome:
    mission = Mission.objects.published().filter(public_id=duty.payload["mission"]).first()
    if mission is None:
        return cancelled("not published any more")
    hits = hits_of(mission)
    return done(lambda: tell_hits(hits))


@handles(MatchingDuty, CHECK_WATCHES)
def check_watches(duty: MatchingDuty) -> Outcome:
    profile = AssistantProfile.objects.published().filter(pk=duty.payload["profile"]).first()
    if profile is None:
        return cancelled("not published any more")
    finds = finds_of(profile)
    return done(lambda: tell_finds(finds))


@handles(MatchingDuty, GATHER_CANDIDATES)
def gather_candidates(duty: MatchingDuty) -> Outcome:
    day = date.fromisoformat(duty.payload["day"])
    if day < today():
        return cancelled("the morning is over")
    found = candidates_of(duty.payload["missions"], day)
    return done(lambda: keep_candidates(found, day))


@handles(MatchingDuty, SHARE_OUT)
def share_out_digests(duty: MatchingDuty) -> Outcome:
    """Waits until every turn of candidates is kept."""
    day = date.fromisoformat(duty.payload["day"])
    if day < today():
        return cancelled("the morning is over")
    if is_gathering(day):
        return again(A_LITTLE_LATER, error="waits for the candidates", counts_as_try=False)
    sent = shared_out(day)
    return done(lambda: send_digests(sent, day))


@handles(MatchingDuty, COUNT_BIAS)
def count_bias(duty: MatchingDuty) -> Outcome:
    """The figures stay with the duty until the report is written."""
    found = count_piece(HalfYear.named(duty.payload["half_year"]), duty.payload["piece"])
    return done(payload=duty.payload | {"figures": found})


@handles(MatchingDuty, WRITE_BIAS)
def write_bias_report(duty: MatchingDuty) -> Outcome:
    half = HalfYear.named(duty.payload["half_year"])
    counted = counted_pieces(half)
    if counted is None:
        return again(A_WHILE, error="waits for its pieces", counts_as_try=False)
    return done(lambda: write_report(half, counted))
