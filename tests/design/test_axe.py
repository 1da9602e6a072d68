"""Whatever breaks a rule in one look alone is found: each fault below can be met in no other."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.axe import assert_no_barrier

FRAME = """<!doctype html><html lang="fr"><head><title>Page</title><meta name="viewport" content="width=device-width">
<style>body { color-scheme: light dark; background: light-dark(#fff, #000); color: light-dark(#000, #fff) }
@media (max-width: 600px) { .wide { display: none } } @media (min-width: 601px) { .narrow { display: none } }
.pale { color: light-dark(#bbb, #fff) } .dim { color: light-dark(#000, #444) } .long { width: 900px }
@media (max-width: 600px) { .small { color: light-dark(#000, #444) } } </style></head>
<body><main><h1>Un titre</h1>{fault}</main></body></html>"""
FAULTS = {
    "light": '<p class="pale">Des mots</p>',
    "dark": '<p class="dim">Des mots</p>',
    "narrow, light": '<p class="narrow pale">Des mots</p>',
    "narrow, dark": '<p class="narrow dim">Des mots</p>',
    "wide, light": '<p class="wide pale">Des mots</p>',
    "wide, dark": '<p class="wide dim">Des mots</p>',
    "narrow, dark, of a colour that the width chose": '<p class="small">Des mots</p>',
    "narrow, dark, on a ground around it": '<div class="narrow"><p><span class="dim">Des mots</span></p></div>',
    "narrow, not of colour": '<button class="narrow"></button>',
    "wide, not of colour": '<button class="wide"></button>',
    "narrow, sticking out": '<div class="long">Des mots</div>',
}


@pytest.fixture
def show(page_of: Callable[..., Page]) -> Callable[[str], Page]:
    def shown(fault: str) -> Page:
        page = page_of()
        page.set_content(FRAME.replace("{fault}", fault))
        return page

    return shown


def test_a_page_without_a_fault_passes(show: Callable[[str], Page]) -> None:
    assert_no_barrier(show("<p>Des mots</p>"))


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_of_one_look_is_found(show: Callable[[str], Page], fault: str) -> None:
    with pytest.raises(AssertionError):
        assert_no_barrier(show(fault))
