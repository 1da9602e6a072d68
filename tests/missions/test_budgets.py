"""A published budget changes three times, by steps: it never tells a private floor."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Company
from missions import ceilings
from missions.enums import MAX_CEILING_CHANGES
from missions.services.budgets import change_budget
from missions.services.missions import publish_mission
from sio.lib.errors import Refusal
from tests.factories.accounts import company_with_owner, moderator
from tests.factories.missions import MissionFactory, owner_of


@pytest.mark.parametrize(
    ("shown", "ceiling", "may"),
    [
        ([3500], 3850, True),
        ([3500], 3849, False),
        ([3500], 3181, True),
        ([3500], 3182, False),
        ([3500], 3500, True),
        ([3500], 0, True),
        ([0], 3500, True),
        ([3500, 5000], 3600, False),
        ([3500, 5000], 4800, False),
        ([3500, 5000], 4200, True),
        ([3500, 5000, 3500, 5000], 3500, False),
    ],
)
def test_a_ceiling_keeps_a_step_from_each_one_shown(shown, ceiling, may):
    assert (ceilings.refusal(shown, ceiling) == "") == may


def test_the_refusal_says_what_would_do():
    assert "31,81 € ou moins, ou 38,50 € ou plus" in ceilings.refusal([3500], 3600).replace(
        "\u202f", " "
    ).replace("\u00a0", " ")


@pytest.fixture
def mission():
    return MissionFactory(published=True)


def to(mission, cents: int):
    return change_budget(mission, owner_of(mission.company), {"budget_cents": cents})


@pytest.mark.django_db
def test_the_first_ceiling_is_kept_at_publication():
    mission = publish_mission(MissionFactory(submitted=True), moderator())
    assert mission.published_ceilings == [3500]


@pytest.mark.django_db
def test_a_published_budget_changes_three_times_and_no_more(mission):
    for cents in (4000, 4500, 5000):
        to(mission, cents)
    assert mission.published_ceilings == [3500, 4000, 4500, 5000]
    assert ceilings.changes_left(mission.published_ceilings) == 0
    with pytest.raises(Refusal, match="a déjà changé") as refusal:
        to(mission, 6000)
    assert refusal.value.field == "budget_cents"
    mission.refresh_from_db()
    assert mission.budget_cents == 5000
    first = mission.events.all()[0].why.replace("\u00a0", " ").replace("\u202f", " ")
    assert first == "Budget : 35 € de l’heure → 40 € de l’heure"


@pytest.mark.django_db
def test_the_database_counts_too(mission):
    shown = [3500] * (2 + MAX_CEILING_CHANGES)
    with pytest.raises(IntegrityError, match="three_times"), transaction.atomic():
        type(mission).objects.filter(pk=mission.pk).update(published_ceilings=shown)


@pytest.mark.django_db
def test_another_way_to_say_the_same_price_is_not_a_change(mission):
    facts = {"budget_cents": 24_500, "price_mode": "day"}
    change_budget(mission, owner_of(mission.company), facts)
    assert mission.published_ceilings == [3500]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["complete", "submitted", "filled"])
def test_only_a_mission_on_line_changes_its_budget(state):
    mission = MissionFactory(**{state: True})
    with pytest.raises(Refusal, match="ne peut plus changer"):
        to(mission, 5000)


@pytest.mark.django_db
def test_the_page_tells_the_rule_and_keeps_what_was_typed(client, mission):
    alice = owner_of(mission.company)
    client.force_login(alice)
    address = reverse("missions:budget", args=[mission.public_id])
    page = client.get(address).content.decode()
    assert "Il peut encore changer 3 fois sur 3." in page
    assert "il ne sert pas à deviner les tarifs privés" in page
    typed = {"answer": "known", "budget_cents": "36", "price_mode": "hour", "version": mission.version}
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "déjà publié" in refused.content.decode()
    assert client.post(address, typed | {"budget_cents": "45"}).status_code == 303
    mission.refresh_from_db()
    assert mission.published_ceilings == [3500, 4500]
    assert Company.objects.count() == 1
    client.force_login(company_with_owner()[1])
    assert client.get(address).status_code == 404
