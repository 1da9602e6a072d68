"""The arithmetic of a bill. Pure: integers in and out, amounts in cents, rates in parts per million (ppm).

Rounding, everywhere: once, half up, on the sum of the bands; then the minimum and the maximum; then VAT, half up,
on the rounded fee. What the assistant receives is a subtraction, never a second percentage.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sio.lib.money import half_up

PPM = 1_000_000
MINUTES_PER_HOUR = 60


@dataclass(frozen=True)
class BillLine:
    """A line of work: `minutes` at `rate_cents` an hour, excluding VAT."""

    label: str
    minutes: int
    rate_cents: int


@dataclass(frozen=True)
class Band:
    """A slice of the cumulated amount; `to_cents` is None for the last one."""

    from_cents: int
    to_cents: int | None
    rate_ppm: int

    def part_of(self, start_cents: int, end_cents: int) -> int:
        """How much of the interval falls into this band."""
        top = end_cents if self.to_cents is None else min(end_cents, self.to_cents)
        return max(0, top - max(start_cents, self.from_cents))


@dataclass(frozen=True)
class Schedule:
    """A price list: bands that start at 0, follow each other and end open."""

    version: int
    bands: tuple[Band, ...]
    min_cents: int
    vat_ppm: int
    max_cents: int | None = None


@dataclass(frozen=True)
class QuoteLine:
    """The part of the base that falls into one band. Its fee is not rounded here: only the sum is."""

    base_cents: int
    rate_ppm: int


@dataclass(frozen=True)
class Quote:
    """The fee for one bill, and how it was reckoned."""

    schedule_version: int
    cumul_before_cents: int
    base_cents: int
    lines: tuple[QuoteLine, ...]
    fee_ht_cents: int
    fee_vat_cents: int

    @property
    def fee_cents(self) -> int:
        return self.fee_ht_cents + self.fee_vat_cents


@dataclass(frozen=True)
class Amounts:
    """Everything a bill says about money."""

    work_ht_cents: int
    work_vat_cents: int
    fee_ht_cents: int
    fee_vat_cents: int

    @property
    def work_cents(self) -> int:
        return self.work_ht_cents + self.work_vat_cents

    @property
    def fee_cents(self) -> int:
        return self.fee_ht_cents + self.fee_vat_cents

    @property
    def charge_cents(self) -> int:
        return self.work_cents + self.fee_cents

    @property
    def net_cents(self) -> int:
        return self.charge_cents - self.fee_cents


@dataclass(frozen=True)
class RefundParts:
    """A refund shared between the assistant, the fee and its VAT."""

    net_cents: int
    fee_ht_cents: int
    fee_vat_cents: int


def line_cents(line: BillLine) -> int:
    """The price of a line, rounded half up: lines printed on an invoice must add up to its total."""
    return half_up(line.minutes * line.rate_cents, MINUTES_PER_HOUR)


def work_ht_cents(lines: Sequence[BillLine]) -> int:
    return sum(line_cents(line) for line in lines)


def quote(schedule: Schedule, base_cents: int, cumul_before_cents: int) -> Quote:
    """The fee on `base_cents` of work (excluding VAT), `cumul_before_cents` being already billed for this pair.

    Raises TypeError for anything but whole numbers, ValueError for a base that is not positive or a negative cumul.
    """
    _require_cents(base_cents, cumul_before_cents)
    if base_cents <= 0 or cumul_before_cents < 0:
        raise ValueError("A fee is reckoned on a positive amount.")
    lines = _lines(schedule, base_cents, cumul_before_cents)
    fee_ht = _bounded(schedule, half_up(sum(line.base_cents * line.rate_ppm for line in lines), PPM))
    fee_vat = half_up(fee_ht * schedule.vat_ppm, PPM)
    return Quote(schedule.version, cumul_before_cents, base_cents, lines, fee_ht, fee_vat)


def amounts(work_ht: int, work_vat_ppm: int, fee: Quote) -> Amounts:
    """The amounts of a bill; `work_vat_ppm` is 0 for an assistant under « franchise en base »."""
    return Amounts(work_ht, half_up(work_ht * work_vat_ppm, PPM), fee.fee_ht_cents, fee.fee_vat_cents)


def refund_split(whole: Amounts, refunded_before_cents: int, refund_cents: int) -> RefundParts:
    """The parts of a refund by the cumulative method: whatever the steps, the last refund ends at the totals.

    Raises ValueError when the refund is not positive or goes beyond the charge.
    """
    _require_cents(refunded_before_cents, refund_cents)
    after = refunded_before_cents + refund_cents
    if refund_cents <= 0 or refunded_before_cents < 0 or after > whole.charge_cents:
        raise ValueError("A refund is positive and stays within the charge.")
    fee_before, fee_after = (
        _share(whole.fee_cents, part, whole.charge_cents) for part in (refunded_before_cents, after)
    )
    vat_before, vat_after = (
        _share(whole.fee_vat_cents, part, whole.fee_cents) for part in (fee_before, fee_after)
    )
    fee, vat = fee_after - fee_before, vat_after - vat_before
    return RefundParts(net_cents=refund_cents - fee, fee_ht_cents=fee - vat, fee_vat_cents=vat)


def _require_cents(*values: int) -> None:
    if any(type(value) is not int for value in values):
        raise TypeError("Amounts are whole cents.")


def _lines(schedule: Schedule, base: int, cumul: int) -> tuple[QuoteLine, ...]:
    parts = ((band.part_of(cumul, cumul + base), band.rate_ppm) for band in schedule.bands)
    return tuple(QuoteLine(part, rate) for part, rate in parts if part)


def _bounded(schedule: Schedule, fee: int) -> int:
    fee = max(fee, schedule.min_cents)
    return fee if schedule.max_cents is None else min(fee, schedule.max_cents)


def _share(total: int, part: int, whole: int) -> int:
    return half_up(total * part, whole)
