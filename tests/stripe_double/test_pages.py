"""The hosted pages, as somebody without JavaScript meets them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from billing.gateway import calls, types
from billing.stripe_double import delivery, switches
from tests.stripe_double import site
from tests.stripe_double.conftest import page_of

BANNER = "Paiement simulé — aucun argent réel"


@pytest.fixture
def browser() -> Client:
    return Client()


def choose(browser: Client, address: str, choice: str) -> Any:
    return browser.post(address, {"choice": choice})


def link_of(account: types.Account) -> str:
    new = types.NewAccountLink(
        account_id=account.id,
        return_url="http://testserver/arrivee/?retour",
        refresh_url="http://testserver/arrivee/?encore",
    )
    return calls.create_account_link(new).url


# --- onboarding ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "status", "wanted"),
    [("validate", "active", 0), ("missing", "restricted", 1), ("reject", "rejected", 0)],
)
def test_onboarding_decides_and_sends_back(
    browser: Client, new_account: types.Account, choice: str, status: str, wanted: int
) -> None:
    address = link_of(new_account)
    page = browser.get(address)
    assert BANNER in page.content.decode()
    answer = choose(browser, address, choice)
    assert (answer.status_code, answer["Location"]) == (303, "http://testserver/arrivee/?retour")
    account = calls.retrieve_account(new_account.id)
    assert (account.transfers_status, len(account.requirements)) == (status, wanted)
    delivery.deliver_due()
    assert "v2.core.account_link.returned" in [event.type for event in site.received]


def test_an_onboarding_link_opens_once(browser: Client, new_account: types.Account) -> None:
    address = link_of(new_account)
    assert browser.get(address).status_code == 200
    assert browser.get(address)["Location"] == "http://testserver/arrivee/?encore"


def test_an_old_onboarding_link_sends_back_for_a_new_one(browser: Client, new_account: types.Account) -> None:
    address = link_of(new_account)
    switches.advance(seconds=301)
    assert browser.get(address)["Location"] == "http://testserver/arrivee/?encore"


def test_an_unknown_link_is_404(browser: Client) -> None:
    assert browser.get("/dev/stripe/inscription/link_unknown/").status_code == 404


# --- checkout -----------------------------------------------------------------------------------------------------


def test_an_accepted_card_pays_and_is_saved(browser: Client, customer: types.Customer) -> None:
    session = page_of(customer)
    page = browser.get(session.url or "").content.decode()
    assert BANNER in page
    assert "Payer 123,55\u00a0€" in page
    answer = choose(browser, session.url or "", "card_ok")
    assert answer["Location"] == f"http://testserver/arrivee/?session={session.id}"

    paid = calls.retrieve_checkout_session(session.id)
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    intent = calls.retrieve_payment_intent(paid.payment_intent_id or "")
    assert (intent.status, intent.metadata["bill"], intent.transfer_group) == (
        "succeeded",
        "5f0c",
        "bill_5f0c",
    )
    assert calls.retrieve_payment_method(intent.payment_method_id or "").customer_id == customer.id
    delivery.deliver_due()
    assert [event.type for event in site.received] == [
        "payment_intent.succeeded",
        "charge.updated",
        "checkout.session.completed",
    ]


def test_a_refused_card_leaves_the_page_open(browser: Client, customer: types.Customer) -> None:
    session = page_of(customer)
    choose(browser, session.url or "", "card_declined")
    assert "Votre banque a refusé le paiement" in browser.get(session.url or "").content.decode()
    assert calls.retrieve_checkout_session(session.id).status == "open"
    choose(browser, session.url or "", "card_ok")
    assert calls.retrieve_checkout_session(session.id).payment_status == "paid"
    assert (
        len(calls.list_payment_intents(customer_id=customer.id, since=session.expires_at - timedelta(days=2)))
        == 1
    )


@pytest.mark.parametrize(("choice", "status"), [("confirm", "paid"), ("refuse", "unpaid")])
def test_a_bank_may_ask_for_a_confirmation(
    browser: Client, customer: types.Customer, choice: str, status: str
) -> None:
    session = page_of(customer)
    answer = choose(browser, session.url or "", "card_authentication")
    assert BANNER in browser.get(answer["Location"]).content.decode()
    choose(browser, answer["Location"], choice)
    assert calls.retrieve_checkout_session(session.id).payment_status == status


def test_a_debit_completes_the_page_before_the_money_is_certain(
    browser: Client, customer: types.Customer
) -> None:
    session = page_of(customer, methods=("card", "sepa_debit"))
    choose(browser, session.url or "", "sepa_ok")
    assert calls.retrieve_checkout_session(session.id).payment_status == "unpaid"
    switches.advance(days=5)
    assert calls.retrieve_checkout_session(session.id).payment_status == "paid"
    delivery.deliver_due()
    assert "checkout.session.async_payment_succeeded" in [event.type for event in site.received]


def test_a_refused_debit_is_told(browser: Client, customer: types.Customer) -> None:
    session = page_of(customer, methods=("card", "sepa_debit"))
    choose(browser, session.url or "", "sepa_failed")
    switches.settle_debits()
    delivery.deliver_due()
    assert "checkout.session.async_payment_failed" in [event.type for event in site.received]
    assert calls.retrieve_balance().total_cents == 0


def test_only_the_means_asked_for_are_offered(browser: Client, customer: types.Customer) -> None:
    assert "SEPA" not in browser.get(page_of(customer).url or "").content.decode()
    both = page_of(customer, methods=("card", "sepa_debit"))
    assert "Prélèvement SEPA" in browser.get(both.url or "").content.decode()


def test_leaving_sends_back_and_pays_nothing(browser: Client, customer: types.Customer) -> None:
    session = page_of(customer)
    assert choose(browser, session.url or "", "abandon")["Location"] == "http://testserver/arrivee/?abandon=1"
    assert calls.retrieve_checkout_session(session.id).status == "open"


def test_an_expired_page_takes_no_payment(browser: Client, customer: types.Customer) -> None:
    session = page_of(customer)
    calls.expire_checkout_session(session.id, key="expire:5f0c:1")
    page = choose(browser, session.url or "", "card_ok")
    assert "Cette page de paiement est fermée" in page.content.decode()
    assert switches.state()["counts"]["charge"] == 0


def test_a_page_closes_by_itself_after_a_day(browser: Client, customer: types.Customer) -> None:
    session = page_of(customer)
    switches.advance(days=1)
    assert calls.retrieve_checkout_session(session.id).status == "expired"


def test_a_page_is_paid_once(browser: Client, customer: types.Customer) -> None:
    session = page_of(customer)
    for _ in range(2):
        choose(browser, session.url or "", "card_ok")
    assert switches.state()["counts"]["charge"] == 1


# --- panel --------------------------------------------------------------------------------------------------------


def test_the_panel_shows_the_world_and_its_switches_work(browser: Client, customer: types.Customer) -> None:
    page = browser.get("/dev/stripe/").content.decode()
    assert BANNER in page
    assert choose(browser, "/dev/stripe/reglages/", "lose").status_code == 303
    session = page_of(customer)
    choose(browser, session.url or "", "card_ok")
    choose(browser, "/dev/stripe/reglages/", "deliver")
    assert [event.type for event in site.received] == ["charge.updated", "checkout.session.completed"]
    page = browser.get("/dev/stripe/").content.decode()
    assert "123,55\u00a0€" in page
    assert "dropped" in page


def test_an_unknown_switch_is_404(browser: Client) -> None:
    assert choose(browser, "/dev/stripe/reglages/", "explode").status_code == 404


def test_pages_hold_no_inline_style_or_script(
    browser: Client, customer: types.Customer, new_account: types.Account
) -> None:
    for address in (page_of(customer).url or "", link_of(new_account), "/dev/stripe/"):
        html = browser.get(address).content.decode()
        assert "<script" not in html
        assert "style=" not in html
        assert 'lang="fr"' in html


def test_a_forged_post_is_refused(customer: types.Customer, settings: Any) -> None:
    settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
    strict = Client(enforce_csrf_checks=True)
    session = page_of(customer)
    assert choose(strict, session.url or "", "card_ok").status_code == 403
