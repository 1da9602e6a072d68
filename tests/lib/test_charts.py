"""Pictures of figures: markup in a golden file, and what a chart refuses."""

import re
from pathlib import Path

import pytest

from sio.lib.charts import Bar, BarChart, bar_chart

GOLDEN = Path(__file__).parent / "golden"
BAR = re.compile(r'<rect class="chart__bar" x="(\d+)" y="\d+" width="(\d+)"')
LINE = re.compile(r'<line class="chart__grid" x1="(\d+)"')


def chart(*values: int, title: str = "Tarifs à distance") -> BarChart:
    bars = [Bar(f"{20 + 5 * place} €", value) for place, value in enumerate(values)]
    return BarChart("tarifs", title, "12 personnes.", "personnes", bars)


def test_the_picture_is_the_golden_one() -> None:
    assert bar_chart(chart(3, 7, 0, 2)) == (GOLDEN / "bars.svg").read_text().strip()


def test_bars_begin_at_zero_and_keep_their_proportions() -> None:
    (start, whole), (_, half), (_, none) = BAR.findall(bar_chart(chart(10, 5, 0)))
    assert start == LINE.findall(bar_chart(chart(10)))[0]
    assert int(whole) == 2 * int(half)
    assert none == "0"


@pytest.mark.parametrize("largest", [0, 1, 4, 5, 9, 17, 99, 1_729, 250_000])
def test_there_are_two_to_five_grid_lines_and_no_bar_beyond_the_last(largest: int) -> None:
    markup = bar_chart(chart(largest))
    lines = [int(x) for x in LINE.findall(markup)]
    start, width = map(int, BAR.findall(markup)[0])
    assert 2 <= len(lines) <= 5
    assert start + width <= max(lines)


def test_words_are_escaped_and_nothing_is_styled_in_line() -> None:
    markup = bar_chart(chart(1, title="<script>"))
    assert "<script>" not in markup
    assert "style=" not in markup


@pytest.mark.parametrize("values", [(), (3, -1)])
def test_there_is_no_picture_of_nothing_nor_below_zero(values: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="start at zero"):
        bar_chart(chart(*values))
