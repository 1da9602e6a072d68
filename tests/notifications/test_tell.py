"""Telling people: on the site with the fact, by e-mail through a duty."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from notifications import messages
from notifications.enums import Choice
from notifications.messages import UnknownMessage, kind_of
from notifications.models import Delivery, Notification
from notifications.preferences import choose
from notifications.services import tell, unread_count
from sio.lib.duties import DutyStatus, drain
from sio.lib.guards import Misplaced
from tests.factories.accounts import UserFactory
from tests.notifications.conftest import words

pytestmark = pytest.mark.django_db


def told(user: Any, kind: str = "news", key: str = "mission:1", at: Any = None, **payload: Any) -> None:
    with transaction.atomic():
        tell(user, kind, dedupe_key=key, payload=payload, at=at)


@pytest.mark.django_db(transaction=True)
def test_people_are_told_in_the_transaction_of_the_fact() -> None:
    with pytest.raises(Misplaced):
        tell(UserFactory(), "news", dedupe_key="mission:1", payload={})


def test_a_kind_that_nobody_declared_is_a_bug() -> None:
    with pytest.raises(UnknownMessage), transaction.atomic():
        tell(UserFactory(), "unknown", dedupe_key="1", payload={})


def test_a_person_reads_it_on_the_site_at_once_and_by_mail_soon() -> None:
    user = UserFactory()

    told(user)

    assert unread_count(user) == 1
    assert Notification.objects.get().title == "Votre mission « Relances clients » a reçu une réponse"
    assert mail.outbox == []
    drain(Delivery)
    assert [sent.to for sent in mail.outbox] == [[user.email]]
    assert Notification.objects.count() == 1


def test_the_same_fact_is_told_once_to_each() -> None:
    alice, bob = UserFactory(), UserFactory()

    for user in (alice, alice, bob):
        told(user)
    drain(Delivery)

    assert sorted(sent.to[0] for sent in mail.outbox) == sorted([alice.email, bob.email])
    assert Notification.objects.count() == 2


def test_a_fact_that_is_rolled_back_is_not_told() -> None:
    with transaction.atomic():
        tell(UserFactory(), "news", dedupe_key="1", payload={})
        transaction.set_rollback(True)

    assert not Notification.objects.exists()
    assert not Delivery.objects.exists()


def test_nothing_is_told_when_there_is_nothing_to_say() -> None:
    told(UserFactory(), is_over=True)

    assert not Notification.objects.exists()
    assert not Delivery.objects.exists()


def test_a_mail_is_cancelled_when_the_facts_have_changed_since() -> None:
    told(UserFactory())
    Delivery.objects.update(payload={"is_over": True})

    drain(Delivery)

    assert mail.outbox == []
    assert Delivery.objects.get().status == DutyStatus.CANCELLED


def test_a_reminder_comes_at_its_hour_on_the_site_as_well() -> None:
    user = UserFactory()
    told(user, at=timezone.now() + timedelta(days=3))

    drain(Delivery)
    assert (unread_count(user), mail.outbox) == (0, [])

    Delivery.objects.update(next_at=Now())
    drain(Delivery)
    assert (unread_count(user), len(mail.outbox)) == (1, 1)


def test_a_person_who_wants_no_mail_still_reads_it_on_the_site() -> None:
    user = UserFactory()
    choose(user.pk, "news", Choice.NEVER)

    told(user)

    assert unread_count(user) == 1
    assert not Delivery.objects.exists()


def test_a_reminder_reaches_the_site_of_a_person_who_wants_no_mail() -> None:
    user = UserFactory()
    told(user, at=timezone.now() - timedelta(seconds=1))
    choose(user.pk, "news", Choice.NEVER)

    drain(Delivery)

    assert (unread_count(user), mail.outbox) == (1, [])


def test_a_choice_made_before_the_mail_left_counts() -> None:
    user = UserFactory()
    told(user)
    choose(user.pk, "news", Choice.NEVER)

    drain(Delivery)

    assert mail.outbox == []


def test_contracts_and_money_are_always_told() -> None:
    user = UserFactory()
    choose(user.pk, "contract", Choice.NEVER)

    told(user, "contract")
    drain(Delivery)

    assert len(mail.outbox) == 1
    assert Delivery.objects.get().priority == 0


def test_a_person_who_left_receives_nothing() -> None:
    user = UserFactory()
    told(user)
    user.is_active = False
    user.save()

    drain(Delivery)

    assert mail.outbox == []
    assert Delivery.objects.get().last_error == "person gone"


def test_the_row_of_a_mail_names_nobody() -> None:
    user = UserFactory()
    told(user, mission=12)

    row = Delivery.objects.values("kind", "dedupe_key", "payload", "last_error").get()

    assert row["payload"] == {"mission": 12}
    assert user.email not in str(row)


def test_a_title_of_any_length_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mission's title stands in the subject: it may be long, and hold a line break."""
    long = replace(
        kind_of("news"), build=lambda user, payload: replace(words(user, {}), subject="Mission\n" * 90)
    )
    monkeypatch.setitem(messages._kinds, "news", long)

    told(UserFactory())
    drain(Delivery)

    assert len(mail.outbox[0].subject) == 150
    assert len(Notification.objects.get().title) == 150
