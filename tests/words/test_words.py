"""The first thing a court reads: no word of employment, no word of a bank, on any screen, label or e-mail."""

import re

import pytest

from tests.words.shown import Shown, shown
from tests.words.vocabulary import EXCEPTIONS, INSTEAD

PATTERNS = {
    re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE): instead
    for words, instead in INSTEAD.items()
}


def found(text: str) -> list[str]:
    """The words that a text should not show, each with what to say."""
    plain = text.replace("'", "’")
    return [f"{hit[0]} → {instead}" for words, instead in PATTERNS.items() if (hit := words.search(plain))]


def is_excepted(piece: Shown) -> bool:
    return piece.where.startswith(tuple(EXCEPTIONS))


def test_no_screen_speaks_of_employment_or_of_holding_money() -> None:
    guilty = [
        f"{piece.where}: {word}" for piece in shown() if not is_excepted(piece) for word in found(piece.text)
    ]

    assert not guilty, "\n".join(guilty)


@pytest.mark.parametrize(
    "text",
    [
        "Publiez votre offre d’emploi",
        "Vos salariées et vos employés",
        "Un poste à temps plein",
        "L'entretien d'embauche",
        "Les fonds restent sous séquestre",
        "Votre solde disponible",
        "Notre commission est de 12 %",
        "Paiement garanti",
        "Votre candidature a été refusée",
        "Envoyez votre CV",
        "Notre algorithme",
    ],
)
def test_what_is_not_said_is_found(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Pointage des factures",
        "Votre compte est créé",
        "Votre banque a refusé le paiement",
        "Renvoyez le formulaire",
        "Tenue du standard téléphonique",
        "La poste la plus proche",
        "En ordre de date",
        "Remplacement d’une ampoule",
        "Le premier entretien",
        "Variables de paie",
    ],
)
def test_what_is_right_stays_silent(text: str) -> None:
    assert found(text) == []


def test_every_exception_is_still_needed() -> None:
    needed = {
        path for path in EXCEPTIONS for piece in shown() if piece.where.startswith(path) and found(piece.text)
    }

    assert needed == set(EXCEPTIONS)


def test_screens_labels_and_mails_are_all_read() -> None:
    read = " ".join(piece.where for piece in shown())

    for place in (
        "templates/home.html",
        "accounts/emails.py",
        "missions/enums.py",
        "billing/emails.py",
        "email.txt",
    ):
        assert place in read
