"""Where a person arrives once signed in: at what she must do next."""

from django.urls import reverse

from accounts.enums import ProfileStatus, Role
from accounts.models import AssistantProfile, User

UNFINISHED = {ProfileStatus.DRAFT, ProfileStatus.CHANGES_REQUESTED}


def next_page(user: User) -> str:
    """Her company or her profile while it is not there or not finished, then her dashboard."""
    if user.role == Role.COMPANY and not user.memberships.exists():
        return reverse("accounts:company")
    if user.role == Role.ASSISTANT and _has_unfinished_profile(user):
        return reverse("accounts:profile")
    return reverse("dashboard")


def _has_unfinished_profile(user: User) -> bool:
    profile = AssistantProfile.objects.filter(user=user).first()
    return profile is None or profile.status in UNFINISHED
