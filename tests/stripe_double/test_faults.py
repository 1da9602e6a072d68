"""Stripe misbehaves, and the SDK's own retries are exercised for real."""

import time

import pytest

from billing.gateway import calls, errors, types
from billing.gateway.client import Profile
from billing.stripe_double import faults, switches

NEW = types.NewCustomer(email="atelier@example.fr", name="Atelier Morel")
ROUTE = "post /v1/customers"


def create(profile: Profile = Profile.WORKER) -> types.Customer:
    return calls.create_customer(NEW, key="customer:12:1", profile=profile)


def customers() -> int:
    count: int = switches.state()["counts"]["customer"]
    return count


def test_the_sdk_gets_past_two_500s(world: None) -> None:
    switches.fault("500_before", route=ROUTE, times=2)
    assert create().id
    assert customers() == 1


def test_three_500s_are_more_than_the_sdk_bears() -> None:
    switches.fault("500_before", route=ROUTE, times=3)
    with pytest.raises(errors.Indeterminate) as failure:
        create()
    assert failure.value.detail.http_status == 500
    assert customers() == 0


def test_the_web_profile_does_not_try_again() -> None:
    switches.fault("500_before", route=ROUTE)
    with pytest.raises(errors.Indeterminate):
        create(Profile.WEB)


def test_a_cut_answer_is_found_again_by_the_sdk() -> None:
    switches.fault("drop_after", route=ROUTE)
    assert create().is_replayed
    assert customers() == 1


def test_a_cut_answer_without_retries_is_found_again_by_the_next_try() -> None:
    switches.fault("drop_after", route=ROUTE)
    with pytest.raises(errors.Indeterminate) as failure:
        create(Profile.WEB)
    assert failure.value.detail.http_status is None
    assert create(Profile.WEB).is_replayed
    assert customers() == 1


def test_a_500_after_the_work_is_kept_and_replayed() -> None:
    switches.fault("500_after", route=ROUTE)
    for _ in range(2):
        with pytest.raises(errors.Indeterminate) as failure:
            create()
        assert failure.value.detail.is_replayed
    assert customers() == 1
    assert calls.list_customers(email=NEW.email)[0].id


def test_too_many_requests_are_ours_to_wait_for() -> None:
    switches.fault("429", route=ROUTE)
    with pytest.raises(errors.Indeterminate) as failure:
        create()
    assert failure.value.is_rate_limited
    assert create().id


def test_a_conflict_is_tried_again_by_the_sdk() -> None:
    switches.fault("409", route=ROUTE, times=2)
    assert create().id


def test_a_late_answer_arrives_and_a_very_late_one_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []
    monkeypatch.setattr(time, "sleep", naps.append)
    switches.fault("slow_after", route=ROUTE, seconds=3)
    assert create(Profile.WEB).id
    switches.fault("slow_after", route=ROUTE, seconds=60)
    with pytest.raises(errors.Indeterminate):
        create(Profile.WEB)
    assert naps == [3, 8]


def test_a_fault_waits_for_its_route() -> None:
    switches.fault("500_before", route="post /v1/transfers")
    assert create(Profile.WEB).id


def test_any_write_may_be_hit() -> None:
    switches.fault("500_before", route=faults.ANY_WRITE)
    assert calls.list_customers(email=NEW.email, profile=Profile.WEB) == ()
    with pytest.raises(errors.Indeterminate):
        create(Profile.WEB)
