"""A site as production serves it, one sheet and one script, and a stage for each journey.

The double's world lives in this process, where the site answers too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser

from billing.stripe_double import switches
from tests.journeys import situation
from tests.journeys.stage import Stage
from tests.support.databases import Databases


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The settings under which static files are joined, hashed and compressed, and where they were put."""
    settings = {
        "STORAGES": django_settings.STORAGES
        | {"staticfiles": {"BACKEND": "sio.lib.static.SiteStaticStorage"}},
        "STATIC_ROOT": tmp_path_factory.mktemp("static"),
        "WHITENOISE_USE_FINDERS": False,
        "WHITENOISE_AUTOREFRESH": False,
    }
    with override_settings(**settings):
        call_command("collectstatic", verbosity=0, interactive=False)
    return settings


@pytest.fixture(scope="session")
def shipped_files(shipped: dict[str, Any]) -> Path:
    return Path(shipped["STATIC_ROOT"])


@pytest.fixture(scope="session")
def demo(django_db_setup: None, django_db_blocker: Any, databases: Databases) -> dict[str, Any]:
    """The small demo, loaded once and kept for `databases.restore("demo")`; what Stripe's double says of it."""
    switches.reset()
    with django_db_blocker.unblock():
        situation.load()
        databases.keep("demo")
    return switches.state()


@contextmanager
def serving(shipped: dict[str, Any]) -> Iterator[str]:
    """The site behind a real port, its files served by WhiteNoise; the address it answers at."""
    thread = LiveServerThread("localhost", static_handler=lambda application: application)
    thread.daemon = True
    with override_settings(**shipped):
        thread.start()
        thread.is_ready.wait()
        address = f"http://localhost:{thread.port}"
        with override_settings(SITE_URL=address):
            yield address
        thread.terminate()


@pytest.fixture
def site(transactional_db: None, shipped: dict[str, Any]) -> Iterator[str]:
    """The site for one test, on its own database."""
    with serving(shipped) as address:
        yield address


@pytest.fixture
def raise_the_curtain(
    browser: Browser, browser_context_args: dict[str, Any], site: str
) -> Iterator[Callable[..., Stage]]:
    """Build a stage; complaints of its windows fail the test when the curtain falls."""
    switches.reset(fee_ppm=0)
    stages: list[Stage] = []

    def build(**options: Any) -> Stage:
        stages.append(Stage(browser, site, browser_context_args, **options))
        return stages[-1]

    yield build
    for stage in stages:
        stage.close()
