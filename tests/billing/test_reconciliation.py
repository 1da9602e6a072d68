"""R3.14: a cent off is seen, said once, and the commands say what holds."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from billing import jobs, ledger, reconciliation
from billing.enums import EntryKind
from billing.ledger import Line
from billing.models import Errand, HumanTask
from billing.services.tasks import close_task
from billing.stripe_double import switches
from sio.lib.duties import drain
from sio.lib.errors import Refusal
from tests.billing.books import check_books
from tests.billing.conftest import Pair
from tests.factories.accounts import moderator
from tests.factories.billing import work

pytestmark = pytest.mark.django_db


@transaction.atomic
def add_a_cent() -> None:
    lines = [Line(ledger.PLATFORM, 1), Line(ledger.BANK, -1)]
    ledger.post("topup:x", EntryKind.TOPUP, lines, occurred_at=datetime(2026, 11, 24, tzinfo=UTC))


@transaction.atomic
def compare() -> None:
    Errand.objects.filter(kind="compare_balance").delete()
    jobs.compare_balance()


def test_all_holds_after_a_paid_week(pair: Pair) -> None:
    pair.bill()
    work()
    compare()
    drain(Errand)
    assert not HumanTask.objects.exists()


def test_a_cent_off_is_one_task_per_rule_however_often_it_is_found(pair: Pair) -> None:
    pair.bill()
    work()
    add_a_cent()
    for _ in range(2):
        compare()
        drain(Errand)
    assert set(HumanTask.objects.open().values_list("kind", "subject")) == {
        ("ledger", "I3"),
        ("ledger", "I4"),
    }


def test_a_task_closes_by_a_persons_decision(pair: Pair) -> None:
    add_a_cent()
    reconciliation.report(reconciliation.compare_with_stripe())
    task, user = HumanTask.objects.open().first(), moderator()
    assert task is not None
    with pytest.raises(Refusal):
        close_task(task, user, " ")
    assert close_task(task, user, "Vu avec la banque.").closed_by == user


def test_stripes_own_fees_are_booked_from_its_movements() -> None:
    from tests.billing.conftest import make_pair

    switches.reset(fee_ppm=15_000, fee_fixed_cents=25)
    make_pair().bill()
    work()
    assert ledger.balance(ledger.STRIPE_EXPENSE) == 210  # 1,5 % of 123,55 € and 0,25 €
    check_books()


def test_the_commands_say_what_holds(pair: Pair) -> None:
    pair.bill()
    work()
    said = StringIO()
    call_command("ledger_check", "--stripe", stdout=said)
    assert "All holds." in said.getvalue()
    call_command("stripe_reconcile", "--since", "2026-01-01T00:00", stdout=said)
    assert "events seen since 2026-01-01" in said.getvalue()
    add_a_cent()
    with pytest.raises(CommandError, match="2 things"):
        call_command("ledger_check", "--stripe", stdout=said)
