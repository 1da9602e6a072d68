"""Who is told of a fact: one in-app notification and one e-mail each, owed in the transaction of the fact."""

from datetime import datetime
from typing import Any

from accounts.models import AssistantProfile, Company, User
from missions.permissions import ACTING_ROLES
from notifications.services import tell


def tell_company(
    company: Company,
    kind: str,
    key: int | str,
    *,
    besides: User | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> None:
    """Tell everyone who acts for the company, but the person who just acted."""
    members = User.objects.filter(
        memberships__company=company, memberships__role__in=ACTING_ROLES, is_active=True
    )
    for member in members.order_by("pk"):
        if member != besides:
            tell_one(member, kind, key, at=at, **facts)


def tell_assistant(
    profile: AssistantProfile, kind: str, key: int | str, *, at: datetime | None = None, **facts: Any
) -> None:
    tell_one(profile.user, kind, key, at=at, **facts)


def tell_one(user: User, kind: str, key: int | str, *, at: datetime | None = None, **facts: Any) -> None:
    """`key` is the id of the fact (its event, or its message), or its name: one fact never tells one person twice.

    `facts` are public ids and frozen parameters. With `at`, both come at that moment, if there is still something
    to say.
    """
    payload = {"fact": key} | {name: _plain(value) for name, value in facts.items()}
    tell(user, kind, dedupe_key=str(key), payload=payload, at=at)


def _plain(value: object) -> object:
    return value if isinstance(value, int) else str(value)
