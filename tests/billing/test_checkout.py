"""Rows 17, 45, 46 and 48: Stripe's page, one route at a time; a bill is cancelled or paid, never both."""

from typing import Any

import pytest
from django.db import transaction

from billing.models import Bill, CompanyPayment, Invoice, PaymentMethod, StripeOperation
from billing.services import routes
from billing.services.bills import cancel_bill, pay_bill
from billing.services.checkout import close_route, open_checkout, take_address, wipe_old_addresses
from billing.stripe_double import hosted, switches
from billing.stripe_double.world import World
from notifications.models import Notification
from sio.lib.duties import drain
from sio.lib.errors import Refusal
from sio.lib.lives import ForbiddenMove
from tests.billing.books import check_books, check_settled
from tests.billing.conftest import Pair, make_pair
from tests.factories.accounts import company_with_owner, moderator
from tests.factories.billing import payable_assistant, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(db: None) -> Pair:
    """A company that never paid: no customer at Stripe, no means kept."""
    company, owner = company_with_owner()
    return Pair(company, owner, payable_assistant())


def press(bill: Bill, button: str) -> None:
    """The company presses a button of Stripe's page."""
    world = World()
    with world.turn():
        hosted.pay(world, session_of(world, bill), button)


def session_of(world: World, bill: Bill) -> dict[str, Any]:
    return world.fetch("checkout.session", Bill.objects.get(pk=bill.pk).checkout_id or "")


def refreshed(bill: Bill) -> Bill:
    return Bill.objects.get(pk=bill.pk)


def test_a_company_that_never_paid_is_asked_to(newcomer: Pair) -> None:
    bill = newcomer.bill()
    work()
    assert refreshed(bill).state == "due"
    assert Notification.objects.filter(kind="bill_due", user=newcomer.owner).count() == 1
    assert not StripeOperation.objects.filter(bill=bill).exists()


def test_the_first_payment_goes_through_stripes_page_and_keeps_the_means(newcomer: Pair) -> None:
    bill = newcomer.bill()
    pay_bill(bill, newcomer.owner)
    work()
    assert take_address(bill).startswith("http")
    press(bill, "card_ok")
    work()
    check_settled(bill)
    assert CompanyPayment.objects.get().company == newcomer.company
    assert PaymentMethod.objects.default_of(newcomer.company) is not None


def test_the_next_week_is_charged_without_asking(newcomer: Pair) -> None:
    first = newcomer.bill("a")
    pay_bill(first, newcomer.owner)
    work()
    press(first, "card_ok")
    work()
    second = newcomer.bill("b")
    work()
    assert refreshed(second).state == "transferred"
    check_books()


def test_the_address_of_the_page_serves_once(newcomer: Pair) -> None:
    bill = newcomer.bill()
    pay_bill(bill, newcomer.owner)
    work()
    assert take_address(bill)
    assert take_address(bill) == ""


def test_an_address_nobody_came_for_is_forgotten(newcomer: Pair) -> None:
    from datetime import timedelta

    from django.db.models.functions import Now

    bill = newcomer.bill()
    pay_bill(bill, newcomer.owner)
    work()
    wipe_old_addresses()
    assert StripeOperation.objects.get(kind="checkout").address
    StripeOperation.objects.update(address_until=Now() - timedelta(minutes=1))
    wipe_old_addresses()
    assert StripeOperation.objects.get(kind="checkout").address == ""


def test_asking_again_closes_the_first_page_and_opens_another(newcomer: Pair) -> None:
    bill = newcomer.bill()
    pay_bill(bill, newcomer.owner)
    work()
    first = refreshed(bill).checkout_id
    take_address(bill)
    pay_bill(bill, newcomer.owner)
    work()
    second = refreshed(bill).checkout_id
    assert second not in (None, first)
    press(bill, "card_ok")
    work()
    check_settled(bill)


def test_a_page_that_was_used_meanwhile_is_not_opened_again(newcomer: Pair) -> None:
    bill = newcomer.bill()
    pay_bill(bill, newcomer.owner)
    work()
    take_address(bill)
    switches.webhooks("hold")
    press(bill, "card_ok")
    pay_bill(bill, newcomer.owner)
    work()
    switches.webhooks("deliver")
    work()
    check_settled(bill)


def test_a_refused_card_on_the_page_leaves_the_page_open(newcomer: Pair) -> None:
    bill = newcomer.bill()
    pay_bill(bill, newcomer.owner)
    work()
    press(bill, "card_declined")
    work()
    assert refreshed(bill).state == "due"
    press(bill, "card_ok")
    work()
    check_settled(bill)


def test_a_page_that_expires_leaves_the_bill_to_pay(newcomer: Pair) -> None:
    bill = newcomer.bill()
    pay_bill(bill, newcomer.owner)
    work()
    switches.advance(days=2)
    work()
    assert (refreshed(bill).state, refreshed(bill).checkout_id, refreshed(bill).route) == ("due", None, "")


def test_a_debit_is_offered_after_three_weeks_and_paid_when_the_bank_says_so(pair: Pair) -> None:
    for week in ("a", "b", "c"):
        assert "sepa_debit" not in routes.allowed_methods(pair.bill(week))
        work()
    PaymentMethod.objects.all().delete()
    bill = pair.bill("d")
    open_checkout(bill, pair.owner)
    work()
    press(bill, "sepa_ok")
    work()
    assert refreshed(bill).state == "processing"
    switches.settle_debits()
    work()
    assert refreshed(bill).state == "transferred"
    check_books()


