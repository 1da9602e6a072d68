"""Why a mission does not show an assistant, told to her alone: each wish that is not met, with her own figures.

No other person's data, no figure of the price but hers and the published ceiling, and never advice to lower a rate.
"""

from collections.abc import Callable
from datetime import date, timedelta

from accounts.enums import Place
from matching import filters
from matching.enums import Part
from matching.explanations import Vocabulary
from matching.facts import CandidateFacts, MissionFacts
from matching.scoring import distance_between, first_day, half_days_in_common
from matching.sentences import NO_BREAK, amount_of_time, at_distance
from sio.lib.dates import day

Say = Callable[[CandidateFacts, MissionFacts], str]


def absences(candidate: CandidateFacts, mission: MissionFacts, words: Vocabulary) -> list[str]:
    """One sentence for each part that is false, the skills first among those she could complete."""
    missed = [check.part for check in filters.checks(candidate, mission) if check.answer is False]
    return [
        missing_musts(candidate, mission, words)
        if part == Part.SKILLS
        else _SENTENCES[part](candidate, mission)
        for part in missed
    ]


def missing_musts(candidate: CandidateFacts, mission: MissionFacts, words: Vocabulary) -> str:
    missing = [
        words.names[words.slugs[skill.position]]
        for skill in filters.musts(mission)
        if not skill.level <= candidate.credit[skill.position] <= 3
    ]
    several = "s" if len(missing) > 1 else ""
    return (
        f"Compétence{several} indispensable{several} absente{several} de votre profil, ou sous le niveau demandé"
        f"{NO_BREAK}: {', '.join(missing)}"
    )


def _not_listed(candidate: CandidateFacts, mission: MissionFacts) -> str:
    return "Votre profil n’est pas en ligne"


def _not_apart(candidate: CandidateFacts, mission: MissionFacts) -> str:
    return "Votre candidature à cette mission est terminée, ou l’entreprise est la vôtre"


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
    hers, theirs = candidate.radius_km, mission.radius_km
    if hers is not None and (theirs is None or hers <= theirs):
        return f"{at_distance(km)}, votre rayon est de {hers}{NO_BREAK}km"
    return f"{at_distance(km)}, l’entreprise cherche à moins de {theirs}{NO_BREAK}km"


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
