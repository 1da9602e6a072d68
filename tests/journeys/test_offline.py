"""With the network cut, a browser that came once shows our page; it kept nothing else."""

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.django_db(transaction=True)

REGISTERED = "() => navigator.serviceWorker.ready.then(() => true)"
KEPT = """async () => {
    const paths = [];
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
    return paths.sort();
}"""


def test_without_a_network_our_page_shows_and_nothing_else_was_kept(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, service_workers="allow")
    page = context.new_page()
    page.goto("/blog/")
    assert page.evaluate(REGISTERED)
    page.goto("/connexion/")
    context.set_offline(True)
    page.goto("/blog/")
    expect(page.get_by_role("heading", name="Vous êtes hors ligne")).to_be_visible()
    assert page.evaluate(KEPT) == ["/hors-ligne/", "/static/css/tokens.css", "/static/error.css"]

    context.set_offline(False)
    page.get_by_role("link", name="Réessayer").click()
    expect(page).to_have_url(f"{site}/blog/")
    expect(page.get_by_role("heading", name="Vous êtes hors ligne")).to_have_count(0)
    context.close()
