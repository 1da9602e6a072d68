"""What a pair has been billed moves its bands; a contract keeps its price list unless today's is cheaper."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from billing import fees
from billing.fees import BillLine
from billing.models import Bill, FeeBand, FeeSchedule, Relation, TaxRate
from billing.services.bills import cancel_bill
from tests.billing.conftest import Pair
from tests.factories.accounts import moderator

pytestmark = pytest.mark.django_db

TWENTY_HOURS = (BillLine("Devis", 20 * 60, 10_000),)  # 2 000 €, the whole first band


def test_the_second_bill_starts_where_the_first_ended(pair: Pair) -> None:
    pair.bill("a", lines=TWENTY_HOURS)
    second = pair.bill("b")
    assert second.fee_quote.cumul_before_cents == 200_000
    assert second.fee_ht_cents == 972  # 9 % of 108 €


def test_the_preview_says_what_the_bill_will_cost(pair: Pair) -> None:
    pair.bill("a", lines=TWENTY_HOURS)
    shown = fees.preview_amounts(pair.company, pair.assistant, 10_800)
    second = pair.bill("b")
    assert (shown.charge_cents, shown.fee_ht_cents) == (second.charge_cents, second.fee_ht_cents)


def test_a_cancelled_bill_no_longer_counts(db: None, pair: Pair) -> None:
    from accounts.models import AssistantProfile
    from tests.factories.billing import approved_period, signed_assistant

    unready: AssistantProfile = signed_assistant()
    bill = approved_period(pair.company, unready, source_key="c")
    cancel_bill(bill, moderator(), "Relevé approuvé par erreur")
    assert Relation.objects.get(company=pair.company, assistant=unready).cumulated_cents == 0


def test_a_contract_gets_todays_list_when_it_is_cheaper(pair: Pair) -> None:
    _replace_list(rate_ppm=50_000, min_cents=200)
    assert pair.bill().fee_ht_cents == 540


def test_a_contract_keeps_its_list_when_todays_is_dearer(pair: Pair) -> None:
    _replace_list(rate_ppm=200_000, min_cents=500)
    assert pair.bill().fee_ht_cents == 1_296


def test_two_active_lists_never_overlap(db: None) -> None:
    new = FeeSchedule.objects.create(version=2, min_cents=200, valid_from=date(2026, 6, 1))
    FeeBand.objects.create(schedule=new, position=1, from_cents=0, rate_ppm=1)
    new.status = "active"
    with pytest.raises(IntegrityError), transaction.atomic():
        new.save()


def test_an_active_list_and_its_bands_are_frozen(db: None) -> None:
    active = fees.active_schedule()
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        FeeSchedule.objects.filter(pk=active.pk).update(min_cents=100)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        active.bands.update(rate_ppm=1)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        active.bands.create(position=9, from_cents=1, rate_ppm=1)


@pytest.mark.parametrize("bands", [[(1, None)], [(0, 100)], [(0, 100), (200, None)], []])
def test_bands_start_at_zero_follow_each_other_and_end_open(
    db: None, bands: list[tuple[int, int | None]]
) -> None:
    new = FeeSchedule.objects.create(code="other", version=1, min_cents=0, valid_from=date(2026, 1, 1))
    for position, (start, end) in enumerate(bands):
        new.bands.create(position=position, from_cents=start, to_cents=end, rate_ppm=1)
    new.status = "active"
    with pytest.raises(IntegrityError), transaction.atomic():
        new.save()


def test_vat_rates_of_one_code_do_not_overlap(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TaxRate.objects.create(code="fr_standard", version=2, rate_ppm=210_000, valid_from=date(2026, 7, 1))


@pytest.mark.parametrize(
    "lie",
    [
        {"work_ht_cents": 0, "work_cents": 0},
        {"charge_cents": 1},
        {"net_cents": 1},
        {"fee_ht_cents": 20_000},
        {"currency": "usd"},
        {"refunded_cents": 12_356},
        {"transferred_cents": 10_801},
        {"reversed_cents": 1},
        {"state": "lost"},
    ],
)
def test_the_database_refuses_amounts_that_do_not_hold(pair: Pair, lie: dict[str, object]) -> None:
    """Row 19: zero, a fee beyond the amount, another currency, sums that do not add up."""
    good = pair.bill()
    columns = {field.attname: getattr(good, field.attname) for field in Bill._meta.concrete_fields}
    columns |= {"id": None, "public_id": None, "source_key": "other"} | lie
    columns["public_id"] = "0b7a2f9e-5a44-4f6e-9d1c-3f1d0a9f1c11"
    with pytest.raises(IntegrityError), transaction.atomic():
        Bill.objects.create(**columns)


def test_the_words_and_amounts_of_a_bill_are_frozen(pair: Pair) -> None:
    bill = pair.bill()
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Bill.objects.filter(pk=bill.pk).update(title="Autre chose")
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Bill.objects.filter(pk=bill.pk).delete()


def _replace_list(*, rate_ppm: int, min_cents: int) -> None:
    old = fees.active_schedule()
    old.valid_to = date(2026, 3, 1)
    old.save(update_fields=["valid_to"])
    new = FeeSchedule.objects.create(version=2, min_cents=min_cents, valid_from=date(2026, 3, 1))
    new.bands.create(position=1, from_cents=0, rate_ppm=rate_ppm)
    new.status = "active"
    new.save(update_fields=["status"])
