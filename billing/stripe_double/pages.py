"""The pages Stripe would host, played in French under a banner that says so.

They know nothing of SIO's accounts: whoever holds the address may act, as at Stripe.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from billing.stripe_double import accounts, clockwork, delivery, hosted, switches
from billing.stripe_double.refusals import Refusal
from billing.stripe_double.stores import Body
from billing.stripe_double.world import World

SEE_OTHER = 303


@dataclass(frozen=True)
class Button:
    value: str
    label: str
    is_main: bool = False


DECISIONS = (
    Button("validate", "Valider le dossier", is_main=True),
    Button("missing", "Laisser une pièce manquante"),
    Button("reject", "Refuser le dossier"),
)
CARDS = (
    Button("card_ok", "Payer avec une carte acceptée", is_main=True),
    Button("card_declined", "Payer avec une carte refusée"),
    Button("card_authentication", "Payer avec une carte qui demande une confirmation"),
)
DEBITS = (
    Button("sepa_ok", "Payer par prélèvement SEPA"),
    Button("sepa_failed", "Payer par prélèvement SEPA, que la banque refusera"),
)
SWITCHES: dict[str, tuple[str, Callable[[], Any]]] = {
    "deliver": ("Livrer les webhooks en attente", delivery.deliver_due),
    "lose": ("Perdre le prochain webhook", lambda: switches.webhooks("drop", times=1)),
    "twice": ("Doubler le prochain webhook", lambda: switches.webhooks("twice", times=1)),
    "reverse": ("Inverser les cinq prochains webhooks", lambda: switches.webhooks("reversed", times=5)),
    "hold": ("Retenir les webhooks", lambda: switches.webhooks("hold")),
    "release": ("Laisser partir les webhooks", lambda: switches.webhooks("deliver")),
    "cut": ("Couper la prochaine réponse", lambda: switches.fault("drop_after")),
    "settle": ("Faire répondre les banques (SEPA)", switches.settle_debits),
    "week": ("Avancer de 7 jours", lambda: switches.advance(days=7)),
}


def _page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return login_not_required(never_cache(require_http_methods(["GET", "POST"])(view)))


def _go(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=SEE_OTHER)


# --- onboarding ---------------------------------------------------------------------------------------------------


@_page
def onboarding(request: HttpRequest, token: str) -> HttpResponse:
    """The link opens once; used or too old, it sends the person back for a new one."""
    world = World()
    with world.turn():
        link = world.store.get("~link", token)
        if link is None:
            raise Http404
        if request.method == "GET" and (link["is_used"] or world.now > link["expires_at"]):
            return _go(link["refresh_url"])
        world.store.put("~link", token, link | {"is_used": True})
        account = world.fetch("v2.core.account", link["account"])
        if request.method == "POST" and (
            answer := _decide(world, account, link, request.POST.get("choice", ""))
        ):
            return answer
    return render(request, "stripe_double/onboarding.html", {"account": account, "buttons": DECISIONS})


def _decide(world: World, account: Body, link: Body, choice: str) -> HttpResponse | None:
    decisions = {
        "validate": ("active", []),
        "missing": ("restricted", ["identity.individual.documents.primary_verification"]),
        "reject": ("rejected", []),
    }
    if choice not in decisions:
        return None
    accounts.set_status(world, account, *decisions[choice])
    world.tell_thin(
        "v2.core.account_link.returned",
        account["id"],
        "v2.core.account",
        f"/v2/core/accounts/{account['id']}",
    )
    return _go(link.get("return_url") or link["refresh_url"])


# --- checkout -----------------------------------------------------------------------------------------------------


@_page
def checkout(request: HttpRequest, session_id: str) -> HttpResponse:
    """One payment page: open, it offers the means asked for; closed, it says so."""
    world = World()
    with world.turn():
        clockwork.ring(world)
        session = _session(world, session_id)
        if request.method == "POST" and session["status"] == "open":
            if request.POST.get("choice") == "abandon":
                return _go(session["cancel_url"] or session["success_url"])
            if request.POST.get("choice") in hosted.BUTTONS:
                session = hosted.pay(world, session, request.POST["choice"])
                return _after_payment(world, session)
        return render(request, "stripe_double/checkout.html", _checkout_context(world, session))


def _session(world: World, session_id: str) -> Body:
    try:
        return world.fetch("checkout.session", session_id)
    except Refusal as refusal:
        raise Http404 from refusal


def _after_payment(world: World, session: Body) -> HttpResponse:
    if session["status"] == "complete":
        return _go(session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]))
    if _intent(world, session).get("status") == "requires_action":
        return redirect("stripe_double:authentication", session["id"])
    return _go(reverse("stripe_double:checkout", args=[session["id"]]))


def _checkout_context(world: World, session: Body) -> dict[str, Any]:
    means = session["payment_method_types"]
    return {
        "session": session,
        "label": world.behaviour(session["id"])["label"],
        "amount": _euros(session["amount_total"]),
        "refusal": _intent(world, session).get("last_payment_error"),
        "cards": CARDS if "card" in means else (),
        "debits": DEBITS if "sepa_debit" in means else (),
    }


def _intent(world: World, session: Body) -> Body:
    return (
        world.store.get("payment_intent", session["payment_intent"]) if session["payment_intent"] else None
    ) or {}


@_page
def authentication(request: HttpRequest, session_id: str) -> HttpResponse:
    """The bank's own page: 3-D Secure."""
    world = World()
    with world.turn():
        session = _session(world, session_id)
        if _intent(world, session).get("status") != "requires_action":
            return _go(reverse("stripe_double:checkout", args=[session_id]))
        if request.method == "POST":
            is_confirmed = request.POST.get("choice") == "confirm"
            return _after_payment(world, hosted.authenticate(world, session, is_confirmed=is_confirmed))
    return render(request, "stripe_double/authentication.html", {"amount": _euros(session["amount_total"])})


# --- control panel ------------------------------------------------------------------------------------------------


@_page
def panel(request: HttpRequest) -> HttpResponse:
    """The world at a glance, and the switches that make it misbehave."""
    state = switches.state()
    world = World()
    with world.turn():
        deliveries = sorted(world.store.each("~delivery"), key=lambda one: -one["born"])[:20]
        manner = world.setting("delivery", {"manner": "deliver"})["manner"]
        faults_ = world.setting("faults", {"armed": []})["armed"]
    context = {
        "amounts": [
            ("Disponible", _euros(state["available"])),
            ("En attente", _euros(state["pending"])),
            ("Somme des mouvements", _euros(state["movements"])),
            *((f"Compte {key}", _euros(cents)) for key, cents in state["accounts"].items()),
        ],
        "counts": sorted(state["counts"].items()),
        "deliveries": deliveries,
        "manner": manner,
        "faults": faults_,
        "switches": [Button(value, label) for value, (label, _) in SWITCHES.items()],
    }
    return render(request, "stripe_double/panel.html", context)


@login_not_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    choice = request.POST.get("choice", "")
    if choice not in SWITCHES:
        raise Http404
    SWITCHES[choice][1]()
    return _go(reverse("stripe_double:panel"))


def _euros(cents: int | None) -> str:
    """Whole and cents apart by a comma, no-break spaces: `1 250,00 €`."""
    sign = "−" if (cents or 0) < 0 else ""
    whole, rest = divmod(abs(cents or 0), 100)
    return f"{sign}{whole:,}".replace(",", "\u202f") + f",{rest:02}\u00a0€"
