"""« Signaler un contenu »: a form of its own, open to everybody, and the receipt one can come back to."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import typed
from accounts.forms.reports import ReportForm
from accounts.models import Report, User
from accounts.services.reports import send_report
from sio.lib.components import Row, Step
from sio.lib.dates import day_and_clock
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.forms import refuse
from sio.lib.http import client_ip
from sio.lib.limits import may_proceed
from sio.lib.reportables import Reportable, find

POSTS, WINDOW = 10, timedelta(hours=1)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Say what is wrong with a public thing; a thing nobody can see is not found."""
    thing = find(kind, key)
    if thing is None:
        raise Http404
    form = ReportForm(typed(request), is_member=request.user.is_authenticated)
    if request.method == "POST":
        if not may_proceed("report", client_ip(request), limit=POSTS, every=WINDOW):
            return render(request, "429.html", status=429)
        if form.is_valid():
            try:
                return answer_once(request, lambda: _send(request, form, thing, kind, key))
            except Refusal as refusal:
                refuse(form, refusal)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/report.html", {"form": form, "thing": thing}, status=status)


@login_not_required
@require_safe
@never_cache
def receipt(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was received and what became of it, for whoever was given this address."""
    report = get_object_or_404(Report.objects.all(), public_id=public_id)
    context = {
        "report": report,
        "rows": _rows(report),
        "steps": _steps(report),
        "decision": _decision(report),
    }
    return render(request, "accounts/report_receipt.html", context)


def _send(request: HttpRequest, form: ReportForm, thing: Reportable, kind: str, key: str) -> str:
    said = {name: value for name, value in form.cleaned_data.items() if name != "website"}
    by = request.user if isinstance(request.user, User) else None
    return send_report(thing, kind=kind, key=key, by=by, **said).get_absolute_url()


def _rows(report: Report) -> list[Row]:
    return [
        Row("Référence", report.reference),
        Row("Contenu signalé", report.label),
        Row("Motif", report.get_reason_display()),
    ]


def _steps(report: Report) -> list[Step]:
    return [
        Step("Signalement reçu", "done", report.received_at),
        Step("Examen par une personne de l’équipe", "done" if report.is_decided else "current"),
        Step(
            "Décision écrite, avec ses raisons",
            "done" if report.is_decided else "next",
            report.decided_at if report.is_decided else None,
        ),
    ]


def _decision(report: Report) -> list[Row]:
    """Nothing until it is made; again nothing while an appeal is read."""
    if not report.is_decided or report.decided_at is None:
        return []
    return [
        Row("Résultat", f"Signalement {report.get_status_display().lower()}"),
        Row("Faits constatés", report.facts),
        Row("Règle appliquée", report.rule),
        Row("Décision", report.why),
        Row("Qui a décidé", f"Une personne de l’équipe SIO, le {day_and_clock(report.decided_at)}"),
        Row("Vos recours", report.redress),
    ]
