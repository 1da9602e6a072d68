"""The factory of Stripe clients: two profiles, patience always given, one client per process and profile."""

from enum import Enum


class Profile(Enum):
    """How long a caller can wait."""

    WORKER = "worker"
    WEB = "web"
