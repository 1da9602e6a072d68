"""The pages of an invitation, for Alice (a company), Bob (invited) and Charlie (a stranger)."""

import pytest
from django.test import Client
from django.urls import reverse

from missions.models import Invitation
from tests.factories.accounts import MembershipFactory, published_assistant
from tests.factories.missions import ApplicationFactory, InvitationFactory, MissionFactory

pytestmark = pytest.mark.django_db

QUERIES = 12


@pytest.fixture
def mission(company):
    return MissionFactory(published=True, company=company)


@pytest.fixture
def invitation(mission, bob):
    return InvitationFactory(mission=mission, profile=bob)


def at(name, *arguments) -> str:
    return reverse(f"missions:{name}", args=arguments)


def words(response) -> str:
    return response.content.decode()


def test_alice_invites_bob_and_is_led_back_to_the_profiles(sign_in, alice, mission, bob):
    there = at("invite", mission.public_id, bob.slug)
    page = words(sign_in(alice).get(there))
    assert f"Inviter {bob}" in page
    assert "0 invitation sur 6 en cours" in page
    response = sign_in(alice).post(there, {"message": "Bonjour"})
    assert response.status_code == 303
    assert response["Location"] == reverse("matching:assistants", args=[mission.public_id])
    assert Invitation.objects.get().message == "Bonjour"


def test_a_refused_invitation_keeps_what_was_typed(sign_in, alice, mission, bob):
    ApplicationFactory(mission=mission, profile=bob)
    response = sign_in(alice).post(at("invite", mission.public_id, bob.slug), {"message": "Mes mots"})
    assert response.status_code == 422
    assert "a déjà proposé sa candidature" in words(response)
    assert "Mes mots" in words(response)


def test_the_list_of_the_company_says_where_each_stands(sign_in, alice, mission, invitation):
    there = at("invitations", mission.public_id)
    InvitationFactory(mission=mission, declined=True, reason="dates")
    page = words(sign_in(alice).get(there))
    assert "1 invitation sur 6 en cours" in page
    assert "Pas cette fois" in page
    assert "calendrier" in page
    assert "Une relance sera possible à partir du" in page
    assert at("invitation_withdraw", invitation.public_id) in page


def test_the_list_costs_the_same_for_six(sign_in, alice, mission, django_assert_max_num_queries):
    for _ in range(6):
        InvitationFactory(mission=mission)
    client = sign_in(alice)
    with django_assert_max_num_queries(QUERIES):
        client.get(at("invitations", mission.public_id))


def test_accounting_reads_and_acts_on_nothing(sign_in, company, mission, invitation, bob):
    accountant = MembershipFactory(company=company, role="accounting").user
    client = sign_in(accountant)
    page = words(client.get(at("invitations", mission.public_id)))
    assert "Retirer" not in page
    client.post(at("invitation_withdraw", invitation.public_id))
    assert client.post(at("invite", mission.public_id, published_assistant().slug), {}).status_code == 422
    assert Invitation.objects.get().status == "open"


def test_alice_takes_it_back_after_a_question(sign_in, alice, invitation):
    there = at("invitation_withdraw", invitation.public_id)
    assert "Retirer l’invitation de" in words(sign_in(alice).get(there))
    assert sign_in(alice).post(there).status_code == 303
    invitation.refresh_from_db()
    assert invitation.status == "withdrawn"


def test_bob_reads_his_invitation_and_the_reading_is_dated(sign_in, bob, invitation):
    client = sign_in(bob.user)
    assert "À lire" in words(client.get(at("my_invitations")))
    page = words(client.get(invitation.get_absolute_url()))
    assert invitation.message in page
    assert reverse("matching:fit", args=[invitation.mission.public_id]) in page
    assert at("apply", invitation.mission.public_id) in page
    invitation.refresh_from_db()
    assert invitation.opened_at is not None
    assert "En attente" in words(client.get(at("my_invitations")))


