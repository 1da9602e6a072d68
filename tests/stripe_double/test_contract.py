"""The contract is what the installed package says, and it is strict."""

from typing import Any

import pytest
import stripe

from billing.stripe_double import contract
from billing.stripe_double.handlers.registry import simulated
from tests.stripe_double.conftest import BILL

INTENT: dict[str, Any] = {"amount": 12355, "currency": "eur"}


def test_every_operation_of_the_pinned_package_is_known() -> None:
    assert len(contract.routes()) == 647
    assert sum(route.is_v2 for route in contract.routes()) == 91


def test_every_simulated_route_exists_at_stripe() -> None:
    assert simulated() <= {route.name for route in contract.routes()}


def test_a_literal_path_wins_over_a_placeholder() -> None:
    found = contract.find("get", "/v1/charges/search")
    assert found is not None
    assert found[0].path == "/v1/charges/search"


def test_path_arguments_are_read() -> None:
    found = contract.find("get", "/v1/transfers/tr_1/reversals/trr_2")
    assert found is not None
    assert found[1] == {"transfer": "tr_1", "id": "trr_2"}


def test_a_removed_parameter_is_refused_because_the_package_lost_it(sdk: stripe.StripeClient) -> None:
    intent: Any = INTENT | {"payment_method_types": ["card"]}
    with pytest.raises(stripe.InvalidRequestError, match="payment_method_types") as refusal:
        sdk.v1.payment_intents.create(intent)
    assert refusal.value.code == "parameter_unknown"
    page: Any = {"mode": "payment", "payment_method_types": ["card"]}
    with pytest.raises(stripe.InvalidRequestError, match="payment_method_types"):
        sdk.v1.checkout.sessions.create(page)


@pytest.mark.parametrize(
    ("params", "param", "code"),
    [
        ({**INTENT, "foo": "1"}, "foo", "parameter_unknown"),
        ({"currency": "eur"}, "amount", "parameter_missing"),
        ({**INTENT, "amount": 12.5}, "amount", "parameter_invalid_integer"),
        ({**INTENT, "amount": True}, "amount", "parameter_invalid_integer"),
        ({**INTENT, "amount": "douze"}, "amount", "parameter_invalid_integer"),
        ({**INTENT, "capture_method": "whenever"}, "capture_method", "parameter_invalid_enum"),
        ({**INTENT, "confirm": "peut-être"}, "confirm", "parameter_invalid_bool"),
        ({**INTENT, "metadata": "bill"}, "metadata", "parameter_invalid_object"),
        (
            {**INTENT, "allowed_payment_method_types": ["gold"]},
            "allowed_payment_method_types[0]",
            "parameter_invalid_enum",
        ),
        ({**INTENT, "transfer_data": {"amount": 5}}, "transfer_data[destination]", "parameter_missing"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(
    sdk: stripe.StripeClient, params: Any, param: str, code: str
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        sdk.v1.payment_intents.create(params)
    assert (refusal.value.http_status, refusal.value.param, refusal.value.code) == (400, param, code)


def test_an_option_of_the_sdk_is_no_parameter_of_stripe() -> None:
    found = contract.find("post", "/v1/payment_intents")
    assert found
    with pytest.raises(contract.BadParams, match="unknown parameter: api_key"):
        contract.check({**INTENT, "api_key": "sk_test_x"}, found[0].params, is_text=False)


def test_a_v2_body_is_checked_as_json(sdk: stripe.StripeClient) -> None:
    params: Any = {"defaults": {"responsibilities": {"fees_collector": "application"}}}
    with pytest.raises(stripe.StripeError) as refusal:
        sdk.v2.core.accounts.create(params)
    assert refusal.value.http_status == 400
    assert "losses_collector" in str(refusal.value)


def test_forms_are_decoded_as_stripe_does() -> None:
    decoded = contract.decode_form("a[b][0][c]=1&a[b][1][c]=2&x[]=u&x[]=v&metadata[bill]=5f0c&vide=")
    assert decoded == {
        "a": {"b": [{"c": "1"}, {"c": "2"}]},
        "x": ["u", "v"],
        "metadata": {"bill": "5f0c"},
        "vide": "",
    }


def test_an_unreal_route_is_404_and_an_unsimulated_one_501(sdk: stripe.StripeClient) -> None:
    with pytest.raises(stripe.StripeError) as unreal:
        sdk.raw_request("get", "/v1/licornes")
    assert unreal.value.http_status == 404
    with pytest.raises(stripe.APIError) as unsimulated:
        sdk.v1.coupons.list()
    assert unsimulated.value.http_status == 501


def test_nobody_enters_without_a_key_or_in_another_version(sdk: stripe.StripeClient) -> None:
    with pytest.raises(stripe.AuthenticationError):
        sdk.v1.balance.retrieve({}, {"api_key": "sk_live_nope"})
    with pytest.raises(stripe.InvalidRequestError, match="speaks"):
        sdk.v1.balance.retrieve({}, {"stripe_version": "2023-10-16"})


@pytest.mark.parametrize(
    ("params", "param"),
    [
        ({**INTENT, "amount": 49}, "amount"),
        ({**INTENT, "amount": -5}, "amount"),
        ({**INTENT, "amount": 0}, "amount"),
        ({**INTENT, "currency": "usd"}, "currency"),
        ({**INTENT, "off_session": True}, "off_session"),
        ({**INTENT, "customer": "cus_nobody"}, "customer"),
        ({**INTENT, "confirm": True}, "payment_method"),
    ],
)
def test_rules_across_fields_are_held(sdk: stripe.StripeClient, params: Any, param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        sdk.v1.payment_intents.create(params)
    assert refusal.value.param == param


def test_lists_are_pages(sdk: stripe.StripeClient) -> None:
    made = [sdk.v1.customers.create({"name": f"Société {n}", "metadata": BILL}).id for n in range(12)]
    page = sdk.v1.customers.list()
    assert (len(page.data), page.has_more) == (10, True)
    assert [one.id for one in sdk.v1.customers.list({"limit": 5}).auto_paging_iter()] == made[::-1]
    with pytest.raises(stripe.InvalidRequestError, match="between 1 and 100"):
        sdk.v1.customers.list({"limit": 101})


def test_ids_are_expanded_when_asked(sdk: stripe.StripeClient) -> None:
    asked = {
        "payment_method": "pm_card_visa",
        "confirm": True,
        "expand": ["latest_charge.balance_transaction"],
    }
    params: Any = INTENT | asked
    intent = sdk.v1.payment_intents.create(params)
    assert intent.latest_charge.balance_transaction.net == 12355  # type: ignore[union-attr]
    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        sdk.v1.payment_intents.retrieve(intent.id, {"expand": ["unicorn"]})
