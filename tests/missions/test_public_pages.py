"""What anybody reads of the missions without signing in, and what nobody does."""

import html
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import City, Pillar
from missions.models import Application, Mission
from missions.services.missions import cancel_mission, pause_mission, resume_mission
from tests.factories.accounts import company_with_owner
from tests.factories.missions import ApplicationFactory, MissionFactory, owner_of

pytestmark = pytest.mark.django_db

LIST = "/missions/"
LYON_7, PARIS, CLERMONT = "69387", "75056", "63113"


def page_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def on_site(insee_code, *, place="on_site", **facts):
    city = City.objects.filter(insee_code=insee_code)[0]
    return MissionFactory(published=True, place=place, city=city, **facts)


# ── The list ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_visitor_reads_the_open_missions_and_no_other(client):
    MissionFactory(published=True, title="Devis à relancer")
    for state in ("complete", "submitted", "changes_requested", "paused", "filled"):
        MissionFactory(**{state: True}, title=f"Fermée {state}")
    page = page_of(client.get(LIST))
    assert "Devis à relancer" in page
    assert "1 mission<" in page
    assert "Fermée" not in page


def test_the_firm_is_described_and_never_named(client):
    company, _ = company_with_owner(name="Plomberie Rivoire", town="Villeurbanne", headcount=6)
    mission = MissionFactory(published=True, company=company)
    for page in (page_of(client.get(LIST)), page_of(client.get(mission.get_absolute_url()))):
        assert "Rivoire" not in page
        assert "Villeurbanne" in page
        assert "6\u00a0personnes" in page
        assert company.sector.name in page


def test_an_invented_firm_shows_only_where_inventions_are_allowed(client, settings):
    mission = MissionFactory(published=True)
    mission.company.is_demo = True
    mission.company.save()
    assert "1 mission<" in page_of(client.get(LIST))
    settings.DEMO_ALLOWED = False
    assert "0 mission<" in page_of(client.get(LIST))
    assert client.get(mission.get_absolute_url()).status_code == 404
    pause_mission(mission, owner_of(mission.company))
    assert client.get(mission.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "cabinet"}, {"Accueil du cabinet"}),
        ({"q": "facture"}, {"Factures du mois"}),
        ({"pilier": "secretariat"}, {"Accueil du cabinet"}),
        ({"lieu": "on_site"}, {"Accueil du cabinet", "Courrier à Paris"}),
        ({"ville": "Villeurbanne"}, {"Accueil du cabinet"}),
        ({"ville": "Lyon"}, {"Accueil du cabinet"}),
        ({"ville": "Paris"}, {"Courrier à Paris"}),
        ({"ville": "Brest"}, set()),
        ({"heures": "5"}, {"Accueil du cabinet", "Factures du mois"}),
        ({"heures": "20"}, {"Courrier à Paris"}),
        ({"heures": "plus"}, set()),
        ({"budget": "30"}, {"Accueil du cabinet", "Factures du mois"}),
        ({"budget": "40"}, {"Factures du mois"}),
        ({"ville": "Lyon", "pilier": "secretariat"}, {"Accueil du cabinet"}),
        ({"ville": "Paris", "pilier": "secretariat"}, set()),
    ],
)
def test_each_filter_keeps_what_it_says(client, query, found):
    secretariat = Pillar.objects.get(slug="secretariat")
    on_site(LYON_7, title="Accueil du cabinet", pillar=secretariat, asked={"phone-answering": "must"})
    # 48 h a month make 12 h a week; 250 € a day make 35,71 € an hour.
    on_site(
        PARIS,
        title="Courrier à Paris",
        asked={},
        minutes_per_week=None,
        minutes_per_month=48 * 60,
        budget_cents=None,
        budget_reason="unknown",
        brief="Tri et envoi.",
    )
    MissionFactory(
        published=True,
        title="Factures du mois",
        price_mode="day",
        budget_cents=30000,
        asked={"invoicing": "must"},
    )
    page = page_of(client.get(LIST, query))
    shown = {
        title for title in ("Accueil du cabinet", "Courrier à Paris", "Factures du mois") if title in page
    }
    assert shown == found
    assert "Tout effacer" in page


