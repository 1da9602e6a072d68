"""The bias report of each half-year: read, signed with a conclusion, printed."""

from typing import Any, cast

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from accounts.admin.base import ForTheTeam
from accounts.models import User
from matching.figures import reports
from matching.figures.half_years import HalfYear
from matching.figures.words import NOT_STORED, hidden_cells
from matching.models import BiasReport
from matching.services import sign_report
from sio.lib.admin import ReadOnly
from sio.lib.errors import Refusal


@admin.register(BiasReport)
class BiasReportAdmin(ReadOnly, ForTheTeam, admin.ModelAdmin[BiasReport]):
    """Its page is a report rather than a form: nothing of it changes but the signature."""

    list_display = ("half_year", "since", "until", "status", "counted_at", "signed_by", "signed_at")
    list_select_related = ("signed_by",)
    list_filter = ("status",)

    def get_urls(self) -> list[URLPattern]:
        sign = require_POST(self.admin_site.admin_view(self.sign))
        return [path("<int:pk>/signer/", sign, name="matching_biasreport_sign"), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        report = get_object_or_404(BiasReport.objects.select_related("signed_by"), pk=object_id)
        context = self.admin_site.each_context(request) | told_of(report) | (extra_context or {})
        status = 422 if extra_context else 200
        return render(
            request, "admin/matching/biasreport/report.html", {"opts": self.opts} | context, status=status
        )

    def sign(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What was written stays on the page when the signature is refused."""
        report, conclusion = get_object_or_404(BiasReport, pk=pk), request.POST.get("conclusion", "")
        try:
            sign_report(report, cast("User", request.user), conclusion)
        except Refusal as refusal:
            return self.change_view(
                request, str(pk), extra_context={"conclusion": conclusion, "refusal": refusal.message}
            )
        self.message_user(
            request,
            "Rapport signé\u00a0: ses chiffres sont publiés sur «\u00a0Comment SIO classe\u00a0».",
            messages.SUCCESS,
        )
        return redirect(report.get_absolute_url())


def told_of(report: BiasReport) -> dict[str, Any]:
    """What the page prints: the frozen figures, the signature, who did what."""
    figures = report.figures
    return {
        "title": f"Équité du marché, {HalfYear.named(report.half_year).label}",
        "report": report,
        "figure": reports.picture(figures),
        "columns": reports.columns(figures),
        "rows": reports.rows(figures),
        "last_columns": reports.LAST_COLUMNS,
        "last_rows": reports.last_rows(figures),
        "groups": reports.groups(figures),
        "group_columns": reports.GROUP_COLUMNS,
        "parity_columns": reports.PARITY_COLUMNS,
        "not_stored": NOT_STORED,
        "part_columns": reports.PART_COLUMNS,
        "parts": reports.parts(figures),
        "parts_told": figures["parts_told"],
        "hidden": hidden_cells(figures["parts_hidden"]),
        "events": report.events.select_related("actor"),
    }
