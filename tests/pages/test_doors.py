"""The first step of each side follows the day it opens, and the person who reads."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import OpeningDate
from tests.factories.accounts import UserFactory
from tests.pages.test_pages import WITH_HOME, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def assistants_wait() -> None:
    OpeningDate.objects.update_or_create(
        role="assistant", defaults={"opens_at": datetime(2099, 1, 5, 8, tzinfo=UTC)}
    )


def test_an_open_side_leads_to_sign_up(client: Client) -> None:
    assert 'href="/inscription/assistante/"' in read(client, "/pour-les-assistants/")
    assert 'href="/inscription/entreprise/"' in read(client, "/pour-les-entreprises/")


def test_a_side_that_waits_says_its_day_and_leads_to_the_list(client: Client, assistants_wait: None) -> None:
    page = read(client, "/pour-les-assistants/")
    assert "5\u00a0janvier\u00a02099" in page
    assert 'href="/ouverture/assistantes/"' in page
    assert 'href="/inscription/entreprise/"' in read(client, "/pour-les-entreprises/")


@pytest.mark.parametrize("address", WITH_HOME)
def test_no_page_leads_to_a_sign_up_that_is_closed(
    client: Client, assistants_wait: None, address: str
) -> None:
    assert "/inscription/assistante/" not in read(client, address)


@pytest.mark.parametrize(("role", "act"), [("company", "/missions/nouvelle/"), ("assistant", "/profil/")])
def test_a_member_is_led_to_her_next_act(client: Client, role: str, act: str) -> None:
    client.force_login(UserFactory(role=role))
    address = "/pour-les-entreprises/" if role == "company" else "/pour-les-assistants/"
    opening = client.get(address).content.decode().partition('class="opening"')[2]
    assert f'href="{act}"' in opening.partition("stack--sections")[0]
    assert "/inscription/" not in opening
