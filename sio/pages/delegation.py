"""Hire or delegate: what the same hours cost in both ways, each figure dated and sourced.

Both sides are counted the same way, hours that are paid over an average month (52 weeks / 12). What is left out is
said on the page (`LEFT_OUT`): a comparison that hides its limits would sell one answer.
"""

from dataclasses import dataclass
from datetime import date

from billing.fees import Schedule
from missions.pricing import MINUTES_PER_HOUR, monthly_minutes
from sio.lib.durations import hours
from sio.lib.money import half_up, short_euros
from sio.pages.fees import reckon, work_cents

TITLE = "Embaucher ou déléguer"


@dataclass(frozen=True)
class Figure:
    """A figure of the comparison: where it comes from, and the day it was read."""

    value: int
    unit: str
    source: str
    as_of: date


READ_ON = date(2026, 11, 1)
SHORTEST_WEEK = Figure(
    24 * MINUTES_PER_HOUR,
    "minutes par semaine",
    "Durée minimale d’un contrat à temps partiel, sauf exceptions\u00a0: article L3123-27 du code du travail",
    READ_ON,
)
LEGAL_WEEK = Figure(
    35 * MINUTES_PER_HOUR,
    "minutes par semaine",
    "Durée légale du travail\u00a0: article L3121-27 du code du travail",
    READ_ON,
)
FULL_TIME_MONTH = Figure(
    15_167,
    "centièmes d’heure par mois",
    "151,67 heures\u00a0: 35 heures × 52 semaines / 12 mois",
    READ_ON,
)
FULL_TIME_COST = Figure(
    2_522_00,
    "centimes par mois",
    "Coût complet d’une secrétaire payée 1\u202f600\u202f€ net à temps plein, cotisations comprises\u00a0: exemple publié "
    "par deux assistantes indépendantes, à vérifier avec le simulateur de l’Urssaf (mon-entreprise.urssaf.fr)",
    READ_ON,
)
SOURCES = (SHORTEST_WEEK, LEGAL_WEEK, FULL_TIME_MONTH, FULL_TIME_COST)

LEFT_OUT = (
    "Pour l’embauche\u00a0: le temps de recrutement, le matériel, le logiciel, la formation, la médecine du travail, "
    "les absences, la fin du contrat, et les aides ou exonérations auxquelles vous avez peut-être droit.",
    "Pour la délégation\u00a0: le temps de présenter votre entreprise, et la TVA sur le travail si la personne y est "
    "soumise (vous la récupérez en général).",
    "Pour les deux\u00a0: la qualité du travail et la confiance, qui ne se calculent pas.",
)


@dataclass(frozen=True)
class Comparison:
    """A month in both ways, in cents. VAT is left out on both sides: most firms recover it."""

    minutes_per_month: int
    work_cents: int
    fee_cents: int
    hire_minutes_per_week: int
    hire_cents: int

    @property
    def delegation_cents(self) -> int:
        return self.work_cents + self.fee_cents

    @property
    def gap_cents(self) -> int:
        """What delegating saves a month; negative when hiring is cheaper."""
        return self.hire_cents - self.delegation_cents

    @property
    def hire_minutes_per_month(self) -> int:
        return monthly_minutes(self.hire_minutes_per_week)

    @property
    def is_hire_suited(self) -> bool:
        """A permanent need beyond the shortest part-time week: a contract of employment serves it better."""
        return self.hire_minutes_per_week > SHORTEST_WEEK.value


def compare(
    prices: Schedule, minutes_per_week: int, rate_cents: int, full_time_cents: int = FULL_TIME_COST.value
) -> Comparison:
    """A month of `minutes_per_week` delegated at `rate_cents` an hour, and the shortest hire that covers it.

    `full_time_cents` is the full monthly cost of a full-time hire, contributions included. The hire is paid for 24
    hours a week at least. The fee is that of the first month with someone new; later bands are cheaper.
    Raises ValueError for a duration or a rate that is not positive.
    """
    if minutes_per_week <= 0 or rate_cents <= 0 or full_time_cents <= 0:
        raise ValueError("A comparison needs hours, a rate and a cost.")
    minutes = monthly_minutes(minutes_per_week)
    work = work_cents(minutes, rate_cents)
    hired = max(minutes_per_week, SHORTEST_WEEK.value)
    return Comparison(
        minutes_per_month=minutes,
        work_cents=work,
        fee_cents=reckon(prices, work).fee_ht_cents,
        hire_minutes_per_week=hired,
        hire_cents=_hire_cents(monthly_minutes(hired), full_time_cents),
    )


def _hire_cents(minutes_per_month: int, full_time_cents: int) -> int:
    """The full-time cost in proportion of the hours: 2,522 € × 104 / 151.67."""
    hundredths = minutes_per_month * 100
    return half_up(full_time_cents * hundredths, FULL_TIME_MONTH.value * MINUTES_PER_HOUR)


def in_words(found: Comparison) -> list[tuple[str, int, int]]:
    """Both ways: what it is called, minutes paid a month, cents a month."""
    return [
        ("Déléguer", found.minutes_per_month, found.delegation_cents),
        ("Embaucher", found.hire_minutes_per_month, found.hire_cents),
    ]


def conclusion(found: Comparison) -> str:
    """What the figures say, in a sentence."""
    gap = short_euros(abs(half_up(found.gap_cents, 100)) * 100)
    if found.is_hire_suited:
        return (
            f"Au-delà de {hours(SHORTEST_WEEK.value)} par semaine, un besoin permanent est mieux servi par une "
            "embauche\u00a0: c’est le choix que nous vous conseillons."
        )
    if found.gap_cents > 0:
        return f"Pour ce volume, déléguer coûte {gap} de moins par mois que le plus petit contrat de travail."
    return (
        f"Pour ce volume et à ce tarif, une embauche à {hours(found.hire_minutes_per_week)} par semaine coûte {gap} "
        "de moins par mois, et vous donne plus d’heures."
    )
