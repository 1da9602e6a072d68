"""Who was shown to whom and why: what an audit, or an appeal, starts from."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from accounts.admin.base import ForTheTeam
from matching.figures import Window, read_markets
from matching.figures.page import PartForm, told_of
from matching.models import Exposure, Impression
from sio.lib.admin import ReadOnly
from sio.lib.dates import today


@admin.register(Impression)
class ImpressionAdmin(ForTheTeam, ReadOnly, admin.ModelAdmin[Impression]):
    list_display = ("mission", "profile", "shown_at", "bucket", "rank", "slot", "applied_at", "hired_at")
    list_filter = ("bucket", "slot", "shown_on")
    list_select_related = ("mission", "profile__user")
    search_fields = ("mission__title", "profile__slug")
    show_full_result_count = False


@admin.register(Exposure)
class ExposureAdmin(ForTheTeam, ReadOnly, admin.ModelAdmin[Exposure]):
    list_display = ("profile", "impressions", "exposure", "is_new", "counted_at")
    list_filter = ("is_new",)
    list_select_related = ("profile__user",)
    search_fields = ("profile__slug",)
    show_full_result_count = False
    change_list_template = "admin/matching/exposure/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        market = require_safe(self.admin_site.admin_view(self.market))
        return [path("marche/", market, name="matching_market"), *super().get_urls()]

    def market(self, request: HttpRequest) -> HttpResponse:
        """The figures of a fair market, over the 28 days that end yesterday: the whole base, then its parts."""
        form = PartForm(read_markets(Window(today())), request.GET)
        context = self.admin_site.each_context(request) | {
            "title": "Un marché équitable",
            "opts": self.opts,
            **told_of(form.markets, form.cells),
            "filters": form.filters,
            "report": reverse("admin:matching_biasreport_changelist"),
        }
        return render(request, "admin/matching/exposure/market.html", context)
