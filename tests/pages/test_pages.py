"""The public pages: what is seen, what is said to search engines, what they cost."""

import re
from html import unescape

import pytest
from django.test import Client

from sio.pages.pillars import PILLARS

pytestmark = pytest.mark.django_db

EXPLAINING = ["/pour-les-entreprises/", "/pour-les-assistants/", "/comment-ca-marche/"]
COUNTING = ["/tarifs/", "/embauche-ou-delegation/", "/prix/"]
SUPPLYING = [f"/metiers/{page.slug}/" for page in PILLARS]
PAGES = [*EXPLAINING, *COUNTING, *SUPPLYING, "/questions/", "/classement/"]
WITH_HOME = ["/", *PAGES]

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    return answer.content.decode()


@pytest.mark.parametrize("address", WITH_HOME)
def test_a_public_page_presents_itself(client: Client, address: str) -> None:
    page = read(client, address)
    title, description = TITLE.findall(page), DESCRIPTION.findall(page)

    assert len(title) == len(description) == page.count("<h1") == 1
    assert len(unescape(title[0]).strip()) <= 60
    assert 70 <= len(unescape(description[0])) <= 155
    assert address == "/" or 'aria-label="Fil d’Ariane"' in page


@pytest.mark.parametrize("address", WITH_HOME)
def test_a_public_page_asks_little_of_the_database(
    client: Client, address: str, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(15):
        page = read(client, address)
    assert len(page.encode()) <= 30_000


@pytest.mark.parametrize("address", [*EXPLAINING, *SUPPLYING])
def test_a_page_that_explains_has_one_first_step(client: Client, address: str) -> None:
    opening = read(client, address).partition('class="opening"')[2].partition("stack--sections")[0]
    assert opening.count("button--primary") == 1
