"""What a must costs, told in numbers before anybody is shown."""

import pytest
from django.urls import reverse

from accounts.enums import SkillLevel
from accounts.models import AssistantProfile, Skill
from accounts.services.facts import save_facts
from matching.services.musts import cost_of_musts
from missions.models import MissionSkill
from tests.factories.accounts import UserFactory, company_with_owner, published_assistant
from tests.factories.missions import MissionFactory, owner_of
from tests.matching.test_pages import FRAGMENT, QUERIES, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    for _ in range(5):
        published_assistant(user__first_name="Nadia")
    published_assistant(skill_levels=["quotes", "diary", "invoicing"])
    return MissionFactory(complete=True, asked={"quotes": "should", "quote-follow-up": "should"})


def chosen(draft, **importances):
    ids = dict(Skill.objects.filter(slug__in=["quotes", "quote-follow-up"]).values_list("slug", "pk"))
    return {ids[slug.replace("_", "-")]: (importance, "basic") for slug, importance in importances.items()}


def told(cost) -> str:
    return str(cost).replace("\u00a0", " ")


def test_each_must_tells_what_it_leaves(draft):
    assert told(cost_of_musts(draft, {})) == (
        "6 profils, 5 si « Relance de devis » devient indispensable, "
        "6 si « Établissement de devis » devient indispensable"
    )


def test_the_form_counts_as_it_stands_before_it_is_kept(draft):
    cost = cost_of_musts(draft, chosen(draft, quote_follow_up="must"))
    assert told(cost) == "5 profils, 5 si « Établissement de devis » devient indispensable"
    assert set(draft.mission_skills.values_list("importance", flat=True)) == {"should"}


def test_under_five_no_number_is_told(draft):
    follow_up = MissionSkill.objects.get(mission=draft, skill__slug="quote-follow-up")
    cost = cost_of_musts(draft, {follow_up.skill_id: ("should", SkillLevel.EXPERT)})
    assert "moins de 5 si « Relance de devis » devient indispensable" in told(cost)
    nobody = MissionFactory(complete=True, asked={"diary": "must", "tenders": "must"})
    assert told(cost_of_musts(nobody, {})) == "moins de 5 profils"


def test_three_musts_leave_no_other_to_weigh(draft):
    full = MissionFactory(
        complete=True,
        asked={
            "quotes": "must",
            "quote-follow-up": "must",
            "invoicing": "must",
            "overdue-reminders": "should",
        },
    )
    assert told(cost_of_musts(full, {})) == "5 profils"


def test_no_number_depends_on_a_price(draft):
    before = told(cost_of_musts(draft, {}))
    for one in AssistantProfile.objects.published()[:3]:
        save_facts(one, one.user, rate_remote_cents=9_900, floor_remote_cents=9_900)
    draft.budget_cents = 100
    assert told(cost_of_musts(draft, {})) == before


def test_the_page_and_its_fragment(client, draft, django_assert_max_num_queries):
    client.force_login(owner_of(draft.company))
    address = reverse("matching:musts", args=[draft.public_id])
    assert "6 profils correspondent" in plain(client.get(address).content.decode())
    follow_up = Skill.objects.get(slug="quote-follow-up").pk
    typed = {f"importance-{follow_up}": "must", f"level-{follow_up}": "basic", "importance-x": "must"}
    with django_assert_max_num_queries(QUERIES):
        fragment = client.get(address, typed, headers=FRAGMENT).content.decode()
    assert "5 profils correspondent" in plain(fragment)
    assert "<html" not in fragment
    assert "Nadia" not in fragment
    step = client.get(reverse("missions:step", args=[draft.public_id, "priorites"])).content.decode()
    assert address in step


def test_only_the_company_asks_and_only_about_a_draft(client, draft):
    address = reverse("matching:musts", args=[draft.public_id])
    for user in (UserFactory(), company_with_owner()[1]):
        client.force_login(user)
        assert client.get(address).status_code == 404
    client.force_login(owner_of(draft.company))
    type(draft).objects.filter(pk=draft.pk).update(status="submitted")
    assert client.get(address).status_code == 404


def test_it_cannot_be_asked_for_ever(client, draft, monkeypatch):
    monkeypatch.setattr("matching.views.musts.ASKED", 1)
    client.force_login(owner_of(draft.company))
    address = reverse("matching:musts", args=[draft.public_id])
    assert "6 profils" in plain(client.get(address).content.decode())
    assert "revenez dans une heure" in plain(client.get(address).content.decode())
