"""Who was shown to whom and why: what an audit, or an appeal, starts from."""

from django.contrib import admin

from accounts.admin.base import ForTheTeam
from matching.models import Exposure, Impression
from sio.lib.admin import ReadOnly


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
