"""The door to the mail server, and what its answers mean.

| Answer | Means | The duty |
|---|---|---|
| refused connection, time-out, cut, 421, a no to our name or password | the channel is down | keeps its try, waits |
| 5xx for this recipient or this text | a definitive no | is dead at once |
| 4xx for this recipient or this text (greylist, full box) | later, perhaps | climbs the ladder |
"""

import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from sio.lib.duties import ChannelFailure, DefinitiveRefusal, DutyFailure
from sio.lib.guards import outside_request_and_transaction

CHANNEL = "smtp"
CONNECT_SECONDS = 5
SERVICE_UNAVAILABLE = 421


class Postponed(DutyFailure):
    """The server asks to come back: greylisted, mailbox full."""


def send(email: EmailMessage) -> None:
    """Hand one e-mail to the server, in EMAIL_TIMEOUT seconds all told.

    Raises DefinitiveRefusal, ChannelFailure or Postponed; Misplaced in a request or a transaction.
    """
    outside_request_and_transaction()
    connection = get_connection(timeout=CONNECT_SECONDS)
    with _translated(), _bounded(connection):
        connection.open()
        connection.send_messages([email])


@contextmanager
def _bounded(connection: Any) -> Iterator[None]:
    """Cut the line when the whole exchange lasts too long: the socket's own time-out is per step."""
    watchdog = threading.Timer(settings.EMAIL_TIMEOUT, _cut, [connection])
    watchdog.daemon = True
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()
        connection.close()


def _cut(connection: Any) -> None:
    line = getattr(connection, "connection", None)
    if line is not None and line.sock is not None:
        line.sock.close()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0]
        raise _about_this_mail(code) from refused
    except smtplib.SMTPDataError as refused:
        raise _about_this_mail(refused.smtp_code) from refused
    except smtplib.SMTPResponseException as refused:
        raise ChannelFailure(str(refused.smtp_code)) from refused
    except (smtplib.SMTPException, OSError) as failure:
        raise ChannelFailure(type(failure).__name__) from failure


def _about_this_mail(code: int) -> DutyFailure:
    if code == SERVICE_UNAVAILABLE:
        return ChannelFailure(str(code))
    return DefinitiveRefusal(str(code)) if code >= 500 else Postponed(str(code))
