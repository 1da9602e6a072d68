"""What the screens of this app share."""

from django.db.models import Model
from django.http import HttpRequest

from accounts.permissions import can_moderate


class ForTheTeam:
    """The SIO team reads these screens without a permission row for each."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return can_moderate(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return can_moderate(request.user)
