"""Pictures of figures as SVG: a dataclass in, markup out. No script, no style: the sheet colours by class.

Drawn 360 units wide, the width of a small screen, so that text of 14 units stays readable wherever it is shown.
Bars lie down: French labels are long, and a phone is high.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sio.lib.components import Column

WIDTH = 360
ROW, BAR, TOP = 30, 18, 8
LABELS, VALUES = 112, 60
AXIS = 46
MOST_LINES = 4
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    """A line of the picture: its label, its value, and the value as people read it."""

    label: str
    value: int
    text: str = ""


@dataclass(frozen=True)
class BarChart:
    """Bars from zero on one axis. `key` makes the ids of the page unique; values are not negative."""

    key: str
    title: str
    description: str
    axis: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Figure:
    """A picture with what one should see in it, its data as a table, and where they come from."""

    conclusion: str
    chart: BarChart
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    source: str

    @property
    def svg(self) -> SafeString:
        return bar_chart(self.chart)


def bar_chart(chart: BarChart) -> SafeString:
    """The SVG of a bar chart. Raises ValueError without bars, or with a bar below zero: there is no picture of that."""
    if not chart.bars or min(bar.value for bar in chart.bars) < 0:
        raise ValueError("A bar chart needs bars that start at zero.")
    height = TOP + ROW * len(chart.bars) + AXIS
    step, most = _scale(max(bar.value for bar in chart.bars))
    return format_html(
        '<svg class="chart__picture" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'aria-labelledby="{key}-titre {key}-texte" focusable="false">'
        '<title id="{key}-titre">{title}</title><desc id="{key}-texte">{text}</desc>{grid}{bars}'
        '<text class="chart__axis" x="{x}" y="{y}" text-anchor="middle">{axis}</text></svg>',
        w=WIDTH,
        h=height,
        key=chart.key,
        title=chart.title,
        text=chart.description,
        grid=_grid(step, most, height - AXIS),
        bars=_bars(chart.bars, most),
        x=LABELS + _room() // 2,
        y=height - 4,
        axis=chart.axis,
    )


def _room() -> int:
    return WIDTH - LABELS - VALUES


def _scale(largest: int) -> tuple[int, int]:
    """The step between two grid lines and the end of the axis: at most four lines, round figures."""
    power = 1
    while True:
        for digit in STEPS:
            step = digit * power
            if largest <= step * MOST_LINES:
                return step, step * max(1, -(-largest // step))
        power *= 10


def _grid(step: int, most: int, bottom: int) -> SafeString:
    return format_html_join(
        "",
        '<line class="chart__grid" x1="{0}" x2="{0}" y1="0" y2="{1}"/>'
        '<text class="chart__tick" x="{0}" y="{2}" text-anchor="middle">{3}</text>',
        (
            (_x(value, most), bottom, bottom + 16, f"{value:,}".replace(",", "\u202f"))
            for value in range(0, most + 1, step)
        ),
    )


def _bars(bars: Sequence[Bar], most: int) -> SafeString:
    return format_html_join(
        "",
        '<text class="chart__label" x="{}" y="{}" text-anchor="end">{}</text>'
        '<rect class="chart__bar" x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="chart__value" x="{}" y="{}">{}</text>',
        (_bar(bar, TOP + ROW * place, most) for place, bar in enumerate(bars)),
    )


def _bar(bar: Bar, top: int, most: int) -> tuple[object, ...]:
    end, line = _x(bar.value, most), top + BAR - 4
    return LABELS - 8, line, bar.label, LABELS, top, end - LABELS, BAR, end + 6, line, bar.text or bar.value


def _x(value: int, most: int) -> int:
    return LABELS + value * _room() // most
