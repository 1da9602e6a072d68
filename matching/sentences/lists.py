"""What « presque » misses and what « à confirmer » waits for, for both readers."""

from matching.enums import Part, Reader
from matching.explanations import Json
from matching.sentences.words import NO_BREAK, amount_of_time, days


def gap(missed: Json, reader: Reader) -> str:
    """What « presque » misses: « Disponible 5 jours plus tard »."""
    words = _GAPS[Part(missed["part"])]
    text = words[0] if reader == Reader.COMPANY else words[1]
    return text.format(amount=_amount(missed))


def _amount(missed: Json) -> str:
    missing = missed.get("missing", 0)
    return {
        Part.MINUTES: lambda: amount_of_time(missing),
        Part.VOLUME: lambda: amount_of_time(missing),
        Part.START: lambda: days(missing),
        Part.END: lambda: days(missing),
        Part.HALF_DAYS: lambda: f"{missing}{NO_BREAK}créneau{'x' if missing > 1 else ''}",
        Part.DISTANCE: lambda: f"{-(-missing // 1000)}{NO_BREAK}km",
        Part.DURATION: lambda: f"{missing}{NO_BREAK}semaine{'s' if missing > 1 else ''}",
    }.get(Part(missed["part"]), lambda: "")()


_GAPS: dict[Part, tuple[str, str]] = {
    Part.MINUTES: (
        "Propose {amount} de moins par semaine",
        "La mission demande {amount} de plus par semaine",
    ),
    Part.START: ("Disponible {amount} plus tard", "Vous seriez disponible {amount} plus tard"),
    Part.END: (
        "Disponible jusqu’à {amount} avant la fin",
        "Vos disponibilités s’arrêtent {amount} avant la fin",
    ),
    Part.HALF_DAYS: ("{amount} de moins que souhaité", "Il vous manque {amount} parmi ceux souhaités"),
    Part.DISTANCE: ("À {amount} au-delà du rayon", "À {amount} au-delà du rayon"),
    Part.RATE: ("Un peu au-dessus de votre budget", "Budget un peu sous votre tarif plancher"),
    Part.VOLUME: (
        "Souhaite {amount} de plus par semaine",
        "Il manque {amount} par semaine pour atteindre votre minimum",
    ),
    Part.DURATION: ("Souhaite {amount} de plus", "Il manque {amount} pour atteindre votre minimum"),
}


def unknown(part: Part, reader: Reader) -> str:
    """What « à confirmer » waits for."""
    words = _UNKNOWN[part]
    return words[0] if reader == Reader.COMPANY else words[1]


_UNKNOWN: dict[Part, tuple[str, str]] = {
    Part.CONFIRMED: (
        "Ses disponibilités datent de plus de 7 jours",
        "Confirmez vos disponibilités pour apparaître",
    ),
    Part.MINUTES: ("Son temps libre n’est pas renseigné", "Indiquez votre temps libre par semaine"),
    Part.START: ("Sa date de début n’est pas renseignée", "Indiquez à partir de quand vous êtes disponible"),
    Part.HALF_DAYS: ("Ses créneaux ne sont pas renseignés", "Indiquez vos demi-journées libres"),
    Part.DISTANCE: ("Son rayon de déplacement est à préciser", "Indiquez votre commune et votre rayon"),
    Part.RATE: ("Son tarif ou votre budget est à préciser", "Tarif et budget restent à comparer"),
    Part.LANGUAGES: ("Ses langues ne sont pas renseignées", "Indiquez les langues que vous parlez"),
    Part.CERTIFICATE: (
        "Son attestation de vigilance n’est pas déposée",
        "Déposez votre attestation de vigilance",
    ),
    Part.INSURANCE: ("Son assurance n’est pas déposée", "Déposez votre attestation d’assurance"),
}
