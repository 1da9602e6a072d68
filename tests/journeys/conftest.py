"""A stage for each journey. The double's world lives in this process, where the live server runs too."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from billing.stripe_double import switches
from tests.journeys.stage import Stage


@pytest.fixture
def raise_the_curtain(
    browser: Browser, browser_context_args: dict[str, Any], live_server: Any
) -> Iterator[Callable[..., Stage]]:
    """Build a stage; complaints of its windows fail the test when the curtain falls."""
    switches.reset(fee_ppm=0)
    stages: list[Stage] = []

    def build(**options: Any) -> Stage:
        stages.append(Stage(browser, live_server.url, browser_context_args, **options))
        return stages[-1]

    yield build
    for stage in stages:
        stage.close()
