"""What people write in their own words, and what SIO proposes for it: a person ticks, or nothing is added."""

import re

import pytest
from django.urls import reverse

from accounts.models import AssistantProfile, Pillar, Skill
from accounts.proposals import PHRASES, SKILLS_A_PHRASE, proposals, proposals_of_presentation
from missions.enums import MAX_MISSION_SKILLS
from missions.models import Mission
from tests.factories.accounts import AssistantProfileFactory, company_with_owner

pytestmark = pytest.mark.django_db

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}
NEED = "Relancer les clients qui ne paient pas, promener le chien"
DONT_KNOW = "Nous ne savons pas"


def pk(slug: str) -> int:
    return Skill.objects.get(slug=slug).pk


def slugs(found) -> list[list[str]]:
    return [[skill.slug for skill in one.skills] for one in found]


def test_each_phrase_has_its_proposals_or_an_honest_silence():
    found = proposals(NEED)
    assert [one.phrase for one in found] == ["Relancer les clients qui ne paient pas", "promener le chien"]
    assert "overdue-reminders" in slugs(found)[0]
    assert slugs(found)[1] == []


def test_a_phrase_has_three_proposals_at_most_and_a_text_six_phrases():
    found = proposals("devis, relance, agenda, courrier, paie, congés, site, voyage")
    assert len(found) <= PHRASES
    assert max(len(one.skills) for one in found) <= SKILLS_A_PHRASE


def test_a_skill_is_proposed_once():
    found = [slug for phrase in slugs(proposals("tenir l’agenda\nfixer les rendez-vous")) for slug in phrase]
    assert len(found) == len(set(found))
    assert "diary" in found


def test_a_presentation_is_read_for_what_it_says_of_the_work():
    text = "Bonjour. J’ai deux chats. Prise de notes, relance de devis."
    found = proposals_of_presentation(text, kind="task")
    assert [one.phrase for one in found] == ["Prise de notes", "relance de devis"]


@pytest.mark.parametrize("text", ["", " , ;\n", "…"])
def test_nothing_written_proposes_nothing(text: str):
    assert proposals(text) == []


@pytest.fixture
def owner(client):
    _, person = company_with_owner()
    client.force_login(person)
    return client


@pytest.fixture
def assistant(client):
    profile = AssistantProfileFactory(presentation="Prise de notes et relance de devis.")
    client.force_login(profile.user)
    return client


def ask(client, address: str, headers: dict[str, str] | None = None, **typed):
    return client.post(address, {"proposer": "phrase", **typed}, headers=headers or {})


def test_an_owner_is_proposed_tasks_and_loses_nothing_she_typed(owner):
    address = reverse("missions:new")
    page = ask(
        owner,
        address,
        phrase=NEED,
        title="Un coup de main",
        pillar=Pillar.objects.first().pk,
        skills=[pk("quotes")],
    )
    text = page.content.decode()
    assert page.status_code == 200
    assert f'value="{pk("overdue-reminders")}" id="propose_' in text
    assert DONT_KNOW in text
    assert "Un coup de main" in text
    assert NEED in text
    assert f'value="{pk("quotes")}" checked' in text
    assert "Erreur" not in text
    assert not Mission.objects.exists()


def test_the_fragment_is_the_part_of_the_page(owner):
    address = reverse("missions:new")
    whole = ask(owner, address, phrase=NEED).content.decode()
    part = ask(owner, address, FRAGMENT, phrase=NEED)
    assert part["Cache-Control"] == "no-store"
    assert part.content.decode().strip() in whole
    assert "<html" not in part.content.decode()


def test_what_was_ticked_among_proposals_stays_ticked_there_alone(owner):
    kept = pk("overdue-reminders")
    page = ask(
        owner, reverse("missions:new"), phrase="tenir l’agenda", skills=[kept], proposed=[kept]
    ).content.decode()
    assert page.count(f'value="{kept}" id="propose_{kept}" checked') == 1
    assert len(re.findall(rf'name="?skills"? value="{kept}"', page)) == 2
    assert page.count(" checked") == 1


def test_a_skill_ticked_above_and_in_the_picker_counts_once(owner):
    chosen = list(Skill.objects.filter(kind="task").values_list("pk", flat=True)[:MAX_MISSION_SKILLS])
    typed = {"title": "Relances", "pillar": Pillar.objects.first().pk, "skills": chosen * 2, "phrase": NEED}
    assert owner.post(reverse("missions:new"), typed).status_code == 303
    assert {row.skill_id for row in Mission.objects.get().mission_skills.all()} == set(chosen)


def test_nothing_is_added_to_a_draft_by_asking(owner):
    chosen = [pk("quotes")]
    owner.post(
        reverse("missions:new"), {"title": "Devis", "pillar": Pillar.objects.first().pk, "skills": chosen}
    )
    mission = Mission.objects.get()
    ask(owner, reverse("missions:step", args=[mission.public_id, "besoin"]), phrase=NEED, title="Autre")
    mission.refresh_from_db()
    assert mission.title == "Devis"
    assert [row.skill_id for row in mission.mission_skills.all()] == chosen


def test_the_box_asked_without_a_word_says_what_to_do(owner):
    assert "Écrivez d’abord quelques mots" in ask(owner, reverse("missions:new"), phrase=" ").content.decode()


def test_ticks_that_are_no_numbers_are_nobody_s(owner):
    page = ask(owner, reverse("missions:new"), phrase="devis", skills=["x", "²", "9" * 40], proposed=["-1"])
    assert page.status_code == 200


def test_an_assistant_is_proposed_tasks_from_a_phrase_and_from_her_presentation(assistant):
    address = reverse("accounts:profile_step", args=["competences"])
    assert "Lire ma présentation" in assistant.get(address).content.decode()
    said = ask(assistant, address, FRAGMENT, phrase="je tiens l’agenda du dirigeant").content.decode()
    assert f'id="propose_{pk("diary")}"' in said
    read = assistant.post(address, {"proposer": "presentation"}, headers=FRAGMENT).content.decode()
    assert f'id="propose_{pk("minutes")}"' in read
    assert DONT_KNOW not in read
    assert not AssistantProfile.objects.get().profile_skills.exists()


def test_other_steps_have_no_box(assistant):
    address = reverse("accounts:profile_step", args=["presentation"])
    assert "propositions" not in assistant.get(address).content.decode()


def test_proposing_costs_few_queries(owner, django_assert_max_num_queries):
    ask(owner, reverse("missions:new"), phrase=NEED)
    phrase = "relancer les mauvais payeurs, vider ma boîte mail, organiser un séminaire, devis, agenda, paie"
    with django_assert_max_num_queries(26):
        ask(owner, reverse("missions:new"), FRAGMENT, phrase=phrase)
