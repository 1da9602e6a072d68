"""Connected accounts and their onboarding links (docs.stripe.com/api/v2/core/accounts)."""

from typing import Any

from django.urls import reverse

from billing.stripe_double import accounts, contract, hosted, refusals
from billing.stripe_double.handlers.registry import Call, serves
from billing.stripe_double.stores import Body
from billing.stripe_double.world import World

PARTS = (
    "configuration.customer",
    "configuration.merchant",
    "configuration.recipient",
    "defaults",
    "future_requirements",
    "identity",
    "requirements",
)
FIRST_WISHES = ["identity.individual.given_name", "identity.individual.date_of_birth", "external_account"]
FIRST_DETAIL = {"code": "requirements_past_due", "resolution": "provide_info"}
LINK_LIVES = 300


@serves("post /v2/core/accounts")
def create(world: World, call: Call) -> Body:
    """Express with Stripe carrying the losses is refused (docs.stripe.com/connect/accounts-v2)."""
    defaults = call.get("defaults", {})
    responsibilities = defaults.get("responsibilities", {})
    if call.get("dashboard") == "express" and responsibilities.get("losses_collector") == "stripe":
        raise refusals.invalid(
            "invalid_responsibilities", "An Express account needs losses_collector=application."
        )
    account = world.create(
        "v2.core.account",
        "acct",
        applied_configurations=sorted(call.get("configuration", {})),
        closed=False,
        configuration=_configuration(call.get("configuration", {})),
        contact_email=call.get("contact_email"),
        dashboard=call.get("dashboard"),
        defaults=contract.filled(defaults, "v2.core.account", "defaults"),
        display_name=call.get("display_name"),
        identity=contract.filled(call.get("identity", {}), "v2.core.account", "identity"),
        metadata=call.get("metadata", {}),
        requirements=accounts.requirements(FIRST_WISHES),
    )
    return _shown(account, call.get("include", []))


def _configuration(asked: dict[str, Any]) -> Body:
    if set(asked) - {"recipient"}:
        raise refusals.not_simulated("accounts other than recipients")
    transfers = (
        asked.get("recipient", {})
        .get("capabilities", {})
        .get("stripe_balance", {})
        .get("stripe_transfers", {})
    )
    if not transfers.get("requested"):
        return contract.part("v2.core.account", "configuration")
    ability = {"status": "restricted", "status_details": [dict(FIRST_DETAIL)]}
    capabilities = {"stripe_balance": {"stripe_transfers": ability}}
    recipient = {"applied": True, "capabilities": capabilities}
    return contract.filled({"recipient": recipient}, "v2.core.account", "configuration")


def _shown(account: Body, include: list[str]) -> Body:
    """Parts that were not asked for come back null."""
    shown = {**account, "configuration": dict(account["configuration"])}
    for part in set(PARTS) - set(include):
        holder, _, name = part.rpartition(".")
        (shown[holder] if holder else shown)[name] = None
    if not any(name.startswith("configuration.") for name in include):
        shown["configuration"] = None
    return shown


@serves("get /v2/core/accounts/{id}")
def retrieve(world: World, call: Call) -> Body:
    return _shown(world.fetch("v2.core.account", call.id), call.get("include", []))


@serves("post /v2/core/accounts/{id}")
def update(world: World, call: Call) -> Body:
    account = world.fetch("v2.core.account", call.id)
    unknown = set(call.params) - {"contact_email", "display_name", "metadata", "include"}
    if unknown:
        raise refusals.not_simulated(f"updating {', '.join(sorted(unknown))} of an account")
    values = {name: call.params[name] for name in ("contact_email", "display_name") if name in call.params}
    metadata = account["metadata"] | call.get("metadata", {})
    return _shown(world.keep(account | values | {"metadata": metadata}), call.get("include", []))


@serves("get /v2/core/accounts")
def listing(world: World, call: Call) -> Body:
    """One page of all accounts that are open (or closed, when asked)."""
    wanted = set(call.get("applied_configurations", []))
    found = [
        _shown(one, [])
        for one in world.each("v2.core.account")
        if one["closed"] is call.get("closed", False) and wanted <= set(one["applied_configurations"])
    ]
    return {"data": found, "next_page_url": None, "previous_page_url": None}


@serves("post /v2/core/accounts/{id}/close")
def close(world: World, call: Call) -> Body:
    return _shown(accounts.close(world, world.fetch("v2.core.account", call.id)), [])


@serves("post /v2/core/account_links")
def create_link(world: World, call: Call) -> Body:
    """Works once and for five minutes (docs.stripe.com/api/v2/core/account-links)."""
    account = world.fetch("v2.core.account", call.params["account"], param="account")
    use_case = call.params["use_case"]
    if use_case["type"] != "account_onboarding":
        raise refusals.not_simulated(f"account links for {use_case['type']}")
    onboarding = use_case["account_onboarding"]
    token = world.new_id("link")
    link = {"account": account["id"], "expires_at": world.now + LINK_LIVES, "is_used": False, **onboarding}
    world.store.put("~link", token, link)
    path = reverse("stripe_double:onboarding", args=[token])
    return contract.skeleton("v2.core.account_link") | {
        "account": account["id"],
        "created": world.iso(world.now),
        "expires_at": world.iso(link["expires_at"]),
        "use_case": contract.filled(use_case, "v2.core.account_link", "use_case"),
        "url": hosted.beside(onboarding["refresh_url"], path),
    }
