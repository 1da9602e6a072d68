"""What a site that takes payments must say of itself before it starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from billing.gateway import mode
from billing.gateway.mode import Mode
from sio.lib.identifiers import InvalidIdentifier, clean_siren

_OPTIONAL = {"legal_form"}


@register()
def platform_is_named(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """SIO's own invoices carry its name: as soon as payments are on, every part of it is known."""
    if mode.current() is Mode.OFF:
        return []
    parts = settings.PLATFORM_IDENTITY
    missing = [name for name, value in parts.items() if not value and name not in _OPTIONAL]
    errors: list[CheckMessage] = [
        Error(f"The environment variable PLATFORM_{name.upper()} is missing.", id="billing.E101")
        for name in missing
    ]
    if "siren" not in missing and not _is_siren(parts["siren"]):
        errors.append(Error("PLATFORM_SIREN is not a SIREN.", id="billing.E102"))
    return errors


def _is_siren(text: str) -> bool:
    try:
        clean_siren(text)
    except InvalidIdentifier:
        return False
    return True
