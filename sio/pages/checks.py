"""What the legal pages must say before the site is deployed: the real names, never those of development."""

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

ALONE = (
    "PLATFORM_CAPITAL",
    "PLATFORM_RCS_CITY",
    "PLATFORM_PHONE",
    "PUBLICATION_DIRECTOR",
    "CONTACT_EMAIL",
    "HOST_NAME",
    "HOST_ADDRESS",
    "HOST_PHONE",
)
PLACEHOLDER = re.compile(
    r"ex[ae]mple|démonstration|à compléter|compléter|change.?me|placeholder|lorem|\bto.?do\b|x{3,}|\.invalid\b|^[\W_0]+$",
    re.IGNORECASE,
)


@register(Tags.security, deploy=True)
def legal_pages_name_somebody(**_: Any) -> list[CheckMessage]:
    """One error for each setting that is empty or still invented."""
    return [error for name, value in legal_settings().items() if (error := _judge(name, value))]


def legal_settings() -> dict[str, str]:
    """Everything the legal pages print of the firm, by the name of its environment variable."""
    identity = {f"PLATFORM_{part.upper()}": value for part, value in settings.PLATFORM_IDENTITY.items()}
    return identity | {name: getattr(settings, name) for name in ALONE}


def _judge(name: str, value: str) -> CheckMessage | None:
    if not value.strip():
        return Error(f"The environment variable {name} is missing: the legal pages print it.", id="sio.E001")
    if PLACEHOLDER.search(value):
        return Error(f"The environment variable {name} is still a placeholder: {value}", id="sio.E002")
    return None
