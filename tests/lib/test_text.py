"""Words brought to one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sio.lib.text import digits, normalise, shorten, squeeze


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Pré-Comptabilité\u00a0: L’Œuvre  ", "pre-comptabilite : l'oeuvre"),
        ("ÉLÉONORE\tÇa", "eleonore ca"),
        ("e\u0301te\u0301", "ete"),
        ("", ""),
        ("N°\u202f1", "n° 1"),
    ],
)
def test_a_text_has_one_form(typed: str, expected: str) -> None:
    assert normalise(typed) == expected


@given(st.text())
def test_the_one_form_is_stable(typed: str) -> None:
    assert normalise(normalise(typed)) == normalise(typed)


@given(st.text())
def test_squeezing_keeps_one_line_without_outer_spaces(typed: str) -> None:
    assert squeeze(typed) == " ".join(typed.split())


def test_digits_are_those_of_a_keyboard() -> None:
    assert digits("06 12-٣4") == "06124"


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert shorten("Relances\n clients", 20) == "Relances clients"
    assert shorten("Relances clients", 10) == "Relances…"
