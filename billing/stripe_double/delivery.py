"""Webhooks: signed like Stripe's, posted to the site's real webhook view through its whole request path.

Whoever ticks calls `deliver_due`: the worker, `run_duties`, a test. The event is on its shelf before it travels, as
at Stripe: the world has committed.
"""

import json
import time
from collections.abc import Iterable
from functools import cache
from io import BytesIO

import stripe
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from billing.stripe_double import clockwork
from billing.stripe_double.stores import Body
from billing.stripe_double.world import World
from sio.lib.duties import Queue, alongside

PATHS = {name: f"/webhooks/stripe/{name}/" for name in ("platform", "connected", "accounts")}
RETRY_AFTER_SECONDS = (10, 60, 300)
LEASE_SECONDS = 30
BATCH = 50


@alongside(Queue.STRIPE)
def deliver_due(*, seconds: float = 10.0) -> int:
    """Post what is due, the retries of failed deliveries included; returns how many posts were made."""
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end and (batch := _claim()):
        count += _send_all(batch)
    return count


def deliver_inline() -> int:
    """Post the events that must arrive before the API answer returns."""
    return _send_all(_claim(only_manner="inline"))


def release() -> None:
    """Let held events travel."""
    world = World()
    with world.turn():
        for one in _in_state(world, "held"):
            world.keep_delivery(one | {"state": "waiting", "due_at": world.now})


def post(
    event_id: str, *, secret: str | None = None, timestamp: int | None = None, body: str | None = None
) -> int:
    """Post one event by hand, with another secret, moment or body; returns the status of the answer."""
    world = World()
    with world.turn():
        one = world.fetch("~delivery", event_id)
        body = body if body is not None else _body(world, one)
    return _post(one["endpoint"], body, secret=secret, timestamp=timestamp)


def _claim(*, only_manner: str | None = None) -> list[Body]:
    """Take what is due; a claim that is never recorded ends after half a minute."""
    world = World()
    with world.turn():
        clockwork.ring(world)
        due = [
            one
            for one in _in_state(world, "waiting", "sending")
            if one["due_at"] <= world.now and only_manner in (None, one["manner"])
        ]
        due.sort(key=lambda one: -one["born"] if one["manner"] == "reversed" else one["born"])
        for one in due[:BATCH]:
            world.keep_delivery(one | {"state": "sending", "due_at": world.now + LEASE_SECONDS})
    return due[:BATCH]


def _send_all(batch: Iterable[Body]) -> int:
    count = 0
    for one in batch:
        world = World()
        with world.turn():
            body = _body(world, one)
        for _ in range(2 if one["manner"] == "twice" else 1):
            status = _post(one["endpoint"], body)
            count += 1
        with world.turn():
            _record(world, one, status)
    return count


def _record(world: World, one: Body, status: int) -> None:
    tries = one["tries"] + 1
    if 200 <= status < 300:
        world.keep_delivery(one | {"state": "delivered", "tries": tries})
    elif tries <= len(RETRY_AFTER_SECONDS):
        due_at = world.now + RETRY_AFTER_SECONDS[tries - 1]
        world.keep_delivery(one | {"state": "waiting", "tries": tries, "due_at": due_at})
    else:
        world.keep_delivery(one | {"state": "failed", "tries": tries})


def _in_state(world: World, *states: str) -> list[Body]:
    return [one for state in states for one in world.store.each("~delivery", owner=state)]


def _body(world: World, one: Body) -> str:
    return json.dumps(world.fetch(one["shelf"], one["id"]))


def _post(endpoint: str, body: str, *, secret: str | None = None, timestamp: int | None = None) -> int:
    """Through the middleware and the URL resolver: a webhook that asked for a login would fail here too."""
    secret = secret or settings.STRIPE_WEBHOOK_SECRETS[endpoint][0]
    header = stripe.WebhookSignature.generate_signature_header(body, secret, timestamp)
    content = body.encode()
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": PATHS[endpoint],
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(content)),
            "HTTP_STRIPE_SIGNATURE": header,
            "wsgi.input": BytesIO(content),
            "wsgi.url_scheme": "https",
        }
    )
    return _handler().get_response(request).status_code


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler
