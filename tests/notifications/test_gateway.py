"""What the answers of a mail server mean (F8)."""

import smtplib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import transaction

from notifications import gateway
from notifications.gateway import Postponed, send
from sio.lib.duties import ChannelFailure, DefinitiveRefusal
from sio.lib.guards import Misplaced, serving_request

pytestmark = pytest.mark.django_db


class Server:
    """A connection that answers as told."""

    connection = None

    def __init__(self, error: Exception | None) -> None:
        self.error = error
        self.is_closed = False

    def open(self) -> None:
        return None

    def close(self) -> None:
        self.is_closed = True

    def send_messages(self, emails: list[EmailMessage]) -> None:
        if self.error:
            raise self.error


def sent_to(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "get_connection", lambda **_: server)
    send(EmailMessage("Sujet", "Texte", to=["marie@exemple.fr"]))


def recipients(code: int) -> Exception:
    return smtplib.SMTPRecipientsRefused({"marie@exemple.fr": (code, b"no")})


@pytest.mark.parametrize(
    ("answer", "meaning", "code"),
    [
        (recipients(550), DefinitiveRefusal, "550"),
        (recipients(553), DefinitiveRefusal, "553"),
        (smtplib.SMTPDataError(554, b"spam"), DefinitiveRefusal, "554"),
        (smtplib.SMTPDataError(552, b"too big"), DefinitiveRefusal, "552"),
        (recipients(450), Postponed, "450"),
        (recipients(452), Postponed, "452"),
        (smtplib.SMTPDataError(451, b"later"), Postponed, "451"),
        (recipients(421), ChannelFailure, "421"),
        (smtplib.SMTPDataError(421, b"closing"), ChannelFailure, "421"),
        (smtplib.SMTPConnectError(554, b"no"), ChannelFailure, "554"),
        (smtplib.SMTPAuthenticationError(535, b"who"), ChannelFailure, "535"),
        (smtplib.SMTPSenderRefused(550, b"you", "bonjour@sio.example"), ChannelFailure, "550"),
        (smtplib.SMTPServerDisconnected("cut"), ChannelFailure, "SMTPServerDisconnected"),
        (ConnectionRefusedError(), ChannelFailure, "ConnectionRefusedError"),
        (TimeoutError(), ChannelFailure, "TimeoutError"),
    ],
)
def test_an_answer_means(
    answer: Exception, meaning: type[Exception], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server(answer)

    with pytest.raises(meaning) as failure:
        sent_to(server, monkeypatch)

    assert failure.value.code == code  # type: ignore[attr-defined]
    assert server.is_closed


def test_the_line_is_closed_after_a_success(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(None)

    sent_to(server, monkeypatch)

    assert server.is_closed


def test_no_mail_leaves_from_a_request_or_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving_request(), pytest.raises(Misplaced):
        sent_to(Server(None), monkeypatch)
    with transaction.atomic(), pytest.raises(Misplaced):
        sent_to(Server(None), monkeypatch)


@pytest.fixture
def silent_server() -> Iterator[int]:
    """A server that accepts and never says a word."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_server_that_says_nothing_is_left_in_time(
    silent_server: int, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", silent_server
    monkeypatch.setattr(gateway, "CONNECT_SECONDS", 0.2)

    with pytest.raises(ChannelFailure):
        send(EmailMessage("Sujet", "Texte", to=["marie@exemple.fr"]))