def test_debits_stay_under_the_cap_of_the_company(db: None) -> None:
    """Eight weeks of debits may come back: beyond the cap, the company is asked for a card."""
    pair = make_pair("pm_sepaDebit_ok")
    CompanyPayment.objects.filter(company=pair.company).update(sepa_cap_cents=3 * 12_000 + 1)
    for week in ("a", "b"):
        pair.bill(week)
        work()
    switches.settle_debits()
    work()
    third = pair.bill("c")
    work()
    assert refreshed(third).state == "due"
    assert Notification.objects.filter(kind="bill_due", user=pair.owner).count() == 1


def test_a_confirmation_is_given_on_stripes_page(db: None) -> None:
    """Row 17: the intent is closed, a page is opened, one charge."""
    pair = make_pair("pm_card_authenticationRequired")
    bill = pair.bill()
    work()
    assert refreshed(bill).state == "needs_action"
    pay_bill(bill, pair.owner)
    work()
    kinds = list(StripeOperation.objects.filter(bill=bill).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["charge", "cancel_intent", "checkout"]
    press(bill, "card_ok")
    work()
    check_settled(bill)


def test_no_charge_leaves_while_a_page_is_open(newcomer: Pair) -> None:
    """Row 45."""
    from billing.services.bills import start_payment
    from tests.factories.billing import keep_means

    bill = newcomer.bill()
    pay_bill(bill, newcomer.owner)
    work()
    keep_means(newcomer.company)
    start_payment(bill)
    work()
    assert not StripeOperation.objects.filter(kind="charge").exists()


def test_a_second_click_meets_the_payment_under_way(pair: Pair) -> None:
    bill = pair.bill()
    with pytest.raises(Refusal, match="déjà en cours"):
        pay_bill(bill, pair.owner)
    with pytest.raises(Refusal, match="déjà en cours"):
        open_checkout(bill, pair.owner)
    work()
    with pytest.raises(Refusal, match="déjà payé"):
        pay_bill(bill, pair.owner)


def test_two_clicks_await_one_page(newcomer: Pair) -> None:
    bill = newcomer.bill()
    first, second = pay_bill(bill, newcomer.owner), pay_bill(bill, newcomer.owner)
    assert first == second
    work()
    assert switches.state()["counts"]["checkout.session"] == 1


def test_only_the_company_pays(pair: Pair) -> None:
    bill = pair.bill()
    with pytest.raises(Refusal, match="représentent l’entreprise"):
        pay_bill(bill, pair.assistant.user)


def test_nobody_pays_an_assistant_who_cannot_receive(newcomer: Pair) -> None:
    from tests.factories.billing import signed_assistant

    newcomer.assistant = signed_assistant()
    bill = newcomer.bill()
    with pytest.raises(Refusal, match="termine son inscription"):
        pay_bill(bill, newcomer.owner)


def test_a_bill_is_cancelled_before_any_charge_with_credit_notes(newcomer: Pair) -> None:
    bill = newcomer.bill()
    cancel_bill(bill, moderator(), "Approuvé par erreur")
    assert refreshed(bill).state == "cancelled"
    notes = Invoice.objects.filter(kind="credit").order_by("pk")
    assert [note.corrects.kind for note in notes if note.corrects] == ["work", "fee"]
    assert set(Invoice.objects.exclude(kind="credit").values_list("status", flat=True)) == {"credited"}
    with pytest.raises(Refusal):
        pay_bill(bill, newcomer.owner)


def test_a_bill_with_an_open_page_is_not_cancelled_before_the_page_is_closed(newcomer: Pair) -> None:
    bill = newcomer.bill()
    pay_bill(bill, newcomer.owner)
    work()
    with pytest.raises(Refusal, match="encore ouvert"):
        cancel_bill(bill, moderator(), "Erreur")
    close_route(bill)
    work()
    cancel_bill(bill, moderator(), "Erreur")
    assert refreshed(bill).state == "cancelled"


def test_a_refused_payment_is_closed_before_its_bill_is_cancelled(db: None) -> None:
    pair = make_pair("pm_card_chargeCustomerFail")
    bill = pair.bill()
    work()
    with pytest.raises(Refusal, match="encore ouvert"):
        cancel_bill(bill, moderator(), "Accord trouvé")
    close_route(bill)
    work()
    cancel_bill(bill, moderator(), "Accord trouvé")
    assert refreshed(bill).state == "cancelled"


def test_a_paid_bill_is_not_cancelled(pair: Pair) -> None:
    bill = pair.bill()
    work()
    with pytest.raises(ForbiddenMove):
        cancel_bill(bill, moderator(), "Erreur")


def test_cancelling_wants_a_reason(newcomer: Pair) -> None:
    with pytest.raises(Refusal, match="raison"):
        cancel_bill(newcomer.bill(), moderator(), " ")


def test_the_same_approval_twice_is_one_bill(pair: Pair) -> None:
    assert pair.bill("same") == pair.bill("same")
    with transaction.atomic():
        assert pair.bill("same").pk == Bill.objects.get().pk
    drain(StripeOperation)
    assert switches.state()["counts"]["charge"] == 1
