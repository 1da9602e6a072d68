"""R1.1 to R1.10: what an invoice carries, its number, and that it never changes."""

import copy
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, InternalError, transaction
from django.utils import timezone

from billing.enums import InvoiceKind
from billing.invoicing.numbers import take_number
from billing.invoicing.requirements import due_date_problems, problems
from billing.models import Bill, BillingMandate, Invoice, InvoiceSeries, LegalMention
from billing.models.invoices import ImmutableInvoice
from billing.services import invoices
from billing.services.mandates import revoke_mandate
from sio.lib.errors import Refusal
from sio.lib.guards import Misplaced
from sio.lib.lives import ForbiddenMove
from tests.billing.conftest import Pair

pytestmark = pytest.mark.django_db

Damage = Callable[[dict[str, Any]], object]


def work_invoice(bill: Bill) -> Invoice:
    return Invoice.objects.get(bill=bill, kind="work")


def fee_invoice(bill: Bill) -> Invoice:
    return Invoice.objects.get(bill=bill, kind="fee")


def put(*path: str | int, value: Any = "") -> Damage:
    """Overwrite one place of a content."""

    def damage(content: dict[str, Any]) -> None:
        place: Any = content
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return damage


ONE_FAULT = {
    "name of the seller": put("seller", "name"),
    "name of the client": put("buyer", "name"),
    "SIREN of the seller": put("seller", "siren", value="123456789"),
    "SIREN of the client": put("buyer", "siren", value="00000000"),
    "address of the seller": put("seller", "street"),
    "address of the client": put("buyer", "town"),
    "EI": put("seller", "printed_name", value="Camille Durand"),
    "issue date": put("issued_on"),
    "period": put("period_start"),
    "designation": put("lines", 0, "label", value=" "),
    "quantity": put("lines", 0, "quantity"),
    "unit price": put("lines", 0, "unit_price_cents", value=0),
    "VAT rate": put("totals", "vat_rate_ppm", value=None),
    "total": put("totals", "cents", value=1),
    "lines that do not add up": put("lines", 0, "total_cents", value=1),
    "due date": put("due_on"),
    "due date too far": put("due_on", value="2030-01-01"),
    "penalties": put("mentions", "late_penalty"),
    "recovery fee": put("mentions", "recovery_fee"),
    "discount": put("mentions", "early_payment"),
    "franchise": put("mentions", "vat_franchise"),
    "category": put("category"),
    "purchase order": put("wants_purchase_order", value=True),
    "mandate": put("mandate"),
}


@pytest.mark.parametrize("damage", ONE_FAULT.values(), ids=ONE_FAULT.keys())
def test_each_missing_mention_is_one_problem(pair: Pair, damage: Damage) -> None:
    content = copy.deepcopy(work_invoice(pair.bill()).content)
    assert problems(content) == []
    damage(content)
    assert len(problems(content)) == 1


def test_a_vat_number_is_wanted_from_who_owes_vat(pair: Pair) -> None:
    content = copy.deepcopy(fee_invoice(pair.bill()).content)
    content["seller"]["vat_number"] = ""
    assert problems(content) == ["Il manque le numéro de TVA du vendeur."]


@pytest.mark.parametrize(("days", "is_periodic", "is_good"), [
    (30, False, True), (60, False, True), (61, False, False), (45, True, True), (46, True, False), (-1, False, False),
])  # fmt: skip
def test_due_dates_stay_within_the_law(days: int, is_periodic: bool, is_good: bool) -> None:
    issued = date(2026, 11, 24)
    found = list(due_date_problems(issued, issued + timedelta(days=days), is_periodic=is_periodic))
    assert (found == []) is is_good


def test_the_work_is_invoiced_whole_in_her_name(pair: Pair) -> None:
    """Never net of a fee, and never by SIO: an intermediary stays transparent."""
    bill = pair.bill()
    invoice = work_invoice(bill)
    assert invoice.total_cents == bill.net_cents == 10_800
    assert invoice.content["seller"]["printed_name"] == "Camille Durand EI"
    assert invoice.content["buyer"]["name"] == pair.company.name
    assert "au nom et pour le compte de Camille Durand EI (mandat du" in invoice.content["mandate"]
    assert "art. 293 B" in invoice.content["mentions"]["vat_franchise"]


