"""Each call sends exactly what the design says, from nowhere but a worker or the one web call."""

import dataclasses
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from billing.gateway import calls, errors, types
from billing.gateway.client import Profile
from billing.stripe_double import server, switches
from sio.lib import guards

NEW = types.NewCustomer(email="atelier@example.fr", name="Atelier Morel", metadata={"company": "12"})
ACCOUNT = types.NewAccount(
    contact_email="camille@example.fr", display_name="Camille D.", metadata={"assistant": "7"}
)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[server.Request]:
    """Every request that reaches Stripe."""
    requests: list[server.Request] = []
    answer = server.answer

    def note(request: server.Request, **options: Any) -> server.Reply:
        requests.append(request)
        return answer(request, **options)

    monkeypatch.setattr(server, "answer", note)
    return requests


def test_the_body_of_an_account_is_the_one_the_design_asks_for(sent: list[server.Request]) -> None:
    calls.create_account(ACCOUNT, key="account:7:1")
    assert sent[0].headers["Idempotency-Key"] == "account:7:1"
    assert json.loads(sent[0].body) == {
        "contact_email": "camille@example.fr",
        "display_name": "Camille D.",
        "dashboard": "express",
        "identity": {"country": "fr"},
        "configuration": {
            "recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}}
        },
        "defaults": {
            "locales": ["fr-FR"],
            "responsibilities": {"fees_collector": "application", "losses_collector": "application"},
        },
        "metadata": {"assistant": "7"},
        "include": ["configuration.recipient", "requirements", "defaults"],
    }


def test_an_account_is_always_read_with_its_parts() -> None:
    """Without `include` a ready assistant would look not ready."""
    account = calls.create_account(ACCOUNT, key="account:7:1")
    assert not account.can_receive
    assert account.requirements_status == "currently_due"
    switches.activate(account.id)
    assert calls.retrieve_account(account.id).can_receive
    switches.close(account.id)
    assert not calls.retrieve_account(account.id).can_receive


def test_every_write_carries_the_key_of_its_operation(sent: list[server.Request]) -> None:
    customer = calls.create_customer(NEW, key="customer:12:1")
    method = switches.give_means(customer.id)
    account = calls.create_account(ACCOUNT, key="account:7:1")
    switches.activate(account.id)
    intent = calls.create_payment_intent(_intent(customer.id, method["id"]), key="charge:5f0c:1")
    calls.create_transfer(_transfer(account.id, intent.charge_id or ""), key="transfer:5f0c:1")
    with pytest.raises(errors.Definitive):
        calls.cancel_payment_intent(intent.id, key="cancel:5f0c:1")
    page = calls.create_checkout_session(_page(customer.id), key="checkout:5f0c:1")
    calls.expire_checkout_session(page.id, key="expire:5f0c:1")
    assert [one.headers["Idempotency-Key"] for one in sent] == [
        "customer:12:1", "account:7:1", "charge:5f0c:1", "transfer:5f0c:1", "cancel:5f0c:1", "checkout:5f0c:1", "expire:5f0c:1",
    ]  # fmt: skip


def test_a_charge_and_its_transfer_say_whose_they_are(sent: list[server.Request]) -> None:
    customer = calls.create_customer(NEW, key="customer:12:1")
    account = calls.create_account(ACCOUNT, key="account:7:1")
    switches.activate(account.id)
    intent = calls.create_payment_intent(
        _intent(customer.id, switches.give_means(customer.id)["id"]), key="charge:5f0c:1"
    )
    transfer = calls.create_transfer(_transfer(account.id, intent.charge_id or ""), key="transfer:5f0c:1")
    assert (intent.metadata, intent.transfer_group) == ({"bill": "5f0c"}, "bill_5f0c")
    assert transfer.charge_id == intent.charge_id
    for request in sent:
        for word in (
            "application_fee",
            "on_behalf_of",
            "transfer_data",
            "capture_method",
            "payment_method_types]",
        ):
            assert word not in request.body


def test_a_payment_page_saves_the_means_for_later(sent: list[server.Request]) -> None:
    customer = calls.create_customer(NEW, key="customer:12:1")
    session = calls.create_checkout_session(_page(customer.id), key="checkout:5f0c:1")
    assert "payment_intent_data[setup_future_usage]=off_session" in sent[-1].body
    assert "payment_intent_data[metadata][bill]=5f0c" in sent[-1].body
    assert (session.status, session.payment_status, session.amount_cents) == ("open", "unpaid", 12355)
    assert session.expires_at > datetime.now(UTC)


