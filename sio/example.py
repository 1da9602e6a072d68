"""The examples of the home page: an invented person with her reasons, a bill, and what each folder holds."""

from collections.abc import Iterable

from accounts.models import Pillar
from billing.fees.reckoning import BillLine, amounts, work_ht_cents
from billing.fees.schedules import active_schedule, best_quote
from sio.lib.components import Amount, MatchCard, Reason
from sio.lib.money import euros

EXAMPLE_MATCH = MatchCard(
    title="Assistante administrative et commerciale",
    href="#etapes",
    name="Camille D.",
    place="Lyon 7e",
    fit=87,
    price="35\u202f€ HT/h",
    reasons=[
        Reason("7 compétences sur 8 (manque Pennylane, connaît QuickBooks)", "partly"),
        Reason("Libre mardi et jeudi matin", "yes"),
        Reason("À 12\u00a0km de votre atelier", "yes"),
    ],
    weakest=Reason("disponible dans 10 jours, et non dans 7", "partly"),
    seed=2,
)

HOURS = 16
RATE_CENTS = 3_000

FOLDERS = {
    "general_services": [
        "Courrier, accueil, fournitures",
        "Fournisseurs et contrats",
        "Locaux et dépannages",
    ],
    "hr_support": ["Dossiers du personnel", "Formations et dossiers OPCO", "Mutuelle et prévoyance"],
    "wellbeing": ["Événements et séminaires", "Espaces de travail", "Affichages obligatoires"],
    "csr": ["Achats responsables", "Suivi des consommations", "Charte et indicateurs"],
    "qvct": ["Document unique, mise à jour", "Sondages internes", "Suivi du plan d’action"],
}


def folders_of(pillars: Iterable[Pillar]) -> list[tuple[Pillar, list[str]]]:
    """Each pillar with three of the tasks it holds."""
    return [(pillar, FOLDERS.get(pillar.slug, [])) for pillar in pillars]


def bill() -> list[Amount]:
    """What a firm pays for 16 h at 30 € with someone new, by the schedule in force."""
    work = work_ht_cents([BillLine("Relances clients et devis", HOURS * 60, RATE_CENTS)])
    _, fee = best_quote(active_schedule().version, work, 0)
    due = amounts(work, 0, fee)
    return [
        Amount(
            f"{HOURS}\u00a0h de travail à {euros(RATE_CENTS)} HT",
            work,
            "Versés en entier à l’assistante ou à l’assistant.",
        ),
        Amount("Frais de mise en relation, HT", due.fee_ht_cents, "Payés par l’entreprise."),
        Amount("TVA sur ces frais", due.fee_vat_cents),
        Amount("Total payé par l’entreprise", due.charge_cents, is_total=True),
    ]
