"""System checks of duties."""

from typing import Any

from sio.lib.checks import leases_outlast_their_calls
from tests.lib.conftest import Acts


def test_the_leases_of_the_site_outlast_their_calls() -> None:
    assert leases_outlast_their_calls() == []


def test_a_lease_that_ends_before_its_call_is_named(handled: Any) -> None:
    handled("short", Acts(), lease=60, timeout=18, retries=2)

    (error,) = leases_outlast_their_calls()

    assert error.id == "lib.E001"
    assert "short" in error.msg


def test_a_lease_that_is_long_enough_passes(handled: Any) -> None:
    handled("long", Acts(), lease=120, timeout=18, retries=2)

    assert leases_outlast_their_calls() == []