def test_around_a_town_is_so_many_kilometres_in_all_directions_for_what_is_done_there(client):
    """Clermont-Ferrand lies due west of Lyon, 135 km away."""
    on_site(LYON_7, title="À Lyon")
    on_site(LYON_7, title="De loin", place="remote")
    on_site(CLERMONT, title="À Clermont")
    page = page_of(client.get(LIST, {"ville": "Lyon"}))
    assert [title for title in ("À Lyon", "De loin", "À Clermont") if title in page] == ["À Lyon"]


def test_a_word_finds_the_missions_that_ask_for_what_it_means(client):
    """« retards de paiement » stands nowhere in the mission: it is another word for a skill it asks."""
    MissionFactory(
        published=True, title="Suivi", brief="Deux fois par mois.", asked={"overdue-reminders": "must"}
    )
    assert "1 mission<" in page_of(client.get(LIST, {"q": "retards de paiement"}))
    assert "0 mission<" in page_of(client.get(LIST, {"q": "permanence téléphonique"}))


def test_each_chosen_filter_is_taken_off_by_a_link(client):
    MissionFactory(published=True)
    page = page_of(client.get(LIST, {"q": "devis", "budget": "20", "page": "1"}))
    assert 'href="?budget=20"' in page
    assert 'href="?q=devis"' in page
    assert "Dès 20\u202f€ HT/h" in page


def test_a_town_nobody_knows_is_said_and_left_aside(client):
    MissionFactory(published=True)
    page = page_of(
        client.get(LIST, {"ville": "Xyzzy", "heures": "mille", "budget": "beaucoup", "pilier": "\0"})
    )
    assert "Nous ne trouvons pas cette ville" in page
    assert "1 mission<" in page


def test_twelve_stand_on_a_page(client):
    for _ in range(13):
        MissionFactory(published=True)
    assert page_of(client.get(LIST)).count('class="folder ') == 12
    assert page_of(client.get(LIST, {"page": "2"})).count('class="folder ') == 1


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_and_the_page_ask_the_same_number_of_questions(client, count, django_assert_max_num_queries):
    company, _ = company_with_owner()
    missions = [MissionFactory(published=True, company=company) for _ in range(count)]
    for _ in range(count):
        ApplicationFactory(mission=missions[0], declined=True)
    with django_assert_max_num_queries(3):
        client.get(LIST)
    with django_assert_max_num_queries(9):
        client.get(LIST, {"ville": "Lyon", "q": "devis", "pilier": "sales_admin", "budget": "10"})
    with django_assert_max_num_queries(6):
        client.get(missions[0].get_absolute_url())


@pytest.mark.parametrize(
    ("query", "is_indexed"),
    [
        ("", True),
        ("?pilier=sales_admin", True),
        ("?ville=Lyon&pilier=sales_admin&q=&lieu=", True),
        ("?page=1", True),
        ("?q=devis", False),
        ("?lieu=on_site", False),
        ("?heures=5", False),
        ("?budget=20", False),
        ("?pilier=csr", False),
        ("?ville=Xyzzy", False),
        ("?utm_source=ailleurs", False),
    ],
)
def test_search_engines_keep_towns_and_pillars_that_have_something_to_show(client, query, is_indexed):
    on_site(LYON_7)
    assert ('content="noindex"' not in page_of(client.get(LIST + query))) is is_indexed


