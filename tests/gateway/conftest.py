"""A new world for each test."""

from collections.abc import Iterator

import pytest

from billing.stripe_double import switches


@pytest.fixture(autouse=True)
def world() -> Iterator[None]:
    switches.reset(fee_ppm=0)
    yield
    switches.reset()
