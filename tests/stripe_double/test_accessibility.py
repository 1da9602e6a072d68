"""The hosted pages in a browser: no barrier, nothing that sticks out, no JavaScript needed."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from billing.gateway import calls, types
from tests.axe import assert_no_sideways_scroll, assert_no_violations

WIDTHS = (320, 1280)


@pytest.fixture(params=["light", "dark"])
def sheet(request: pytest.FixtureRequest, browser: Browser) -> Any:
    context = browser.new_context(color_scheme=request.param, locale="fr-FR")
    yield context.new_page()
    context.close()


def looks_right(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert_no_violations(page)
        assert_no_sideways_scroll(page)


@pytest.mark.django_db(transaction=True)
def test_the_hosted_pages_have_no_barrier(
    sheet: Page, live_server: Any, customer: types.Customer, new_account: types.Account
) -> None:
    here = live_server.url
    link = types.NewAccountLink(
        account_id=new_account.id, return_url=f"{here}/arrivee/", refresh_url=f"{here}/arrivee/"
    )
    session = calls.create_checkout_session(
        types.NewCheckoutSession(
            customer_id=customer.id,
            amount_cents=12355,
            label="Semaine du 2 novembre",
            success_url=f"{here}/arrivee/",
            cancel_url=f"{here}/arrivee/",
            transfer_group="bill_5f0c",
            method_types=("card", "sepa_debit"),
        ),
        key="checkout:5f0c:1",
    )
    sheet.goto(calls.create_account_link(link).url)
    looks_right(sheet)
    sheet.goto(session.url or "")
    looks_right(sheet)
    sheet.get_by_role("button", name="Payer avec une carte refusée").click()
    looks_right(sheet)
    sheet.get_by_role("button", name="Payer avec une carte qui demande une confirmation").click()
    looks_right(sheet)
    sheet.get_by_role("button", name="Confirmer le paiement").click()
    assert sheet.url == f"{here}/arrivee/"
    sheet.goto(f"{here}/dev/stripe/")
    looks_right(sheet)
    sheet.goto(f"{here}/dev/stripe/paiement/{session.id}/")
    looks_right(sheet)
