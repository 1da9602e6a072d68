"""The life of a profile: who moves it, when it may move, what is written and told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import PROFILE_MOVES, ProfileStatus
from accounts.models import AssistantProfile, OfficeJob, ProfileEvent, Skill, User
from accounts.services import facts
from accounts.services.profiles import (
    clear_rule,
    confirm_availability,
    create_profile,
    pause_profile,
    publish_profile,
    request_profile_changes,
    resume_profile,
    submit_profile,
)
from accounts.signals import profile_changed
from sio.lib.errors import Refusal
from tests.accounts.support import change, refused, told
from tests.factories.accounts import AssistantProfileFactory, UserFactory, moderator, published_assistant

pytestmark = pytest.mark.django_db

FORBIDDEN = (
    "Je fais la tenue de comptabilité de petites entreprises, avec soin, depuis une dizaine d’années déjà."
)


@pytest.fixture
def heard():
    """The profiles whose change was announced."""
    profiles = []

    def listen(profile, **kwargs):
        profiles.append(profile)

    profile_changed.connect(listen)
    yield profiles
    profile_changed.disconnect(listen)


def test_a_profile_is_created_once(charlie: User, heard):
    first = create_profile(charlie)
    assert create_profile(charlie) == first
    assert first.status == ProfileStatus.DRAFT
    assert ProfileEvent.objects.filter(profile=first).count() == 1
    assert heard == [first]


def test_a_complete_profile_is_submitted_and_she_is_told(draft: AssistantProfile, bob: User, heard):
    profile = submit_profile(draft, bob)
    assert profile.status == ProfileStatus.SUBMITTED
    assert profile.submitted_at is not None
    assert profile.events.last().to_status == ProfileStatus.SUBMITTED
    assert told(bob) == ["profile_submitted"]
    assert heard == [profile]


def test_a_profile_is_not_submitted_while_a_step_is_missing(draft: AssistantProfile, bob: User):
    draft.slots.all().delete()
    with refused("Disponibilités"):
        submit_profile(draft, bob)
    draft.refresh_from_db()
    assert draft.status == ProfileStatus.DRAFT
    assert told(bob) == []


def test_a_profile_is_not_submitted_while_it_offers_a_reserved_act(draft: AssistantProfile, bob: User):
    change(draft, presentation=FORBIDDEN)
    with refused("réservée"):
        submit_profile(draft, bob)


def test_past_experience_may_name_reserved_acts(draft: AssistantProfile, bob: User):
    draft.experiences.create(
        job=OfficeJob.objects.get(rome_code="M1608"),
        title="Tenue de comptabilité",
        started_on=timezone.localdate(),
    )
    assert submit_profile(draft, bob).status == ProfileStatus.SUBMITTED


def test_nobody_submits_the_profile_of_another(draft: AssistantProfile, charlie: User, martine: User):
    for stranger in (charlie, martine):
        with refused("appartient"):
            submit_profile(draft, stranger)


def test_a_moderator_publishes(draft: AssistantProfile, bob: User, martine: User, heard):
    profile = publish_profile(submit_profile(draft, bob), martine)
    assert profile.status == ProfileStatus.PUBLISHED
    assert profile.published_at is not None
    event = profile.events.last()
    assert (event.actor, event.from_status, event.to_status) == (martine, "submitted", "published")
    assert told(bob) == ["profile_submitted", "profile_published"]
    assert len(heard) == 2


def test_only_the_team_decides(draft: AssistantProfile, bob: User, charlie: User):
    submitted = submit_profile(draft, bob)
    for person in (bob, charlie):
        with refused("équipe SIO"):
            publish_profile(submitted, person)
        with refused("équipe SIO"):
            request_profile_changes(submitted, person, "identity", "Vérifiez.")


def test_a_decision_needs_a_submission(draft: AssistantProfile, martine: User):
    with refused("n’attend plus de décision"):
        publish_profile(draft, martine)


def test_a_paused_profile_is_not_published_by_the_team(martine: User):
    profile = published_assistant()
    pause_profile(profile, profile.user)
    with refused("n’attend plus de décision"):
        publish_profile(profile, martine)


def test_changes_are_asked_with_a_reason_and_a_text_she_reads(
    draft: AssistantProfile, bob: User, martine: User
):
    profile = request_profile_changes(
        submit_profile(draft, bob), martine, "identity", " Votre SIREN est d’une autre. "
    )
    event = profile.events.last()
    assert profile.status == ProfileStatus.CHANGES_REQUESTED
    assert (event.reason, event.why) == ("identity", "Votre SIREN est d’une autre.")
    assert told(bob) == ["profile_submitted", "profile_changes_requested"]


@pytest.mark.parametrize(("reason", "why"), [("", "Un texte."), ("inconnu", "Un texte."), ("identity", "  ")])
def test_changes_are_not_asked_without_reason_or_text(
    draft: AssistantProfile, bob: User, martine: User, reason: str, why: str
):
    submitted = submit_profile(draft, bob)
    with pytest.raises(Refusal):
        request_profile_changes(submitted, martine, reason, why)
    submitted.refresh_from_db()
    assert submitted.status == ProfileStatus.SUBMITTED


def test_each_round_of_changes_is_told_again(draft: AssistantProfile, bob: User, martine: User):
    for _ in range(2):
        submit_profile(draft, bob)
        request_profile_changes(draft, martine, "too_vague", "Dites pour qui vous travaillez.")
    assert told(bob) == ["profile_submitted", "profile_changes_requested"] * 2


def test_a_second_click_on_publish_changes_nothing(draft: AssistantProfile, bob: User, martine: User):
    submitted = submit_profile(draft, bob)
    publish_profile(submitted, martine)
    with pytest.raises(Refusal):
        publish_profile(submitted, martine)
    assert told(bob).count("profile_published") == 1


def test_she_pauses_and_resumes(heard):
    profile = published_assistant(availability_confirmed_at=timezone.now() - timedelta(days=9))
    heard.clear()
    assert pause_profile(profile, profile.user).status == ProfileStatus.PAUSED
    resumed = resume_profile(profile, profile.user)
    assert resumed.status == ProfileStatus.PUBLISHED
    assert resumed.is_availability_confirmed
    assert len(heard) == 2


def test_a_suspended_profile_is_not_resumed_by_its_owner():
    profile = published_assistant(status=ProfileStatus.SUSPENDED)
    with pytest.raises(Refusal):
        resume_profile(profile, profile.user)


def test_availability_is_confirmed_for_seven_days(heard):
    profile = published_assistant(availability_confirmed_at=timezone.now() - timedelta(days=7, minutes=1))
    heard.clear()
    assert not profile.is_availability_confirmed
    assert confirm_availability(profile, profile.user).is_availability_confirmed
    assert heard == [profile]


def test_a_moderator_clears_the_words_found_and_only_those(draft: AssistantProfile, bob: User, martine: User):
    submitted = change(submit_profile(draft, bob), presentation=FORBIDDEN)
    with pytest.raises(Refusal):
        publish_profile(submitted, martine)
    cleared = clear_rule(submitted, martine, "compta_tenue")
    assert cleared.events.last().actor == martine
    assert "compta_tenue" in cleared.events.last().why
    assert publish_profile(cleared, martine).status == ProfileStatus.PUBLISHED
    with refused("réservée"):
        facts.save_presentation(
            cleared,
            bob,
            first_name="Bob",
            last_name="D",
            title="Assistant",
            presentation=FORBIDDEN + " Je tiens les livres comptables.",
        )


def test_only_the_team_clears_a_rule(draft: AssistantProfile, bob: User):
    with refused("équipe SIO"):
        clear_rule(draft, bob, "compta_tenue")


@pytest.mark.parametrize("status", ProfileStatus.values)
def test_submitting_follows_the_life_of_a_profile(status: str):
    profile = AssistantProfileFactory(
        published=True, status=status, skill_levels=["quotes", "invoicing", "inbox"], half_days=["mon_am"]
    )
    if ProfileStatus.SUBMITTED in PROFILE_MOVES[status]:
        assert submit_profile(profile, profile.user).status == ProfileStatus.SUBMITTED
    else:
        with pytest.raises(Refusal):
            submit_profile(profile, profile.user)


def test_her_name_gives_the_address_of_her_page_until_it_is_published(charlie: User):
    profile = create_profile(charlie)
    words = {"title": "Assistante", "presentation": "x" * 90}
    named = facts.save_presentation(profile, charlie, first_name="Éloïse", last_name="Martin", **words)
    assert named.slug.startswith("eloise-m-")


def test_the_address_of_a_published_page_stays():
    profile = published_assistant()
    slug = profile.slug
    facts.save_presentation(
        profile, profile.user, first_name="Anne", last_name="Z", title="Assistante", presentation="y" * 90
    )
    profile.refresh_from_db()
    assert profile.slug == slug


def test_a_published_profile_stays_complete():
    profile = published_assistant()
    with refused("Compétences"):
        facts.save_skills(profile, profile.user, {})
    assert profile.profile_skills.count() == 4


def test_skills_keep_the_proof_already_given(draft: AssistantProfile, bob: User):
    draft.profile_skills.filter(skill__slug="quotes").update(proof="shown")
    kept, new = Skill.objects.get(slug="quotes"), Skill.objects.get(slug="travel")
    facts.save_skills(draft, bob, {kept.pk: "expert", new.pk: "basic"})
    rows = {row.skill.slug: (row.level, row.proof) for row in draft.profile_skills.all()}
    assert rows == {"quotes": ("expert", "shown"), "travel": ("basic", "declared")}


def test_tools_do_not_touch_skills(draft: AssistantProfile, bob: User):
    tool = Skill.objects.get(slug="notion")
    facts.save_tools(draft, bob, tools={tool.pk: "confirmed"}, languages={})
    assert {row.skill.kind for row in draft.profile_skills.all()} == {"task", "tool"}


def test_more_than_thirty_skills_are_refused(draft: AssistantProfile, bob: User):
    levels = dict.fromkeys(Skill.objects.values_list("pk", flat=True)[:31], "basic")
    with refused("30"):
        facts.save_skills(draft, bob, levels)


def test_a_siren_belongs_to_one_profile(draft: AssistantProfile, bob: User):
    other = published_assistant()
    with refused("figure déjà", field="siren"):
        facts.save_facts(draft, bob, siren=other.siren)


def test_the_allowed_wording_replaces_the_words_found(draft: AssistantProfile, bob: User):
    change(draft, presentation=FORBIDDEN)
    changed = facts.replace_words(draft, bob, name="presentation", rule="compta_tenue")
    assert "tenue de comptabilité" not in changed.presentation
    assert "pré-comptabilité\u00a0: collecte" in changed.presentation
    with refused("déjà changé"):
        facts.replace_words(draft, bob, name="presentation", rule="compta_tenue")


@pytest.mark.parametrize("name", ["siren", "status", "user", "pk", ""])
def test_only_a_text_is_replaced(draft: AssistantProfile, bob: User, name: str):
    with pytest.raises(Refusal):
        facts.replace_words(draft, bob, name=name, rule="compta_tenue")


def test_a_line_of_another_profile_is_not_touched(draft: AssistantProfile, bob: User):
    other = published_assistant()
    line = other.qualifications.create(qualification="bts_gpme")
    with refused("n’existe plus"):
        facts.save_qualification(draft, bob, pk=line.pk, qualification="none", detail="", year=None)
    facts.delete_qualification(draft, bob, line.pk)
    assert other.qualifications.count() == 1


def test_nobody_edits_the_profile_of_another(draft: AssistantProfile):
    with refused("appartient"):
        facts.save_facts(draft, UserFactory(), radius_km=10)
    with refused("appartient"):
        facts.save_facts(draft, moderator(), radius_km=10)
