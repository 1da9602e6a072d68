"""Every component in a real browser: readable by all, at every width, in light and dark."""

import pytest

from tests.axe import assert_no_barrier, assert_no_sideways_scroll, assert_no_violations


def test_axe_finds_nothing_and_nothing_sticks_out(styleguide) -> None:
    assert_no_barrier(styleguide(reduced_motion="reduce"))


@pytest.mark.parametrize("role", ["company", "assistant", "moderator"])
def test_the_header_of_each_role_holds_at_320_px(styleguide, role: str) -> None:
    page = styleguide(f"/styleguide/?role={role}", width=320)
    page.get_by_text("Menu", exact=True).click()
    assert page.get_by_role("link", name="Se déconnecter").is_visible()
    assert_no_violations(page, within="header")
    assert_no_sideways_scroll(page)


def test_forced_colours_keep_the_focus_and_the_chosen_half_day_visible(styleguide) -> None:
    page = styleguide(forced_colors="active")
    button = page.get_by_role("button", name="Publier la mission")
    button.focus()
    assert button.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    chosen, free = (
        page.locator(f"#id_wished_{index} + label").evaluate(
            "element => getComputedStyle(element).backgroundColor"
        )
        for index in (2, 0)
    )
    assert chosen != free


def test_text_twice_as_large_still_fits(styleguide) -> None:
    page = styleguide(width=640)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert_no_sideways_scroll(page)


def test_text_spacing_of_wcag_1_4_12_still_fits(styleguide) -> None:
    page = styleguide(width=390)
    page.evaluate(
        """() => { for (const element of document.querySelectorAll('*')) {
            element.style.lineHeight = '1.5'; element.style.letterSpacing = '.12em'; element.style.wordSpacing = '.16em';
        } }"""
    )
    assert_no_sideways_scroll(page)


def test_a_reader_who_asks_for_stillness_gets_it(styleguide) -> None:
    page = styleguide(reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(element =>
            parseFloat(getComputedStyle(element).transitionDuration) > 0).length"""
    )
    assert moving == 0


def test_main_acts_are_at_least_44_px_high(styleguide) -> None:
    page = styleguide(width=390)
    heights = page.locator(".button:not(.button--small):visible").evaluate_all(
        "elements => elements.map(element => element.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


def test_paper_carries_no_navigation_and_a_head_of_its_own(styleguide) -> None:
    page = styleguide()
    page.emulate_media(media="print")
    assert page.locator(".print-header").is_visible()
    for hidden in (".header", ".footer", ".breadcrumb", ".pagination", ".button"):
        assert not page.locator(hidden).first.is_visible()
