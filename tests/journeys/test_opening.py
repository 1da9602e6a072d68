"""Before its date a side takes an address, writes once on the day, then forgets; and a visitor finds an assistant."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from playwright.sync_api import Page, expect

from accounts.enums import Role
from accounts.models import OpeningDate, WaitingListEntry
from accounts.services.doors import tell_everyone_waiting
from tests.axe import assert_no_barrier
from tests.factories.accounts import UserFactory, published_assistant
from tests.journeys.people import Person
from tests.journeys.stage import Stage, a_worker_passes, letters_to

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "stripe_double"])

ADDRESS = "lea@exemple.example"
BOTH_WAYS = pytest.mark.parametrize(
    "has_javascript", [False, True], ids=["without JavaScript", "with JavaScript"]
)


def open_in(delay: timedelta) -> None:
    OpeningDate.objects.update_or_create(role=Role.ASSISTANT, defaults={"opens_at": Now() + delay})


def link_in_the_last_letter() -> str:
    a_worker_passes()
    letter = next(letters_to(ADDRESS))
    return re.findall(r"https?://\S+/(?:confirmer|inscription)/\S+/", letter)[0]


def assert_is_for_everybody(page: Page, has_javascript: bool) -> None:
    """The engine of the rules is a script."""
    if has_javascript:
        page.emulate_media(reduced_motion="reduce")
        assert_no_barrier(page)


@BOTH_WAYS
def test_somebody_waits_for_the_opening_and_is_told_on_the_day(
    raise_the_curtain: Callable[..., Stage], has_javascript: bool
) -> None:
    open_in(timedelta(days=3))
    lea = Person(raise_the_curtain(has_javascript=has_javascript))

    lea.page.goto("/inscription/")
    lea.clicks("Me prévenir à l’ouverture")
    assert_is_for_everybody(lea.page, has_javascript)
    lea.fills("Votre adresse e-mail", ADDRESS)
    lea.clicks("Me prévenir à l’ouverture")
    expect(lea.main).to_contain_text("Un message vous attend")
    lea.page.goto(link_in_the_last_letter())
    assert_is_for_everybody(lea.page, has_javascript)
    lea.clicks("Confirmer mon adresse")
    expect(lea.main).to_contain_text("C’est noté")

    open_in(timedelta(0))
    tell_everyone_waiting()
    lea.page.goto(link_in_the_last_letter())
    expect(lea.main).to_contain_text("Créer un profil")
    assert not WaitingListEntry.objects.exists()


@BOTH_WAYS
def test_a_visitor_finds_an_assistant_and_signs_up_to_propose_a_mission(
    raise_the_curtain: Callable[..., Stage], has_javascript: bool
) -> None:
    for name, skills in (("Claire", ["quotes"]), ("Diane", ["inbox"])):
        published_assistant(user=UserFactory(first_name=name, assistant_side=True), skill_levels=skills)
    owner = Person(raise_the_curtain(has_javascript=has_javascript))

    owner.page.goto("/assistants/")
    owner.fills("Une tâche, un outil, un métier", "devis")
    owner.main.get_by_text("Plus de critères").click()
    owner.picks("Façon de travailler", "À distance")
    owner.clicks("Appliquer")
    expect(owner.main).to_contain_text("Claire D.")
    expect(owner.main).not_to_contain_text("Diane D.")
    owner.clicks("« devis »")
    expect(owner.main).to_contain_text("Diane D.")
    owner.clicks("Claire D.")
    owner.clicks("Proposer une mission")
    expect(owner.main).to_contain_text("Créer un compte entreprise")
