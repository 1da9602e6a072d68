"""A QR code drawn as one path is the code of the library, module by module."""

import re

import pytest
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from sio.lib import qr

TEXTS = ["https://wa.me/33639980042?text=Bonjour", "é" * 300, "1"]


def modules(path: str) -> set[tuple[int, int]]:
    """The (column, row) of every dark module of a path."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)
    return {(int(left) + step, int(top)) for left, top, width in runs for step in range(int(width))}


@pytest.mark.parametrize("text", TEXTS, ids=["address", "long", "short"])
def test_the_path_draws_every_dark_module_and_no_other(text: str) -> None:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=qr.QUIET)
    code.add_data(text)
    rows = code.get_matrix()

    drawn = qr.drawn(text)

    assert drawn.size == len(rows)
    assert modules(drawn.path) == {
        (left, top) for top, row in enumerate(rows) for left, dark in enumerate(row) if dark
    }


def test_the_path_holds_nothing_but_squares() -> None:
    assert re.fullmatch(r"(?:M\d+ \d+h\d+v1h-\d+z)+", qr.drawn(TEXTS[0]).path)


def test_what_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the library says it in several ways
        qr.drawn("x" * 5000)
