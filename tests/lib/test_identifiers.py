"""French identifiers: any spacing gives one value, one wrong digit is refused."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sio.lib.identifiers import (
    InvalidIdentifier,
    clean_iban,
    clean_siren,
    clean_siret,
    clean_vat_number,
    show_siren,
    show_siret,
    show_vat_number,
    siret_of,
    vat_number_of,
)

SIREN, SIRET, VAT = "732829320", "73282932000074", "FR44732829320"
SEPARATORS = ["", " ", ".", "-", "\u00a0", "\u202f", "\t"]


@given(
    st.lists(st.sampled_from(SEPARATORS), min_size=14, max_size=14),
    st.sampled_from(["", "SIRET : ", "n° siret "]),
)
def test_any_spacing_gives_one_siret(separators: list[str], label: str) -> None:
    typed = label + "".join(digit + mark for digit, mark in zip(SIRET, separators, strict=True))
    assert clean_siret(typed) == SIRET


@given(st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_refused(place: int, shift: int) -> None:
    wrong = SIRET[:place] + str((int(SIRET[place]) + shift) % 10) + SIRET[place + 1 :]
    with pytest.raises(InvalidIdentifier):
        clean_siret(wrong)


@given(st.from_regex(r"\A[0-9]{9}\Z"))
def test_a_siren_that_is_kept_has_its_key(number: str) -> None:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(number)]
    is_right = sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0 and number != "0" * 9
    if is_right:
        assert clean_siren(number) == number
    else:
        with pytest.raises(InvalidIdentifier):
            clean_siren(number)


@pytest.mark.parametrize(("clean", "length"), [(clean_siren, 9), (clean_siret, 14)])
def test_all_zeros_are_refused_although_their_key_is_right(clean: object, length: int) -> None:
    with pytest.raises(InvalidIdentifier, match="n’existe pas"):
        clean("0" * length)  # type: ignore[operator]


def test_all_zeros_are_refused_in_a_vat_number() -> None:
    with pytest.raises(InvalidIdentifier):
        clean_vat_number("FR12000000000")


def test_la_poste_has_its_own_key() -> None:
    assert clean_siret("356 000 000 00048") == "35600000000048"
    assert clean_siret("35600000049837") == "35600000049837"
    with pytest.raises(InvalidIdentifier):
        clean_siret("35600000049838")


def test_a_siren_typed_for_a_siret_is_named() -> None:
    with pytest.raises(InvalidIdentifier, match="C’est un numéro SIREN"):
        clean_siret(SIREN)


def test_the_number_of_digits_is_told() -> None:
    with pytest.raises(InvalidIdentifier, match=r"comporte 14 chiffres. Le vôtre en compte 13"):
        clean_siret(SIRET[:-1])


def test_letters_are_told() -> None:
    with pytest.raises(InvalidIdentifier, match="sans lettre"):
        clean_siren("73282932O")


def test_other_digits_than_ours_are_refused() -> None:
    with pytest.raises(InvalidIdentifier):
        clean_siren("٧٣٢٨٢٩٣٢٠")


@pytest.mark.parametrize(
    "typed", ["fr 44 732 829 320", "FR44732829320", "TVA : FR44 732829320", "44732829320"]
)
def test_a_vat_number_is_read_as_typed(typed: str) -> None:
    assert clean_vat_number(typed) == VAT


def test_a_vat_number_has_its_key_and_its_siren() -> None:
    with pytest.raises(InvalidIdentifier):
        clean_vat_number("FR45732829320")
    with pytest.raises(InvalidIdentifier, match="ne correspond pas"):
        clean_vat_number(VAT, siren="552100554")
    assert clean_vat_number(VAT, siren=SIREN) == VAT


@given(st.integers(1, 99_999_999))
def test_the_vat_number_a_siren_gives_is_valid(body: int) -> None:
    text = f"{body:08d}"
    total = sum(sum(divmod(int(digit) * (1 + place % 2), 10)) for place, digit in enumerate(text))
    siren = f"{text}{-total % 10}"
    assume(siren != "356000000")
    assert clean_vat_number(vat_number_of(siren), siren=siren) == vat_number_of(siren)


def test_an_establishment_follows_its_siren() -> None:
    assert siret_of(SIREN, "00074") == SIRET
    with pytest.raises(InvalidIdentifier):
        siret_of(SIREN, "00075")


def test_an_iban_has_its_keys() -> None:
    assert clean_iban("fr14 2004 1010 0505 0001 3m02 606") == "FR1420041010050500013M02606"
    with pytest.raises(InvalidIdentifier):
        clean_iban("FR1420041010050500013M02607")


def test_identifiers_are_shown_grouped() -> None:
    assert show_siren(SIREN) == "732\u202f829\u202f320"
    assert show_siret(SIRET) == "732\u202f829\u202f320\u202f00074"
    assert show_vat_number(VAT) == "FR\u202f44\u202f732\u202f829\u202f320"
