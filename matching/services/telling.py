"""People told of a mission: the best of the main list, and those whose availability only has to be confirmed."""

from matching.enums import Bucket, Part
from matching.matches import Match, Ranking
from matching.models import MatchingDuty
from matching.services.ranking import ranked_assistants
from matching.sql import Page
from missions.models import Mission
from notifications.services import tell
from sio.lib.duties import owe

TELL_ASSISTANTS = "tell_assistants"

# A batch a working day (cadences): the first leaves with the publication.
BATCH = 10
AVAILABILITY = frozenset({Part.CONFIRMED, Part.MINUTES, Part.START, Part.HALF_DAYS})


def owe_telling(mission: Mission) -> None:
    """Owe the first batch, in the transaction of the publication; once in the life of a mission."""
    owe(
        MatchingDuty,
        kind=TELL_ASSISTANTS,
        dedupe_key=f"mission:{mission.pk}:batch:1",
        payload={"mission": str(mission.public_id)},
    )


def first_batch(mission: Mission) -> Ranking:
    return ranked_assistants(mission, pages={Bucket.MAIN: Page(BATCH), Bucket.TO_CONFIRM: Page(BATCH)})


def tell_batch(ranking: Ranking) -> None:
    """Tell each person once of each mission; in the transaction that records the duty."""
    for match in ranking.main:
        _tell(match, "mission_matches")
    for match in ranking.to_confirm:
        if AVAILABILITY.intersection(match.unknown):
            _tell(match, "mission_to_confirm")


def _tell(match: Match, kind: str) -> None:
    payload = {"mission": str(match.mission.public_id)}
    tell(match.profile.user, kind, dedupe_key=f"mission:{match.mission.pk}", payload=payload)
