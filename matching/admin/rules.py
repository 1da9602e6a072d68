"""What the team reads of matching: the versions of the rules, and the people to tell."""

from django.contrib import admin

from accounts.admin.base import ForTheTeam
from matching.models import MatchingDuty, RankingNotice, RuleVersion
from sio.lib.admin import DutyAdmin, ReadOnly


@admin.register(RuleVersion)
class RuleVersionAdmin(ForTheTeam, ReadOnly, admin.ModelAdmin[RuleVersion]):
    list_display = ("number", "version", "created_at", "profiles", "market_mean", "prudent_percent")


@admin.register(MatchingDuty)
class MatchingDutyAdmin(ForTheTeam, DutyAdmin):
    pass


@admin.register(RankingNotice)
class RankingNoticeAdmin(ForTheTeam, ReadOnly, admin.ModelAdmin[RankingNotice]):
    list_display = ("version", "in_force_on", "given_on", "given_by", "people")
