"""Missions as one finds, reads and closes them."""

import pytest
from django.urls import reverse

from accounts.models import Pillar
from missions.models import Mission
from missions.services.missions import request_mission_changes
from tests.factories.accounts import AssistantProfileFactory, MembershipFactory, company_with_owner
from tests.factories.missions import ApplicationFactory, EngagementFactory, MissionFactory, owner_of


def page_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_a_company_sees_its_missions_with_what_waits(sign_in, alice, company):
    mission = MissionFactory(published=True, company=company)
    ApplicationFactory(mission=mission)
    ApplicationFactory(mission=mission, declined=True)
    page = page_of(sign_in(alice).get(reverse("missions:list")))
    assert "Relances et devis" in page
    assert "2 candidatures, dont 1 à lire" in page


def test_a_company_without_missions_is_shown_the_way(sign_in, alice):
    page = page_of(sign_in(alice).get(reverse("missions:list")))
    assert "Vous n’avez pas encore décrit de besoin" in page
    assert reverse("missions:new") in page


def test_an_assistant_sees_the_open_missions_only(sign_in, bob):
    MissionFactory(published=True, title="Devis à relancer")
    MissionFactory(submitted=True, title="Encore en lecture")
    MissionFactory(paused=True, title="En attente")
    page = page_of(sign_in(bob.user).get(reverse("missions:list")))
    assert "Devis à relancer" in page
    assert "1 mission<" in page
    assert "Encore en lecture" not in page
    assert "En attente" not in page


def test_the_list_is_narrowed_by_words_domain_and_place(sign_in, bob):
    MissionFactory(published=True, title="Accueil du cabinet", pillar=Pillar.objects.get(slug="secretariat"))
    MissionFactory(
        on_site=True, status="published", published_at="2026-11-01T08:00Z", title="Atelier sur place"
    )
    client = sign_in(bob.user)
    for query, shown, hidden in (
        ({"q": "cabinet"}, "Accueil du cabinet", "Atelier sur place"),
        ({"pilier": "secretariat"}, "Accueil du cabinet", "Atelier sur place"),
        ({"lieu": "on_site"}, "Atelier sur place", "Accueil du cabinet"),
    ):
        page = page_of(client.get(reverse("missions:list"), query))
        assert shown in page
        assert hidden not in page
    by_skill = page_of(client.get(reverse("missions:list"), {"q": "devis"}))
    assert "Accueil du cabinet" in by_skill


def test_a_search_that_finds_nothing_says_so_and_forgives_the_unknown(sign_in, bob):
    client = sign_in(bob.user)
    assert "Aucune mission ne correspond" in page_of(client.get(reverse("missions:list"), {"q": "xylophone"}))
    assert "Aucune mission ouverte" in page_of(
        client.get(reverse("missions:list"), {"lieu": "lune", "page": "999"})
    )


def test_a_company_may_read_the_open_missions_of_others(sign_in, alice):
    MissionFactory(published=True, title="Devis ailleurs")
    page = page_of(sign_in(alice).get(reverse("missions:list"), {"vue": "ouvertes"}))
    assert "Devis ailleurs" in page
    assert "Les missions de mon entreprise" in page


@pytest.mark.parametrize("count", [1, 12])
def test_lists_ask_the_same_number_of_questions_whatever_their_length(
    sign_in, bob, company, count, django_assert_max_num_queries
):
    for _ in range(count):
        ApplicationFactory(mission=MissionFactory(published=True, company=company), profile=bob)
    client = sign_in(owner_of(company))
    with django_assert_max_num_queries(9):
        client.get(reverse("missions:list"))
    with django_assert_max_num_queries(10):
        client.get(reverse("missions:list"), {"vue": "ouvertes"})
    client = sign_in(bob.user)
    with django_assert_max_num_queries(8):
        client.get(reverse("missions:my_applications"))


@pytest.mark.parametrize("count", [1, 12])
def test_the_pages_of_a_mission_ask_the_same_number_of_questions(
    sign_in, alice, company, count, django_assert_max_num_queries
):
    mission = MissionFactory(published=True, company=company)
    for _ in range(count):
        ApplicationFactory(mission=mission)
    client = sign_in(alice)
    with django_assert_max_num_queries(14):
        client.get(mission.get_absolute_url())
    with django_assert_max_num_queries(9):
        client.get(reverse("missions:applications", args=[mission.public_id]))


def test_the_owner_s_page_says_the_state_the_next_act_and_who_applied(sign_in, alice, company):
    mission = MissionFactory(published=True, company=company)
    application = ApplicationFactory(mission=mission)
    page = page_of(sign_in(alice).get(mission.get_absolute_url()))
    assert "Publiée" in page
    assert application.get_absolute_url() in page
    assert "Reçue aujourd’hui" in page
    assert f'hx-get="{reverse("matching:assistants", args=[mission.public_id])}"' in page
    assert f'href="{reverse("matching:assistants", args=[mission.public_id])}"' in page


def test_the_unanswered_applications_come_first_the_oldest_on_top(sign_in, alice, company):
    mission = MissionFactory(published=True, company=company)
    declined = ApplicationFactory(mission=mission, declined=True)
    old, young = ApplicationFactory(mission=mission), ApplicationFactory(mission=mission)
    page = page_of(sign_in(alice).get(reverse("missions:applications", args=[mission.public_id])))
    places = [page.index(str(application.public_id)) for application in (old, young, declined)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("complete", "Reprendre la description"),
        ("submitted", "en cours de vérification"),
        ("changes_requested", "Modifier la mission"),
        ("paused", "Reprendre la mission"),
    ],
)
def test_each_state_shows_its_next_act(sign_in, alice, company, state, sentence):
    mission = MissionFactory(company=company, **{state: True})
    assert sentence in page_of(sign_in(alice).get(mission.get_absolute_url()))


