"""What is seen before one scrolls, on a phone and on a computer (interface.md §6)."""

import pytest
from playwright.sync_api import Page

SEEN_FIRST = {
    "/pour-les-entreprises/": ("h1", "main .button--primary"),
    "/pour-les-assistants/": ("h1", "main .button--primary"),
    "/comment-ca-marche/": ("h1", "main .button--primary"),
    "/tarifs/": ("h1", ".bands"),
    "/embauche-ou-delegation/": ("h1", ".chart__conclusion"),
    "/prix/": ("h1", ".keyfigures"),
    "/metiers/support-rh/": ("h1", "main .button--primary"),
}


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
@pytest.mark.parametrize("address", SEEN_FIRST)
def test_the_answer_and_the_first_step_are_seen_without_scrolling(
    live_server, page: Page, address: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(live_server.url + address)
    for selector in SEEN_FIRST[address]:
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height, selector


def test_a_calculator_answers_without_a_script(live_server, browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/tarifs/")
        page.get_by_label("Heures par semaine").fill("10h")
        page.get_by_label("Tarif de la personne").fill("40 €")
        page.get_by_role("button", name="Calculer").click()
        assert "heures=10h" in page.url
        assert page.locator("#resultat").is_visible()
        assert "480,00" in page.locator("main").inner_text().replace("\u202f", "")
