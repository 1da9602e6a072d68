"""Mails that cannot be built again: codes and links wait encrypted, for their useful life only."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.db.models.functions import Now

from notifications.messages import Message
from notifications.models import Delivery, Notification
from notifications.models.deliveries import wipe_expired
from notifications.sealing import seal, unseal
from notifications.services import send_later
from sio.lib.duties import DutyStatus, drain
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

CODE = Message(
    subject="Votre code de connexion",
    happened="Voici votre code.",
    facts=(("Code", "KX7-4PQ"),),
    button="Saisir le code",
    path="/connexion/code/",
    why="Vous recevez ce message parce que vous vous connectez.",
)


def test_a_code_leaves_first_and_is_forgotten() -> None:
    delivery = send_later(CODE, address="marie@exemple.fr", user=UserFactory())
    assert delivery.priority == 0

    drain(Delivery)

    (sent,) = mail.outbox
    assert sent.to == ["marie@exemple.fr"]
    assert "KX7-4PQ" in sent.body
    delivery.refresh_from_db()
    assert (delivery.status, delivery.sealed) == (DutyStatus.DONE, None)
    assert not Notification.objects.exists()


def test_neither_the_code_nor_the_address_can_be_read_in_the_table() -> None:
    send_later(CODE, address="marie@exemple.fr")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT convert_from(sealed, 'UTF8') || row_to_json(d)::text FROM notifications_delivery d"
        )
        row = cursor.fetchone()[0]

    assert "KX7" not in row
    assert "marie" not in row


def test_a_code_that_can_serve_no_more_is_not_sent() -> None:
    delivery = send_later(CODE, address="marie@exemple.fr")
    Delivery.objects.update(expires_at=Now() - timedelta(seconds=1))

    drain(Delivery)

    delivery.refresh_from_db()
    assert mail.outbox == []
    assert (delivery.status, delivery.last_error, delivery.sealed) == (DutyStatus.CANCELLED, "expired", None)


def test_a_code_that_never_left_is_wiped_within_the_hour() -> None:
    send_later(CODE, address="marie@exemple.fr")
    fresh = send_later(CODE, address="anne@exemple.fr")
    Delivery.objects.exclude(pk=fresh.pk).update(expires_at=Now() - timedelta(seconds=1))

    wipe_expired()

    assert [row.pk for row in Delivery.objects.exclude(sealed=None)] == [fresh.pk]


def test_a_code_may_go_to_an_address_without_an_account() -> None:
    send_later(CODE, address="inconnue@exemple.fr", user=None)

    drain(Delivery)

    assert mail.outbox[0].to == ["inconnue@exemple.fr"]


def test_what_was_sealed_under_another_key_is_not_sent(settings: Any) -> None:
    delivery = send_later(CODE, address="marie@exemple.fr")
    settings.SECRET_KEY = "another key"

    drain(Delivery)

    delivery.refresh_from_db()
    assert mail.outbox == []
    assert delivery.last_error == "unreadable"


def test_a_seal_gives_back_what_it_took() -> None:
    assert unseal(seal("marie@exemple.fr", CODE)) == ("marie@exemple.fr", CODE)


def test_two_requests_of_a_code_are_two_mails() -> None:
    send_later(CODE, address="marie@exemple.fr")
    send_later(CODE, address="marie@exemple.fr")

    drain(Delivery)

    assert len(mail.outbox) == 2
