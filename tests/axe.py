"""Accessibility rules over a page of the browser: `assert_no_barrier(page)` looks at it in its four looks.

The engine is given to the page as text through the debugging protocol: our CSP stops any script tag of another origin.
"""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any, Literal

from playwright.sync_api import Page

ENGINE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]
OF_COLOUR = ("color-contrast", "link-in-text-block")
# Every rule at each width and in each shade. The two other looks can only break a rule of colour, and only on what is
# fresh: what the look before, in the same shade, did not show, or showed in other colours or another type.
LOOKS: tuple[tuple[int, Literal["dark", "light"], Sequence[str]], ...] = (
    (1280, "dark", ()),
    (320, "dark", OF_COLOUR),
    (320, "light", ()),
    (1280, "light", OF_COLOUR),
)
FRESH = "[data-fresh]"
MARK_FRESH = """() => {
    const before = window.shown ?? new Map();
    window.shown = new Map();
    for (const element of document.body.querySelectorAll('*')) {
        const {width, height} = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        if (width > 1 && height > 1 && style.visibility === 'visible')
            window.shown.set(element, [style.color, style.backgroundColor, style.backgroundImage, style.opacity,
                style.fontSize, style.fontWeight, style.textDecorationLine].join());
        element.toggleAttribute('data-fresh', before.get(element) !== window.shown.get(element));
    }
    return document.querySelectorAll('[data-fresh]').length;
}"""
# To name every element that keeps the rules costs a tenth of the whole: `selectors` are asked for when one breaks them.
RUN = """async ([part, rules, selectors]) => {
    const options = {runOnly: rules, resultTypes: ['violations'], preload: false, selectors};
    return (await axe.run(part, options)).violations;
}"""


def assert_no_barrier(page: Page) -> None:
    """At 320 and 1280 px, in light and dark: no rule is broken, nothing sticks out."""
    for width, shade, only in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=shade)
        assert_no_sideways_scroll(page)
        fresh = page.evaluate(MARK_FRESH)
        if not only:
            assert_no_violations(page)
        elif fresh:
            assert_no_violations(page, only, within=FRESH)


def violations(page: Page, only: Sequence[str] = (), within: str = "html") -> list[dict[str, Any]]:
    """The rules broken `within` a part of the page as it is shown now; all those of our tags, or `only` these."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(ENGINE)
    rules = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": TAGS}
    return page.evaluate(RUN, [within, rules, False]) and page.evaluate(RUN, [within, rules, True])


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
