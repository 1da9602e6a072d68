"""« Net en poche »: what stays with an assistant once her contributions are paid, before income tax.

Micro-enterprise only: the other forms have no single rate. The training contribution (0.1 to 0.3 %) is left out.
"""

from dataclasses import dataclass
from datetime import date

from sio.lib.money import half_up

PPM = 1_000_000
SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class Contributions:
    """A rate of social contributions on what is invoiced, in parts per million, and the text that sets it."""

    label: str
    rate_ppm: int
    source: str
    since: date = SINCE


SERVICES = Contributions(
    "Prestations commerciales et artisanales (BIC)", 212_000, "Urssaf, taux 2026, décret 2025-943"
)
LIBERAL = Contributions("Prestations libérales (BNC), régime général", 256_000, "Urssaf, taux 2026")
REGIMES = (SERVICES, LIBERAL)


def net_cents(work_cents: int, regime: Contributions) -> int:
    """What remains of `work_cents` after contributions, before income tax. Cents."""
    return work_cents - half_up(work_cents * regime.rate_ppm, PPM)
