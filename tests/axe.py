"""Accessibility rules over a page of the browser: `assert_no_violations(page)`.

The engine is given to the page as text through the debugging protocol: our CSP stops any script tag of another origin.
"""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

ENGINE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]


def violations(page: Page, only: Sequence[str] = (), within: str = "html") -> list[dict[str, Any]]:
    """The rules broken `within` a part of the page as it is shown now; all those of our tags, or `only` these."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(ENGINE)
    found: dict[str, Any] = page.evaluate(
        "([part, rules]) => axe.run(part, {runOnly: rules, resultTypes: ['violations'], preload: false})",
        [within, {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": TAGS}],
    )
    return list(found["violations"])


def assert_no_violations(page: Page, only: Sequence[str] = (), within: str = "html") -> None:
    """Fail with each rule and the elements that break it."""
    broken = violations(page, only, within)
    assert not broken, "\n".join(_told(rule) for rule in broken)


def assert_no_sideways_scroll(page: Page) -> None:
    """Nothing sticks out: the page is not wider than its window."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window, f"{page.url}: {wide} px in a window of {window} px"


def _told(rule: dict[str, Any]) -> str:
    places = "\n".join(f"    {node['target']} {node['html'][:160]}" for node in rule["nodes"][:5])
    return f"{rule['id']}: {rule['help']}\n{places}"
