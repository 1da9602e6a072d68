"""The examples of the home page: an invented person with her reasons, a bill, and what each folder holds."""

from collections.abc import Iterable

from accounts.models import Pillar
from sio.lib.components import Amount, MatchCard, Reason

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

# 16 h at 30 €, first band of the fee: the figures of a real bill.
EXAMPLE_BILL = [
    Amount("16\u00a0h de travail à 30\u202f€ HT", 48_000, "Versés en entier à l’assistante ou à l’assistant."),
    Amount("Frais de mise en relation, 12\u202f% HT", 5_760, "Payés par l’entreprise."),
    Amount("TVA sur ces frais, 20\u202f%", 1_152),
    Amount("Total payé par l’entreprise", 54_912, is_total=True),
]

FOLDERS = {
    "general_services": ["Courrier, accueil, fournitures", "Fournisseurs et contrats", "Locaux et dépannages"],
    "hr_support": ["Dossiers du personnel", "Formations et dossiers OPCO", "Mutuelle et prévoyance"],
    "wellbeing": ["Événements et séminaires", "Espaces de travail", "Affichages obligatoires"],
    "csr": ["Achats responsables", "Suivi des consommations", "Charte et indicateurs"],
    "qvct": ["Document unique, mise à jour", "Sondages internes", "Suivi du plan d’action"],
}


def folders_of(pillars: Iterable[Pillar]) -> list[tuple[Pillar, list[str]]]:
    """Each pillar with three of the tasks it holds."""
    return [(pillar, FOLDERS.get(pillar.slug, [])) for pillar in pillars]
