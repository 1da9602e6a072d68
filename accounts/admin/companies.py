from django.contrib import admin

from accounts.admin.base import ForTheTeam
from accounts.models import Company, Membership
from sio.lib.admin import ReadOnly


class MemberInline(ReadOnly, ForTheTeam, admin.TabularInline[Membership, Company]):
    model = Membership
    fields = ("user", "role", "created_at")
    readonly_fields = fields
    extra = 0


@admin.register(Company)
class CompanyAdmin(ReadOnly, ForTheTeam, admin.ModelAdmin[Company]):
    """The firms, found by name, SIREN or town. Their owners keep them up to date."""

    list_display = ("name", "siren", "town", "sector", "headcount", "is_demo", "created_at")
    list_filter = ("sector", "is_demo")
    search_fields = ("name", "siren", "town", "memberships__user__email")
    ordering = ("name",)
    list_select_related = ("sector",)
    inlines = (MemberInline,)
    list_per_page = 50
