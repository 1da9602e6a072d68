"""Connected accounts, version 2: what they may receive, and what is still asked of them."""

from billing.stripe_double import contract, refusals
from billing.stripe_double.stores import Body
from billing.stripe_double.world import World

CAPABILITY = ("configuration", "recipient", "capabilities", "stripe_balance", "stripe_transfers")
STATUS_EVENT = "v2.core.account[configuration.recipient].capability_status_updated"
REQUIREMENTS_EVENT = "v2.core.account[requirements].updated"
DETAILS = {
    "active": None,
    "pending": ("requirements_pending_verification", "no_resolution"),
    "restricted": ("requirements_past_due", "provide_info"),
    "rejected": ("rejected_other", "contact_stripe"),
}


def capability(account: Body) -> Body:
    """The capability to receive transfers; refuses an account that never asked for it."""
    found: Body | None = account
    for step in CAPABILITY:
        found = (found or {}).get(step)
    if found is None:
        raise refusals.invalid("capability_not_active", "The account has no recipient configuration.")
    return found


def set_status(world: World, account: Body, status: str, wanted: list[str] | None = None) -> Body:
    """Decide about an account: active, pending, restricted or rejected; `wanted` is what is still asked."""
    detail = DETAILS[status]
    ability = capability(account)
    ability["status"] = status
    ability["status_details"] = [{"code": detail[0], "resolution": detail[1]}] if detail else []
    account["requirements"] = requirements(wanted or [])
    account = world.keep(account)
    for event in (REQUIREMENTS_EVENT, STATUS_EVENT):
        _tell(world, event, account)
    return account


def requirements(wanted: list[str]) -> Body:
    summary = contract.part("v2.core.account", "requirements", "summary")
    deadline = {"status": "currently_due", "time": None} if wanted else None
    entries = [_entry(description) for description in wanted]
    return contract.part("v2.core.account", "requirements") | {
        "entries": entries,
        "summary": summary | {"minimum_deadline": deadline},
    }


def _entry(description: str) -> Body:
    entry = contract.part("v2.core.account", "requirements", "entries")
    return entry | {
        "awaiting_action_from": "user",
        "description": description,
        "minimum_deadline": entry["minimum_deadline"] | {"status": "currently_due"},
    }


def close(world: World, account: Body) -> Body:
    account = world.keep(account | {"closed": True})
    _tell(world, "v2.core.account.closed", account)
    return account


def _tell(world: World, event: str, account: Body) -> None:
    world.tell_thin(event, account["id"], "v2.core.account", f"/v2/core/accounts/{account['id']}")


def must_receive(world: World, account_id: str) -> None:
    """Refuse a transfer to an account that does not exist, is closed, or may not receive yet."""
    account = world.store.get("v2.core.account", account_id)
    if account is None:
        raise refusals.invalid(
            "resource_missing", f"No such destination: '{account_id}'", param="destination"
        )
    if account["closed"]:
        raise refusals.invalid("account_closed", "The destination account is closed.", param="destination")
    if capability(account)["status"] != "active":
        raise refusals.invalid(
            "insufficient_capabilities_for_transfer",
            "Your destination account needs to have the stripe_transfers capability enabled.",
            param="destination",
        )
