"""The demo is alive, can be loaded again, and its books balance. A small one: the same acts, fewer people."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from accounts.models import Skill
from billing import ledger
from billing.models import Bill, LedgerEntry
from missions.enums import WAITING_STATUSES, ApplicationStatus, MissionStatus
from missions.models import Application, Mission
from sio.demo import build, cast, crowd, needs
from sio.demo.people import PASSWORD
from tests.journeys import situation
from tests.support.databases import Databases

pytestmark = pytest.mark.django_db

# domain.md 7.2 does not ask for these.
EXCUSED = {MissionStatus.CANCELLED, MissionStatus.PAUSED, MissionStatus.REJECTED}


@pytest.fixture(scope="module", autouse=True)
def world(demo: dict[str, Any], django_db_blocker: Any, databases: Databases) -> Iterator[dict[str, Any]]:
    """What Stripe's double says once all is loaded. The database is thrown away after this module."""
    with django_db_blocker.unblock():
        databases.restore("demo")
        yield demo
        databases.restore()


def counts() -> dict[type[Model], int]:
    return {model: model._default_manager.count() for model in apps.get_models()}


def test_loading_again_changes_nothing() -> None:
    before = counts()
    situation.load()
    assert counts() == before


def test_missions_are_met_in_every_state_of_their_life() -> None:
    met = set(Mission.objects.values_list("status", flat=True))
    assert met >= set(MissionStatus) - EXCUSED


def test_applications_are_met_waiting_and_answered() -> None:
    met = set(Application.objects.values_list("status", flat=True))
    assert met & set(WAITING_STATUSES)
    assert met >= {ApplicationStatus.ACCEPTED, ApplicationStatus.LAPSED}


def test_some_bills_are_passed_on_and_some_wait() -> None:
    states = list(Bill.objects.values_list("state", flat=True))
    assert states.count("transferred") > states.count("due") > 0
    assert set(states) == {"transferred", "due"}


def test_the_ledger_balances_and_equals_the_balance_at_stripe(world: dict[str, Any]) -> None:
    assert sum(LedgerEntry.objects.values_list("amount_cents", flat=True)) == 0
    assert ledger.balance(ledger.PLATFORM) == world["platform"] > 0


@pytest.mark.parametrize(("role", "email"), list(build.accounts()), ids=lambda value: value)
def test_the_accounts_printed_sign_in(client: Client, role: str, email: str) -> None:
    answer = client.post("/connexion/", {"login": email, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1] == ("/espace/", 302)
    assert answer.status_code == 200


def test_every_skill_named_is_in_the_catalogue() -> None:
    random = Random(build.SEED)
    people = [*cast.ASSISTANTS, *crowd.assistants(random, 100)]
    wanted = {slug for person in people for slug in (*person.skills, *person.tools, *person.qualities)}
    wanted |= {slug for need in needs.NEEDS for slug in (*need.must, *need.should)}
    wanted |= {slug for need in crowd.needs(random, 100) for slug in (*need.must, *need.should)}
    assert wanted - set(Skill.objects.values_list("slug", flat=True)) == set()
