"""What happened, for the team to read: nothing is decided here in the place of the two sides."""

from typing import ClassVar

from django.contrib import admin

from accounts.admin.base import ForTheTeam
from missions.models import (
    Application,
    ApplicationEvent,
    Engagement,
    EngagementEvent,
    Invitation,
    InvitationEvent,
    MissionDuty,
    Signature,
    Timesheet,
    TimesheetEvent,
    TimesheetLine,
)
from sio.lib.admin import DutyAdmin, HistoryInline, ReadOnly


class ApplicationHistory(ForTheTeam, HistoryInline):
    model = ApplicationEvent


class InvitationHistory(ForTheTeam, HistoryInline):
    model = InvitationEvent


class EngagementHistory(ForTheTeam, HistoryInline):
    model = EngagementEvent


class TimesheetHistory(ForTheTeam, HistoryInline):
    model = TimesheetEvent


class Signatures(ReadOnly, ForTheTeam, admin.TabularInline[Signature, Engagement]):
    model = Signature
    fields = ("side", "user", "text_sha256", "ip_address", "signed_at")
    readonly_fields = fields
    extra = 0
    can_delete = False


class Lines(ReadOnly, ForTheTeam, admin.TabularInline[TimesheetLine, Timesheet]):
    model = TimesheetLine
    fields = ("day", "task", "minutes")
    readonly_fields = fields
    extra = 0
    can_delete = False


@admin.register(Application)
class ApplicationAdmin(ReadOnly, ForTheTeam, admin.ModelAdmin[Application]):
    list_display = ("mission", "profile", "status", "sent_at", "decided_at")
    list_filter = ("status", "decline_reason")
    search_fields = ("mission__title", "profile__user__email", "mission__company__name")
    list_select_related = ("mission", "profile__user")
    inlines = (ApplicationHistory,)
    list_per_page = 50


@admin.register(Invitation)
class InvitationAdmin(ReadOnly, ForTheTeam, admin.ModelAdmin[Invitation]):
    list_display = ("mission", "profile", "status", "sent_at", "opened_at", "answered_at")
    list_filter = ("status", "reason")
    search_fields = ("mission__title", "profile__user__email", "mission__company__name")
    list_select_related = ("mission", "profile__user")
    inlines = (InvitationHistory,)
    list_per_page = 50


@admin.register(Engagement)
class EngagementAdmin(ReadOnly, ForTheTeam, admin.ModelAdmin[Engagement]):
    list_display = ("mission", "company", "profile", "status", "starts_on", "ends_on")
    list_filter = ("status",)
    search_fields = ("mission__title", "company__name", "profile__user__email")
    list_select_related = ("mission", "company", "profile__user")
    inlines = (Signatures, EngagementHistory)
    list_per_page = 50


@admin.register(Timesheet)
class TimesheetAdmin(ReadOnly, ForTheTeam, admin.ModelAdmin[Timesheet]):
    list_display = ("engagement", "week_starts_on", "status", "is_tacitly_approved", "submitted_at")
    list_filter = ("status", "is_tacitly_approved")
    search_fields = ("engagement__mission__title", "engagement__company__name")
    list_select_related = ("engagement__mission", "engagement__profile__user")
    inlines = (Lines, TimesheetHistory)
    list_per_page = 50


@admin.register(MissionDuty)
class MissionDutyAdmin(ForTheTeam, DutyAdmin):
    search_fields: ClassVar[tuple[str, ...]] = ("dedupe_key", "request_id")