def test_bob_declines_in_one_click_and_comes_back(sign_in, bob, invitation):
    client = sign_in(bob.user)
    decline = at("invitation_decline", invitation.public_id)
    assert decline in words(client.get(at("my_invitations")))
    page = words(client.post(decline, follow=True))
    assert "elle ne change rien à votre place dans les résultats" in page
    assert "Rouvrir l’invitation" in page
    assert "Proposer ma candidature" not in page
    page = words(client.post(at("invitation_reconsider", invitation.public_id), follow=True))
    assert "L’invitation est rouverte" in page
    assert "Proposer ma candidature" in page


def test_a_reason_that_is_not_of_the_list_is_refused_beside_the_field(sign_in, bob, invitation):
    response = sign_in(bob.user).post(at("invitation_decline", invitation.public_id), {"reason": "age"})
    assert response.status_code == 422
    assert Invitation.objects.get().status == "open"


def test_a_closed_invitation_still_leads_to_the_mission(sign_in, bob, mission):
    lapsed = InvitationFactory(mission=mission, profile=bob, lapsed=True)
    page = words(sign_in(bob.user).get(lapsed.get_absolute_url()))
    assert "La mission reste ouverte à votre candidature" in page
    type(mission).objects.filter(pk=mission.pk).update(status="paused")
    assert "ne reçoit plus de candidatures" in words(sign_in(bob.user).get(lapsed.get_absolute_url()))


def test_empty_lists_lead_somewhere(sign_in, alice, bob, mission):
    assert "Aucune invitation pour l’instant" in words(sign_in(bob.user).get(at("my_invitations")))
    page = words(sign_in(alice).get(at("invitations", mission.public_id)))
    assert reverse("matching:assistants", args=[mission.public_id]) in page


def test_charlie_finds_nothing(sign_in, charlie, alice, bob, invitation):
    mission = invitation.mission
    client = sign_in(charlie)
    for name in ("invitation", "invitation_remind", "invitation_withdraw"):
        assert client.get(at(name, invitation.public_id)).status_code == 404
    for name in ("invitation_decline", "invitation_reconsider"):
        assert client.post(at(name, invitation.public_id)).status_code == 404
    assert client.get(at("invitations", mission.public_id)).status_code == 404
    assert client.get(at("invite", mission.public_id, bob.slug)).status_code == 404
    assert sign_in(alice).get(invitation.get_absolute_url()).status_code == 404
    assert sign_in(bob.user).get(at("invitation_withdraw", invitation.public_id)).status_code == 404


def test_a_profile_off_line_is_not_invited(sign_in, alice, mission):
    hidden = published_assistant(status="paused")
    assert sign_in(alice).get(at("invite", mission.public_id, hidden.slug)).status_code == 404


def test_a_complete_mission_says_so_and_an_invitation_still_leads_in(sign_in, bob, mission):
    for _ in range(12):
        ApplicationFactory(mission=mission)
    assert "Complet pour l’instant" in words(Client().get(mission.get_absolute_url()))
    client = sign_in(bob.user)
    page = words(client.get(mission.get_absolute_url()))
    assert "Complet pour l’instant" in page
    assert at("apply", mission.public_id) not in page
    refused = client.post(
        at("apply", mission.public_id), {"message": "Bonjour", "rate_cents": "35", "envoyer": "1"}
    )
    assert refused.status_code == 422
    assert "complète pour l’instant" in words(refused)
    InvitationFactory(mission=mission, profile=bob)
    page = words(client.get(mission.get_absolute_url()))
    assert "Cette entreprise vous invite" in page
    assert at("apply", mission.public_id) in page


def test_her_space_shows_what_waits_and_then_what_became_of_it(sign_in, bob, invitation):
    client = sign_in(bob.user)
    page = words(client.get(reverse("dashboard")))
    assert f"{invitation.mission.company} vous invite" in page
    client.post(at("invitation_decline", invitation.public_id))
    page = words(client.get(reverse("dashboard")))
    assert "vous invite" not in page
    assert "Toutes vos invitations" in page
    assert "Pas cette fois" in page


def test_her_space_says_nothing_of_invitations_before_the_first(sign_in, bob):
    assert "Vos invitations" not in words(sign_in(bob.user).get(reverse("dashboard")))
