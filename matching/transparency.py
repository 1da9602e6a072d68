"""What « Comment SIO classe » says, made of the constants that rank: change one and the page changes.

Words only; every figure is read from `rules`, `order`, `caps` and the change log at the moment the page is asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass

from matching import rules as r
from matching.counts import SMALL
from matching.enums import Criterion, Term
from matching.models.reviews import ANSWER_WITHIN
from matching.services.telling import BATCH
from missions import caps
from missions.enums import CEILING_STEP_PERCENT, MAX_CEILING_CHANGES, MAX_MUST_SKILLS
from missions.pricing import MINUTES_PER_DAY, MINUTES_PER_HOUR
from sio.lib.durations import hours

NO_BREAK, NARROW = "\u00a0", "\u202f"


@dataclass(frozen=True, slots=True)
class Weight:
    """A term of the fit: how many points, and what earns them."""

    label: str
    points: float
    why: str

    @property
    def words(self) -> str:
        return decimal(self.points)


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str


def decimal(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def points(micro: int) -> float:
    return micro / r.POINT


def weights() -> list[Weight]:
    """The six terms, the heaviest first."""
    told = [Weight(term.label, points(maximum()), _WHY[term]()) for term, maximum in _MAXIMA.items()]
    return sorted(told, key=lambda weight: -weight.points)


_MAXIMA: dict[Term, Callable[[], int]] = {
    Term.SKILLS: lambda: r.SKILLS_POINTS,
    Term.EXPERIENCE: lambda: r.EXPERIENCE_POINTS,
    Term.AVAILABILITY: lambda: r.AVAILABILITY_POINTS,
    Term.PLACE: lambda: r.PLACE_POINTS,
    Term.BUDGET: lambda: r.BUDGET_POINTS,
    Term.RELIABILITY: lambda: r.RELIABILITY_POINTS,
}


def _skills() -> str:
    weight = {key.value: decimal(value) for key, value in r.IMPORTANCE_WEIGHT.items()}
    related, in_text = r.CREDITS[1][r.RELATED], r.CREDITS[1][r.IN_TEXT]
    return (
        f"Les compétences demandées, les plus rares comptant davantage. Poids{NO_BREAK}: {weight['must']} si indispensable, "
        f"{weight['should']} si importante, {weight['could']} si appréciée{NARROW}; une qualité compte pour {_percent(100 * r.QUALITY_WEIGHT)} "
        f"du poids d’une tâche. Une compétence voisine apporte {_percent(related)} des points, une compétence trouvée dans la présentation {_percent(in_text)}."
    )


def _experience() -> str:
    (recent, _), (older, kept) = r.RECENCY
    return (
        f"Le métier déjà exercé le plus proche de la mission, en entier jusqu’à {recent} ans, à {_percent(kept)} jusqu’à {older} ans, "
        f"à {_percent(r.OLD_EXPERIENCE)} ensuite. Connaître le secteur ajoute {decimal(points(r.SECTOR_BONUS * r.EXPERIENCE_UNIT))} points, dans la limite du total."
    )


def _availability() -> str:
    return (
        f"Le temps libre ({decimal(points(r.SLACK_POINTS))} points), la date de début ({decimal(points(r.START_POINTS))}) "
        f"et les demi-journées souhaitées ({decimal(points(r.HALF_DAYS_POINTS))})."
    )


def _place() -> str:
    return (
        f"À distance, tous les points. Sur site, tous les points jusqu’à {r.NEAR_TOWN_M // 1000}{NO_BREAK}km de commune à commune, "
        "puis de moins en moins jusqu’à la limite acceptée."
    )


def _budget() -> str:
    return (
        f"Le tarif public comparé au budget. Un tarif plus bas que {_percent(full_budget_percent())} du budget n’améliore pas le classement. "
        "Sans budget communiqué, chaque profil reçoit la moitié des points."
    )


def full_budget_percent() -> int:
    """The share of the budget at which a public rate earns every point: nothing is gained below."""
    return 100 - 100 * (r.BUDGET_POINTS - r.BUDGET_MIDDLE) // r.BUDGET_SLOPE


def _reliability() -> str:
    return (
        f"Les avis et les missions menées à terme. La note est rapprochée de la moyenne de SIO, comme si {r.PRIOR_REVIEWS} avis moyens s’y ajoutaient\u00a0: "
        "un nouveau profil part donc de la moyenne. Rompre un contrat signé retire "
        f"{decimal(points(r.BROKEN_ENGAGEMENT_POINTS))} point pendant un an."
    )


_WHY: dict[Term, Callable[[], str]] = {
    Term.SKILLS: _skills,
    Term.EXPERIENCE: _experience,
    Term.AVAILABILITY: _availability,
    Term.PLACE: _place,
    Term.BUDGET: _budget,
    Term.RELIABILITY: _reliability,
}


def _percent(value: float) -> str:
    return f"{decimal(value)}{NARROW}%"


def criteria() -> list[Fact]:
    """The filters, each a wish of one of the two sides."""
    return [Fact(criterion.label, text) for criterion, text in _CRITERIA.items()]


_CRITERIA = {
    Criterion.MUST_HAVE: f"Les {MAX_MUST_SKILLS} compétences au plus que l’entreprise dit indispensables, au niveau demandé.",
    Criterion.CALENDAR: "Assez de temps libre, une date de début possible, les demi-journées nécessaires, aucun congé déclaré.",
    Criterion.PLACE: "À distance, sur site ou les deux, dans le rayon de l’assistante ou de l’assistant et dans celui de l’entreprise.",
    Criterion.PRICE: "Le budget atteint le tarif minimal de la personne. Ce minimum reste privé\u00a0: il n’est jamais montré.",
    Criterion.LANGUAGE: "La langue demandée, à son niveau.",
    Criterion.PAPERS: "L’attestation ou l’assurance demandée, valable au début de la mission.",
    Criterion.HER_MINIMUM: "Le volume et la durée que la personne accepte au minimum.",
    Criterion.EXCLUSION: "Un secteur ou une entreprise que l’un des deux côtés a exclus.",
    Criterion.STATUS: "Un profil en ligne, et une candidature qui n’est pas déjà close pour cette mission.",
}


def lists() -> list[Fact]:
    """The three lists, and what keeps them apart."""
    return [
        Fact(
            "Profils proposés",
            "Tous les critères sont remplis. Cette liste est entière\u00a0: page après page, chaque profil y est.",
        ),
        Fact(
            "À confirmer",
            "Rien ne s’oppose, mais une information manque. Une disponibilité confirmée il y a plus de "
            f"{r.CONFIRMATION_DAYS} jours devient une question, à laquelle un clic répond.",
        ),
        Fact(
            "Presque",
            f"Un seul critère manque, de peu\u00a0: {r.NEAR_DAYS} jours, {r.NEAR_METRES // 1000}{NO_BREAK}km, {hours(r.NEAR_MINUTES)} par semaine ou "
            f"{_percent(r.NEAR_RATE_PERCENT)} du budget au plus. L’écart est nommé\u00a0; pour le budget, seulement si la personne l’accepte, et sans chiffre.",
        ),
    ]


def display() -> list[Fact]:
    """How people of a close fit take turns."""
    return [
        Fact(
            "Chacun est vu",
            f"Entre profils dont l’écart est d’au plus {decimal(points(r.ROTATION_POINTS))} points, l’ordre tourne\u00a0: les moins montrés des {r.EXPOSURE_DAYS} derniers jours passent devant.",
        ),
        Fact(
            "Une place pour un profil nouveau",
            f"L’avant-dernière place de la première page revient, par tirage, à un profil nouveau ou peu vu, dans la limite de {decimal(points(r.EXPLORATION_POINTS))} points.",
        ),
        Fact(
            "Aucun paiement",
            "Aucune place ne s’achète, ni par l’entreprise ni par l’assistante ou l’assistant.",
        ),
        Fact(
            "Refuser ne coûte rien",
            "Refuser une mission ou ne pas répondre ne change ni l’adéquation ni l’ordre. "
            f"Après {caps.SILENT_INVITATIONS} invitations expirées de suite, nous demandons seulement si la disponibilité est à jour.",
        ),
    ]


def interests() -> list[Weight]:
    """What orders the missions proposed to somebody; a firm reads none of it."""
    return [
        Weight("Compétences à exercer", points(r.WANTED_POINTS), "Celles que vous souhaitez utiliser."),
        Weight(
            "Budget face à votre tarif",
            points(r.TARGET_POINTS),
            f"De {_percent(r.TARGET_FROM_PERCENT)} à {_percent(r.TARGET_FULL_PERCENT)} de votre tarif public, sans rien gagner au-delà.",
        ),
        Weight("Lieu et trajet", points(r.JOURNEY_POINTS), "Tous les points à distance ou tout près."),
        Weight(
            "Rythme et durée",
            points(r.RHYTHM_POINTS + r.LENGTH_POINTS),
            f"Vos demi-journées, et une mission d’au moins {r.LONG_WEEKS} semaines.",
        ),
        Weight(
            "Parole tenue par l’entreprise",
            points(r.RECORD_POINTS),
            "Réponses aux candidatures et paiements dans les délais.",
        ),
    ]


def crowding() -> str:
    return (
        f"Ce total est divisé par l’affluence\u00a0: {r.CROWD_PER_POST} candidatures ouvertes pour une même place le réduisent de moitié. "
        f"Le courrier du matin propose {r.DIGEST_PER_PERSON} missions au plus par personne, et une même mission à {r.DIGEST_PER_MISSION} personnes au plus."
    )


NEVER_USED = (
    "le nom, le prénom et la photo",
    "le genre, l’âge, l’origine et la nationalité",
    "la santé, le handicap et la famille",
    "l’adresse, au-delà de la distance entre deux communes",
    "l’école et les interruptions de parcours",
    "les messages, les connexions et les délais de réponse",
    "les refus et les silences",
    "les sommes payées à SIO",
)


def unknowns(prudent_percent: int) -> str:
    return (
        f"Une information que personne n’a donnée n’est jamais un «{NO_BREAK}non{NO_BREAK}». Elle compte pour {_percent(prudent_percent)} des points de son critère et s’affiche "
        f"«{NO_BREAK}non renseigné{NO_BREAK}». À partir de {r.COUNTED_FROM_PROFILES} profils publiés, l’expérience non renseignée prend la valeur "
        f"sous laquelle se trouvent {_percent(100 * r.PRUDENT_PERCENTILE)} des profils du même métier."
    )


def limits() -> list[Fact]:
    """What is scarce is counted: invitations, letters, applications, budgets."""
    least, per_day = caps.LEAST_OPEN_INVITATIONS, caps.INVITATIONS_PER_FREE_DAY
    return [
        Fact("Invitations d’une mission", f"{caps.OPEN_INVITATIONS_PER_MISSION} ouvertes à la fois."),
        Fact(
            "Invitations d’une personne",
            f"{least} ouvertes à la fois, ou {per_day} par jour libre ({MINUTES_PER_DAY // MINUTES_PER_HOUR}{NO_BREAK}h) si c’est davantage.",
        ),
        Fact(
            "Candidatures sans réponse",
            f"{caps.WAITING_APPLICATIONS_PER_MISSION}, puis la mission affiche complet.",
        ),
        Fact("Missions annoncées", f"À {BATCH} personnes par jour ouvré, les plus adaptées d’abord."),
        Fact(
            "Budget publié",
            f"Il change {MAX_CEILING_CHANGES} fois au plus, d’au moins {_percent(CEILING_STEP_PERCENT)}\u00a0: il ne sert pas à deviner un tarif privé.",
        ),
        Fact(
            "Avant la publication",
            f"Des nombres seulement, jamais une personne\u00a0; en dessous de {SMALL}, «{NO_BREAK}moins de {SMALL}{NO_BREAK}».",
        ),
    ]


def answer_days() -> int:
    return ANSWER_WITHIN.days
