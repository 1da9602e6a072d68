"""What our scripts add, and that nothing is lost without them."""

import re

from playwright.sync_api import expect


def test_a_form_is_sent_once_and_its_button_says_so(styleguide) -> None:
    page = styleguide()
    sent = page.evaluate(
        """() => {
            let sent = 0;
            const form = document.createElement('form');
            form.method = 'post';
            form.innerHTML = '<button>Envoyer</button>';
            document.body.append(form);
            form.addEventListener('submit', event => { sent += 1; event.preventDefault(); });
            const button = form.querySelector('button');
            button.click(); button.click(); button.click();
            return [sent, button.getAttribute('aria-disabled'), button.disabled];
        }"""
    )
    assert sent == [1, "true", False]


def test_errors_take_the_focus_when_the_page_opens(styleguide) -> None:
    page = styleguide()
    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")


def test_an_error_leads_to_its_field(styleguide) -> None:
    page = styleguide()
    summary = page.locator("[data-error-summary]")
    for address in summary.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
        assert page.locator(address).count() == 1, address


def test_the_skill_picker_finds_a_skill_by_another_word(styleguide) -> None:
    page = styleguide()
    picker = page.locator("#id_skills")
    picker.get_by_label("Chercher dans la liste").fill("impayes")
    assert picker.locator("details label:visible").all_inner_texts() == ["Relances clients"]
    picker.get_by_label("Chercher dans la liste").fill("zzz")
    assert picker.get_by_text("Aucune compétence ne porte ce nom").is_visible()


def test_the_skill_picker_counts_what_is_chosen(styleguide) -> None:
    page = styleguide()
    folder = page.locator("#id_skills details").first
    folder.get_by_label("Devis").check()
    assert folder.locator("[data-picker-count]").inner_text() == "2 sur 3"


def test_a_menu_closes_with_escape_and_gives_the_focus_back(styleguide) -> None:
    page = styleguide(width=390)
    page.get_by_text("Menu", exact=True).click()
    page.keyboard.press("Escape")
    assert page.locator("details[data-menu][open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_copying_is_said_aloud(styleguide) -> None:
    page = styleguide(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier").first.click()
    expect(page.locator("#annonce")).to_have_text("Référence copiée")


def test_the_keyboard_meets_the_skip_link_first(styleguide) -> None:
    page = styleguide("/nulle-part/", complains=False)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"


TWIN = """() => {
    const box = document.querySelector('#id_skills input[type=checkbox]');
    const twin = box.cloneNode();
    twin.id = 'twin';
    box.form.prepend(twin);
}"""


def test_a_skill_proposed_and_the_same_in_the_list_are_ticked_together(styleguide) -> None:
    page = styleguide()
    page.evaluate(TWIN)
    twin, listed = page.locator("#twin"), page.locator("#id_skills input[type=checkbox]").first
    twin.set_checked(not listed.is_checked())
    expect(listed).to_be_checked(checked=twin.is_checked())
    listed.set_checked(not twin.is_checked())
    expect(twin).to_be_checked(checked=listed.is_checked())


def test_without_javascript_the_list_of_skills_is_a_plain_long_form(styleguide) -> None:
    page = styleguide(java_script_enabled=False)
    assert page.locator("#id_skills [data-picker-search]").is_hidden()
    assert page.locator("#id_skills input[type=checkbox]").count() == 10
    assert page.get_by_role("button", name="Copier").count() == 0


def test_the_theme_is_a_link_that_comes_back(styleguide, calm_server) -> None:
    page = styleguide()
    page.get_by_role("link", name="Sombre").click()
    assert page.url == f"{calm_server.url}/styleguide/"
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    page.get_by_role("link", name=re.compile("Automatique")).click()
    assert page.locator("html").get_attribute("data-theme") is None


PART = """(answer) => {
    const part = document.createElement('div');
    part.id = 'part';
    part.innerHTML = '<a href="/lent/" hx-get="/lent/" hx-target="#part" hx-swap="innerHTML">Voir</a>';
    document.querySelector('main').append(part);
    htmx.process(part);
}"""


def fragment(page, *, status: int, body: str) -> None:
    """A part of the page that loads itself from an address answering as told, once its link is followed."""
    page.route("**/lent/", lambda route: route.fulfill(status=status, body=body, content_type="text/html"))
    page.evaluate(PART)
    page.locator("#part a").focus()
    page.locator("#part a").click()


def test_a_failing_part_leaves_the_page_as_it_was_and_says_so(styleguide) -> None:
    page = styleguide(complains=False)
    fragment(page, status=500, body="<p>Traceback</p>")
    expect(page.locator("#alerte")).to_have_text("Le service ne répond pas. Votre saisie est conservée.")
    assert page.locator("#part").inner_text() == "Voir"
    assert page.locator("#part").get_attribute("aria-busy") == "false"


def test_a_new_part_takes_the_focus_and_its_count_is_said(styleguide) -> None:
    page = styleguide()
    fragment(page, status=200, body='<h2>Profils proposés</h2><p role="status">12 profils</p>')
    expect(page.locator("#annonce")).to_have_text("12 profils")
    assert page.evaluate("document.activeElement.textContent") == "Profils proposés"


def test_a_part_with_errors_is_shown_and_its_errors_take_the_focus(styleguide) -> None:
    page = styleguide(complains=False)
    fragment(
        page, status=422, body='<div data-error-summary tabindex="-1" id="neuf">Il y a un problème</div>'
    )
    expect(page.locator("#neuf")).to_be_focused()
