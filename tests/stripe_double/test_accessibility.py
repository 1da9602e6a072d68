"""The hosted pages in a browser: no barrier, nothing that sticks out, no JavaScript needed."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from billing.gateway import calls, types
from tests.axe import assert_no_barrier


@pytest.fixture
def sheet(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="fr-FR", reduced_motion="reduce")
    yield context.new_page()
    context.close()


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
    assert_no_barrier(sheet)
    sheet.goto(session.url or "")
    assert_no_barrier(sheet)
    sheet.get_by_role("button", name="Payer avec une carte refusée").click()
    assert_no_barrier(sheet)
    sheet.get_by_role("button", name="Payer avec une carte qui demande une confirmation").click()
    assert_no_barrier(sheet)
    sheet.get_by_role("button", name="Confirmer le paiement").click()
    assert sheet.url == f"{here}/arrivee/"
    sheet.goto(f"{here}/dev/stripe/")
    assert_no_barrier(sheet)
    sheet.goto(f"{here}/dev/stripe/paiement/{session.id}/")
    assert_no_barrier(sheet)
