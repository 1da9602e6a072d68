"""Bias reports."""

from django.contrib import admin

from accounts.admin.base import ForTheTeam
from matching.models import BiasReport
from sio.lib.admin import ReadOnly


@admin.register(BiasReport)
class BiasReportAdmin(ReadOnly, ForTheTeam, admin.ModelAdmin[BiasReport]):
    list_display = ("half_year", "since", "until", "status", "signed_by", "signed_at")
