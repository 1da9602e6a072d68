"""One layout in text, one in HTML, for every message; and the headers that let mail readers behave."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.urls import reverse

from sio.lib.text import shorten

from .messages import Message, MessageKind
from .models import Delivery

# What a mail reader shows of a subject is the builders' affair (60 characters); this is what a header may hold.
LONGEST_SUBJECT = 150
UNSUBSCRIBE_SALT = "notifications.unsubscribe"


def compose(
    delivery: Delivery, message: Message, address: str, kind: MessageKind | None = None
) -> EmailMultiAlternatives:
    """The e-mail of this delivery: complete in text, the same in HTML. Transactional kinds have no way out."""
    stop = _stop_url(delivery, message, kind) if kind and not kind.is_transactional else ""
    words = {"message": message, "link": full_url(message.path), "stop": stop, "site_url": settings.SITE_URL}
    email = EmailMultiAlternatives(
        subject=shorten(message.subject, LONGEST_SUBJECT),
        body=_in_plain_text(words),
        to=[address],
        headers={"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated", **_way_out(stop)},
    )
    email.attach_alternative(render_to_string("notifications/email.html", words), "text/html")
    return email


def _in_plain_text(words: dict[str, Any]) -> str:
    """The text layout; what HTML would escape stands as it is."""
    template = Engine.get_default().get_template("notifications/email.txt")
    return template.render(Context(words, autoescape=False)).strip() + "\n"


def full_url(path: str) -> str:
    """The address as printed in an e-mail; empty stays empty."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path


def _stop_url(delivery: Delivery, message: Message, kind: MessageKind) -> str:
    return full_url(message.stop_path) or unsubscribe_url(delivery, kind)


def unsubscribe_url(delivery: Delivery, kind: MessageKind) -> str:
    """An address that works without signing in, for this person and this kind only."""
    token = signing.dumps([delivery.user_id, kind.key], salt=UNSUBSCRIBE_SALT)
    return full_url(reverse("notifications:unsubscribe", args=[token]))


def read_unsubscribe_token(token: str) -> tuple[int, str] | None:
    """Person and kind; None when the token was not written by us."""
    try:
        user_id, kind = signing.loads(token, salt=UNSUBSCRIBE_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return user_id, kind


def _way_out(stop: str) -> dict[str, str]:
    if not stop:
        return {}
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