@pytest.mark.parametrize(
    ("query", "address", "title"),
    [
        ("?q=devis&lieu=on_site", "/missions/", "Missions ouvertes"),
        (
            "?ville=lyon+7&pilier=hr_support&page=1&budget=20",
            "/missions/?pilier=hr_support&amp;ville=69007+Lyon+7e",
            "Missions ouvertes · Support RH autour de Lyon 7e",
        ),
        ("?page=2", "/missions/?page=2", "Missions ouvertes"),
    ],
)
def test_several_combinations_have_one_address_and_a_title_of_their_own(
    client, settings, query, address, title
):
    for _ in range(13):
        MissionFactory(published=True)
    page = page_of(client.get(LIST + query))
    assert f'<link rel="canonical" href="{settings.SITE_URL}{address}">' in page
    assert f"<title>{title} – SIO</title>" in page
    assert f"<h1>{title}</h1>" in page


def test_titles_and_descriptions_have_the_length_that_search_results_show(client):
    mission = MissionFactory(
        published=True, title="Devis, relances et factures d’une entreprise de " + "plomberie " * 6
    )
    for there in (LIST, mission.get_absolute_url()):
        page = page_of(client.get(there))
        assert len(html.unescape(re.search("<title>(.*?)</title>", page)[1])) <= 60
        assert 70 <= len(html.unescape(re.search('name="description" content="(.*?)"', page)[1])) <= 160


def test_an_empty_list_shows_a_way_out(client):
    page = page_of(client.get(LIST))
    assert reverse("account_signup_assistant") in page
    assert reverse("account_signup_company") in page
    assert 'content="noindex"' in page
    MissionFactory(published=True)
    assert "Effacer la recherche" in page_of(client.get(LIST, {"q": "xylophone"}))


# ── The page ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_visitor_reads_what_is_asked_and_is_led_to_sign_up_and_in(client):
    mission = MissionFactory(published=True, asked={"quotes": "must", "quote-follow-up": "could"})
    page = page_of(client.get(mission.get_absolute_url()))
    for words in (
        "Relances et devis",
        "Ouverte aux candidatures",
        "Établissement de devis</strong> · Indispensable",
        "Apprécié",
        "5\u00a0h par semaine",
        "35\u202f€ HT par heure",
        "Début souhaité",
        "Chaque devis part sous deux jours",
    ):
        assert words in page
    ways = [urlsplit(way) for way in re.findall(r'href="([^"]+next=[^"]+)"', page)]
    assert {way.path for way in ways} == {"/inscription/assistante/", "/connexion/"}
    apply = reverse("missions:apply", args=[mission.public_id])
    assert {parse_qs(way.query)["next"][0] for way in ways} == {apply}
    assert re.search(rf'href="/signaler/mission/{mission.public_id}/" rel="nofollow"', page)


