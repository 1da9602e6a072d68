"""Who may act on what the blog says."""

from typing import Any


def can_moderate(user: Any) -> bool:
    """- the SIO team"""
    return bool(user.is_active and user.is_staff)
