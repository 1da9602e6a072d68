"""What one was told, what one accepts, and the way out."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from notifications.enums import Choice
from notifications.layout import unsubscribe_url
from notifications.messages import kind_of
from notifications.models import Delivery, Notification, Preference
from notifications.preferences import accepts_email, choose, choose_all
from sio.lib.duties import DutyStatus
from tests.factories.accounts import UserFactory
from tests.factories.notifications import NotificationFactory

pytestmark = pytest.mark.django_db

LIST = reverse("notifications:list")


@pytest.fixture
def alice(client: Client) -> Any:
    user = UserFactory(company_side=True)
    client.force_login(user)
    return user


def test_unread_stands_first_then_the_latest(client: Client, alice: Any) -> None:
    NotificationFactory(user=alice, title="Ancienne lue", read=True)
    NotificationFactory(user=alice, title="Première")
    NotificationFactory(user=alice, title="Seconde")

    page = client.get(LIST).content.decode()

    assert page.index("Seconde") < page.index("Première") < page.index("Ancienne lue")
    assert page.count("non lu<") == 2


def test_charlie_sees_nothing_of_alice(client: Client, alice: Any) -> None:
    foreign = NotificationFactory(title="Pour Charlie seul")

    assert "Pour Charlie seul" not in client.get(LIST).content.decode()
    assert client.get(reverse("notifications:open", args=[foreign.public_id])).status_code == 404
    foreign.refresh_from_db()
    assert foreign.is_unread


def test_a_person_with_no_news_is_told_what_comes(client: Client, alice: Any) -> None:
    page = client.get(LIST).content.decode()

    assert "Rien de nouveau" in page
    assert "Tout marquer comme lu" not in page


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(LIST).status_code == 302


def test_opening_a_notification_reads_it_and_leads_to_its_page(client: Client, alice: Any) -> None:
    mine = NotificationFactory(user=alice, path="/espace/")
    other = NotificationFactory(user=alice)

    response = client.get(reverse("notifications:open", args=[mine.public_id]))

    assert response["Location"] == "/espace/"
    assert list(Notification.objects.unread()) == [other]


def test_a_browser_that_looks_ahead_reads_nothing(client: Client, alice: Any) -> None:
    mine = NotificationFactory(user=alice)

    client.get(reverse("notifications:open", args=[mine.public_id]), headers={"Sec-Purpose": "prefetch"})

    assert Notification.objects.unread().count() == 1


def test_all_is_read_at_once_for_oneself_only(client: Client, alice: Any) -> None:
    NotificationFactory.create_batch(3, user=alice)
    foreign = NotificationFactory()

    response = client.post(reverse("notifications:read_all"))

    assert (response.status_code, response["Location"]) == (303, LIST)
    assert list(Notification.objects.unread()) == [foreign]
    assert client.get(reverse("notifications:read_all")).status_code == 405


def test_a_long_list_has_pages_and_a_query_budget(
    client: Client, alice: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    NotificationFactory.create_batch(45, user=alice)

    with django_assert_max_num_queries(8):
        page = client.get(LIST).content.decode()

    assert page.count("notification__title") == 20
    assert client.get(LIST, {"page": 3}).content.decode().count("notification__title") == 5
    assert client.get(LIST, {"page": 9}).status_code == 404


def test_the_header_counts_what_is_unread(client: Client, alice: Any) -> None:
    NotificationFactory.create_batch(2, user=alice)

    fragment = client.get(reverse("notifications:counter")).content.decode()

    assert ">2<" in fragment
    assert fragment.strip() in client.get(LIST).content.decode()


# Preferences.


def test_one_chooses_kind_by_kind(client: Client, alice: Any) -> None:
    address = reverse("notifications:preferences")
    page = client.get(address).content.decode()
    assert "Une nouvelle mission pour vous" in page
    assert "Votre contrat" not in page

    response = client.post(address, {"choices-news": Choice.NEVER})

    assert response.status_code == 303
    assert not accepts_email(alice.pk, kind_of("news"))


def test_a_choice_that_does_not_exist_is_refused(client: Client, alice: Any) -> None:
    response = client.post(reverse("notifications:preferences"), {"choices-news": "sometimes"})

    assert response.status_code == 422
    assert "Il y a un problème" in response.content.decode()
    assert not Preference.objects.exists()


def test_a_contract_cannot_be_switched_off_by_a_forged_form(client: Client, alice: Any) -> None:
    client.post(reverse("notifications:preferences"), {"choices-contract": Choice.NEVER})
    choose_all(alice.pk, {"contract": Choice.NEVER, "unknown": Choice.NEVER})

    assert not Preference.objects.exists()


# The way out.


def way_out(user: Any) -> str:
    return unsubscribe_url(Delivery(user=user), kind_of("news")).removeprefix("http://localhost:8000")


def test_looking_at_the_way_out_changes_nothing() -> None:
    user = UserFactory()

    page = Client().get(way_out(user))

    assert page.status_code == 200
    assert "Une nouvelle mission pour vous" in page.content.decode()
    assert accepts_email(user.pk, kind_of("news"))


def test_a_mail_reader_unsubscribes_without_signing_in_or_cookie() -> None:
    user = UserFactory()
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(way_out(user), {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert "C’est fait" in response.content.decode()
    assert not accepts_email(user.pk, kind_of("news"))


def test_unsubscribing_twice_is_harmless_and_can_be_undone() -> None:
    user = UserFactory()
    for _ in range(2):
        assert Client().post(way_out(user)).status_code == 200

    choose(user.pk, "news", Choice.NOW)

    assert accepts_email(user.pk, kind_of("news"))


@pytest.mark.parametrize("token", ["x", "a.b.c", "WzEsIm5ld3MiXQ:1abc:forged"])
def test_a_forged_way_out_leads_nowhere(token: str) -> None:
    assert Client().post(reverse("notifications:unsubscribe", args=[token])).status_code == 404


def test_the_way_out_of_a_kind_that_is_gone_leads_nowhere() -> None:
    gone = unsubscribe_url(Delivery(user=UserFactory()), replace(kind_of("news"), key="gone"))

    assert Client().get(gone.removeprefix("http://localhost:8000")).status_code == 404


# The team.


@pytest.fixture
def moderator(client: Client) -> Any:
    user = UserFactory(moderator=True)
    client.force_login(user)
    return user


def decided(client: Client, action: str, delivery: Delivery, reason: str) -> str:
    response = client.post(
        reverse("admin:notifications_delivery_changelist"),
        {"action": action, "_selected_action": [delivery.pk], "reason": reason},
        follow=True,
    )
    return response.content.decode()


def dead_mail() -> Delivery:
    return Delivery.objects.create(
        kind="news", dedupe_key="news:1", user=UserFactory(), status="dead", tries=1
    )


@pytest.mark.parametrize(
    ("action", "status"), [("replay_dead", DutyStatus.WAITING), ("withdraw_dead", DutyStatus.CANCELLED)]
)
def test_a_moderator_decides_on_a_dead_mail_with_a_reason(
    action: str, status: DutyStatus, client: Client, moderator: Any
) -> None:
    delivery = dead_mail()

    decided(client, action, delivery, "Adresse corrigée par téléphone")

    delivery.refresh_from_db()
    assert delivery.status == status
    history = client.get(reverse("admin:notifications_delivery_history", args=[delivery.pk])).content.decode()
    assert "Adresse corrigée par téléphone" in history


def test_a_decision_without_a_reason_is_refused(client: Client, moderator: Any) -> None:
    delivery = dead_mail()

    page = decided(client, "replay_dead", delivery, "  ")

    delivery.refresh_from_db()
    assert delivery.status == DutyStatus.DEAD
    assert "Indiquez la raison" in page


def test_the_mail_log_is_read_only_and_shows_no_sealed_words(client: Client, moderator: Any) -> None:
    delivery = dead_mail()
    page = client.get(reverse("admin:notifications_delivery_change", args=[delivery.pk]))

    assert page.status_code == 200
    assert "sealed" not in page.content.decode()
    assert client.get(reverse("admin:notifications_delivery_add")).status_code == 403
    assert client.post(reverse("admin:notifications_delivery_delete", args=[delivery.pk])).status_code == 403