def test_a_request_survives_being_frozen_as_json() -> None:
    new = _page("cus_1")
    assert types.NewCheckoutSession(**json.loads(json.dumps(dataclasses.asdict(new)))).label == new.label
    with pytest.raises(dataclasses.FrozenInstanceError):
        new.label = "other"  # type: ignore[misc]


def test_a_bank_that_wants_a_confirmation_needs_the_company() -> None:
    customer = calls.create_customer(NEW, key="customer:12:1")
    method = switches.give_means(customer.id, "pm_card_authenticationRequired")
    with pytest.raises(errors.NeedsCompany) as refusal:
        calls.create_payment_intent(_intent(customer.id, method["id"]), key="charge:5f0c:1")
    intent = calls.retrieve_payment_intent(refusal.value.detail.intent_id)
    assert intent.last_error
    assert (intent.status, intent.last_error.code) == ("requires_payment_method", "authentication_required")
    assert calls.cancel_payment_intent(intent.id, key="cancel:5f0c:1").status == "canceled"


# --- the walls ----------------------------------------------------------------------------------------------------

CALLS: list[Callable[[], Any]] = [
    lambda: calls.create_customer(NEW, key="k"),
    lambda: calls.list_customers(email="a@example.fr"),
    lambda: calls.retrieve_payment_method("pm_1"),
    lambda: calls.create_account(ACCOUNT, key="k"),
    lambda: calls.retrieve_account("acct_1"),
    calls.list_accounts,
    lambda: calls.create_account_link(types.NewAccountLink(account_id="acct_1", return_url="x", refresh_url="y")),
    lambda: calls.create_checkout_session(_page("cus_1"), key="k"),
    lambda: calls.retrieve_checkout_session("cs_1"),
    lambda: calls.expire_checkout_session("cs_1", key="k"),
    lambda: calls.create_payment_intent(_intent("cus_1", "pm_1"), key="k"),
    lambda: calls.retrieve_payment_intent("pi_1"),
    lambda: calls.list_payment_intents(customer_id="cus_1", since=datetime.now(UTC)),
    lambda: calls.cancel_payment_intent("pi_1", key="k"),
    lambda: calls.retrieve_charge("ch_1"),
    lambda: calls.list_charges(transfer_group="g"),
    lambda: calls.create_transfer(_transfer("acct_1", "ch_1"), key="k"),
    lambda: calls.retrieve_transfer("tr_1"),
    lambda: calls.list_transfers(transfer_group="g"),
    calls.retrieve_balance,
    lambda: calls.list_balance_transactions(since=datetime.now(UTC)),
    lambda: calls.list_events(since=datetime.now(UTC)),
]  # fmt: skip


def test_every_call_is_in_the_list_above() -> None:
    public = [
        name for name, value in vars(calls).items() if callable(value) and value.__module__ == calls.__name__
    ]
    assert len(CALLS) == len([name for name in public if not name.startswith("_")])


@pytest.mark.parametrize("call", CALLS)
def test_no_call_leaves_from_a_request(call: Callable[[], Any], sent: list[server.Request]) -> None:
    with guards.serving_request(), pytest.raises(guards.Misplaced):
        call()
    assert sent == []


@pytest.mark.django_db
@pytest.mark.parametrize("call", CALLS)
def test_no_call_leaves_from_a_transaction(call: Callable[[], Any], sent: list[server.Request]) -> None:
    with transaction.atomic(), pytest.raises(guards.Misplaced):
        call()
    assert sent == []


def test_the_one_web_call_may_leave_from_a_request() -> None:
    with guards.serving_request(), guards.one_web_call():
        assert calls.create_customer(NEW, key="customer:12:1", profile=Profile.WEB).id


def _intent(customer_id: str, method_id: str) -> types.NewPaymentIntent:
    return types.NewPaymentIntent(
        customer_id=customer_id,
        payment_method_id=method_id,
        amount_cents=12355,
        description="Semaine du 2 novembre",
        transfer_group="bill_5f0c",
        metadata={"bill": "5f0c"},
    )


def _transfer(account_id: str, charge_id: str) -> types.NewTransfer:
    return types.NewTransfer(
        account_id=account_id,
        charge_id=charge_id,
        amount_cents=10800,
        description="Semaine du 2 novembre",
        transfer_group="bill_5f0c",
        metadata={"bill": "5f0c"},
    )


def _page(customer_id: str) -> types.NewCheckoutSession:
    return types.NewCheckoutSession(
        customer_id=customer_id,
        amount_cents=12355,
        label="Semaine du 2 novembre",
        success_url="http://testserver/reglements/5f0c/attente/",
        cancel_url="http://testserver/reglements/5f0c/",
        transfer_group="bill_5f0c",
        metadata={"bill": "5f0c"},
    )
