"""The examples of the home page: an invented person with her reasons, and what each folder holds."""

from collections.abc import Iterable

from accounts.models import Pillar
from sio.lib.components import MatchCard, Reason
from sio.pages.pillars import BY_PILLAR, PillarPage

EXAMPLE_MATCH = MatchCard(
    title="Assistante administrative et commerciale",
    href="/comment-ca-marche/",
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


def folders_of(pillars: Iterable[Pillar]) -> list[tuple[Pillar, PillarPage, list[str]]]:
    """Each pillar with its page and three of the tasks it holds."""
    return [
        (pillar, BY_PILLAR[pillar.slug], FOLDERS[pillar.slug])
        for pillar in pillars
        if pillar.slug in BY_PILLAR
    ]
