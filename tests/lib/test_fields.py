"""Forgiving input: each cell of the table in interface.md §3.3."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from sio.lib.errors import Refusal
from sio.lib.forms import (
    CodeField,
    EmailField,
    Form,
    FrenchDateField,
    HoursField,
    KilometresField,
    MoneyField,
    PhoneField,
    PostalCodeField,
    SirenField,
    SiretField,
    VatNumberField,
    WebAddressField,
    refuse,
)

READ = [
    (SiretField, "732 829 320 00074", "73282932000074"),
    (SiretField, "732.829.320-00074", "73282932000074"),
    (SiretField, "732\u00a0829\u202f320 00074", "73282932000074"),
    (SiretField, "SIRET : 73282932000074", "73282932000074"),
    (SirenField, "732 829 320", "732829320"),
    (VatNumberField, "fr 44 732 829 320", "FR44732829320"),
    (PhoneField, "06 12 34 56 78", "+33612345678"),
    (PhoneField, "06.12.34.56.78", "+33612345678"),
    (PhoneField, "06-12-34-56-78", "+33612345678"),
    (PhoneField, "+33 6 12 34 56 78", "+33612345678"),
    (PhoneField, "0033612345678", "+33612345678"),
    (PhoneField, "+33 (0)6 12 34 56 78", "+33612345678"),
    (PhoneField, "+32 470 12 34 56", "+32470123456"),
    (PostalCodeField, "69007", "69007"),
    (PostalCodeField, "69 007", "69007"),
    (PostalCodeField, "F-69007", "69007"),
    (EmailField, "  Marie@Exemple.FR ", "Marie@exemple.fr"),
    (EmailField, "mailto:marie@exemple.fr", "marie@exemple.fr"),
    (MoneyField, "35", 3500),
    (MoneyField, "35,5", 3550),
    (MoneyField, "35.50 €", 3550),
    (MoneyField, "1 250", 125_000),
    (MoneyField, "1\u202f250,00\u202f€", 125_000),
    (MoneyField, "1250 euros", 125_000),
    (HoursField, "6", 360),
    (HoursField, "6h30", 390),
    (HoursField, "6:30", 390),
    (HoursField, "6,5", 390),
    (HoursField, "6 h 30", 390),
    (KilometresField, " 25 ", 25),
    (KilometresField, "300", 300),
    (FrenchDateField, "24/11/2026", date(2026, 11, 24)),
    (FrenchDateField, "24-11-26", date(2026, 11, 24)),
    (FrenchDateField, "2026-11-24", date(2026, 11, 24)),
    (WebAddressField, "www.exemple.fr", "https://www.exemple.fr"),
    (WebAddressField, "HTTP://Exemple.fr/Page?a=B", "http://exemple.fr/Page?a=B"),
    (CodeField, " abc-12 3 ", "ABC123"),
]


@pytest.mark.parametrize(("field", "typed", "value"), READ)
def test_what_people_type_is_understood(field: type[forms.Field], typed: str, value: Any) -> None:
    assert field().clean(typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (SiretField, "732829320", "C’est un numéro SIREN"),
        (SiretField, "7328293200007", "comporte 14 chiffres. Le vôtre en compte 13."),
        (SirenField, "000 000 000", "n’existe pas"),
        (VatNumberField, "FR45732829320", "n’existe pas"),
        (PhoneField, "06 12 34", "10 chiffres"),
        (PhoneField, "٠٦١٢٣٤٥٦٧٨", "10 chiffres"),
        (PostalCodeField, "6900", "Saisissez un code postal à 5 chiffres."),
        (PostalCodeField, "Lyon", "Saisissez un code postal à 5 chiffres."),
        (EmailField, "marie@", "adresse e-mail complète"),
        (MoneyField, "trente", "Écrivez un montant en euros"),
        (HoursField, "matin", "Écrivez une durée en heures"),
        (KilometresField, "loin", "Écrivez un nombre de kilomètres"),
        (KilometresField, "0", "Écrivez au moins 1\u00a0km."),
        (KilometresField, "301", "Écrivez 300\u00a0km au plus."),
        (FrenchDateField, "31/02/2026", "Écrivez une date"),
        (WebAddressField, "javascript:alert(1)", "adresse de site"),
        (WebAddressField, "ftp://exemple.fr", "adresse de site"),
        (WebAddressField, "deux mots.fr", "adresse de site"),
        (WebAddressField, "https://[exemple.fr", "adresse de site"),
    ],
)
def test_what_is_wrong_is_said_in_french(field: type[forms.Field], typed: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        field().clean(typed)

    assert words in refused.value.messages[0]


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (SiretField, "73282932000074", "732\u202f829\u202f320\u202f00074"),
        (SirenField, "732829320", "732\u202f829\u202f320"),
        (PhoneField, "+33612345678", "06\u00a012\u00a034\u00a056\u00a078"),
        (PhoneField, "+32470123456", "+32470123456"),
        (MoneyField, 3550, "35,50"),
        (HoursField, 390, "6\u00a0h\u00a030"),
        (FrenchDateField, date(2026, 11, 24), "2026-11-24"),
        (VatNumberField, "FR44732829320", "FR\u202f44\u202f732\u202f829\u202f320"),
        (MoneyField, None, None),
    ],
)
def test_a_stored_value_is_shown_as_people_read_it(field: type[forms.Field], value: Any, shown: Any) -> None:
    assert field().prepare_value(value) == shown


def test_what_was_typed_wrongly_is_given_back_as_typed() -> None:
    assert MoneyField().prepare_value("trente euros") == "trente euros"


@pytest.mark.parametrize("field", [MoneyField, HoursField, FrenchDateField])
def test_an_exact_field_left_empty_is_nothing(field: type[forms.Field]) -> None:
    assert field(required=False).clean("  ") is None


def test_a_text_field_left_empty_is_empty() -> None:
    assert PhoneField(required=False).clean("") == ""


def test_amounts_have_limits_that_are_told() -> None:
    field = MoneyField(min_cents=1500, max_cents=20_000)

    with pytest.raises(ValidationError, match="le minimum est 15,00"):
        field.clean("10")
    with pytest.raises(ValidationError, match="le maximum est 200,00"):
        field.clean("201")
    assert field.clean("15") == 1500


def test_durations_have_limits_that_are_told() -> None:
    field = HoursField(min_minutes=60, max_minutes=2100)

    with pytest.raises(ValidationError, match="le minimum est 1"):
        field.clean("0h30")
    with pytest.raises(ValidationError, match="le maximum est 35"):
        field.clean("36")


def test_keyboards_and_memory_of_the_browser_are_asked_for() -> None:
    class Contact(Form):
        phone = PhoneField(label="Téléphone")
        rate = MoneyField(label="Tarif")

    html = str(Contact()["phone"]) + str(Contact()["rate"])

    assert 'inputmode="tel"' in html
    assert 'autocomplete="tel"' in html
    assert 'inputmode="decimal"' in html
    assert "required" not in html.replace("aria-required", "")


def test_a_missing_answer_names_its_field() -> None:
    class Need(Form):
        city = forms.CharField(label="Ville")
        place = forms.ChoiceField(label="Lieu de la mission", choices=[("a", "A")])
        siren = SirenField(label="SIREN")
        why = forms.CharField(label="Pourquoi\u202f?")
        own = forms.CharField(label="Titre", error_messages={"required": "Donnez un titre."})

    errors = Need({}).errors

    assert errors["city"] == ["Remplissez ce champ\u00a0: ville."]
    assert errors["why"] == ["Remplissez ce champ\u00a0: pourquoi\u202f?"]
    assert errors["place"] == ["Choisissez une réponse\u00a0: lieu de la mission."]
    assert errors["siren"] == ["Remplissez ce champ\u00a0: SIREN."]
    assert errors["own"] == ["Donnez un titre."]


def test_a_refusal_stands_beside_the_field_it_names() -> None:
    class Offer(Form):
        rate = MoneyField(required=False)

    form = Offer({"rate": "35"})
    refuse(form, Refusal("Ce tarif est trop bas.", field="rate"))
    refuse(form, Refusal("Cette mission vient d’être pourvue."))
    refuse(form, Refusal("Autre champ.", field="unknown"))

    assert form.errors["rate"] == ["Ce tarif est trop bas."]
    assert form.non_field_errors() == ["Cette mission vient d’être pourvue.", "Autre champ."]
