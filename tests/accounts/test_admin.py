"""The team reads the queue and decides in one click; nobody else enters; history cannot be rewritten."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import ProfileStatus
from accounts.models import AssistantProfile, User
from accounts.services.profiles import submit_profile
from tests.accounts.support import change, text_of, told
from tests.factories.accounts import AssistantProfileFactory, UserFactory

pytestmark = pytest.mark.django_db

QUEUE = "/gestion/accounts/assistantprofile/"


@pytest.fixture
def as_martine(client: Client, martine: User) -> Client:
    client.force_login(martine)
    return client


@pytest.fixture
def submitted(draft: AssistantProfile, bob: User) -> AssistantProfile:
    return submit_profile(draft, bob)


def act(profile: AssistantProfile, name: str) -> str:
    return reverse(f"admin:accounts_profile_{name}", args=[profile.pk])


def waiting(**facts: object) -> AssistantProfile:
    return AssistantProfileFactory(
        submitted=True, skill_levels=["quotes", "inbox", "diary"], half_days=["mon_am"], **facts
    )


def test_the_queue_shows_what_waits_oldest_first_with_its_age(as_martine: Client):
    waiting(title="Assistante récente")
    waiting(title="Assistante ancienne", submitted_at=timezone.now() - timedelta(days=3))
    AssistantProfileFactory(published=True, title="Déjà en ligne")
    words = text_of(as_martine.get(QUEUE))
    assert words.index("Assistante ancienne") < words.index("Assistante récente")
    assert "3 j" in words
    assert "Déjà en ligne" not in words


def test_every_state_can_be_asked_for(as_martine: Client):
    AssistantProfileFactory(published=True, title="Déjà en ligne")
    assert "Déjà en ligne" in text_of(as_martine.get(QUEUE, {"etat": "all"}))
    assert "Déjà en ligne" in text_of(as_martine.get(QUEUE, {"etat": "published"}))


def test_the_queue_asks_a_fixed_number_of_queries(as_martine: Client, django_assert_max_num_queries):
    for _ in range(6):
        waiting()
    with django_assert_max_num_queries(12):
        as_martine.get(QUEUE)


def test_a_moderator_publishes_in_one_click(as_martine: Client, submitted: AssistantProfile, bob: User):
    assert 'value="Publier"' in as_martine.get(f"{QUEUE}{submitted.pk}/change/").content.decode()
    answer = as_martine.post(act(submitted, "publish"))
    assert answer["Location"] == QUEUE
    submitted.refresh_from_db()
    assert submitted.status == ProfileStatus.PUBLISHED
    assert "profile_published" in told(bob)


def test_publishing_twice_says_that_it_is_done(as_martine: Client, submitted: AssistantProfile, bob: User):
    as_martine.post(act(submitted, "publish"))
    page = as_martine.post(act(submitted, "publish"), follow=True)
    assert "n’attend plus de décision" in text_of(page)
    assert told(bob).count("profile_published") == 1


def test_changes_are_asked_with_a_reason_and_a_text(
    as_martine: Client, submitted: AssistantProfile, bob: User
):
    as_martine.post(act(submitted, "ask"), {"reason": "identity", "why": "Le SIREN n’est pas le vôtre."})
    submitted.refresh_from_db()
    assert submitted.status == ProfileStatus.CHANGES_REQUESTED
    assert "profile_changes_requested" in told(bob)


@pytest.mark.parametrize(
    "typed", [{}, {"reason": "identity"}, {"why": "Un texte."}, {"reason": "jeune", "why": "Un texte."}]
)
def test_changes_without_reason_or_text_are_refused(
    as_martine: Client, submitted: AssistantProfile, typed: dict
):
    as_martine.post(act(submitted, "ask"), typed, follow=True)
    submitted.refresh_from_db()
    assert submitted.status == ProfileStatus.SUBMITTED


def test_several_profiles_are_decided_from_the_list(as_martine: Client):
    profiles = [waiting(), waiting()]
    chosen = {"action": "publish", "_selected_action": [profile.pk for profile in profiles]}
    words = text_of(as_martine.post(QUEUE, chosen, follow=True))
    assert "Publié : 2." in words
    assert AssistantProfile.objects.published().count() == 2


def test_from_the_list_too_changes_need_a_reason(as_martine: Client):
    profile = waiting()
    chosen = {"action": "ask_for_changes", "_selected_action": [profile.pk]}
    assert "Choisissez un motif" in text_of(as_martine.post(QUEUE, chosen, follow=True))
    as_martine.post(QUEUE, chosen | {"reason": "too_vague", "why": "Dites pour qui."}, follow=True)
    profile.refresh_from_db()
    assert profile.status == ProfileStatus.CHANGES_REQUESTED


def test_words_found_are_shown_and_cleared_under_a_name(
    as_martine: Client, submitted: AssistantProfile, martine: User
):
    change(
        submitted,
        presentation="Je corrige la saisie des écritures faite par mes clients dans leur outil. " * 2,
    )
    page = as_martine.get(f"{QUEUE}{submitted.pk}/change/")
    assert "<mark>" in page.content.decode()
    as_martine.post(act(submitted, "publish"))
    submitted.refresh_from_db()
    assert submitted.status == ProfileStatus.SUBMITTED
    as_martine.post(act(submitted, "clear"), {"rule": "compta_saisie"})
    as_martine.post(act(submitted, "publish"))
    submitted.refresh_from_db()
    assert submitted.status == ProfileStatus.PUBLISHED
    assert submitted.events.filter(actor=martine, why__contains="compta_saisie").exists()


def test_history_and_facts_are_read_only(as_martine: Client, submitted: AssistantProfile):
    page = as_martine.get(f"{QUEUE}{submitted.pk}/change/")
    assert "historique" in text_of(page).lower()
    assert 'name="title"' not in page.content.decode()
    assert as_martine.post(f"{QUEUE}{submitted.pk}/change/", {"title": "Autre"}).status_code == 403
    assert as_martine.get(f"{QUEUE}{submitted.pk}/delete/").status_code == 403
    assert as_martine.get(f"{QUEUE}add/").status_code == 403


def test_decisions_are_posted_by_the_team_only(
    client: Client, submitted: AssistantProfile, bob: User, martine: User
):
    client.force_login(bob)
    for name in ("publish", "ask", "clear"):
        assert client.post(act(submitted, name)).status_code in {302, 403}
    client.force_login(martine)
    assert client.get(act(submitted, "publish")).status_code == 405
    submitted.refresh_from_db()
    assert submitted.status == ProfileStatus.SUBMITTED


def test_a_member_of_the_team_without_every_right_moderates_too(client: Client, submitted: AssistantProfile):
    client.force_login(UserFactory(is_staff=True, email="equipe@exemple.example"))
    assert client.get(QUEUE).status_code == 200
    client.post(act(submitted, "publish"))
    submitted.refresh_from_db()
    assert submitted.status == ProfileStatus.PUBLISHED


@pytest.mark.parametrize(
    "name", ["user", "company", "skill", "officejob", "sector", "language", "pillar", "city"]
)
def test_every_list_opens_and_searches(as_martine: Client, company, name: str):
    assert as_martine.get(f"/gestion/accounts/{name}/", {"q": "a"}).status_code == 200


def test_a_new_skill_takes_the_next_position_and_keeps_it(as_martine: Client):
    from accounts.models import Pillar, Skill

    last = Skill.objects.order_by("position").last().position
    answers = {
        "slug": "plant-care",
        "name": "Entretien des plantes",
        "kind": "task",
        "pillar": Pillar.objects.first().pk,
        "is_active": "on",
        "synonyms-TOTAL_FORMS": "1",
        "synonyms-INITIAL_FORMS": "0",
        "synonyms-0-text": "plantes vertes",
    }
    assert as_martine.post("/gestion/accounts/skill/add/", answers).status_code == 302
    added = Skill.objects.get(slug="plant-care")
    assert added.position == last + 1
    assert added.normalised == "entretien des plantes"
    assert as_martine.get(f"/gestion/accounts/skill/{added.pk}/delete/").status_code == 403
