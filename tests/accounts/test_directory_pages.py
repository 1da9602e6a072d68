"""What anyone may read: the catalogue, and the towns that a field suggests."""

import pytest
from django.test import Client

from tests.accounts.support import text_of

pytestmark = pytest.mark.django_db

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_the_catalogue_is_public_and_in_the_order_of_the_trade(client: Client):
    words = text_of(client.get("/competences/"))
    pillars = [
        "Services généraux",
        "Support RH",
        "Bien-être au travail",
        "Responsabilité sociétale",
        "Qualité de vie",
    ]
    places = [words.index(pillar) for pillar in pillars]
    assert places == sorted(places)
    assert "Établissement de devis" in words


def test_a_word_narrows_the_catalogue(client: Client):
    words = text_of(client.get("/competences/", {"q": "impayés"}))
    assert "Relance de factures impayées" in words
    assert "Courrier, colis" not in words


def test_a_word_nobody_uses_says_what_to_try(client: Client):
    assert "Aucun résultat pour « cosmonaute »" in text_of(client.get("/competences/", {"q": "cosmonaute"}))


def test_the_fragment_is_the_same_part_of_the_page(client: Client):
    page = client.get("/competences/", {"q": "devis"}).content.decode()
    fragment = client.get("/competences/", {"q": "devis"}, headers=FRAGMENT)
    assert fragment.content.decode().strip() in page
    assert "<html" not in fragment.content.decode()
    assert "HX-Request" in fragment["Vary"]


def test_what_is_typed_is_printed_never_run(client: Client):
    page = client.get("/competences/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_towns_come_as_options_under_any_field_name(client: Client):
    for name in ("city", "town"):
        answer = client.get("/communes/", {name: "lyon 7"}).content.decode()
        assert '<option value="69007 Lyon 7e">' in answer
    assert client.get("/communes/").content.decode().strip() == ""


def test_the_catalogue_asks_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get("/competences/")
    with django_assert_max_num_queries(2):
        client.get("/competences/", {"q": "devis"})
