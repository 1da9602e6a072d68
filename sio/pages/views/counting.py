"""The pages that count: fees, hire or delegate, the rates people publish. Their forms are GET: an address can be shared."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from billing.fees import Schedule, price_list
from sio.lib.charts import Bar, BarChart, Figure
from sio.lib.components import Column
from sio.lib.durations import hours
from sio.lib.forms import Form
from sio.lib.http import public_page
from sio.lib.money import euros, half_up
from sio.pages import barometer, delegation
from sio.pages import fees as prices_of
from sio.pages.forms import DelegationForm, FeeForm
from sio.pages.showing import show


@login_not_required
@public_page
@require_safe
def fees(request: HttpRequest) -> HttpResponse:
    """What SIO costs, who pays it, and a calculator that reckons as the bill does."""
    prices = price_list()
    form = FeeForm(request.GET or None)
    return show(
        request,
        "fees",
        "Tarifs",
        form=form,
        bands=prices_of.bands_in_words(prices),
        minimum_cents=prices.min_cents,
        result=_fee_result(prices, form),
        example_columns=prices_of.EXAMPLE_COLUMNS,
        examples=prices_of.example_rows(prices),
    )


def _fee_result(prices: Schedule, form: Form) -> dict[str, object] | None:
    """The answer to what was typed, to the first example when nothing was, to nothing while it is wrong."""
    given = _given(form)
    if given is None:
        return None
    spans = prices_of.spans(prices, given["heures"], given["tarif"], given["deja"] or 0)
    month = spans[1]
    return {
        "columns": prices_of.SPAN_COLUMNS,
        "rows": list(prices_of.span_rows(spans)),
        "month": prices_of.bill_lines(month.minutes, given["tarif"], month.due),
    }


def _given(form: Form) -> dict[str, int] | None:
    if not form.is_bound:
        return {name: field.initial for name, field in form.fields.items()}
    return form.cleaned_data if form.is_valid() else None


@login_not_required
@public_page
@require_safe
def hire_or_delegate(request: HttpRequest) -> HttpResponse:
    """The same hours in both ways, with the limits of the comparison."""
    form = DelegationForm(request.GET or None)
    given = _given(form)
    found = given and delegation.compare(price_list(), given["heures"], given["tarif"], given["cout"])
    return show(
        request,
        "delegation",
        delegation.TITLE,
        form=form,
        found=found or None,
        figure=_two_ways(found) if found else None,
        left_out=delegation.LEFT_OUT,
        sources=delegation.SOURCES,
    )


def _two_ways(found: delegation.Comparison) -> Figure:
    return Figure(
        conclusion=delegation.conclusion(found),
        chart=BarChart(
            key="comparaison",
            title="Coût d’un mois, hors TVA",
            description="Deux barres\u00a0: déléguer, puis embaucher au volume le plus petit qui convient.",
            axis="euros par mois, hors TVA",
            bars=[_bar(label, cents) for label, _, cents in delegation.in_words(found)],
        ),
        columns=(
            Column("Choix"),
            Column("Heures payées", is_number=True),
            Column("Par mois", is_number=True),
        ),
        rows=[[label, hours(minutes), euros(cents)] for label, minutes, cents in delegation.in_words(found)],
        source="Calcul de SIO, mois moyen de 52 semaines divisées par 12. Sources et limites plus bas.",
    )


def _bar(label: str, cents: int) -> Bar:
    whole = half_up(cents, 100)
    return Bar(label, whole, euros(whole * 100).replace(",00", ""))


@login_not_required
@public_page
@require_safe
def rates(request: HttpRequest) -> HttpResponse:
    """The rates people publish on SIO, and how to read them."""
    today = timezone.localdate()
    return show(
        request,
        "rates",
        "Baromètre des prix",
        today=today,
        ways=barometer.ways(today),
        too_few=barometer.TOO_FEW,
    )
