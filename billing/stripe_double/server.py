"""A request comes in, an answer goes out: the door, the contract, the idempotency keys, the faults, the handler."""

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

import stripe

from billing.stripe_double import clockwork, contract, delivery, faults, refusals
from billing.stripe_double.handlers import Call, handler_of
from billing.stripe_double.refusals import Refusal
from billing.stripe_double.stores import Body
from billing.stripe_double.world import DAY, World

from .handlers.registry import expand

KEY_LIVES = DAY
# A killed process leaves its mark: without an end, development would answer 409 for ever.
IN_FLIGHT_SECONDS = 30
KEY_LENGTH = 255


@dataclass(frozen=True)
class Request:
    """What the SDK sends. `headers` are looked up by their exact names, as the SDK writes them."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: str = ""


@dataclass(frozen=True)
class Reply:
    """`is_stored`: the work began, so the idempotency key keeps this answer."""

    status: int
    body: Body
    headers: dict[str, str] = field(default_factory=dict)
    is_stored: bool = True


class Cut(Exception):
    """The answer never arrived."""


def answer(request: Request, *, patience: float = 80.0) -> Reply:
    """Stripe's answer; raises Cut when it is lost or later than `patience` seconds."""
    world = World()
    world.request_id = world.new_id("req")
    world.idempotency_key = request.headers.get("Idempotency-Key", "")
    try:
        call = _read(request)
        reply, fault = _write(world, call) if call.route.method == "post" else _look(world, call)
    except Refusal as refusal:
        reply, fault = Reply(refusal.status, refusal.body), None
    delivery.deliver_inline()
    _delay(fault, patience)
    return Reply(reply.status, reply.body, reply.headers | {"Request-Id": world.request_id})


# --- the door and the contract ------------------------------------------------------------------------------------


def _read(request: Request) -> Call:
    """The checked call, or the refusal of Stripe's door."""
    _check_headers(request.headers)
    parts = urlsplit(request.url)
    found = contract.find(request.method, unquote(parts.path))
    if found is None:
        raise refusals.invalid(
            "resource_missing", f"Unrecognized request URL ({parts.path}).", status=404, is_stored=False
        )
    route, args = found
    params = _params(route, parts.query, request.body)
    return Call(route, parts.path, args, params, request.headers.get("Stripe-Account", ""))


def _check_headers(headers: Mapping[str, str]) -> None:
    key = headers.get("Authorization", "").removeprefix("Bearer ")
    if not key or key.startswith(("sk_live_", "rk_live_")):
        raise refusals.unauthorised()
    if headers.get("Stripe-Version") != stripe.api_version:
        raise refusals.invalid(
            "api_version_invalid", f"The double speaks {stripe.api_version}.", is_stored=False
        )
    if len(headers.get("Idempotency-Key", "")) > KEY_LENGTH:
        raise refusals.invalid(
            "idempotency_key_too_long", "Idempotency keys have at most 255 characters.", is_stored=False
        )


def _params(route: contract.Route, query: str, body: str) -> dict[str, Any]:
    """v1 bodies are forms, v2 bodies JSON, queries always texts."""
    is_json = route.is_v2 and route.method == "post"
    given = json.loads(body or "{}") if is_json else contract.decode_form(body or query)
    try:
        return contract.check(given, route.params, is_text=not is_json)
    except contract.BadParams as bad:
        raise refusals.invalid(bad.code, bad.message, param=bad.param, is_stored=False) from bad


# --- execution ----------------------------------------------------------------------------------------------------


def _look(world: World, call: Call) -> tuple[Reply, faults.Fault | None]:
    with world.turn():
        clockwork.ring(world)
        fault = faults.take(world, call.route.name)
        return _early(fault) or _execute(world, call), fault


def _write(world: World, call: Call) -> tuple[Reply, faults.Fault | None]:
    """Two turns: the key is marked and visible to others, then the work is done and its answer kept."""
    print_ = _fingerprint(call)
    with world.turn():
        clockwork.ring(world)
        fault = faults.take(world, call.route.name)
        if early := _early(fault):
            return early, fault
        if kept := _begin(world, print_):
            return kept, fault
    with world.turn():
        reply = _execute(world, call)
        if fault and fault.kind == "500_after":
            reply = Reply(500, refusals.internal().body)
        return _finish(world, call, print_, reply), fault


def _execute(world: World, call: Call) -> Reply:
    try:
        handler = handler_of(call.route)
        body = expand(world, handler(world, call), list(call.get("expand", ())))
    except Refusal as refusal:
        return Reply(refusal.status, refusal.body, is_stored=refusal.is_stored)
    return Reply(200, body)


def _early(fault: faults.Fault | None) -> Reply | None:
    """The faults under which nothing happened."""
    refusal = {
        "500_before": refusals.internal(),
        "429": refusals.too_many(),
        "409": refusals.in_flight("rehearsed"),
    }.get(fault.kind if fault else "")
    return Reply(refusal.status, refusal.body) if refusal else None


def _delay(fault: faults.Fault | None, patience: float) -> None:
    if fault and fault.kind == "drop_after":
        raise Cut
    if fault and fault.kind == "slow_after":
        time.sleep(min(fault.seconds, patience))
        if fault.seconds > patience:
            raise Cut


# --- idempotency keys (docs.stripe.com/api/idempotent_requests) ----------------------------------------------------


def _fingerprint(call: Call) -> str:
    asked = json.dumps([call.route.name, dict(call.args), dict(call.params), call.account], sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()


def _begin(world: World, print_: str) -> Reply | None:
    """Mark the key as in flight; the kept answer when there is one."""
    key = world.idempotency_key
    mark = world.store.get("~key", key)
    if mark is None or _has_ended(world, mark):
        world.store.put("~key", key, {"print": print_, "began_at": world.now, "status": None})
        return None
    if mark["print"] != print_:
        raise refusals.other_params(key)
    if mark["status"] is None:
        raise refusals.in_flight(key)
    return Reply(mark["status"], mark["body"], {"Idempotent-Replayed": "true"})


def _has_ended(world: World, mark: Body) -> bool:
    lives = IN_FLIGHT_SECONDS if mark["status"] is None else KEY_LIVES
    return bool(world.now >= mark["began_at"] + lives)


def _finish(world: World, call: Call, print_: str, reply: Reply) -> Reply:
    """Keep the answer: in v1 refusals of the work included, in v2 successes only (failed work is done again)."""
    if reply.is_stored and (reply.status < 400 or not call.route.is_v2):
        kept = {"print": print_, "began_at": world.now, "status": reply.status, "body": reply.body}
        world.store.put("~key", world.idempotency_key, kept)
    else:
        world.store.drop("~key", world.idempotency_key)
    return reply
