"""The bias report of a half-year: owed, counted piece by piece, frozen, signed by a named person (legal.md R5.7)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.enums import Place
from accounts.models import User
from accounts.permissions import can_moderate
from matching.enums import REPORT_MOVES, ReportStatus
from matching.figures import Window, measures, read_market, read_markets, words, worst_first
from matching.figures.group_reading import DIMENSIONS, read_shown
from matching.figures.groups import Group, groups_of, parity
from matching.figures.half_years import HalfYear
from matching.figures.window import midnight
from matching.models import BiasReport, BiasReportEvent, Impression, MatchingDuty, RuleVersion
from notifications.services import tell
from sio.lib.duties import DutyStatus, owe
from sio.lib.errors import Refusal
from sio.lib.lives import check_move
from sio.lib.services import service

COUNT_BIAS, WRITE_BIAS = "count_bias", "write_bias_report"
WAITING = "bias_report"
A_WEEK = timedelta(days=7)
WORST_PARTS = 15
"""Of each place: enough to act on, few enough to read."""

Json = dict[str, Any]


@service
def owe_report(day: date) -> bool:
    """Owe the report of the last half-year that is over, once; False when nobody was shown to anybody in it."""
    half = HalfYear.before(day)
    shown = Impression.objects.filter(shown_on__gte=half.since, shown_on__lt=half.on)
    if BiasReport.objects.filter(half_year=half).exists() or not shown.exists():
        return False
    for piece in pieces(half):
        _owe(COUNT_BIAS, half, piece)
    _owe(WRITE_BIAS, half, "report")
    return True


def _owe(kind: str, half: HalfYear, piece: str) -> None:
    key, payload = f"bias:{half}:{piece}", {"half_year": str(half), "piece": piece}
    owe(MatchingDuty, kind=kind, dedupe_key=key, payload=payload, priority=9)


def pieces(half: HalfYear) -> list[str]:
    """Each is counted by a duty of its own, within its lease at a hundred thousand profiles."""
    windows = [f"window:{window.on.isoformat()}" for window in half.windows]
    return [*windows, *(f"parts:{place}" for place in Place.values), "groups"]


def count_piece(half: HalfYear, piece: str) -> Json:
    """The figures of one piece, as they will stand in the report."""
    what, _, where = piece.partition(":")
    if what == "window":
        window = Window(date.fromisoformat(where))
        return words.as_json(measures(read_market(window)), window)
    return _parts(half, where) if what == "parts" else _groups(half)


def _parts(half: HalfYear, place: str) -> Json:
    """Of the last window."""
    markets = read_markets(half.windows[-1])
    told, hidden = worst_first(markets, markets.narrowed(place=place))
    return {
        "parts": [words.part_as_json(one) for one in told[:WORST_PARTS]],
        "told": len(told),
        "hidden": hidden,
    }


def _groups(half: HalfYear) -> Json:
    people = read_shown(half.since, half.on)
    return {dimension: _dimension(dimension, groups_of(people, dimension)) for dimension in DIMENSIONS}


def _dimension(dimension: str, groups: list[Group]) -> Json:
    found = parity(dimension, DIMENSIONS[dimension], groups)
    return {
        "label": DIMENSIONS[dimension],
        "groups": [
            {"name": one.name, "people": one.people, "exposure": one.exposure, "chosen": one.chosen}
            for one in groups
        ],
        "measures": [words.measure_as_json(one) for one in found],
    }


def counted_pieces(half: HalfYear) -> Json | None:
    """What the duties counted, by piece; None while one is still to come."""
    duties = MatchingDuty.objects.filter(kind=COUNT_BIAS, payload__half_year=str(half))
    if duties.exclude(status=DutyStatus.DONE).exists():
        return None
    return {duty.payload["piece"]: duty.payload["figures"] for duty in duties}


@service
def write_report(half: HalfYear, counted: Json) -> None:
    """Freeze the figures and tell the team that they wait for a conclusion; once, whatever runs twice."""
    parts = [counted[f"parts:{place}"] for place in Place.values]
    figures = {
        "windows": [counted[f"window:{window.on.isoformat()}"] for window in half.windows],
        "parts": [part for one in parts for part in one["parts"]],
        "parts_told": sum(one["told"] for one in parts),
        "parts_hidden": sum(one["hidden"] for one in parts),
        "groups": counted["groups"],
    }
    report, is_new = BiasReport.objects.get_or_create(
        half_year=str(half),
        defaults={
            "since": half.since,
            "until": half.until,
            "rule_version": RuleVersion.objects.in_force().number,
            "figures": figures,
        },
    )
    if is_new:
        BiasReportEvent.objects.create(report=report, to_status=report.status)
        _tell_the_team([report], "counted")


@service
def remind_of_reports(day: date) -> int:
    """From a week after the count on, and once a week, whoever may sign is told of the reports that wait; how many."""
    waiting = list(BiasReport.objects.awaiting().filter(counted_at__lt=midnight(day - A_WEEK)))
    year, week, _ = day.isocalendar()
    _tell_the_team(waiting, f"{year}-W{week:02d}")
    return len(waiting)


def _tell_the_team(reports: Iterable[BiasReport], key: str) -> None:
    team = User.objects.filter(is_staff=True, is_active=True).order_by("pk")
    for report in reports:
        for person in team:
            tell(person, WAITING, dedupe_key=f"{report.half_year}:{key}", payload={"report": report.pk})


@service
def sign_report(report: BiasReport, by: User, conclusion: str) -> BiasReport:
    """Sign with a conclusion, once. Raises Refusal without words, when already signed, or to whom is not of the team."""
    if not can_moderate(by):
        raise Refusal("Seule l’équipe SIO peut signer un rapport.")
    report = BiasReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    origin = report.status
    check_move(
        REPORT_MOVES, origin, ReportStatus.SIGNED, thing="report", message="Ce rapport est déjà signé."
    )
    if not conclusion.strip():
        raise Refusal("Écrivez ce que vous concluez de ces chiffres.", field="conclusion")
    report.status, report.signed_by, report.signed_at = ReportStatus.SIGNED, by, timezone.now()
    report.conclusion = conclusion.strip()
    report.save()
    BiasReportEvent.objects.create(
        report=report, actor=by, from_status=origin, to_status=report.status, why=report.conclusion
    )
    return report
