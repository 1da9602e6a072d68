"""The stage of a journey: windows that report every complaint of the browser, and a worker one calls by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.core import mail
from django.db.models.functions import Now
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from notifications.models import Delivery
from sio.lib.duties import DutyStatus, Queue
from sio.tasks import drain_queue

PATIENCE = 10_000


@dataclass
class Complaints:
    """What no page may do: leave the site, break its own policy, raise in a script, answer 5xx."""

    site: str
    heard: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.heard.append(f"policy: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and not request.url.startswith(self.site):
            self.heard.append(f"elsewhere: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.heard.append(f"{response.status}: {response.url}")


@dataclass
class Stage:
    """One browser, one site, one context per person. JavaScript is on or off for the whole play."""

    browser: Browser
    site: str
    arguments: dict[str, Any]
    has_javascript: bool = True
    complaints: Complaints = field(init=False)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.complaints = Complaints(self.site)

    def window(self, **more: Any) -> Page:
        """A person's own window: nobody else's cookies."""
        context = self.browser.new_context(
            base_url=self.site, java_script_enabled=self.has_javascript, **(self.arguments | more)
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        self.complaints.watch(page)
        return page

    def close(self) -> None:
        """Everybody leaves; a complaint heard on the way fails the test."""
        for context in self.contexts:
            context.close()
        assert self.complaints.heard == []


def a_worker_passes() -> None:
    """Everything due is done, and what follows from it: mails, searches told, Stripe, its webhooks.

    At whatever hour the suite runs, it is day on the stage: letters held for the morning leave.
    """
    while sum(drain_queue(queue) for queue in Queue) or _the_day_breaks():
        pass


def _the_day_breaks() -> int:
    """How many letters were held."""
    held = Delivery.objects.filter(status=DutyStatus.WAITING, next_at__gt=Now())
    return held.update(next_at=Now())


def letters_to(address: str) -> Iterator[str]:
    """Subject and text of what was sent to this address, newest first."""
    for letter in reversed(mail.outbox):
        if address in letter.to:
            yield f"{letter.subject}\n{letter.body}"
