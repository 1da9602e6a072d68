"""Who may act on profiles and companies."""

from django.contrib.auth.models import AnonymousUser

from accounts.enums import MembershipRole
from accounts.models import AssistantProfile, Company, User


def can_edit_profile(user: User, profile: AssistantProfile) -> bool:
    """- the assistant whose profile it is"""
    return profile.user_id == user.pk


def can_moderate(user: User | AnonymousUser) -> bool:
    """- the SIO team"""
    return user.is_active and user.is_staff


def can_edit_company(user: User, company: Company) -> bool:
    """- the people responsible for the company"""
    return company.memberships.filter(user=user, role=MembershipRole.OWNER).exists()
