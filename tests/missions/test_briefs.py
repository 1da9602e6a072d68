"""Describing a need: each step is kept, never lost, never over somebody else’s words."""

import pytest

from accounts.enums import SkillLevel
from accounts.models import Skill
from missions import wording
from missions.enums import Importance
from missions.services.briefs import (
    Asked,
    EditedMeanwhile,
    choose_skills,
    rank_skills,
    replace_wording,
    save_brief,
)
from missions.signals import mission_changed
from missions.steps import Step, missing_steps
from sio.lib.errors import Refusal
from tests.factories.missions import MissionFactory


@pytest.fixture
def draft(company):
    return MissionFactory(company=company)


def skills(*slugs):
    return list(Skill.objects.filter(slug__in=slugs))


def test_a_step_keeps_its_answers_and_counts_a_version(draft, alice):
    save_brief(draft, alice, {"title": "Devis", "budget_cents": 3500}, version=1)
    draft.refresh_from_db()
    assert (draft.title, draft.budget_cents, draft.version) == ("Devis", 3500, 2)


def test_every_change_is_heard(draft, alice):
    heard = []

    def hear(sender, mission, **kwargs):
        heard.append(mission)

    mission_changed.connect(hear)
    save_brief(draft, alice, {"title": "Devis"})
    choose_skills(draft, alice, skills("quotes"))
    mission_changed.disconnect(hear)
    assert heard == [draft, draft]


def test_an_older_tab_is_warned_and_writes_nothing(draft, alice):
    save_brief(draft, alice, {"title": "Devis"}, version=1)
    with pytest.raises(EditedMeanwhile):
        save_brief(draft, alice, {"title": "Relances"}, version=1)
    draft.refresh_from_db()
    assert draft.title == "Devis"


@pytest.mark.parametrize("state", ["submitted", "published", "paused", "filled"])
def test_a_mission_out_of_the_company_s_hands_is_not_edited(company, alice, state):
    mission = MissionFactory(company=company, **{state: True})
    with pytest.raises(Refusal, match="ne peut plus être modifiée"):
        save_brief(mission, alice, {"title": "Autre"})


def test_charlie_edits_no_draft(draft, charlie):
    with pytest.raises(Refusal):
        save_brief(draft, charlie, {"title": "Autre"})


def test_choosing_skills_keeps_what_was_said_of_those_that_stay(draft, alice):
    quotes, invoicing = skills("quotes", "invoicing")
    choose_skills(draft, alice, [quotes])
    rank_skills(draft, alice, [Asked(quotes.pk, Importance.MUST, SkillLevel.EXPERT)])
    choose_skills(draft, alice, [quotes, invoicing])
    rows = {row.skill.slug: (row.importance, row.level) for row in draft.mission_skills.all()}
    assert rows == {"quotes": ("must", "expert"), "invoicing": ("should", "basic")}
    choose_skills(draft, alice, [invoicing])
    assert [row.skill for row in draft.mission_skills.all()] == [invoicing]


def test_twelve_skills_at_most(draft, alice):
    with pytest.raises(Refusal, match="12 compétences"):
        choose_skills(draft, alice, Skill.objects.filter(kind="task")[:13])


def test_three_indispensable_skills_at_most(draft, alice):
    chosen = skills("quotes", "invoicing", "quote-follow-up", "overdue-reminders")
    choose_skills(draft, alice, chosen)
    asked = [Asked(skill.pk, Importance.MUST, SkillLevel.BASIC) for skill in chosen]
    with pytest.raises(Refusal, match="Trois"):
        rank_skills(draft, alice, asked)
    rank_skills(draft, alice, asked[:3])
    assert draft.mission_skills.filter(importance="must").count() == 3


def test_a_quality_is_never_indispensable(draft, alice):
    quality = Skill.objects.filter(kind="quality").first()
    choose_skills(draft, alice, [quality])
    with pytest.raises(Refusal, match="qualité"):
        rank_skills(draft, alice, [Asked(quality.pk, Importance.MUST, SkillLevel.BASIC)])


def test_the_allowed_wording_takes_the_place_of_the_words_found(company, alice):
    mission = MissionFactory(
        complete=True, company=company, brief="Nous cherchons : tenue de la comptabilité, devis."
    )
    replace_wording(mission, alice, "brief", "compta_tenue")
    mission.refresh_from_db()
    assert mission.brief == (
        "Nous cherchons : pré-comptabilité\u00a0: collecte, numérisation, classement et transmission des pièces "
        "à votre expert-comptable, devis."
    )
    assert wording.forbidding(mission) == []


@pytest.mark.parametrize(
    "facts",
    [
        {
            "title": "Tenue de la comptabilité, devis, relances, accueil, agenda et classement"
        },  # no room for more
        {"brief": "Présence avec des horaires fixes."},  # advice, not words that could stand there
        {"brief": "Un texte tranquille."},
    ],
)
def test_some_passages_are_corrected_by_hand(company, alice, facts):
    mission = MissionFactory(complete=True, company=company, **facts)
    (field,) = facts
    with pytest.raises(Refusal, match="à la main"):
        replace_wording(mission, alice, field, "compta_tenue" if field == "title" else "subordination")


def test_every_forbidden_rule_is_repaired_by_its_own_alternative(company, alice):
    text = "Rédiger les CGV, tenue de la comptabilité, et gestion locative."
    mission = MissionFactory(complete=True, company=company, brief=text)
    for reading in wording.forbidding(mission):
        replace_wording(mission, alice, "brief", reading.rule)
    assert wording.forbidding(mission) == []


def test_a_finding_is_shown_with_its_words_marked_and_far_text_cut(company):
    mission = MissionFactory(
        complete=True, company=company, brief=f"{'a ' * 200}tenue de la comptabilité{' b' * 200}"
    )
    (reading,) = wording.findings(mission)
    assert [passage.text for passage in reading.passages if passage.is_marked] == ["tenue de la comptabilité"]
    assert sum(len(passage.text) for passage in reading.passages) < 200


@pytest.mark.parametrize(
    ("fact", "step"),
    [
        ({"title": ""}, Step.NEED),
        ({"pillar": None}, Step.NEED),
        ({"format": ""}, Step.VOLUME),
        ({"minutes_per_week": None}, Step.VOLUME),
        ({"starts_on": None}, Step.SCHEDULE),
        ({"place": ""}, Step.PLACE),
        ({"place": "hybrid"}, Step.PLACE),
        ({"budget_cents": None}, Step.BUDGET),
        ({"deliverable": ""}, Step.DESCRIPTION),
    ],
)
def test_a_missing_answer_points_at_its_step(company, fact, step):
    mission = MissionFactory(complete=True, company=company, **fact)
    assert missing_steps(mission) == [step]


def test_a_reason_stands_for_a_budget_and_a_pack_for_a_week(company):
    mission = MissionFactory(
        complete=True,
        company=company,
        budget_cents=None,
        budget_reason="unknown",
        minutes_per_week=None,
        minutes_per_month=600,
    )
    assert missing_steps(mission) == []


def test_a_mission_without_tasks_lacks_two_steps(company):
    mission = MissionFactory(complete=True, company=company, asked={})
    assert missing_steps(mission) == [Step.NEED, Step.PRIORITIES]
