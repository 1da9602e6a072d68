"""The example of the home page: an invented person, with the reasons the matching would give."""

from sio.lib.components import MatchCard, Reason

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
