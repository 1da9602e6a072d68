"""The hosted pages' side of the world: a payment page that is open, paid or expired, an onboarding file."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse

from billing.stripe_double import clockwork, means, payments, refusals
from billing.stripe_double.stores import Body
from billing.stripe_double.world import DAY, World

SESSION_LIVES = DAY
BUTTONS = {
    "card_ok": "pm_card_visa",
    "card_declined": "pm_card_visa_chargeDeclined",
    "card_authentication": "pm_card_authenticationRequired",
    "sepa_ok": "pm_sepaDebit_ok",
    "sepa_failed": "pm_sepaDebit_fails",
}


def beside(address: str, path: str) -> str:
    """The hosted page lives on the site that asked for it, whatever port or name it was reached by."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{path}"


def open_session(world: World, params: Mapping[str, Any]) -> Body:
    """A page for one payment, or for saving a means; the intent is born when somebody pays."""
    if not params.get("success_url"):
        raise _missing("success_url")
    if params.get("mode") == "payment" and not params.get("line_items"):
        raise _missing("line_items")
    mode = _simulated_mode(params)
    amount = _total(params) if mode == "payment" else None
    session = world.create(
        "checkout.session",
        "cs_test",
        mode=mode,
        status="open",
        payment_status="unpaid" if amount else "no_payment_required",
        ui_mode="hosted_page",
        amount_total=amount,
        amount_subtotal=amount,
        currency="eur",
        customer=params.get("customer"),
        client_reference_id=params.get("client_reference_id"),
        metadata=params.get("metadata", {}),
        locale=params.get("locale"),
        success_url=params["success_url"],
        cancel_url=params.get("cancel_url"),
        allowed_payment_method_types=params.get("allowed_payment_method_types"),
        payment_method_types=params.get("allowed_payment_method_types") or ["card", "sepa_debit"],
        expires_at=params.get("expires_at") or world.now + SESSION_LIVES,
    )
    world.behave(session["id"], intent=dict(params.get("payment_intent_data", {})), label=_label(params))
    clockwork.wind(world, "expire_session", session["id"], at=session["expires_at"])
    path = reverse("stripe_double:checkout", args=[session["id"]])
    return world.keep(session | {"url": beside(session["success_url"], path)})


def _missing(param: str) -> refusals.Refusal:
    return refusals.invalid(
        "parameter_missing", f"Missing required param: {param}.", param=param, is_stored=False
    )


def _simulated_mode(params: Mapping[str, Any]) -> str:
    mode = params.get("mode", "payment")
    if mode == "subscription":
        raise refusals.not_simulated("checkout sessions with mode=subscription")
    return str(mode)


def _total(params: Mapping[str, Any]) -> int:
    lines = params["line_items"]
    if any("price_data" not in line or "unit_amount" not in line["price_data"] for line in lines):
        raise refusals.not_simulated("line items without price_data.unit_amount")
    if any(line["price_data"]["currency"] != "eur" for line in lines):
        raise refusals.invalid(
            "parameter_invalid_enum", "The double speaks euros.", param="line_items", is_stored=False
        )
    total = sum(line["price_data"]["unit_amount"] * line.get("quantity", 1) for line in lines)
    if total < payments.MINIMUM_CENTS:
        raise refusals.invalid("amount_too_small", "The total must be at least €0.50 eur.", is_stored=False)
    return int(total)


def _label(params: Mapping[str, Any]) -> str:
    names = [
        line["price_data"].get("product_data", {}).get("name", "") for line in params.get("line_items", ())
    ]
    return ", ".join(name for name in names if name)


def pay(world: World, session: Body, button: str) -> Body:
    """What a button of the payment page does; the page stays open when the means is refused."""
    method = means.create(world, BUTTONS[button])
    if session["mode"] == "setup":
        return _save_means(world, session, method)
    intent = _intent_of(world, session)
    session = world.keep(session | {"payment_intent": intent["id"]})
    world.behave(session["id"], means=method["id"])
    try:
        intent = payments.confirm(world, intent, method, is_off_session=False)
    except refusals.Refusal:
        return session
    return session if intent["status"] == "requires_action" else _complete(world, session, intent, method)


def authenticate(world: World, session: Body, *, is_confirmed: bool) -> Body:
    """The 3-D Secure step: confirmed, or refused and back to the page."""
    intent = world.fetch("payment_intent", session["payment_intent"])
    method = world.fetch("payment_method", world.behaviour(session["id"])["means"])
    if intent["status"] != "requires_action":
        return session
    if not is_confirmed:
        payments.refuse(world, intent, method, "declined")
        return session
    return _complete(world, session, payments.succeed(world, intent, method), method)


def _intent_of(world: World, session: Body) -> Body:
    if session["payment_intent"]:
        return world.fetch("payment_intent", session["payment_intent"])
    asked = world.behaviour(session["id"])["intent"]
    known = {
        name: asked[name]
        for name in ("description", "metadata", "setup_future_usage", "transfer_group")
        if name in asked
    }
    intent = payments.open_intent(
        world, amount=session["amount_total"], currency="eur", customer=session["customer"], **known
    )
    world.behave(intent["id"], session=session["id"])
    return intent


def _complete(world: World, session: Body, intent: Body, method: Body) -> Body:
    if intent["setup_future_usage"] and session["customer"]:
        means.attach(world, method, session["customer"])
    status = "paid" if intent["status"] == "succeeded" else "unpaid"
    return _close(world, session | {"payment_status": status}, "complete", "checkout.session.completed")


def _save_means(world: World, session: Body, method: Body) -> Body:
    if session["customer"]:
        means.attach(world, method, session["customer"])
    setup = world.create(
        "setup_intent",
        "seti",
        customer=session["customer"],
        status="succeeded",
        payment_method=method["id"],
        usage="off_session",
    )
    world.tell("setup_intent.succeeded", setup)
    return _close(world, session | {"setup_intent": setup["id"]}, "complete", "checkout.session.completed")


def close_session(world: World, session: Body) -> Body:
    """Expire an open page (docs.stripe.com/api/checkout/sessions/expire); nothing can be paid on it any more."""
    if session["status"] != "open":
        raise refusals.invalid(
            "resource_missing",
            f'Only Checkout Sessions with a status in ["open"] can be expired. This one is {session["status"]}.',
        )
    if session["payment_intent"]:
        payments.cancel(world, world.fetch("payment_intent", session["payment_intent"]), "automatic")
    return _close(world, session, "expired", "checkout.session.expired")


def _close(world: World, session: Body, status: str, event: str) -> Body:
    clockwork.unwind(world, "expire_session", session["id"])
    session = world.keep(session | {"status": status, "url": None})
    world.tell(event, session)
    return session


@clockwork.act("expire_session")
def expire_session(world: World, session_id: str) -> None:
    session = world.fetch("checkout.session", session_id)
    if session["status"] == "open":
        close_session(world, session)
