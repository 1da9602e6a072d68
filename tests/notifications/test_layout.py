"""The words of an e-mail: text first and complete, the same in HTML."""

import re
from email import message_from_bytes
from email.message import Message as Mail
from typing import Any

import pytest

from notifications.layout import compose
from notifications.messages import kind_of
from notifications.models import Delivery
from tests.factories.accounts import UserFactory
from tests.notifications.conftest import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery() -> Delivery:
    return Delivery.objects.create(kind="news", dedupe_key="news:1", user=UserFactory())


def composed(delivery: Delivery, kind: str = "news") -> Any:
    message = words(delivery.user, {})
    assert message is not None
    return compose(delivery, message, "marie@exemple.fr", kind_of(kind))


def as_received(email: Any) -> Mail:
    return message_from_bytes(email.message().as_bytes())


def html_of(email: Any) -> str:
    return str(email.alternatives[0][0])


def test_the_text_says_all_in_order(delivery: Delivery) -> None:
    body = composed(delivery).body
    parts = [
        "SIO",
        "Camille D. a répondu",
        "Tarif",
        "Lire la réponse",
        "Sans réponse",
        "L’équipe SIO",
        "parce que",
    ]

    places = [body.index(part) for part in parts]

    assert places == sorted(places)


def test_the_text_stands_as_written(delivery: Delivery) -> None:
    assert "<Relances & clients>" in composed(delivery).body
    assert "&lt;Relances &amp; clients&gt;" in html_of(composed(delivery))


def test_the_text_holds_every_link_of_the_html(delivery: Delivery) -> None:
    email = composed(delivery)
    links = set(re.findall(r'href="([^"]+)"', html_of(email)))

    assert len(links) == 3
    assert all(link in email.body for link in links)


def test_links_are_whole_addresses_of_the_site(delivery: Delivery, settings: Any) -> None:
    settings.SITE_URL = "https://sio.example"

    assert "https://sio.example/missions/\n" in composed(delivery).body


def test_the_html_is_light_and_loads_nothing(delivery: Delivery) -> None:
    html = html_of(composed(delivery))

    assert len(html.encode()) <= 20_000
    assert not re.search(r"<img|<script|<link|url\(|src=", html)
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "max-width:600px" in html


def test_news_can_be_stopped_in_one_click(delivery: Delivery) -> None:
    received = as_received(composed(delivery))

    assert received["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = "".join(received["List-Unsubscribe"].split()).strip("<>")
    assert "/notifications/desinscription/" in address
    assert address in composed(delivery).body


def test_a_contract_has_no_way_out(delivery: Delivery) -> None:
    email = composed(delivery, "contract")

    assert "List-Unsubscribe" not in email.extra_headers
    assert "Ne plus recevoir" not in email.body
    assert "Ne plus recevoir" not in html_of(email)


def test_each_copy_has_the_same_identity(delivery: Delivery) -> None:
    ids = {as_received(composed(delivery))["Message-ID"] for _ in range(2)}

    assert ids == {delivery.message_id}
    assert re.fullmatch(r"<[0-9a-f-]{36}@sio\.example>", delivery.message_id)


def test_robots_do_not_answer(delivery: Delivery) -> None:
    assert as_received(composed(delivery))["Auto-Submitted"] == "auto-generated"


def test_the_sentence_shown_by_mail_readers_is_not_the_subject(delivery: Delivery) -> None:
    email = composed(delivery)

    assert "Camille D. propose 35 € HT/h." in html_of(email)
    assert email.subject not in email.body
