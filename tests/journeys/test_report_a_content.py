"""A visitor without an account reports a profile, a moderator decides, both sides read why."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import AssistantProfile, Report
from accounts.services.reports import decide_report
from tests.factories.accounts import AssistantProfileFactory, moderator
from tests.journeys.people import Person
from tests.journeys.stage import Stage, a_worker_passes, letters_to

pytestmark = pytest.mark.django_db(transaction=True)

FACTS = "Le diplôme cité figure bien au répertoire national."
RULE = "Article 3 des conditions générales d’utilisation."


@pytest.fixture
def profile(transactional_db: None) -> AssistantProfile:
    return AssistantProfileFactory(published=True, skill_levels=["quotes", "inbox"], half_days=["mon_am"])


@pytest.mark.parametrize("has_javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_a_visitor_reports_a_profile_and_reads_the_decision(
    raise_the_curtain: Callable[..., Stage], profile: AssistantProfile, has_javascript: bool
) -> None:
    visitor = Person(raise_the_curtain(has_javascript=has_javascript))
    visitor.page.goto(profile.get_absolute_url())
    visitor.clicks("Signaler ce profil")

    _forgets_the_reason(visitor)
    visitor.ticks("Information fausse ou trompeuse")
    visitor.clicks("Envoyer le signalement")
    expect(visitor.main.get_by_role("heading", name="Votre signalement est reçu")).to_be_visible()

    _a_moderator_decides()
    a_worker_passes()
    visitor.page.reload()
    expect(visitor.main).to_contain_text(FACTS)
    for address in ("jeanne@exemple.example", profile.user.email):
        letter = next(letters_to(address))
        assert FACTS in letter
        assert "contester cette décision" in letter


def _forgets_the_reason(visitor: Person) -> None:
    """What was written is still there beside the error."""
    words = "Je ne trouve pas ce diplôme."
    visitor.fills("Expliquez en quelques phrases", words)
    visitor.fills("Votre adresse e-mail", "jeanne@exemple.example")
    visitor.ticks("À ma connaissance, ce que je signale est exact et complet.")
    visitor.clicks("Envoyer le signalement")
    expect(visitor.main).to_contain_text(re.compile("Choisissez ce qui ne va pas"))
    expect(visitor.main.get_by_label("Expliquez en quelques phrases")).to_have_value(words)


def _a_moderator_decides() -> None:
    decide_report(
        Report.objects.get(), moderator(), "rejected", facts=FACTS, rule=RULE, why="Rien ne change."
    )
