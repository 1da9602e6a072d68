"""The browser's pages that the tests of the design look at."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer


@pytest.fixture
def page_of(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Callable[..., Page]]:
    """A fresh page of a given width and scheme; console errors and refusals of the CSP fail the test."""
    opened = []
    complaints: list[str] = []

    def make(width: int = 1280, scheme: str = "light", *, complains: bool = True, **other: Any) -> Page:
        arguments = browser_context_args | {
            "viewport": {"width": width, "height": 900},
            "color_scheme": scheme,
        }
        context = browser.new_context(**(arguments | other))
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if complains:
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return page

    yield make
    for context in opened:
        context.close()
    assert not complaints


@pytest.fixture(scope="session")
def calm_server() -> Iterator[LiveServer]:
    """The site on a real port for pages that ask nothing of the database; one that does fails."""
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def styleguide(calm_server: LiveServer, page_of: Callable[..., Page]) -> Callable[..., Page]:
    """The page of every component, opened as asked."""

    def show(address: str = "/styleguide/", **arguments: Any) -> Page:
        page = page_of(**arguments)
        page.goto(f"{calm_server.url}{address}")
        return page

    return show
