"""« Mes alertes » and « Prévenez-moi »: Alice has a firm, Bob is an assistant, Charlie a stranger."""

import pytest
from django.urls import reverse

from accounts.models import City
from matching.models import Alert, Watch
from matching.services.alerts import create_alert
from matching.services.watches import FEW, watch_mission
from matching.stops import stop_path
from tests.factories.accounts import UserFactory, company_with_owner, published_assistant

pytestmark = pytest.mark.django_db

ALERTS = "/alertes/"


@pytest.fixture
def bob(client):
    profile = published_assistant()
    client.force_login(profile.user)
    return profile


@pytest.fixture
def quotes(bob):
    return bob.profile_skills.get(skill__slug="quotes").skill.position


@pytest.fixture
def alert(bob, quotes):
    return create_alert(bob, skills=[quotes], name="Devis")


def words(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_nothing_yet_leads_to_a_first_alert(client, bob):
    page = words(client.get(ALERTS))
    assert "Aucune alerte pour l’instant" in page
    assert "/alertes/nouvelle/" in page


def test_an_alert_is_created_edited_paused_and_deleted(client, bob, quotes):
    said = {"skills": [quotes], "least_ceiling_cents": "35", "most_minutes": "10", "least_fit": "60"}
    answer = client.post("/alertes/nouvelle/", said)
    assert (answer.status_code, answer["Location"]) == (303, ALERTS)
    alert = Alert.objects.get()
    assert (alert.name, alert.key) == ("Établissement de devis", quotes)
    assert (alert.least_ceiling_cents, alert.most_minutes, alert.least_fit) == (3500, 600, 60)
    page = words(client.get(ALERTS))
    assert "Dès 35 € HT/h" in page
    assert "60 sur 100 au moins" in page
    here = alert.get_absolute_url()
    assert 'value="35,00"' in words(client.get(here))
    client.post(here, said | {"name": "Devis", "city": "69007", "radius_km": "20"})
    alert.refresh_from_db()
    assert (alert.name, alert.radius_km, alert.city.postal_code) == ("Devis", 20, "69007")
    client.post(f"{here}pause/")
    assert "En pause" in words(client.get(ALERTS))
    client.post(f"{here}reprendre/")
    assert not Alert.objects.get().is_paused
    assert "Supprimer l’alerte « Devis » ?" in words(client.get(f"{here}supprimer/"))
    client.post(f"{here}supprimer/")
    assert not Alert.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"skills": []}, "Choisissez au moins une compétence."),
        ({"city": "69007"}, "Indiquez la distance autour de cette ville."),
        ({"radius_km": "20"}, "Indiquez la ville d’où compter cette distance."),
        ({"radius_km": "loin"}, "Écrivez un nombre de kilomètres"),
        ({"least_ceiling_cents": "beaucoup"}, "Écrivez un montant en euros"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_nothing_typed_is_lost(client, bob, quotes, wrong, sentence):
    answer = client.post(
        "/alertes/nouvelle/", {"skills": [quotes], "name": "Mon nom", "least_fit": "0"} | wrong
    )
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "Mon nom" in words(answer)


def test_more_than_four_skills_are_too_many(client):
    she = published_assistant(skill_levels=["quotes", "inbox", "diary", "invoicing", "receipts-collection"])
    client.force_login(she.user)
    five = [row.skill.position for row in she.profile_skills.all()]
    answer = client.post("/alertes/nouvelle/", {"skills": five, "least_fit": "0"})
    assert "Choisissez 4 compétences au plus." in words(answer)


def test_the_eleventh_is_refused_on_the_page(client, bob, quotes):
    for _ in range(10):
        create_alert(bob, skills=[quotes], name="Devis")
    assert "Créer une alerte" not in words(client.get(ALERTS))
    answer = client.post("/alertes/nouvelle/", {"skills": [quotes], "least_fit": "0"})
    assert answer.status_code == 422
    assert "Vous avez déjà 10 alertes." in words(answer)


def test_the_list_of_missions_leads_to_an_alert_with_its_filters(client, bob, quotes):
    city = City.objects.get(insee_code="69387")
    query = f"q=devis&ville={city.postal_code}&lieu=hybrid&heures=10&budget=36"
    page = client.get(f"/missions/?{query}").content.decode()
    assert "Créer une alerte avec ces critères" in page
    form = words(client.get(f"/alertes/nouvelle/?{query}"))
    assert f'value="{quotes}" ' in form
    assert "checked" in form.split(f'value="{quotes}"')[1][:120]
    assert 'value="36,00"' in form
    assert 'value="15"' in form
    assert f'value="{city}"' in form
    assert 'value="10 h"' in form


def test_visitors_are_led_there_and_firms_are_not(client):
    assert "Créer une alerte" in client.get("/missions/?lieu=remote").content.decode()
    client.force_login(company_with_owner()[1])
    assert "Créer une alerte" not in client.get("/missions/?vue=ouvertes&lieu=remote").content.decode()
    assert client.get(ALERTS).status_code == 404


def test_an_assistant_without_skills_is_led_to_them(client):
    client.force_login(UserFactory(assistant_side=True))
    assert "Vos compétences d’abord" in words(client.get("/alertes/nouvelle/"))


def test_an_alert_is_its_owner_s_alone(client, alert):
    charlie = published_assistant()
    client.force_login(charlie.user)
    here = alert.get_absolute_url()
    assert client.get(here).status_code == 404
    for act in ("pause/", "reprendre/", "supprimer/"):
        assert client.post(f"{here}{act}").status_code == 404
    assert Alert.objects.filter(pk=alert.pk, is_paused=False).exists()


def test_a_full_list_stays_cheap(client, bob, quotes, django_assert_max_num_queries):
    for _ in range(10):
        create_alert(bob, skills=[quotes], name="Devis")
    with django_assert_max_num_queries(8):
        answer = client.get(ALERTS)
    assert len(answer.content) < 30_000


def test_one_click_stops_an_alert_without_signing_in(client, alert):
    client.logout()
    address = stop_path(alert)
    assert "Devis" in words(client.get(address))
    assert not Alert.objects.get().is_paused
    assert "C’est fait" in words(client.post(address))
    assert Alert.objects.get().is_paused
    assert client.get("/alertes/arreter/faux/").status_code == 404
    alert.delete()
    assert client.post(address).status_code == 404


def test_a_firm_switches_the_watch_on_and_off(client, alice, mission):
    client.force_login(alice)
    page, switch = (reverse(f"matching:{name}", args=[mission.public_id]) for name in ("assistants", "watch"))
    assert "Prévenez-moi" in words(client.get(page))
    assert client.post(switch, {"suivre": "1"})["Location"] == page
    assert Watch.objects.get().user == alice
    assert "Ne plus me prévenir" in words(client.get(page))
    client.post(switch)
    assert not Watch.objects.exists()


def test_the_switch_is_offered_while_few_people_fit(client, alice, mission):
    for _ in range(FEW + 1):
        published_assistant()
    client.force_login(alice)
    page = reverse("matching:assistants", args=[mission.public_id])
    assert "Prévenez-moi" not in words(client.get(page))
    answer = client.post(reverse("matching:watch", args=[mission.public_id]), {"suivre": "1"}, follow=True)
    assert "Assez de profils correspondent déjà" in words(answer)


def test_a_watch_is_for_the_firm_alone(client, mission):
    address = reverse("matching:watch", args=[mission.public_id])
    client.force_login(company_with_owner()[1])
    assert client.post(address, {"suivre": "1"}).status_code == 404
    assert not Watch.objects.exists()


def test_one_click_stops_a_watch(client, alice, mission):
    watch = watch_mission(mission, alice)
    assert "C’est fait" in words(client.post(stop_path(watch)))
    assert not Watch.objects.exists()
