"""One click out of an alert or of a watch, without signing in: the signed address is the proof (RFC 8058)."""

from django.core import signing
from django.urls import reverse

from matching.models import Alert, Watch

SALT = "matching.stop"
KINDS: dict[str, type[Alert | Watch]] = {"alert": Alert, "watch": Watch}


def stop_path(thing: Alert | Watch) -> str:
    return reverse("matching:stop", args=[signing.dumps([type(thing).__name__.lower(), thing.pk], salt=SALT)])


def thing_to_stop(token: str) -> Alert | Watch | None:
    """What an address stops; None when it is not one of ours, or when nothing is left to stop."""
    try:
        kind, key = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return KINDS[kind]._default_manager.filter(pk=key).first()
