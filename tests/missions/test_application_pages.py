"""Applying and answering, by clicking; what each side reads, and what Charlie does not."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from missions.models import Application, Engagement, Message
from tests.factories.accounts import AssistantProfileFactory
from tests.factories.missions import ApplicationFactory, MissionFactory

WORDS = {"message": "Disponible mardi matin.", "rate_cents": "36,50"}


def page_of(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def mission(company):
    return MissionFactory(published=True, company=company)


@pytest.fixture
def received(mission, bob):
    return ApplicationFactory(mission=mission, profile=bob)


def apply_address(mission):
    return reverse("missions:apply", args=[mission.public_id])


def address(application, name):
    return reverse(f"missions:{name}", args=[application.public_id])


def test_she_writes_checks_the_price_then_sends(sign_in, bob, mission):
    client = sign_in(bob.user)
    assert 'value="35,00"' in page_of(client.get(apply_address(mission)))
    check = page_of(client.post(apply_address(mission), WORDS))
    for words in (
        "Vérifiez votre candidature",
        "182,50",
        "Frais de mise en relation HT",
        "21,90",
        "4,38",
        "208,78",
    ):
        assert words in check
    assert not Application.objects.exists()
    sent = client.post(apply_address(mission), WORDS | {"envoyer": "1"}, follow=True)
    application = Application.objects.get()
    assert sent.redirect_chain[0][1] == 303
    assert application.rate_cents == 3650
    assert "Candidature envoyée" in sent.content.decode()
    assert application.reference in sent.content.decode()


def test_correcting_gives_her_words_back(sign_in, bob, mission):
    page = page_of(sign_in(bob.user).post(apply_address(mission), WORDS | {"corriger": "1"}))
    assert "Disponible mardi matin." in page
    assert 'value="36,50"' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"message": ""}, "Remplissez ce champ"),
        ({"rate_cents": "beaucoup"}, "Écrivez un montant"),
        ({"rate_cents": "1"}, "trop bas"),
    ],
)
def test_a_wrong_field_is_said_and_the_rest_stays(sign_in, bob, mission, typed, sentence):
    response = sign_in(bob.user).post(apply_address(mission), WORDS | typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert escape(sentence) in page
    assert "<title>Erreur" in page
    kept = (WORDS | typed)["message"]
    assert kept in page


def test_a_second_application_is_refused_kindly_with_the_first_one_s_date(sign_in, bob, received):
    client = sign_in(bob.user)
    for response in (
        client.get(apply_address(received.mission)),
        client.post(apply_address(received.mission), WORDS | {"envoyer": "1"}),
    ):
        page = page_of(response)
        assert "Votre candidature est déjà envoyée" in page
        assert received.get_absolute_url() in page
    assert Application.objects.count() == 1


def test_the_same_post_twice_sends_once_and_shows_the_same_page(sign_in, bob, mission):
    client = sign_in(bob.user)
    typed = WORDS | {"envoyer": "1", "form_token": "0b1c7d2e-9f5c-4f0e-8f7a-0d5f5c2f6a12"}
    first, second = client.post(apply_address(mission), typed), client.post(apply_address(mission), typed)
    assert first.url == second.url
    assert Application.objects.count() == 1


def test_somebody_without_a_profile_makes_one_first(sign_in, charlie, mission):
    assert sign_in(charlie).get(apply_address(mission)).url == reverse("accounts:profile")


def test_a_profile_that_is_not_published_is_refused_with_its_reason(sign_in, mission):
    draft = AssistantProfileFactory(complete=True)
    response = sign_in(draft.user).post(apply_address(mission), WORDS | {"envoyer": "1"})
    assert response.status_code == 422
    assert "profil doit être publié" in response.content.decode()


def test_a_hidden_mission_receives_nothing(sign_in, bob, company):
    mission = MissionFactory(submitted=True, company=company)
    assert sign_in(bob.user).get(apply_address(mission)).status_code == 404


def test_the_company_s_first_look_is_dated_and_she_reads_it(sign_in, alice, bob, received):
    client = sign_in(bob.user)
    page_of(client.get(received.get_absolute_url()))
    received.refresh_from_db()
    assert received.seen_at is None
    page = page_of(sign_in(alice).get(received.get_absolute_url()))
    received.refresh_from_db()
    assert received.seen_at is not None
    assert "Accepter" in page
    assert "35\u202f€\u00a0HT/h" in page
    hers = page_of(sign_in(bob.user).get(received.get_absolute_url()))
    assert "Vue par l’entreprise" in hers
    assert "Accepter" not in hers
    assert "Retirer ma candidature" in hers


def test_shortlisting_is_one_click(sign_in, alice, received):
    page = page_of(sign_in(alice).post(address(received, "shortlist"), follow=True))
    received.refresh_from_db()
    assert received.status == "shortlisted"
    assert "présélectionnée" in page
    assert reverse("missions:shortlist", args=[received.public_id]) not in page


def test_declining_asks_for_a_reason_that_she_reads(sign_in, alice, bob, received):
    client = sign_in(alice)
    refused = client.post(address(received, "decline"), {"reason": "other", "comment": ""})
    assert refused.status_code == 422
    assert "Précisez le motif" in refused.content.decode()
    client.post(address(received, "decline"), {"reason": "availability", "comment": "Il nous faut le lundi."})
    page = page_of(sign_in(bob.user).get(received.get_absolute_url()))
    assert "disponibilités différentes" in page
    assert "Il nous faut le lundi." in page


def test_accepting_says_everything_that_follows_then_leads_to_the_contract(sign_in, alice, received):
    ApplicationFactory(mission=received.mission)
    client = sign_in(alice)
    page = page_of(client.get(address(received, "accept")))
    for words in (
        "Confier cette mission à",
        "contrat de prestation préparé",
        "L’autre candidature ouverte est close",
    ):
        assert words in page
    assert "Total à payer" in page
    response = client.post(address(received, "accept"))
    assert response.url == Engagement.objects.get().get_absolute_url()


def test_accepting_too_late_is_said_kindly(sign_in, alice, received):
    other = ApplicationFactory(mission=received.mission)
    client = sign_in(alice)
    client.post(address(received, "accept"))
    page = page_of(client.post(address(other, "accept"), follow=True))
    assert "Cette mission vient d’être pourvue." in page
    assert Engagement.objects.count() == 1


def test_withdrawing_warns_then_withdraws(sign_in, bob, received):
    client = sign_in(bob.user)
    assert "Vous ne pourrez pas proposer une seconde candidature" in page_of(
        client.get(address(received, "withdraw"))
    )
    client.post(address(received, "withdraw"))
    received.refresh_from_db()
    assert received.status == "withdrawn"


def test_her_list_shows_each_application_with_its_state(sign_in, bob, received):
    page = page_of(sign_in(bob.user).get(reverse("missions:my_applications")))
    assert "Relances et devis" in page
    assert "Envoyée" in page


def test_an_empty_list_says_what_will_come(sign_in, bob):
    page = page_of(sign_in(bob.user).get(reverse("missions:my_applications")))
    assert "apparaîtront ici" in page


@pytest.mark.parametrize("name", ["application", "shortlist", "decline", "accept", "withdraw"])
def test_charlie_reaches_no_application(sign_in, charlie, received, name):
    client = sign_in(charlie)
    assert client.get(address(received, name)).status_code in {404, 405}
    assert client.post(address(received, name), {"reason": "budget"}).status_code in {404, 405}
    received.refresh_from_db()
    assert received.status == "sent"


@pytest.mark.parametrize("name", ["shortlist", "decline", "accept"])
def test_she_does_not_answer_herself(sign_in, bob, received, name):
    assert sign_in(bob.user).post(address(received, name), {"reason": "budget"}).status_code == 404


def test_the_company_does_not_withdraw_for_her(sign_in, alice, received):
    assert sign_in(alice).post(address(received, "withdraw")).status_code == 404


def test_the_thread_begins_with_her_message_and_both_write_in_it(sign_in, alice, bob, received):
    there = reverse("missions:conversation", args=[received.conversation.public_id])
    sign_in(alice).post(there, {"body": "Êtes-vous libre mardi ?"})
    page = page_of(sign_in(bob.user).get(there))
    assert received.message in page
    assert "Êtes-vous libre mardi ?" in page
    assert "message__new" in page
    assert "message__new" not in page_of(sign_in(bob.user).get(there))


def test_an_empty_message_is_not_sent_and_says_so(sign_in, alice, received):
    there = reverse("missions:conversation", args=[received.conversation.public_id])
    response = sign_in(alice).post(there, {"body": " "})
    assert response.status_code == 422
    assert "Écrivez votre message." in response.content.decode()
    assert not Message.objects.exists()


def test_a_message_too_long_stays_in_its_field(sign_in, alice, received):
    there = reverse("missions:conversation", args=[received.conversation.public_id])
    response = sign_in(alice).post(there, {"body": "a" * 5001})
    assert response.status_code == 422
    assert "a" * 5001 in response.content.decode()


def test_nobody_else_opens_the_thread(sign_in, charlie, martine, received):
    there = reverse("missions:conversation", args=[received.conversation.public_id])
    for somebody in (charlie, martine):
        assert sign_in(somebody).get(there).status_code == 404
        assert sign_in(somebody).post(there, {"body": "Bonjour"}).status_code == 404
