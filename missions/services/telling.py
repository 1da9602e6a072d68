"""Who is told of a fact: one in-app notification and one e-mail each, owed in the transaction of the fact."""

from uuid import UUID

from accounts.models import AssistantProfile, Company, User
from missions.permissions import ACTING_ROLES
from notifications.services import tell


def tell_company(company: Company, kind: str, key: int, *, besides: User | None = None, **ids: UUID) -> None:
    """Tell everyone who acts for the company, but the person who just acted."""
    members = User.objects.filter(
        memberships__company=company, memberships__role__in=ACTING_ROLES, is_active=True
    )
    for member in members.order_by("pk"):
        if member != besides:
            tell_one(member, kind, key, **ids)


def tell_assistant(profile: AssistantProfile, kind: str, key: int, **ids: UUID) -> None:
    tell_one(profile.user, kind, key, **ids)


def tell_one(user: User, kind: str, key: int, **ids: UUID) -> None:
    """`key` is the id of the fact (its event, or its message): one fact never tells one person twice."""
    payload = {"fact": key} | {name: str(public_id) for name, public_id in ids.items()}
    tell(user, kind, dedupe_key=str(key), payload=payload)
