"""Why a mission does not show an assistant, told to her alone: each wish that is not met, with her own figures.

No other person's data, no figure of the price but hers and the published ceiling, and never advice to lower a rate.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.enums import Place
from matching import filters
from matching.enums import Part
from matching.explanations import Vocabulary
from matching.facts import CandidateFacts, MissionFacts
from matching.rules import DECLARED
from matching.scoring import distance_between, first_day, half_days_in_common
from matching.sentences.words import NO_BREAK, amount_of_time, at_distance
from sio.lib.dates import day

Say = Callable[[CandidateFacts, MissionFacts], str]


@dataclass(frozen=True, slots=True)
class Absence:
    """A wish that is not met. `step` is the step of her profile where she may change it; empty when it is not hers."""

    part: Part
    sentence: str
    step: str = ""


def absences(candidate: CandidateFacts, mission: MissionFacts, words: Vocabulary) -> list[Absence]:
    """One for each part that is false; for the musts, those absent apart from those below the level."""
    found: list[Absence] = []
    for check in filters.checks(candidate, mission):
        if check.answer is False:
            told = (
                missing_musts(candidate, mission, words)
                if check.part == Part.SKILLS
                else [_SENTENCES[check.part](candidate, mission)]
            )
            found += [
                Absence(check.part, sentence, step_of(check.part, candidate, mission)) for sentence in told
            ]
    return found


def step_of(part: Part, candidate: CandidateFacts, mission: MissionFacts) -> str:
    """Where she could change this; nowhere for the company's own radius, nor for a rate that nobody asks her to change."""
    if part == Part.DISTANCE and not is_her_radius(candidate, mission):
        return ""
    return _STEPS.get(part, "")


_STEPS = {
    Part.LISTED: "presentation",
    Part.SKILLS: "competences",
    Part.MODE: "lieu",
    Part.DISTANCE: "lieu",
    Part.MINUTES: "disponibilites",
    Part.START: "disponibilites",
    Part.END: "disponibilites",
    Part.HALF_DAYS: "disponibilites",
    Part.CONFIRMED: "disponibilites",
    Part.VOLUME: "disponibilites",
    Part.LANGUAGES: "outils",
}


def missing_musts(candidate: CandidateFacts, mission: MissionFacts, words: Vocabulary) -> list[str]:
    held = {skill.position: candidate.credit[skill.position] for skill in filters.musts(mission)}
    absent = [position for position, byte in held.items() if byte not in DECLARED]
    below = [
        skill.position
        for skill in filters.musts(mission)
        if held[skill.position] in DECLARED and held[skill.position] < skill.level
    ]
    return [
        *_named("absente{s} de votre profil", absent, words),
        *_named("sous le niveau demandé", below, words),
    ]


def _named(what: str, positions: list[int], words: Vocabulary) -> list[str]:
    if not positions:
        return []
    several = "s" if len(positions) > 1 else ""
    names = ", ".join(words.names[words.slugs[position]] for position in positions)
    return [f"Compétence{several} indispensable{several} {what.format(s=several)}{NO_BREAK}: {names}"]


def is_her_radius(candidate: CandidateFacts, mission: MissionFacts) -> bool:
    """Whether hers is the smaller of the two."""
    hers, theirs = candidate.radius_km, mission.radius_km
    return hers is not None and (theirs is None or hers <= theirs)


def _not_listed(candidate: CandidateFacts, mission: MissionFacts) -> str:
    return "Votre profil n’est pas en ligne"


def _not_apart(candidate: CandidateFacts, mission: MissionFacts) -> str:
    return "Votre candidature ou votre invitation pour cette mission est close, ou l’entreprise est la vôtre"


def _too_few_minutes(candidate: CandidateFacts, mission: MissionFacts) -> str:
    asked, offered = amount_of_time(mission.minimum_minutes), amount_of_time(candidate.free_minutes or 0)
    return f"Mission à {asked} par semaine, vous en proposez {offered}"


def _too_late(candidate: CandidateFacts, mission: MissionFacts) -> str:
    begins = first_day(candidate, mission) or mission.starts_on
    return f"Début au plus tard le {day(filters.last_start(mission))}, vous êtes disponible le {day(begins)}"


def _too_short(candidate: CandidateFacts, mission: MissionFacts) -> str:
    until = candidate.available_until or date.max - timedelta(days=1)
    return f"La mission dure jusqu’au {day(filters.last_day(mission))}, vos disponibilités s’arrêtent le {day(until)}"


def _too_few_half_days(candidate: CandidateFacts, mission: MissionFacts) -> str:
    common = half_days_in_common(candidate, mission) or 0
    return f"{mission.half_days_needed} créneaux nécessaires parmi ceux souhaités, vous en avez {common}"


def _other_mode(candidate: CandidateFacts, mission: MissionFacts) -> str:
    return {
        Place.REMOTE: "Mission à distance, vous travaillez sur site",
        Place.ON_SITE: "Mission sur site, vous travaillez à distance",
        Place.HYBRID: "Mission à la fois à distance et sur site",
    }[mission.place]


def _too_far(candidate: CandidateFacts, mission: MissionFacts) -> str:
    km = ((distance_between(candidate, mission) or 0) + 999) // 1000
    if is_her_radius(candidate, mission):
        return f"{at_distance(km)}, votre rayon est de {candidate.radius_km}{NO_BREAK}km"
    return f"{at_distance(km)}, l’entreprise cherche à moins de {mission.radius_km}{NO_BREAK}km"


def _under_her_floor(candidate: CandidateFacts, mission: MissionFacts) -> str:
    return "Budget sous votre tarif plancher"


def _other_language(candidate: CandidateFacts, mission: MissionFacts) -> str:
    return "Langue demandée absente de votre profil, ou sous le niveau demandé"


def _certificate_over(candidate: CandidateFacts, mission: MissionFacts) -> str:
    return "Votre attestation de vigilance ne couvre pas le début de la mission"


def _insurance_over(candidate: CandidateFacts, mission: MissionFacts) -> str:
    return "Votre assurance ne couvre pas le début de la mission"


def _under_her_volume(candidate: CandidateFacts, mission: MissionFacts) -> str:
    asked, least = amount_of_time(mission.minutes), amount_of_time(candidate.min_minutes)
    return f"Mission à {asked} par semaine, votre minimum est de {least}"


def _under_her_duration(candidate: CandidateFacts, mission: MissionFacts) -> str:
    return f"Mission de {mission.weeks} semaines, votre minimum est de {candidate.min_weeks}"


def _refused_sector(candidate: CandidateFacts, mission: MissionFacts) -> str:
    return "Vous ne souhaitez pas de mission dans ce secteur"


def _refused_company(candidate: CandidateFacts, mission: MissionFacts) -> str:
    return "Vous ne souhaitez pas de mission avec cette entreprise"


_SENTENCES: dict[Part, Say] = {
    Part.LISTED: _not_listed,
    Part.APART: _not_apart,
    Part.MINUTES: _too_few_minutes,
    Part.START: _too_late,
    Part.END: _too_short,
    Part.HALF_DAYS: _too_few_half_days,
    Part.MODE: _other_mode,
    Part.DISTANCE: _too_far,
    Part.RATE: _under_her_floor,
    Part.LANGUAGES: _other_language,
    Part.CERTIFICATE: _certificate_over,
    Part.INSURANCE: _insurance_over,
    Part.VOLUME: _under_her_volume,
    Part.DURATION: _under_her_duration,
    Part.SECTOR: _refused_sector,
    Part.COMPANY: _refused_company,
}
