"""What strangers type becomes plain text, paragraphs and links made by us."""

from html.parser import HTMLParser

import pytest

from blog.plain_text import as_html, clean, clean_line, count_links, lies, lying_links
from tests.blog.attacks import XSS


class Reader(HTMLParser):
    """What a browser would act upon."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


@pytest.mark.parametrize("attack", XSS)
def test_nothing_of_theirs_becomes_markup(attack: str) -> None:
    page = read(as_html(clean(attack)))

    assert set(page.tags) <= {"p", "br", "a"}
    assert {name for name, _ in page.attributes} <= {"href", "rel"}
    assert all(value.startswith(("http://", "https://")) for name, value in page.attributes if name == "href")


def test_an_empty_line_makes_a_paragraph_and_a_line_break_stays() -> None:
    assert as_html("Bonjour,\nmerci.\n\nUne question.") == "<p>Bonjour,<br>merci.</p><p>Une question.</p>"


def test_an_address_becomes_a_link_that_we_do_not_vouch_for() -> None:
    link = '<a href="https://exemple.fr/a?b=1&amp;c=2" rel="nofollow ugc noopener">https://exemple.fr/a?b=1&amp;c=2</a>'
    assert as_html("Voir https://exemple.fr/a?b=1&c=2.") == f"<p>Voir {link}.</p>"


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://%0aalert(1)",
        "data:text/html,<script>",
        "//exemple.fr",
        "vbscript:x",
    ],
)
def test_only_the_web_s_two_schemes_become_links(text: str) -> None:
    assert read(as_html(text)).tags == ["p"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("un\u202egnirts\u202c mot", "ungnirts mot"),
        ("in\u200bvi\u200csi\u2060ble\ufeff", "invisible"),
        ("a\u2066b\u2069c\u061cd\u200ee", "abcde"),
        ("balise\U000e0041\U000e007f", "balise"),
        ("nul\x00 son\x07 echap\x1b", "nul son echap"),
        ("plein\u3164vide\u2800", "pleinvide"),
        ("e\u0301te\u0301", "été"),
        ("une\r\ndeux\rtrois\u2028quatre", "une\ndeux\ntrois\nquatre"),
        ("un\n\n\n\n\ndeux", "un\n\ndeux"),
        ("Z" + "\u0327" * 40, "Z" + "\u0327" * 3),
        ("👩\u200d💼", "👩\u200d💼"),
        ("pay\u200dpal", "paypal"),
    ],
)
def test_what_cannot_be_seen_or_turns_the_line_around_goes(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_french_typography_is_left_alone() -> None:
    words = "«\u00a0L’œuvre\u00a0: 3\u202f000\u202f€ — déjà… ça\u202f?\u00a0»"
    assert clean(words) == words


def test_a_name_is_one_line() -> None:
    assert clean_line("  Nadia \n\u202e Ferrand\t") == "Nadia Ferrand"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Aucun lien. Juste des mots, M. Dupont.", 0),
        ("https://exemple.fr", 1),
        ("www.exemple.fr et exemple.com", 2),
        ("https://exemple.fr/https://autre.fr", 2),
        ('<a href="http://a.xyz">a</a> [url=http://b.xyz]b[/url]', 4),
        ("hxxp://a.ru t.me/canal", 2),
        ("Écrivez à nadia@exemple.fr", 0),
        ("Le 2.10 à 14 h.Merci", 0),
    ],
)
def test_links_are_counted_as_a_reader_sees_them(text: str, links: int) -> None:
    assert count_links(text) == links


@pytest.mark.parametrize(
    "address",
    [
        "https://p\u0430ypal.com/",
        "https://\u0455\u0441\u043ere.fr",
        "https://xn--pypal-4ve.com",
        "https://www.xn--80ak6aa92e.com",
        "https://banque.fr@voleur.example/",
        "https://exemple\u2024fr",
        "https://exemple.fr\\@voleur.example",
        "https://\uff45xemple.fr",
        "https://[::1",
    ],
)
def test_an_address_that_imitates_another_lies_and_is_never_a_link(address: str) -> None:
    assert lies(address)
    assert lying_links(f"Voir {address} ici")
    assert "<a" not in as_html(f"Voir {address} ici")


@pytest.mark.parametrize(
    "address", ["https://exemple.fr/", "https://café-éclair.fr/menu", "http://a.b.c.fr:8000/"]
)
def test_an_honest_address_does_not_lie(address: str) -> None:
    assert not lies(address)
