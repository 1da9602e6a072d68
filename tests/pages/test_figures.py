"""The figures that public pages print: the fee's examples, hire or delegate, net."""

import pytest

from billing.fees import Schedule
from billing.fees.schedules import price_list
from sio.pages import delegation, fees, net

pytestmark = pytest.mark.django_db

THIN, FIXED = "\u202f", "\u00a0"


@pytest.fixture
def prices() -> Schedule:
    return price_list()


@pytest.mark.parametrize(
    ("work", "cumul", "due"),
    [
        pytest.param(10_00, 0, (2_00, 40, 12_40), id="minimum"),
        pytest.param(175_00, 0, (21_00, 4_20, 200_20), id="5 h at 35"),
        pytest.param(480_00, 0, (57_60, 11_52, 549_12), id="16 h at 30"),
        pytest.param(400_00, 1_800_00, (42_00, 8_40, 450_40), id="over the first edge"),
        pytest.param(234_00, 1_872_00, (24_90, 4_98, 263_88), id="6 h at 39"),
        pytest.param(728_00, 4_368_00, (65_52, 13_10, 806_62), id="two days"),
        pytest.param(300_00, 9_900_00, (21_00, 4_20, 325_20), id="over the second edge"),
        pytest.param(12_000_00, 0, (1_080_00, 216_00, 13_296_00), id="all bands"),
    ],
)
def test_the_examples_of_the_specification_are_on_the_page(
    prices: Schedule, work: int, cumul: int, due: tuple[int, int, int]
) -> None:
    found = fees.reckon(prices, work, cumul)
    assert (found.fee_ht_cents, found.fee_vat_cents, found.charge_cents) == due
    assert any((example.work_cents, example.cumul_cents) == (work, cumul) for example in fees.EXAMPLES)


def test_the_bands_are_read_from_the_price_list(prices: Schedule) -> None:
    assert fees.bands_in_words(prices) == [
        (f"Jusqu’à 2{THIN}000{THIN}€", f"12{THIN}%"),
        (f"De 2{THIN}000 à 10{THIN}000{THIN}€", f"9{THIN}%"),
        (f"Au-delà de 10{THIN}000{THIN}€", f"6{THIN}%"),
    ]


def test_a_year_costs_less_in_proportion_than_a_week(prices: Schedule) -> None:
    week, month, year = fees.spans(prices, 6 * 60, 35_00, 0)
    assert (week.rate, month.rate, year.rate) == (f"12{THIN}%", f"12{THIN}%", f"9,3{THIN}%")
    assert month.minutes == 26 * 60


class TestHireOrDelegate:
    def test_the_reference_of_the_specification(self, prices: Schedule) -> None:
        """6 h a week at 35 €: 910 € and 109.20 € of fee, against 104 h of the shortest contract."""
        found = delegation.compare(prices, 6 * 60, 35_00)

        assert found.minutes_per_month == 26 * 60
        assert (found.work_cents, found.fee_cents) == (910_00, 109_20)
        assert found.hire_minutes_per_month == 104 * 60
        assert found.hire_cents // 100 == 1_729
        assert not found.is_hire_suited

    def test_beyond_24_hours_a_week_a_hire_is_better(self, prices: Schedule) -> None:
        assert not delegation.compare(prices, 24 * 60, 35_00).is_hire_suited
        found = delegation.compare(prices, 24 * 60 + 30, 35_00)
        assert found.is_hire_suited
        assert found.gap_cents < 0

    def test_a_full_week_costs_what_a_full_time_costs(self, prices: Schedule) -> None:
        assert delegation.compare(prices, 35 * 60, 35_00, 3_000_00).hire_cents // 100 in {2_999, 3_000}

    @pytest.mark.parametrize(("minutes", "rate", "cost"), [(0, 1, 1), (1, 0, 1), (1, 1, 0)])
    def test_nothing_is_compared_without_figures(
        self, prices: Schedule, minutes: int, rate: int, cost: int
    ) -> None:
        with pytest.raises(ValueError, match="needs hours"):
            delegation.compare(prices, minutes, rate, cost)

    def test_each_figure_says_where_it_comes_from_and_when(self) -> None:
        assert all(figure.source and figure.as_of for figure in delegation.SOURCES)


def test_the_net_of_ten_hours_at_35() -> None:
    assert net.net_cents(350_00, net.SERVICES) == 275_80
    assert net.net_cents(350_00, net.LIBERAL) == 260_40
