"""Who may do what. Reading is settled by `visible_to`; these settle the acts."""

from accounts.enums import MembershipRole
from accounts.models import AssistantProfile, Company, User
from missions.enums import MissionStatus
from missions.models import Mission

ACTING_ROLES = (MembershipRole.OWNER, MembershipRole.MEMBER)


def can_act_for(user: User, company: Company) -> bool:
    """Whether this person may act for the company.

    - owners and members: yes;
    - accounting: no, they read contracts, hours and invoices.
    """
    return company.memberships.filter(user=user, role__in=ACTING_ROLES).exists()


def can_moderate(user: User) -> bool:
    """The SIO team, in the admin."""
    return user.is_active and user.is_staff


def is_her_profile(user: User, profile: AssistantProfile) -> bool:
    return profile.user_id == user.pk


def is_invited(profile: AssistantProfile, mission: Mission) -> bool:
    """Whether an invitation of this mission waits for her."""
    return mission.invitations.open().filter(profile=profile).exists()


def can_apply(profile: AssistantProfile, mission: Mission) -> bool:
    """Whether this assistant may offer herself.

    - her profile is published, and so is the mission;
    - she is not a member of the company that asks;
    - fewer than twelve applications wait for the company's answer, or she was invited.
    """
    return (
        profile.status == "published"
        and mission.status == MissionStatus.PUBLISHED
        and not mission.company.memberships.filter(user=profile.user_id).exists()
        and (not mission.is_complete or is_invited(profile, mission))
    )
