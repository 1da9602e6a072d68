"""The contract: what the law and the domain ask of its text."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from missions import contracts
from missions.contracts import FeeBand, Party, Terms, v2026_11

TERMS = Terms(
    company=Party("Plomberie Rivoire", "000001115", "3 rue des Lilas, 69100 Villeurbanne", "Alice Martin"),
    assistant=Party("Bob Petit EI", "000002220", "12 rue de la Paix, 69007 Lyon", "Bob Petit"),
    reference="P-4728-KD",
    title="Relances et devis",
    deliverable="Chaque devis part sous deux jours",
    tasks=("Établissement de devis", "Relance des devis"),
    limits=(),
    place="À distance",
    half_days=("mardi matin",),
    minutes_per_week=300,
    rate_cents=3_500,
    starts_on=date(2026, 12, 1),
    ends_on=None,
    notice_days=15,
    tacit_approval_days=7,
    fee_version=1,
    fee_bands=(FeeBand(120_000, 200_000), FeeBand(90_000, 1_000_000), FeeBand(60_000, None)),
    fee_minimum_cents=200,
)


def text(**changes) -> str:
    return " ".join(
        contracts.draw_up(replace(TERMS, **changes))
        .text.replace("\u202f", " ")
        .replace("\u00a0", " ")
        .split()
    )


@pytest.mark.parametrize("clause", [clause.id for clause in v2026_11.CLAUSES if clause.id != "limites"])
def test_the_contract_contains_every_clause_by_its_id(clause):
    assert f"[{clause}]" in text()


@pytest.mark.parametrize(
    "promise",
    [
        "s’engage sur un résultat : Chaque devis part sous deux jours.",
        "propre matériel",
        "organise librement son travail",
        "aucun lien de subordination",
        "libre de travailler avec d’autres",
        "peut refuser une demande",
        "se faire remplacer",
        "préavis de 15 jours",
        "35,00 € HT par heure",
        "12 % jusqu’à 2 000,00 €, 9 % jusqu’à 10 000,00 €, 6 % au-delà",
        "minimum de 2,00 €",
        "dans les 7 jours",
        "approuvé tacitement",
        "confidentiels",
        "5 h par semaine",
        "commence le 1er décembre 2026, sans terme fixé",
    ],
)
def test_the_contract_says(promise):
    assert promise in text()


def test_the_limits_of_reserved_acts_are_written_when_there_are_some_and_articles_stay_numbered():
    limits = ("Pré-comptabilité : collecte et transmission des pièces à votre expert-comptable.",)
    assert "[limites]" not in text()
    assert "Article 7. Limites de la prestation [limites]" in text(limits=limits)
    assert limits[0] in text(limits=limits)
    assert "Article 13." in text(limits=limits)
    assert "Article 13." not in text()


def test_an_agreed_last_day_is_written():
    assert "se termine le 31 mars 2027" in text(ends_on=date(2027, 3, 31))


def test_a_changed_word_changes_the_hash():
    first, second = contracts.draw_up(TERMS), contracts.draw_up(replace(TERMS, rate_cents=3_501))
    assert first.sha256 == hashlib.sha256(first.text.encode()).hexdigest()
    assert first.sha256 != second.sha256


def test_the_version_of_the_template_is_kept_with_the_text():
    assert contracts.draw_up(TERMS).version == "2026-11"


def test_a_title_with_braces_is_printed_as_typed():
    assert "{devis}" in text(title="{devis}")
