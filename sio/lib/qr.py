"""QR codes as one SVG path: no image to store, no style, sharp at every size."""

from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

# The white frame that readers need around the code.
QUIET = 4


@dataclass(frozen=True)
class Drawn:
    """`size` is the side of the square, frame included; `path` draws the dark modules, one unit each."""

    size: int
    path: str


def drawn(text: str) -> Drawn:
    """A code with medium correction (15 % may be hidden); raises ValueError beyond what a code can hold."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    runs = (run for top, row in enumerate(rows) for run in _runs(row, top))
    return Drawn(len(rows), "".join(runs))


def _runs(row: list[bool], top: int) -> list[str]:
    """Neighbouring dark modules are one rectangle: a third of the weight."""
    runs, left = [], 0
    while left < len(row):
        width = next((at for at, dark in enumerate(row[left:]) if not dark), len(row) - left)
        if width:
            runs.append(f"M{left} {top}h{width}v1h-{width}z")
        left += width + 1
    return runs
