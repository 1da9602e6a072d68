"""The reasons in French, for both readers: plain functions of the explanation, one per code.

Neutral for all (« libre », « expérience de »), no figure that could tell a floor rate. Each gives a label, and sometimes
a detail that completes it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matching.enums import Reader, Term, Tone
from matching.explanations import Json
from matching.sentences.words import (
    NARROW,
    NO_BREAK,
    amount_of_time,
    at_distance,
    days,
    enumerated,
    half_days_in_words,
    short_day,
)

STRONG, FAIR = 0.8, 0.4
"""Share of its maximum from which a reason speaks for the match, or only partly."""


@dataclass(frozen=True, slots=True)
class Sentence:
    label: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.label}. {self.detail}" if self.detail else self.label


Names = Mapping[str, str]
Say = Callable[[Json, Names], Sentence]


def sentence(reason: Json, names: Names, reader: Reader) -> Sentence:
    """One reason, from the side of its reader. `names` gives the label of each skill by its slug."""
    return _SENTENCES[Term(reason["code"]), reader](reason, names)


def tone(reason: Json) -> Tone:
    """How far this reason speaks for the match."""
    if is_unknown(reason):
        return Tone.UNKNOWN
    share = reason["points"] / reason["max"]
    if share >= STRONG:
        return Tone.YES
    return Tone.PARTLY if share >= FAIR else Tone.NO


def is_unknown(reason: Json) -> bool:
    """Whether the fact behind this reason was never given."""
    match Term(reason["code"]):
        case Term.EXPERIENCE:
            return not reason["is_known"]
        case Term.AVAILABILITY:
            return reason["minutes"] is None or reason["from"] is None
        case Term.PLACE:
            return not reason["remote"] and reason["km"] is None
        case Term.BUDGET:
            return reason["within"] is None and reason["has_ceiling"]
        case _:
            return False


# Skills.


def skills_to_company(reason: Json, names: Names) -> Sentence:
    count = _count_of_skills(reason)
    asides = [aside for aside in (_missing(reason, names), _known_instead(reason, names)) if aside]
    label = f"{count} ({', '.join(asides)})" if asides else count
    details = [detail for detail in (_in_text(reason, names, "sa"), _below(reason, names)) if detail]
    return Sentence(label, f"{NARROW}; ".join(details))


def skills_to_assistant(reason: Json, names: Names) -> Sentence:
    count = f"{_count_of_skills(reason)} {'demandée' if reason['of'] == 1 else 'demandées'}"
    relatives = list(dict.fromkeys(reason["related"].values()))
    parts = [
        f"Il manque {_list(reason['missing'], names)}" if reason["missing"] else "",
        *(f"{names[relative]} compte pour un quart" for relative in relatives),
        f"{found}, compte un peu" if (found := _in_text(reason, names, "votre")) else "",
        _below(reason, names),
    ]
    return Sentence(count, f"{NARROW}; ".join(part for part in parts if part))


def _count_of_skills(reason: Json) -> str:
    got, asked = reason["got"], reason["of"]
    return f"{got} compétence{'s' if got > 1 else ''} sur {asked}"


def _missing(reason: Json, names: Names) -> str:
    return f"manque {_list(reason['missing'], names)}" if reason["missing"] else ""


def _known_instead(reason: Json, names: Names) -> str:
    others = list(dict.fromkeys(reason["related"].values()))
    return f"connaît {_list(others, names)}" if others else ""


def _in_text(reason: Json, names: Names, whose: str) -> str:
    """« Devis et Agenda : trouvé dans sa présentation »."""
    found = reason["in_text"]
    return f"{_list(found, names)}{NO_BREAK}: trouvé dans {whose} présentation" if found else ""


def _below(reason: Json, names: Names) -> str:
    return f"Sous le niveau demandé{NO_BREAK}: {_list(reason['below'], names)}" if reason["below"] else ""


def _list(slugs: Sequence[str], names: Names) -> str:
    return enumerated([names[slug] for slug in slugs])


# Experience.


def experience_to_company(reason: Json, names: Names) -> Sentence:
    if not reason["is_known"]:
        return Sentence("Expérience non renseignée", _sector(reason))
    return Sentence(
        f"{reason['title']}{_place_and_end(reason)}" if "title" in reason else "Expérience", _sector(reason)
    )


def experience_to_assistant(reason: Json, names: Names) -> Sentence:
    if not reason["is_known"]:
        return Sentence("Expérience non renseignée", "Comptée à une valeur prudente")
    if "title" not in reason:
        return Sentence("Votre expérience", _sector(reason))
    sector = f", {reason['sector']}" if reason["sector"] else ""
    return Sentence(f"Votre mission la plus proche{NO_BREAK}: {reason['title']}{sector}", _sector(reason))


def _place_and_end(reason: Json) -> str:
    sector = f", {reason['sector']}" if reason["sector"] else ""
    until = f", jusqu’en {reason['until']}" if reason["until"] else ""
    return f"{sector}{until}"


def _sector(reason: Json) -> str:
    return "Connaît ce secteur" if reason["knows_sector"] else ""


# Availability.


def availability_to_company(reason: Json, names: Names) -> Sentence:
    if is_unknown(reason):
        return Sentence("Disponibilités non renseignées")
    label = f"{amount_of_time(reason['minutes'])} par semaine dès le {short_day(reason['from'])}"
    return Sentence(label, _free_half_days(reason))


def availability_to_assistant(reason: Json, names: Names) -> Sentence:
    if is_unknown(reason):
        return Sentence("Disponibilités non renseignées", "Comptées à une valeur prudente")
    return Sentence(_half_days_covered(reason), _start_covered(reason))


def _free_half_days(reason: Json) -> str:
    if not reason["wanted_half_days"]:
        return ""
    if not reason["are_half_days_known"]:
        return "Créneaux non renseignés"
    return (
        f"Libre {half_days_in_words(reason['half_days'])}"
        if reason["half_days"]
        else "Aucun des créneaux souhaités"
    )


def _half_days_covered(reason: Json) -> str:
    wanted, common = reason["wanted_half_days"], len(reason["half_days"])
    if wanted and not reason["are_half_days_known"]:
        return f"Créneaux non renseignés{NO_BREAK}: comptés à une valeur prudente"
    if wanted and common < wanted:
        return f"Vos créneaux couvrent {common} des {wanted} demi-journées souhaitées"
    if wanted:
        return "Vos créneaux couvrent les jours souhaités"
    return f"Vous proposez {amount_of_time(reason['minutes'])} par semaine"


def _start_covered(reason: Json) -> str:
    late = reason["late_days"]
    return f"Vous commenceriez {days(late)} après la date souhaitée" if late else ""


# Place, budget, reliability.


def place_to_company(reason: Json, names: Names) -> Sentence:
    if reason["remote"]:
        return Sentence("À distance")
    return Sentence("Commune non renseignée" if reason["km"] is None else at_distance(reason["km"]))


def place_to_assistant(reason: Json, names: Names) -> Sentence:
    if reason["remote"]:
        return Sentence("À distance")
    if reason["km"] is None:
        return Sentence("Commune non renseignée", "Comptée à une valeur prudente")
    return Sentence(f"{at_distance(reason['km'])} de chez vous", "De commune à commune")


def budget_to_company(reason: Json, names: Names) -> Sentence:
    if reason["within"] is None:
        return Sentence("Tarif à comparer" if reason["has_ceiling"] else "Budget non communiqué")
    if reason["within"]:
        return Sentence("Dans votre budget")
    return Sentence(f"{_above(reason)} de votre budget")


def budget_to_assistant(reason: Json, names: Names) -> Sentence:
    if reason["within"] is None:
        label = "Budget à comparer" if reason["has_ceiling"] else "Budget non communiqué par l’entreprise"
        return Sentence(label)
    return Sentence(
        "Votre tarif est dans le budget" if reason["within"] else f"Votre tarif public est {_higher(reason)}"
    )


def _above(reason: Json) -> str:
    return "Un peu au-dessus" if reason["is_a_little_above"] else "Au-dessus"


def _higher(reason: Json) -> str:
    return "un peu au-dessus du budget" if reason["is_a_little_above"] else "au-dessus du budget"


def reliability_to_company(reason: Json, names: Names) -> Sentence:
    if not reason["reviews"]:
        return Sentence("Nouveau profil, pas encore d’avis")
    return Sentence(f"{reason['reviews']}{NO_BREAK}avis, {stars(reason)} sur 5")


def reliability_to_assistant(reason: Json, names: Names) -> Sentence:
    if not reason["reviews"]:
        return Sentence(f"Pas encore d’avis{NO_BREAK}: la moyenne de SIO est comptée")
    return Sentence(f"Note lissée{NO_BREAK}: {reason['reviews']}{NO_BREAK}avis et la moyenne de SIO")


def stars(reason: Json) -> str:
    """« 4,6 », rounded half up."""
    tenths = (reason["stars"] + 5 * reason["reviews"]) // (10 * reason["reviews"])
    return f"{tenths // 10},{tenths % 10}"


_SENTENCES: dict[tuple[Term, Reader], Say] = {
    (Term.SKILLS, Reader.COMPANY): skills_to_company,
    (Term.SKILLS, Reader.ASSISTANT): skills_to_assistant,
    (Term.EXPERIENCE, Reader.COMPANY): experience_to_company,
    (Term.EXPERIENCE, Reader.ASSISTANT): experience_to_assistant,
    (Term.AVAILABILITY, Reader.COMPANY): availability_to_company,
    (Term.AVAILABILITY, Reader.ASSISTANT): availability_to_assistant,
    (Term.PLACE, Reader.COMPANY): place_to_company,
    (Term.PLACE, Reader.ASSISTANT): place_to_assistant,
    (Term.BUDGET, Reader.COMPANY): budget_to_company,
    (Term.BUDGET, Reader.ASSISTANT): budget_to_assistant,
    (Term.RELIABILITY, Reader.COMPANY): reliability_to_company,
    (Term.RELIABILITY, Reader.ASSISTANT): reliability_to_assistant,
}


def in_one_line(reasons: Sequence[Json], names: Names, reader: Reader) -> str:
    """« 7 compétences sur 8 (manque Pennylane) · 2 jours par semaine dès le 3 décembre · à 4 km · dans votre budget »."""
    told = [Term.SKILLS, Term.AVAILABILITY, Term.PLACE, Term.BUDGET]
    labels = [sentence(one, names, reader).label for one in reasons if one["code"] in told]
    return " · ".join([*labels[:1], *(label[0].lower() + label[1:] for label in labels[1:])])
