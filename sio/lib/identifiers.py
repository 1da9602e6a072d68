"""French identifiers: read as typed, kept bare, shown grouped. Raises InvalidIdentifier with a sentence.

python-stdnum knows the keys (and La Poste's exception); it accepts all zeros, which we refuse (legal.md §11).
"""

import re
from collections.abc import Callable

import stdnum.exceptions
import stdnum.fr.siren
import stdnum.fr.siret
import stdnum.fr.tva
import stdnum.iban

NARROW = "\u202f"

# A label typed along with the number ("SIRET : …"), then anything that only separates.
LABEL = re.compile(
    r"^\s*(?:n°|no|num[eé]ro)?\s*(?:siret|siren|tva|iban)?\s*(?:n°)?\s*[:=]?\s*", re.IGNORECASE
)
SEPARATORS = re.compile(r"[\s.\-/_]+")


class InvalidIdentifier(ValueError):
    """The number cannot be one; `message` says what is wrong, in French."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def clean_siren(text: str) -> str:
    """Nine digits with their key; raises InvalidIdentifier."""
    number = _bare_digits(text, "SIREN", 9)
    _check(number, stdnum.fr.siren.validate, "Ce numéro SIREN n’existe pas. Vérifiez les chiffres.")
    return number


def clean_siret(text: str) -> str:
    """Fourteen digits, the first nine being a SIREN; raises InvalidIdentifier."""
    if len(_bare(text)) == 9:
        raise InvalidIdentifier(
            "C’est un numéro SIREN. Le SIRET a 14 chiffres : le SIREN puis l’établissement."
        )
    number = _bare_digits(text, "SIRET", 14)
    _check(number, stdnum.fr.siret.validate, "Ce numéro SIRET n’existe pas. Vérifiez les chiffres.")
    clean_siren(number[:9])
    return number


def clean_vat_number(text: str, *, siren: str = "") -> str:
    """FR, two characters of key, then a SIREN: that of `siren` when given; raises InvalidIdentifier."""
    number = _bare(text).removeprefix("FR")
    if len(number) != 11:
        raise InvalidIdentifier("Un numéro de TVA français s’écrit FR suivi de 11 caractères.")
    _check(number, stdnum.fr.tva.validate, "Ce numéro de TVA n’existe pas. Vérifiez les chiffres.")
    _refuse_zeros(number[2:], "Ce numéro de TVA n’existe pas. Vérifiez les chiffres.")
    if siren and number[2:] != siren:
        raise InvalidIdentifier("Ce numéro de TVA ne correspond pas à votre SIREN.")
    return f"FR{number}"


def vat_number_of(siren: str) -> str:
    """The VAT number a valid SIREN gives."""
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02}{siren}"


def clean_iban(text: str) -> str:
    """An IBAN with its key modulo 97 and its national part; raises InvalidIdentifier."""
    number = _bare(text)
    _check(number, stdnum.iban.validate, "Cet IBAN n’existe pas. Vérifiez les caractères.")
    return number


def siret_of(siren: str, establishment: str) -> str:
    """The SIRET of an establishment, given the five digits that follow the SIREN."""
    return clean_siret(siren + establishment)


def show_siren(number: str) -> str:
    """732 829 320"""
    return NARROW.join((number[:3], number[3:6], number[6:]))


def show_siret(number: str) -> str:
    """732 829 320 00074"""
    return NARROW.join((show_siren(number[:9]), number[9:]))


def show_vat_number(number: str) -> str:
    """FR 44 732 829 320"""
    return NARROW.join((number[:2], number[2:4], show_siren(number[4:])))


def _bare(text: str) -> str:
    return SEPARATORS.sub("", LABEL.sub("", text)).upper()


def _bare_digits(text: str, name: str, length: int) -> str:
    number = _bare(text)
    if not (number.isascii() and number.isdigit()):
        raise InvalidIdentifier(f"Le numéro {name} comporte {length} chiffres, sans lettre.")
    if len(number) != length:
        raise InvalidIdentifier(
            f"Le numéro {name} comporte {length} chiffres. Le vôtre en compte {len(number)}."
        )
    _refuse_zeros(number, f"Ce numéro {name} n’existe pas. Vérifiez les chiffres.")
    return number


def _refuse_zeros(number: str, message: str) -> None:
    if not number.strip("0"):
        raise InvalidIdentifier(message)


def _check(number: str, validate: Callable[[str], str], message: str) -> None:
    try:
        validate(number)
    except stdnum.exceptions.ValidationError as error:
        raise InvalidIdentifier(message) from error
