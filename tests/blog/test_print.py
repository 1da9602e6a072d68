"""An article on paper: its text, where it was read, and nothing one would have to click."""

from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

pytestmark = pytest.mark.django_db(transaction=True)

PAGES_AT_MOST = 7


def test_paper_carries_the_whole_text_and_no_navigation(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/blog/role-office-manager/")
    paper = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    words = " ".join(sheet.extract_text() for sheet in paper.pages)
    assert len(paper.pages) <= PAGES_AT_MOST
    assert "À jour au 24 novembre 2026" in words
    assert "https://www.legifrance.gouv.fr/" in words
    for absent in (
        "Créer mon compte",
        "Sommaire",
        "Partagez",
        "Décrire mon besoin",
        "À lire aussi",
        "Commentaires",
    ):
        assert absent not in words
