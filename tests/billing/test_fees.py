"""The arithmetic of the fee: golden values, then laws that hold for any numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.fees import (
    Amounts,
    Band,
    BillLine,
    Schedule,
    amounts,
    line_cents,
    quote,
    refund_split,
    work_ht_cents,
)

STANDARD = Schedule(
    version=1,
    bands=(
        Band(0, 200_000, 120_000),
        Band(200_000, 1_000_000, 90_000),
        Band(1_000_000, None, 60_000),
    ),
    min_cents=200,
    vat_ppm=200_000,
)

GOLDEN = [
    # cumul before, base, fee, VAT, total
    (0, 48_000, 5_760, 1_152, 6_912),
    (0, 10_800, 1_296, 259, 1_555),
    (0, 35_000, 4_200, 840, 5_040),
    (187_200, 23_400, 2_490, 498, 2_988),
    (190_000, 20_000, 2_100, 420, 2_520),
    (0, 1_500_000, 126_000, 25_200, 151_200),
    (250_000, 48_000, 4_320, 864, 5_184),
    (1_200_000, 48_000, 2_880, 576, 3_456),
    (0, 1_000, 200, 40, 240),
    (0, 1_666, 200, 40, 240),
    (0, 1_667, 200, 40, 240),
    (199_999, 1, 200, 40, 240),
    (0, 12_345, 1_481, 296, 1_777),
    (0, 33_333, 4_000, 800, 4_800),
    (99_996, 200_009, 21_001, 4_200, 25_201),  # rounding each band would give 21 000
    (200_000, 50_050, 4_505, 901, 5_406),  # banker's rounding would give 4 504
    (199_999, 100_000, 9_000, 1_800, 10_800),
    (999_999, 100_001, 6_000, 1_200, 7_200),
    (0, 200_000, 24_000, 4_800, 28_800),
    (0, 200_001, 24_000, 4_800, 28_800),
]

cents = st.integers(min_value=1, max_value=5_000_000)
cumuls = st.integers(min_value=0, max_value=5_000_000)


@pytest.mark.parametrize(("cumul", "base", "fee", "vat", "total"), GOLDEN)
def test_golden_values(cumul: int, base: int, fee: int, vat: int, total: int) -> None:
    found = quote(STANDARD, base, cumul)
    assert (found.fee_ht_cents, found.fee_vat_cents, found.fee_cents) == (fee, vat, total)


@given(base=cents, cumul=cumuls)
def test_the_parts_of_the_base_sum_to_it(base: int, cumul: int) -> None:
    assert sum(line.base_cents for line in quote(STANDARD, base, cumul).lines) == base


@given(first=cents, second=cents, cumul=cumuls)
def test_splitting_a_bill_in_two_changes_the_fee_by_a_cent_at_most(
    first: int, second: int, cumul: int
) -> None:
    without_minimum = Schedule(1, STANDARD.bands, 0, STANDARD.vat_ppm)
    whole = quote(without_minimum, first + second, cumul).fee_ht_cents
    halves = [quote(without_minimum, first, cumul), quote(without_minimum, second, cumul + first)]
    assert abs(whole - sum(half.fee_ht_cents for half in halves)) <= 1


@given(base=cents, more=cents, cumul=cumuls)
def test_more_work_never_costs_less(base: int, more: int, cumul: int) -> None:
    assert quote(STANDARD, base + more, cumul).fee_cents >= quote(STANDARD, base, cumul).fee_cents


@given(base=cents, cumul=cumuls, more=cumuls)
def test_a_longer_relation_never_costs_more(base: int, cumul: int, more: int) -> None:
    assert quote(STANDARD, base, cumul + more).fee_cents <= quote(STANDARD, base, cumul).fee_cents


@given(base=cents, cumul=cumuls, vat=st.sampled_from([0, 200_000]))
def test_the_assistant_receives_her_whole_price(base: int, cumul: int, vat: int) -> None:
    whole = amounts(base, vat, quote(STANDARD, base, cumul))
    assert whole.net_cents == whole.work_cents
    assert whole.charge_cents == whole.net_cents + whole.fee_cents


@settings(max_examples=300)
@given(base=cents, cumul=cumuls, cuts=st.lists(st.integers(1, 10_000), min_size=1, max_size=6))
def test_refunds_end_exactly_at_the_totals(base: int, cumul: int, cuts: list[int]) -> None:
    whole = amounts(base, 0, quote(STANDARD, base, cumul))
    parts = []
    refunded = 0
    for refund in shares(whole.charge_cents, cuts):
        parts.append(refund_split(whole, refunded, refund))
        refunded += refund
    assert refunded == whole.charge_cents
    assert all(min(part.net_cents, part.fee_ht_cents, part.fee_vat_cents) >= 0 for part in parts)
    assert sum(part.net_cents for part in parts) == whole.net_cents
    assert sum(part.fee_ht_cents for part in parts) == whole.fee_ht_cents
    assert sum(part.fee_vat_cents for part in parts) == whole.fee_vat_cents


def shares(total: int, weights: list[int]) -> list[int]:
    """A total cut in as many positive parts as it can bear."""
    cut = [max(1, total * weight // sum(weights)) for weight in weights[:-1]]
    kept: list[int] = []
    for part in cut:
        if sum(kept) + part < total:
            kept.append(part)
    return [*kept, total - sum(kept)]


@pytest.mark.parametrize("base", [0, -1])
def test_a_base_that_is_not_positive_is_refused(base: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        quote(STANDARD, base, 0)


@pytest.mark.parametrize("base", [10.5, "10", True])
def test_anything_but_whole_cents_is_refused(base: object) -> None:
    with pytest.raises(TypeError):
        quote(STANDARD, base, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize(("before", "refund"), [(0, 0), (0, -1), (0, 12_356), (12_000, 356)])
def test_a_refund_beyond_the_charge_is_refused(before: int, refund: int) -> None:
    with pytest.raises(ValueError, match="within the charge"):
        refund_split(Amounts(10_800, 0, 1_296, 259), before, refund)


def test_a_maximum_caps_the_fee() -> None:
    capped = Schedule(2, STANDARD.bands, 200, 200_000, max_cents=5_000)
    assert quote(capped, 1_000_000, 0).fee_ht_cents == 5_000


def test_each_line_is_rounded_half_up_and_the_lines_make_the_total() -> None:
    lines = [BillLine("Devis", 50, 3501), BillLine("Relances", 10, 3501), BillLine("Accueil", 1, 30)]
    assert [line_cents(line) for line in lines] == [2918, 584, 1]
    assert work_ht_cents(lines) == 3503