@pytest.mark.parametrize("state", ["complete", "submitted", "changes_requested"])
def test_what_was_never_published_is_nowhere(client, state):
    mission = MissionFactory(**{state: True})
    assert client.get(mission.get_absolute_url()).status_code == 404
    Mission.objects.filter(pk=mission.pk).update(status="rejected")
    assert client.get(mission.get_absolute_url()).status_code == 404
    Mission.objects.filter(pk=mission.pk).update(status="cancelled")
    assert client.get(mission.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("status", ["paused", "filled", "completed", "expired", "cancelled"])
def test_what_is_no_longer_open_is_gone_and_shows_what_is_like_it(client, status):
    like = MissionFactory(published=True, title="Devis d’un autre")
    other = MissionFactory(
        published=True, title="Accueil", pillar=Pillar.objects.get(slug="secretariat"), asked={}
    )
    mission = MissionFactory(filled=True, title="Devis pourvus")
    Mission.objects.filter(pk=mission.pk).update(status=status)
    page = page_of(client.get(mission.get_absolute_url()), status=410)
    assert "Cette mission n’est plus ouverte" in page
    assert like.get_absolute_url() in page
    assert other.get_absolute_url() not in page
    assert 'content="noindex"' in page
    assert mission.brief not in page
    assert mission.company.name not in page


def test_the_most_alike_come_first(client):
    near = MissionFactory(published=True, title="Deux tâches", asked={"quotes": "must", "invoicing": "must"})
    far = MissionFactory(published=True, title="Une tâche", asked={"invoicing": "must"})
    mission = MissionFactory(paused=True, asked={"quotes": "must", "invoicing": "should"})
    page = page_of(client.get(mission.get_absolute_url()), status=410)
    assert page.index(str(near.public_id)) < page.index(str(far.public_id))


def test_a_mission_that_closes_is_gone_at_once_and_back_when_it_opens_again(client):
    mission = MissionFactory(published=True)
    owner = owner_of(mission.company)
    places = [mission.get_absolute_url(), LIST, "/missions/feed.atom"]

    def shown():
        pages = [client.get(place) for place in places]
        return [page.status_code == 200 and str(mission.public_id) in page.content.decode() for page in pages]

    assert shown() == [True, True, True]
    pause_mission(mission, owner)
    assert shown() == [False, False, False]
    resume_mission(mission, owner)
    assert shown() == [True, True, True]
    cancel_mission(mission, owner)
    assert shown() == [False, False, False]


def test_those_who_have_a_part_in_it_still_read_it_and_a_stranger_learns_that_it_is_gone(
    sign_in, bob, charlie
):
    application = ApplicationFactory(mission=MissionFactory(paused=True), profile=bob)
    there = application.mission.get_absolute_url()
    assert "Vous avez déjà proposé" in page_of(sign_in(bob.user).get(there))
    assert "Reprendre la mission" in page_of(sign_in(owner_of(application.mission.company)).get(there))
    page_of(sign_in(charlie).get(there), status=410)


def answered_after(application, days):
    sent = timezone.now() - timedelta(days=9)
    decided = {"sent_at": sent, "decided_at": sent + timedelta(days=days)}
    Application.objects.filter(pk=application.pk).update(**decided)


def test_the_delay_of_answers_is_said_once_three_were_given(client):
    mission = MissionFactory(published=True)
    for days in (1, 2, 7):
        assert "Répond en général" not in page_of(client.get(mission.get_absolute_url()))
        answered_after(ApplicationFactory(mission=mission, declined=True), days)
    answered_after(ApplicationFactory(mission=mission, lapsed=True), 9)
    assert "Répond en général sous 2 jours" in page_of(client.get(mission.get_absolute_url()))


# ── For machines ────────────────────────────────────────────────────────────────────────────────────────


def test_visitors_keep_no_cookie_and_caches_keep_the_page_a_minute(client):
    mission = MissionFactory(published=True)
    for there in (LIST, mission.get_absolute_url(), "/missions/feed.atom", "/missions/extrait/sales_admin/"):
        response = client.get(there)
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
        assert "Cookie" in response["Vary"]


def test_what_is_gone_is_not_kept(client):
    mission = MissionFactory(paused=True)
    assert "public" not in client.get(mission.get_absolute_url()).get("Cache-Control", "")


def test_the_feed_is_announced_and_answers_304_while_nothing_changes(client):
    mission = MissionFactory(published=True)
    assert 'type="application/atom+xml"' in page_of(client.get(LIST))
    answer = client.get("/missions/feed.atom")
    entry = page_of(answer)
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert f"urn:uuid:{mission.public_id}" in entry
    assert "Chaque devis part sous deux jours" in entry
    assert mission.company.name not in entry
    seen = {"HTTP_IF_NONE_MATCH": answer["ETag"]}
    assert client.get("/missions/feed.atom", **seen).status_code == 304


def test_a_pillar_s_missions_may_be_shown_elsewhere(client):
    mission = MissionFactory(published=True)
    there = "/missions/extrait/sales_admin/"
    part = {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "partial"}
    whole, fragment = page_of(client.get(there)), page_of(client.get(there, **part))
    assert "<main" in whole
    assert "<main" not in fragment
    assert fragment.strip() in whole
    assert mission.get_absolute_url() in fragment
    assert "Aucune mission" in page_of(client.get("/missions/extrait/csr/"))
    assert client.get("/missions/extrait/rien/").status_code == 404
