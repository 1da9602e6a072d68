"""The two calculators. They are GET forms: their fields are read in the address, so they have French names."""

from sio.lib.forms import Form, HoursField, MoneyField
from sio.lib.widgets import HoursInput, MoneyInput
from sio.pages.delegation import FULL_TIME_COST, LEGAL_WEEK

RATE = {"min_cents": 10_00, "max_cents": 200_00}


class FeeForm(Form):
    """How much work, at what rate, and what was already paid to the same person."""

    heures = HoursField(
        label="Heures par semaine",
        min_minutes=30,
        max_minutes=60 * 60,
        widget=HoursInput(unit="par semaine"),
        initial=6 * 60,
    )
    tarif = MoneyField(label="Tarif de la personne", widget=MoneyInput(unit="€ HT/h"), initial=35_00, **RATE)
    deja = MoneyField(
        label="Déjà réglé à cette personne",
        help_text="Le total HT des mois précédents. Laissez 0 pour une première fois.",
        required=False,
        widget=MoneyInput(unit="€ HT"),
        initial=0,
    )


class DelegationForm(Form):
    """How many hours, at what rate, and what a full-time person would cost."""

    heures = HoursField(
        label="Heures dont vous avez besoin",
        min_minutes=60,
        max_minutes=LEGAL_WEEK.value,
        widget=HoursInput(unit="par semaine"),
        initial=6 * 60,
    )
    tarif = MoneyField(
        label="Tarif de l’indépendante ou de l’indépendant",
        widget=MoneyInput(unit="€ HT/h"),
        initial=35_00,
        **RATE,
    )
    cout = MoneyField(
        label="Coût complet à 35 heures, par mois",
        help_text="Cotisations comprises. Votre cabinet ou le simulateur de l’Urssaf vous donne le vôtre.",
        min_cents=1_500_00,
        max_cents=15_000_00,
        widget=MoneyInput(unit="€ par mois"),
        initial=FULL_TIME_COST.value,
    )
