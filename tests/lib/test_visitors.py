"""A person or a machine, and where she calls from."""

import pytest
from django.test import RequestFactory

from sio.lib.visitors import is_a_person, visitor_of

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PEOPLE = [
    FIREFOX,
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19 Mobile Safari/604.1",
    "Mozilla/5.0 (Linux; Android 14; CUBOT NOTE 50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141 Mobile Safari/537.36",
]
MACHINES = [
    "",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116 Safari/537.36",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient)",
    "WhatsApp/2.23.20.0",
    "Twitterbot/1.0",
    "TelegramBot (like TwitterBot)",
    "Slackbot-LinkExpanding 1.0",
    "Mozilla/5.0 (compatible; YandexBot/3.0)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0)",
    "curl/8.5.0",
    "python-requests/2.32",
    "Go-http-client/2.0",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/141.0",
]


def asked(agent: str = FIREFOX, method: str = "GET", **headers: str):
    return RequestFactory().generic(method, "/", headers={"User-Agent": agent, **headers})


@pytest.mark.parametrize("agent", PEOPLE)
def test_a_browser_is_somebody(agent: str) -> None:
    assert is_a_person(asked(agent))


@pytest.mark.parametrize("agent", MACHINES)
def test_a_robot_is_nobody(agent: str) -> None:
    assert not is_a_person(asked(agent))


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Sec-Purpose", "prefetch;prerender"),
        ("Purpose", "prefetch"),
        ("X-Purpose", "preview"),
        ("X-Moz", "prefetch"),
    ],
)
def test_a_page_fetched_in_advance_was_not_asked_for(header: str, value: str) -> None:
    assert not is_a_person(asked(**{header: value}))


def test_a_head_was_not_asked_for_by_a_reader() -> None:
    assert not is_a_person(asked(method="HEAD"))


@pytest.mark.parametrize(
    ("address", "visitor"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("not an address", ""),
    ],
)
def test_a_visitor_is_an_address_or_the_network_it_moves_in(address: str, visitor: str) -> None:
    assert visitor_of(RequestFactory().get("/", REMOTE_ADDR=address)) == visitor