def test_what_the_moderator_asked_stands_on_the_page(sign_in, alice, company, martine):
    mission = MissionFactory(submitted=True, company=company)
    request_mission_changes(mission, martine, "too_vague", "Précisez le volume de devis.")
    page = page_of(sign_in(alice).get(mission.get_absolute_url()))
    assert "Précisez le volume de devis." in page
    assert "Besoin à préciser" in page
    assert "L’équipe SIO" in page


def test_a_filled_mission_leads_to_its_contract(sign_in, alice, company):
    engagement = EngagementFactory(
        application=ApplicationFactory(accepted=True, mission=MissionFactory(filled=True, company=company))
    )
    page = page_of(sign_in(alice).get(engagement.mission.get_absolute_url()))
    assert engagement.get_absolute_url() in page


def test_an_assistant_reads_the_mission_and_may_apply(sign_in, bob):
    mission = MissionFactory(published=True, asked={"quotes": "must"})
    page = page_of(sign_in(bob.user).get(mission.get_absolute_url()))
    for words in (
        "Établissement de devis",
        "Indispensable",
        "Mission récurrente",
        "À distance",
        "35\u202f€ HT",
    ):
        assert words in page
    assert reverse("missions:apply", args=[mission.public_id]) in page
    assert reverse("matching:fit", args=[mission.public_id]) in page


def test_an_unpublished_profile_is_told_what_is_missing(sign_in, db):
    mission = MissionFactory(published=True)
    draft = AssistantProfileFactory(complete=True)
    page = page_of(sign_in(draft.user).get(mission.get_absolute_url()))
    assert "Votre profil doit être publié" in page
    assert reverse("missions:apply", args=[mission.public_id]) not in page


def test_she_still_reads_a_mission_she_applied_to_when_it_is_closed(sign_in, bob):
    application = ApplicationFactory(mission=MissionFactory(paused=True), profile=bob)
    page = page_of(sign_in(bob.user).get(application.mission.get_absolute_url()))
    assert "Vous avez déjà proposé votre candidature" in page


@pytest.mark.parametrize("state", ["complete", "submitted", "changes_requested"])
def test_charlie_does_not_see_what_is_not_published(sign_in, charlie, state):
    mission = MissionFactory(**{state: True})
    assert sign_in(charlie).get(mission.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["pause", "resume", "cancel", "applications"])
def test_charlie_acts_on_nothing(sign_in, charlie, name):
    mission = MissionFactory(published=True)
    there = reverse(f"missions:{name}", args=[mission.public_id])
    client = sign_in(charlie)
    assert client.post(there).status_code in {404, 405}
    assert client.get(there).status_code in {404, 405}
    mission.refresh_from_db()
    assert mission.status == "published"


def test_pausing_says_what_follows_then_does_it_and_resuming_undoes_it(sign_in, alice, company):
    mission = MissionFactory(published=True, company=company)
    client = sign_in(alice)
    there = reverse("missions:pause", args=[mission.public_id])
    assert "ne reçoit plus de candidatures" in page_of(client.get(there))
    client.post(there)
    mission.refresh_from_db()
    assert mission.status == "paused"
    client.post(reverse("missions:resume", args=[mission.public_id]))
    mission.refresh_from_db()
    assert mission.status == "published"


def test_cancelling_says_who_will_be_told(sign_in, alice, company):
    mission = MissionFactory(published=True, company=company)
    ApplicationFactory(mission=mission)
    ApplicationFactory(mission=mission)
    client = sign_in(alice)
    there = reverse("missions:cancel", args=[mission.public_id])
    assert "Les 2 personnes qui attendent une réponse sont prévenues" in page_of(client.get(there))
    client.post(there)
    mission.refresh_from_db()
    assert mission.status == "cancelled"


def test_an_impossible_act_is_said_and_breaks_nothing(sign_in, alice, company):
    mission = MissionFactory(submitted=True, company=company)
    response = sign_in(alice).post(reverse("missions:pause", args=[mission.public_id]), follow=True)
    assert response.status_code == 200
    assert "Ce n’est plus possible" in response.content.decode()


def test_accounting_reads_the_mission_without_its_acts(sign_in, company):
    accountant = MembershipFactory(company=company, role="accounting").user
    mission = MissionFactory(published=True, company=company)
    page = page_of(sign_in(accountant).get(mission.get_absolute_url()))
    assert "Mettre en pause" not in page
    response = sign_in(accountant).post(reverse("missions:cancel", args=[mission.public_id]), follow=True)
    assert "Seules les personnes qui représentent l’entreprise" in response.content.decode()
    assert Mission.objects.get().status == "published"


def test_two_companies_do_not_see_each_other_s_drafts(sign_in, alice, company):
    _, ada = company_with_owner()
    mission = MissionFactory(complete=True, company=company)
    assert sign_in(ada).get(mission.get_absolute_url()).status_code == 404
    assert sign_in(alice).get(mission.get_absolute_url()).status_code == 200
