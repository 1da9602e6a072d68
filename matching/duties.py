"""Acting on what matching owes. The act reads the facts again: the mission may have been withdrawn since."""

from matching.models import MatchingDuty
from matching.services.notices import ANNOUNCE_RANKING, tell_of_release
from matching.services.telling import TELL_ASSISTANTS, first_batch, tell_batch
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
