from django.contrib import admin

from accounts.admin.base import ForTheTeam
from accounts.models import Membership, User
from sio.lib.admin import ReadOnly


class MembershipInline(ReadOnly, ForTheTeam, admin.TabularInline[Membership, User]):
    model = Membership
    fields = ("company", "role", "created_at")
    readonly_fields = fields
    extra = 0


@admin.register(User)
class UserAdmin(ForTheTeam, admin.ModelAdmin[User]):
    """Who is here, and on which side. Passwords are nobody's business: people reset them themselves."""

    list_display = ("email", "full_name", "role", "is_staff", "is_active", "date_joined")
    list_filter = ("role", "is_staff", "is_active")
    search_fields = ("email", "first_name", "last_name")
    ordering = ("-date_joined",)
    fields = (
        "email",
        "first_name",
        "last_name",
        "role",
        "is_active",
        "is_staff",
        "date_joined",
        "last_login",
    )
    readonly_fields = ("date_joined", "last_login")
    inlines = (MembershipInline,)
    list_per_page = 50
