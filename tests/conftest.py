"""Throw-away servers, sealed network, and the fixtures every test may use."""

import gc
import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xdist
from django.conf import settings as django_settings
from django.test import TransactionTestCase
from pytest_django.plugin import blocking_manager_key
from xdist.remote import Producer

from sio.dev import browser as browsers
from sio.dev import testbed
from tests.support import workers
from tests.support.databases import Databases, name_of_run
from tests.support.sharing import LongFirst

SEAT = pytest.StashKey[testbed.Seat]()


def pytest_configure(config: pytest.Config) -> None:
    """Take a seat at the throw-away servers, once per run; parallel workers share it by the environment."""
    # Playwright runs an event loop in the thread that also asks the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if "SIO_TEST_RUN" in os.environ or config.option.collectonly:
        return
    os.environ["SIO_TEST_RUN"] = uuid.uuid4().hex[:8]
    if not ("DATABASE_URL" in os.environ and "REDIS_URL" in os.environ):
        seat = testbed.take_seat(linger=float(os.environ.get("SIO_TEST_LINGER", testbed.LINGER)))
        os.environ["SIO_TEST_SEAT"] = str(seat.number)
        config.stash[SEAT] = seat


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """While the workers collect, the process that shares the suite out migrates the template of their databases."""
    if xdist.is_xdist_controller(session) and "SIO_TEST_SEAT" in os.environ:
        with session.config.stash[blocking_manager_key].unblock():
            Databases(name_of_run(os.environ["SIO_TEST_RUN"], "template"), is_shared=True).prepare()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LongFirst:
    return LongFirst(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    if seat := config.stash.get(SEAT, None):
        seat.leave()
        del os.environ["SIO_TEST_SEAT"]
        del os.environ["SIO_TEST_RUN"]


@pytest.fixture(scope="session")
def databases(worker_id: str) -> Databases:
    return Databases(
        name_of_run(os.environ["SIO_TEST_RUN"], worker_id), is_shared="DATABASE_URL" not in os.environ
    )


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, databases: Databases
) -> Iterator[None]:
    """A database of our own, copied from the template; a test that commits leaves a fresh copy behind."""
    with django_db_blocker.unblock():
        databases.create()
    truncate = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda _: databases.restore()  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = truncate  # type: ignore[method-assign]
    with django_db_blocker.unblock():
        databases.drop()


@pytest.fixture(scope="session")
def redis_url(worker_id: str) -> str:
    """The address of a Valkey database nobody else uses."""
    if "SIO_TEST_SEAT" not in os.environ:
        return os.environ["REDIS_URL"]
    lane = int(worker_id.removeprefix("gw")) + 1 if worker_id.startswith("gw") else 0
    return testbed.redis_url(int(os.environ["SIO_TEST_SEAT"]), lane)


@pytest.fixture(autouse=True)
def fresh_stripe() -> None:
    """The Stripe double forgets: a key of the test before must not replay its answer."""
    from billing.stripe_double import stores

    stores.forget()


@pytest.fixture(autouse=True)
def quiet_house() -> None:
    """What pages keep for a minute is what an empty database says; a test that saves something is heard."""
    from accounts.doors import Door
    from accounts.enums import Role
    from blog.models import SiteIdentity
    from blog.services import site
    from sio import openings

    site.identity.remember(SiteIdentity())
    site.announcements.remember(())
    site.partners.remember(())
    openings.known.remember({role.value: Door(role) for role in Role})


@pytest.fixture
def process_environment(transactional_db: None, redis_url: str) -> Callable[..., dict[str, str]]:
    """The environment of a process of SIO that works on this test's databases; more variables may be given."""
    return lambda **more: workers.environment(redis_url, **more)


@pytest.fixture
def celery_worker(
    process_environment: Callable[..., dict[str, str]], tmp_path: Path
) -> Iterator[workers.Worker]:
    """A real worker and its beat on the real Valkey, stopped afterwards."""
    with workers.running_worker(tmp_path / "celery", process_environment()) as worker:
        yield worker


@pytest.fixture
def live_server(live_server: Any, settings: Any) -> Any:
    """The site behind a real port; addresses in e-mails lead to it."""
    settings.SITE_URL = live_server.url
    return live_server


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser of this machine, which reaches nothing but this machine."""
    program = browsers.find()
    if program is None:
        pytest.fail(browsers.ADVICE)
    return browser_type_launch_args | {"executable_path": str(program), "args": browsers.FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "fr-FR", "timezone_id": django_settings.TIME_ZONE}
