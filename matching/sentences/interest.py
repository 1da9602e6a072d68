"""Why a mission stands where it stands in her feed: one sentence per term, and the crowd."""

from collections.abc import Callable

from accounts.enums import Place
from matching import rules as r
from matching.enums import Tone, Wish
from matching.facts import CandidateFacts, MissionFacts
from matching.interest import MAXIMUM, Crowd, Interest, Record
from matching.scoring import distance_between, half_days_in_common, public_rate
from sio.lib.components import Reason

from .reasons import FAIR, STRONG
from .words import NO_BREAK, at_distance

WHY = (
    "Les missions qui vous intéressent le plus viennent d’abord\u00a0: compétences que vous voulez exercer "
    f"({r.WANTED_POINTS // r.POINT} points), budget face à votre tarif ({r.TARGET_POINTS // r.POINT}), "
    f"lieu et trajets ({r.JOURNEY_POINTS // r.POINT}), "
    f"rythme et durée ({(r.RHYTHM_POINTS + r.LENGTH_POINTS) // r.POINT}), "
    f"fiabilité de l’entreprise ({r.RECORD_POINTS // r.POINT}). "
    "Plus une mission a déjà de candidatures, plus elle descend."
)


def lines(
    found: Interest,
    candidate: CandidateFacts,
    mission: MissionFacts,
    record: Record,
    wanted: frozenset[int],
) -> list[Reason]:
    """One line per term, with its points: « Budget au-dessus de votre tarif, 25 sur 25 »."""
    said: dict[Wish, Callable[[], str]] = {
        Wish.SKILLS: lambda: _skills(candidate, mission, wanted),
        Wish.RATE: lambda: _rate(public_rate(candidate, mission.place), mission.ceiling),
        Wish.JOURNEY: lambda: _journey(candidate, mission),
        Wish.RHYTHM: lambda: _rhythm(candidate, mission),
        Wish.RECORD: lambda: _record(record),
    }
    return [
        Reason(said[term](), _tone(points, MAXIMUM[term]).value, _points(points, MAXIMUM[term]))
        for term, points in found.by_term().items()
    ]


def crowd(found: Crowd) -> str:
    """« déjà 6 candidatures »; empty while there is none."""
    if not found.applications:
        return ""
    return f"déjà {found.applications}{NO_BREAK}candidature{'s' if found.applications > 1 else ''}"


def total(found: Interest) -> str:
    """« 64 sur 100 », « 64 sur 100, ramenés à 32 : déjà 3 candidatures »."""
    whole = f"{_rounded(found.whole)} sur 100"
    if not found.crowd.applications:
        return whole
    return f"{whole}, ramenés à {_rounded(found.worth)}{NO_BREAK}: {crowd(found.crowd)}"


def _rounded(points: int) -> int:
    return (points + r.POINT // 2) // r.POINT


def _tone(points: int, maximum: int) -> Tone:
    if points >= STRONG * maximum:
        return Tone.YES
    return Tone.PARTLY if points >= FAIR * maximum else Tone.NO


def _points(points: int, maximum: int) -> str:
    return f"{_rounded(points)} sur {maximum // r.POINT}"


def _skills(candidate: CandidateFacts, mission: MissionFacts, wanted: frozenset[int]) -> str:
    held = [skill.position for skill in mission.skills if candidate.credit[skill.position] in r.DECLARED]
    count = len(wanted.intersection(held))
    if not count:
        return "Aucune des compétences que vous voulez exercer davantage"
    several = "s" if count > 1 else ""
    return f"{count} compétence{several} que vous voulez exercer, sur {len(mission.skills)}"


def _rate(target: int | None, ceiling: int | None) -> str:
    if not target or ceiling is None:
        return "Budget à comparer, compté à une valeur prudente"
    if ceiling > target:
        return "Budget au-dessus de votre tarif"
    return "Budget égal à votre tarif" if ceiling == target else "Budget en dessous de votre tarif"


def _journey(candidate: CandidateFacts, mission: MissionFacts) -> str:
    if mission.place == Place.REMOTE:
        return "À distance, sans trajet"
    metres = distance_between(candidate, mission)
    if metres is None:
        return "Trajet à préciser, compté à une valeur prudente"
    once = ", une partie à distance" if mission.place == Place.HYBRID else ""
    return f"{at_distance((metres + 500) // 1000)} de chez vous{once}"


def _rhythm(candidate: CandidateFacts, mission: MissionFacts) -> str:
    return f"{_half_days(candidate, mission)}, {_length(mission.weeks)}"


def _half_days(candidate: CandidateFacts, mission: MissionFacts) -> str:
    wanted, common = mission.half_days.bit_count(), half_days_in_common(candidate, mission)
    if wanted == 0:
        return "Jours à convenir"
    if common is None:
        return "Créneaux non renseignés"
    return f"{common} des {wanted} demi-journées souhaitées"


def _length(weeks: int | None) -> str:
    if weeks is None:
        return "durée non précisée"
    return f"{weeks}{NO_BREAK}semaine{'s' if weeks > 1 else ''}"


def _record(record: Record) -> str:
    if not record.promised:
        return "Entreprise nouvelle\u00a0: pas encore de réponses ni de paiements à compter"
    return f"Répond et paie à temps\u00a0: {record.kept} fois sur {record.promised}"
