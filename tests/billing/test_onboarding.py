"""How an assistant becomes payable: one account whatever happens, readings that resume what waited."""

import pytest

from billing import signals
from billing.models import ConnectedAccount, StripeOperation
from billing.services import parties
from billing.stripe_double import switches
from notifications.models import Notification
from sio.lib.duties import drain
from tests.factories.billing import hurry, payable_assistant, signed_assistant, work

pytestmark = pytest.mark.django_db


def test_an_account_is_made_once() -> None:
    profile = signed_assistant()
    assert parties.start_onboarding(profile) == parties.start_onboarding(profile)
    work()
    assert parties.start_onboarding(profile) is None
    assert len(switches.state()["accounts"]) == 1


def test_an_account_whose_answer_is_lost_is_made_once() -> None:
    profile = signed_assistant()
    parties.start_onboarding(profile)
    switches.fault("drop_after", route="post /v2/core/accounts", times=3)
    drain(StripeOperation)
    hurry()
    work()
    assert len(switches.state()["accounts"]) == 1
    assert ConnectedAccount.objects.get().assistant == profile


def test_she_cannot_receive_before_stripe_says_so() -> None:
    profile = signed_assistant()
    assert not parties.is_payable(profile)
    parties.start_onboarding(profile)
    work()
    assert not parties.is_payable(profile)
    switches.activate(ConnectedAccount.objects.get().account_id)
    work()
    assert parties.is_payable(profile)
    assert Notification.objects.filter(kind="payouts_ready", user=profile.user).count() == 1


def test_a_restriction_is_told_with_what_is_missing() -> None:
    from billing import wording

    profile = payable_assistant()
    account = ConnectedAccount.objects.get()
    switches.restrict(account.account_id, "identity.individual.documents.primary_verification")
    work()
    account.refresh_from_db()
    assert not parties.is_payable(profile)
    assert wording.wanted_by_stripe(account) == ["une pièce d’identité"]
    assert Notification.objects.filter(kind="payouts_paused", user=profile.user).count() == 1


def test_higher_storeys_hear_when_it_changes() -> None:
    heard: list[bool] = []

    def listen(*, is_payable: bool, **_: object) -> None:
        heard.append(is_payable)

    signals.assistant_payable_changed.connect(listen)
    try:
        payable_assistant()
        switches.close(ConnectedAccount.objects.get().account_id)
        work()
    finally:
        signals.assistant_payable_changed.disconnect(listen)
    assert heard == [True, False]


def test_no_identity_paper_is_kept() -> None:
    """R3.12: ids and flags only."""
    fields = {field.name for field in ConnectedAccount._meta.get_fields()}
    assert fields == {
        "id", "assistant", "account_id", "transfers_status", "requirements", "synced_at", "closed_at", "created_at",
    }  # fmt: skip
