"""What the team reads of matching: the versions of the rules, and the people to tell."""

from django.contrib import admin

from accounts.admin.base import ForTheTeam
from matching.models import MatchingDuty, RuleVersion
from sio.lib.admin import DutyAdmin, ReadOnly


@admin.register(RuleVersion)
class RuleVersionAdmin(ForTheTeam, ReadOnly, admin.ModelAdmin[RuleVersion]):
    list_display = ("number", "version", "created_at", "profiles", "market_mean", "prudent_percent")


@admin.register(MatchingDuty)
class MatchingDutyAdmin(ForTheTeam, DutyAdmin):
    pass
