"""Acting on a delivery: read the facts again, build the words, hand them to the mail server."""

from functools import partial
from typing import Any

from django.utils import timezone

from sio.lib.duties import Outcome, cancelled, done, handles
from sio.lib.text import shorten

from . import gateway
from .layout import compose
from .messages import Message, MessageKind, kind_of
from .models import Delivery, Notification
from .preferences import accepts_email
from .sealing import unseal

SECONDS = 20
SEALED_KIND = "sealed"


def handle(kind: str) -> None:
    """Have this kind of message sent by the workers."""
    handles(Delivery, kind, channel=gateway.CHANNEL, timeout=SECONDS)(send)


def send(delivery: Delivery) -> Outcome:
    """Send what is still worth saying; cancelled when the person left, opted out, or nothing is left to say."""
    kind = kind_of(delivery.kind)
    user = delivery.user
    if user is None or not user.is_active:
        return cancelled("person gone")
    message = kind.build(user, delivery.payload)
    if message is None:
        return cancelled("nothing to say")
    notify = partial(write_notification, delivery, kind, message)
    if not accepts_email(user.pk, kind):
        return cancelled("opted out", notify)
    gateway.send(compose(delivery, message, user.email, kind))
    return done(notify)


def send_sealed(delivery: Delivery) -> Outcome:
    """Send a message that waited encrypted, unless its time is over; it is wiped in any case."""
    if delivery.expires_at is None or delivery.expires_at < timezone.now():
        return cancelled("expired", sealed=None)
    content = unseal(bytes(delivery.sealed)) if delivery.sealed else None
    if content is None:
        return cancelled("unreadable", sealed=None)
    address, message = content
    gateway.send(compose(delivery, message, address))
    return done(sealed=None)


def write_notification(delivery: Delivery, kind: MessageKind, message: Message) -> None:
    """The same message on the site, once: a message told for later appears there when it leaves."""
    row = notification_of(delivery.user, kind, message, delivery.dedupe_key)
    Notification.objects.bulk_create([row], ignore_conflicts=True)


def notification_of(user: Any, kind: MessageKind, message: Message, dedupe_key: str) -> Notification:
    return Notification(
        user=user,
        kind=kind.key,
        dedupe_key=dedupe_key,
        title=shorten(message.subject, 150),
        text=shorten(message.happened, 500),
        path=message.path,
        button=message.button,
    )
