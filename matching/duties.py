"""Acting on what matching owes. The act reads the facts again: the mission may have been withdrawn since."""

from accounts.models import AssistantProfile
from matching.models import MatchingDuty
from matching.services.alerts import WAKE_ALERTS, hits_of, tell_hits
from matching.services.notices import ANNOUNCE_RANKING, tell_of_release
from matching.services.telling import TELL_ASSISTANTS, first_batch, tell_batch
from matching.services.watches import CHECK_WATCHES, finds_of, tell_finds
from missions.models import Mission
from sio.lib.duties import Outcome, cancelled, done, handles


@handles(MatchingDuty, TELL_ASSISTANTS)
def tell_assistants(duty: MatchingDuty) -> Outcome:
    mission = Mission.objects.published().filter(public_id=duty.payload["mission"]).first()
    if mission is None:
        return cancelled("not published any more")
    ranking = first_batch(mission)
    return done(lambda: tell_batch(ranking))


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