def test_the_fee_is_invoiced_apart_with_its_vat(pair: Pair) -> None:
    bill = pair.bill()
    invoice = fee_invoice(bill)
    assert (invoice.total_ht_cents, invoice.total_vat_cents) == (1296, 259)
    assert invoice.content["totals"]["vat_rate_ppm"] == 200_000
    assert len(invoice.content["lines"]) == 1
    assert "vat_franchise" not in invoice.content["mentions"]
    assert invoice.series.assistant is None


def test_an_assistant_who_owes_vat_adds_it(pair: Pair) -> None:
    pair.assistant.vat_regime, pair.assistant.vat_number = "registered", "FR00123456789"
    pair.assistant.save()
    bill = pair.bill()
    assert (bill.work_vat_cents, bill.work_cents, bill.net_cents) == (2160, 12_960, 12_960)
    assert work_invoice(bill).total_vat_cents == 2160


def test_numbers_follow_each_other_by_issuer(pair: Pair) -> None:
    first, second = pair.bill("a"), pair.bill("b")
    year = timezone.localdate().year
    assert [work_invoice(bill).number for bill in (first, second)] == [
        f"SIO-CD-{year}-000001",
        f"SIO-CD-{year}-000002",
    ]
    assert fee_invoice(second).number == f"SIO-{year}-000002"


def test_two_people_with_the_same_initials_have_their_own_series(pair: Pair) -> None:
    from tests.factories.billing import payable_assistant

    other = Pair(pair.company, pair.owner, payable_assistant())
    assert work_invoice(pair.bill("a")).number == work_invoice(other.bill("b")).number
    assert InvoiceSeries.objects.filter(kind="work").count() == 2


def test_a_refused_bill_leaves_no_hole(pair: Pair) -> None:
    pair.bill("a")
    with pytest.raises(ZeroDivisionError):
        bill_then_fail(pair)
    assert work_invoice(pair.bill("c")).sequence == 2


@transaction.atomic
def bill_then_fail(pair: Pair) -> None:
    pair.bill("b")
    raise ZeroDivisionError


def test_dates_never_decrease_while_numbers_grow(pair: Pair) -> None:
    """A machine whose clock went back a day still dates the next invoice like the last one."""
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=2), tick=False):
        later = work_invoice(pair.bill("a"))
    with time_machine.travel(now + timedelta(days=1), tick=False):
        number = take_number_of(pair)
    assert number.sequence == 2
    assert number.issued_on == later.issued_on


@transaction.atomic
def take_number_of(pair: Pair) -> Any:
    return take_number(pair.assistant, InvoiceKind.WORK)


@pytest.mark.django_db(transaction=True)
def test_a_number_is_taken_inside_a_transaction_only() -> None:
    with pytest.raises(Misplaced):
        take_number(None, InvoiceKind.FEE)


@pytest.mark.parametrize("number", ["A B", "A" * 36, "É-1", ""])
def test_numbers_hold_plain_characters(pair: Pair, number: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        copy_of(work_invoice(pair.bill()), number=number, sequence=99).save(force_insert=True)


def copy_of(invoice: Invoice, **changes: Any) -> Invoice:
    columns = {field.attname: getattr(invoice, field.attname) for field in Invoice._meta.concrete_fields}
    columns |= {"id": None, "public_id": "0b7a2f9e-5a44-4f6e-9d1c-3f1d0a9f1c11", "kind": "credit"}
    return Invoice(**columns | {"corrects_id": invoice.pk} | changes)


@pytest.mark.parametrize("column", ["number", "total_cents", "content", "issued_on"])
def test_an_issued_invoice_is_never_edited(pair: Pair, column: str) -> None:
    invoice = work_invoice(pair.bill())
    values = {"number": "X", "total_cents": 1, "content": {}, "issued_on": date(2026, 1, 1)}
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(**{column: values[column]})
    with pytest.raises(ImmutableInvoice):
        invoice.save()


def test_an_issued_invoice_is_never_deleted(pair: Pair) -> None:
    invoice = work_invoice(pair.bill())
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk)._raw_delete(using="default")
    with pytest.raises(ImmutableInvoice):
        invoice.delete()


