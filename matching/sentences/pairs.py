"""A pair in French, for the company: what the two cover together, what each would do. Neutral for any two people."""

from matching.explanations import Json
from matching.sentences.reasons import Names
from matching.sentences.words import NO_BREAK, amount_of_time, enumerated, half_days_in_words

CONTRACTS = (
    f"Deux missions, deux contrats, deux factures{NO_BREAK}: chaque personne garde son tarif et ses horaires."
)


def together(explanation: Json, names: Names) -> str:
    """« À deux : 3 compétences sur 3, 15 h par semaine, 4 créneaux sur 4 »."""
    parts = [_skills(explanation, names), _time(explanation), _half_days(explanation)]
    return f"À deux{NO_BREAK}: {', '.join(part for part in parts if part)}"


def _skills(explanation: Json, names: Names) -> str:
    got, asked = explanation["got"], explanation["of"]
    missing = explanation["missing"]
    lack = f" (manque {enumerated([names[slug] for slug in missing])})" if missing else ""
    return f"{got} compétence{'s' if got > 1 else ''} sur {asked}{lack}" if asked else ""


def _time(explanation: Json) -> str:
    return f"{amount_of_time(explanation['minutes'])} par semaine" if explanation["minutes"] else ""


def _half_days(explanation: Json) -> str:
    wanted, covered = explanation["wanted_half_days"], explanation["half_days"]
    return f"{covered} créneau{'x' if covered > 1 else ''} sur {wanted}" if wanted else ""


def part_of(member: Json, names: Names) -> list[str]:
    """What one of the two would do: « 7 h 30 par semaine », « libre mardi matin », « apporte Devis »."""
    minutes, half_days, alone = member["minutes"], member["half_days"], member["alone"]
    said = [
        f"{amount_of_time(minutes)} par semaine" if minutes else "",
        f"libre {half_days_in_words(half_days)}" if half_days else "",
        f"apporte {enumerated([names[slug] for slug in alone])}" if alone else "",
    ]
    return [part for part in said if part]


def in_common(explanation: Json, names: Names) -> str:
    """« En commun : Devis et Relances »."""
    shared = explanation["shared"]
    return f"En commun{NO_BREAK}: {enumerated([names[slug] for slug in shared])}" if shared else ""
