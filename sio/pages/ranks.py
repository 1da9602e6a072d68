"""The page « Comment SIO classe »: `matching.transparency` set out, with the picture of the weights and the versions."""

from typing import Any

from django.conf import settings

from matching import changelog, transparency
from matching.figures import reports
from matching.figures.half_years import HalfYear
from matching.models import BiasReport, RuleVersion
from matching.transparency import Fact
from sio.lib.charts import Bar, BarChart, Figure
from sio.lib.components import Column, Link
from sio.lib.dates import day

CHAPTERS = (
    Link("D’abord, vos critères", "#criteres"),
    Link("Ensuite, l’adéquation sur 100", "#adequation"),
    Link("L’ordre d’affichage", "#ordre"),
    Link("Les missions proposées", "#missions"),
    Link("Ce qui n’est jamais utilisé", "#jamais"),
    Link("Ce qui est compté", "#limites"),
    Link("Ce que nous mesurons", "#mesures"),
    Link("Vos droits", "#droits"),
    Link("Versions", "#versions"),
)


def facts() -> dict[str, Any]:
    """Everything the page prints; two queries, for the last count of rarities and the last report signed."""
    counted = RuleVersion.objects.order_by("-number").first()
    rules = counted.rules if counted else RuleVersion.objects.in_force()
    weights = transparency.weights()
    return {
        "contents": CHAPTERS,
        "release": changelog.in_force(),
        "counted": counted,
        "criteria": transparency.criteria(),
        "lists": transparency.lists(),
        "weights": weights,
        "figure": _figure(weights),
        "display": transparency.display(),
        "interests": transparency.interests(),
        "crowding": transparency.crowding(),
        "never": transparency.NEVER_USED,
        "unknowns": transparency.unknowns(rules.prudent_percent),
        "limits": transparency.limits(),
        **_measured(BiasReport.objects.signed().first()),
        "answer_days": transparency.answer_days(),
        "notice_days": changelog.NOTICE_DAYS,
        "contact": settings.CONTACT_EMAIL,
        "releases": tuple(reversed(changelog.RELEASES)),
        "planned": changelog.PLANNED,
    }


def _measured(report: BiasReport | None) -> dict[str, Any]:
    """The figures of the last report that a person signed; before the first one, what it will hold."""
    if report is None:
        return {"promised": [Fact(name, f"Cible\u00a0: {bound}.") for name, bound in reports.promises()]}
    return {
        "measured": [Fact(name, text) for name, text in reports.in_public(report.figures)],
        "measured_over": HalfYear.named(report.half_year).label,
        "measured_on": report.signed_at,
    }


def _figure(weights: list[transparency.Weight]) -> Figure:
    first, total = weights[0], sum(weight.points for weight in weights)
    return Figure(
        conclusion=f"Les compétences demandées pèsent {first.words} points sur {transparency.decimal(total)}.",
        chart=BarChart(
            key="poids",
            title="Poids des critères",
            description=", ".join(f"{weight.label} {weight.words}" for weight in weights),
            axis="points",
            bars=[Bar(weight.label, round(weight.points), weight.words) for weight in weights],
        ),
        columns=(Column("Critère"), Column("Points", is_number=True)),
        rows=[[weight.label, weight.words] for weight in weights],
        source=f"Source\u00a0: règles {changelog.in_force().version}, en vigueur depuis le {day(changelog.in_force().in_force_on)}.",
    )