def test_a_credit_note_names_what_it_corrects(pair: Pair) -> None:
    bill = pair.bill()
    with transaction.atomic():
        notes = invoices.credit_all(bill, by=None, why="Erreur")
    note = notes[0]
    assert note.content["corrects_number"] == work_invoice(bill).number
    assert note.content["corrects_date"] == work_invoice(bill).issued_on.isoformat()
    assert note.number.startswith("SIO-CD-AV-")
    assert notes[1].number.startswith("SIO-AV-")
    with transaction.atomic():
        assert invoices.credit_all(bill, by=None, why="Erreur") == []
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        copy_of(work_invoice(bill), number="SIO-X", sequence=99, corrects_id=None).save(force_insert=True)


def test_no_bill_without_a_mandate(pair: Pair) -> None:
    revoke_mandate(pair.assistant, pair.assistant.user)
    with pytest.raises(Refusal, match="mandat"):
        pair.bill()
    assert not Bill.objects.exists()


def test_a_mandate_signed_later_does_not_count(pair: Pair) -> None:
    BillingMandate.objects.update(signed_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(Refusal, match="mandat"):
        pair.bill()


def test_what_is_missing_is_said_at_once(pair: Pair) -> None:
    pair.assistant.street = pair.assistant.town = ""
    pair.assistant.save()
    with pytest.raises(invoices.CannotInvoice) as refused:
        pair.bill()
    assert len(refused.value.problems) == 2
    assert not InvoiceSeries.objects.exists()


def test_a_legal_sentence_is_chosen_by_the_day_of_issue(pair: Pair) -> None:
    """R1.5: without a sentence in force, nothing is issued silently."""
    LegalMention.objects.filter(code="vat_franchise").update(valid_to=timezone.localdate())
    with pytest.raises(invoices.CannotInvoice, match="franchise"):
        pair.bill()
    LegalMention.objects.create(
        code="vat_franchise", text="TVA non applicable, art. L. 223", valid_from=timezone.localdate()
    )
    assert work_invoice(pair.bill()).content["mentions"]["vat_franchise"].endswith("L. 223")


def test_she_accepts_or_contests_once(pair: Pair) -> None:
    accepted, contested = work_invoice(pair.bill("a")), work_invoice(pair.bill("b"))
    invoices.accept_invoice(accepted, pair.assistant.user)
    invoices.contest_invoice(contested, pair.assistant.user, "Il manque une heure")
    with pytest.raises(ForbiddenMove) as refused:
        invoices.contest_invoice(accepted, pair.assistant.user, "Trop tard")
    assert "déjà reçu une réponse" in refused.value.message
    assert Invoice.objects.get(pk=contested.pk).contest_reason == "Il manque une heure"


def test_only_she_answers(pair: Pair) -> None:
    bill = pair.bill()
    with pytest.raises(Refusal, match="Seule la personne"):
        invoices.accept_invoice(work_invoice(bill), pair.owner)
    with pytest.raises(Refusal, match="Seule la personne"):
        invoices.accept_invoice(fee_invoice(bill), pair.assistant.user)
    with pytest.raises(Refusal, match="ne va pas"):
        invoices.contest_invoice(work_invoice(bill), pair.assistant.user, " ")


@pytest.mark.parametrize(("days", "status"), [(7, "issued"), (8, "accepted")])
def test_silence_accepts_after_eight_days(pair: Pair, days: int, status: str) -> None:
    invoice = work_invoice(pair.bill())
    with time_machine.travel(timezone.now() + timedelta(days=days, minutes=1)), transaction.atomic():
        invoices.accept_tacitly()
    invoice.refresh_from_db()
    assert invoice.status == status
