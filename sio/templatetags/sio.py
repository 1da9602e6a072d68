"""What every template may use without loading it: icons, amounts, dates, and components with a body."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sio.lib import dates, durations, structured
from sio.lib import money as amounts
from sio.lib import static as bundles

register = template.Library()

NO_BREAK = "\u00a0"
TONE_ICONS = {
    "info": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-alert",
    "neutral": "circle",
    "honey": "sparkles",
}
REASON_WORDS = {"yes": "Oui", "partly": "En partie", "unknown": "À confirmer", "no": "Non"}
PILLAR_ICONS = {"p1": "building-2", "p2": "users", "p3": "smile", "p4": "leaf", "p5": "scale"}
FLASH_TONES = {"debug": "info", "error": "danger"}


# ── Assets ──────────────────────────────────────────────────────────────────────────────────────────────


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """{% icon "map-pin" %}: decorative beside a word; give a label when it stands alone."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}" focusable="false"><use href="{}#{}"></use></svg>',
            label,
            static("icons.svg"),
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_tag
def site_styles() -> SafeString:
    """One link in production, one for each source in development."""
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in bundles.styles())
    )


@register.simple_tag
def site_scripts() -> SafeString:
    return format_html_join(
        "\n", '<script src="{}" defer></script>', ((static(name),) for name in bundles.scripts())
    )


@register.simple_tag
def json_ld(data: structured.Data | Sequence[structured.Data]) -> SafeString:
    """{% json_ld data %}: what search engines read (sio/lib/structured.py); prints nothing for nothing."""
    return structured.script(data) if data else SafeString()


@register.simple_tag
def absolute(path: str) -> str:
    """The full address of a path of this site."""
    return structured.absolute(path)


# ── Components ──────────────────────────────────────────────────────────────────────────────────────────


@register.simple_block_tag
def component(content: str, name: str, **parameters: Any) -> SafeString:
    """{% component "alert" tone="info" title="…" %}any HTML{% endcomponent %}: the component with a body."""
    return mark_safe(render_to_string(f"components/{name}.html", parameters | {"body": content}))  # noqa: S308


@register.simple_tag
def error_list(
    form: BaseForm | None = None, forms: BaseFormSet[Any] | Sequence[BaseForm] | None = None
) -> list[tuple[str, str]]:
    """(address of the field, sentence) for each error of a form, or of several, in the order of the page."""
    if isinstance(forms, BaseFormSet):
        whole = [("", str(error)) for error in forms.non_form_errors()]
        return whole + [pair for each in forms for pair in _errors_of(each)]
    alone = [form] if form else []
    return [pair for each in (forms or alone) for pair in _errors_of(each)]


def _errors_of(form: BaseForm) -> list[tuple[str, str]]:
    if not form.is_bound:
        return []
    pairs = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        pairs += [(f"#{first_input(bound)}", str(error)) for error in bound.errors]
    return pairs


@register.filter
def first_input(bound: BoundField) -> str:
    """The id that an error links to: the field, or the first choice of a group."""
    widget = bound.field.widget
    if hasattr(widget, "first_id"):
        return str(widget.first_id(bound.auto_id))
    return str(bound[0].id_for_label if widget.use_fieldset else bound.id_for_label)


@register.filter
def tone_icon(tone: str) -> str:
    return TONE_ICONS.get(tone, "circle")


@register.filter
def reason_word(tone: str) -> str:
    return REASON_WORDS.get(tone, "")


@register.filter
def pillar_icon(tone: str) -> str:
    return PILLAR_ICONS.get(tone, "folder")


@register.filter
def flash_tone(level: str) -> str:
    return FLASH_TONES.get(level, level or "info")


@register.filter
def flash_icon(level: str) -> str:
    return tone_icon(flash_tone(level))


@register.filter
def folder_tone(seed: int | str) -> str:
    """One of the five folder colours, always the same for the same person."""
    number = seed if isinstance(seed, int) else sum(map(ord, str(seed)))
    return f"p{number % 5 + 1}"


@register.filter
def initials(name: object) -> str:
    """« Camille Durand » gives CD."""
    return "".join(word[0] for word in str(name).split()[:2] if word[0].isalpha()).upper()


@register.filter
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    """1 … 4 5 6 … 12, with the paginator's ellipsis."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


# ── Words and figures ───────────────────────────────────────────────────────────────────────────────────


@register.filter
def money(cents: int | None) -> str:
    """125000 gives « 1 250,00 € » with narrow no-break spaces."""
    return "" if cents is None else amounts.euros(cents)


@register.filter
def rate(cents: int | None) -> str:
    """3500 gives « 35 € HT/h », 3550 « 35,50 € HT/h »."""
    return "" if cents is None else f"{amounts.short_euros(cents)}{NO_BREAK}HT/h"


@register.filter
def hours(minutes: int | None) -> str:
    """390 gives « 6 h 30 »."""
    return "" if minutes is None else durations.hours(minutes)


@register.filter
def date_fr(moment: date | datetime | None) -> str:
    """« mardi 24 novembre 2026 »"""
    return dates.long_day(moment) if moment else ""


@register.filter
def short_date_fr(moment: date | datetime | None) -> str:
    """« 24 novembre 2026 »"""
    return dates.day(moment) if moment else ""


@register.filter
def datetime_fr(moment: datetime | None) -> str:
    """« mardi 24 novembre 2026 à 14 h 05 », in Paris time."""
    return dates.day_and_clock(moment) if moment else ""


@register.simple_tag
def moment(at: date | datetime) -> SafeString:
    """A <time> with the date in full, and the hour when there is one."""
    words = dates.day_and_clock(at) if isinstance(at, datetime) else dates.long_day(at)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), words)
