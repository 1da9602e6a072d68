"""The pages of a ranking, for Alice (a company), Bob (an assistant) and Charlie (a stranger)."""

import gzip
import re
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.services import PAGE_SIZE
from matching.views.ranking import LISTS
from missions.services.invitations import decline_invitation, reconsider_invitation
from sio.lib.dates import day
from tests.factories.accounts import (
    AssistantProfileFactory,
    MembershipFactory,
    UserFactory,
    company_with_owner,
    moderator,
    published_assistant,
)
from tests.factories.missions import ApplicationFactory, InvitationFactory, MissionFactory

pytestmark = pytest.mark.django_db

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}
QUERIES = 12
FIRM_QUERIES, FIT_QUERIES = 9, 8


@pytest.fixture
def profiles(mission):
    return reverse("matching:assistants", args=[mission.public_id])


def read(client, user, address, **headers) -> str:
    client.force_login(user)
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def plain(html: str) -> str:
    """The words of a page on one line, spaces made plain."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u202f", " ")


def test_the_company_reads_who_fits_and_why(client, alice, profiles):
    she = published_assistant(
        user__last_name="Bernard",
        title="Assistante BTP",
        skill_levels=["quotes", "quote-follow-up", "overdue-reminders"],
    )
    page = plain(read(client, alice, profiles))
    assert "Profils proposés 1" in page
    assert "Camille B." in page
    assert "Assistante BTP" in page
    assert "sur 100" in page
    assert "Pourquoi ce résultat ?" in page
    assert "35 € HT/h" in page
    assert "Bernard" not in page
    fragment = read(client, alice, f"{profiles}{she.slug}/", **FRAGMENT)
    assert "<html" not in fragment
    assert "Nouveau profil, pas encore d’avis" in plain(fragment)


def test_a_full_page_of_profiles_keeps_its_budget(client, alice, profiles):
    for _ in range(PAGE_SIZE):
        published_assistant()
    page = read(client, alice, profiles)
    assert page.count("match__fit") == PAGE_SIZE
    cards = re.findall(r"<article.*?</article>", page, re.DOTALL)
    assert len(gzip.compress(page.encode())) <= 6_000
    assert len("".join(cards).encode()) <= 1_000 * PAGE_SIZE


def test_the_links_of_a_card_lead_where_they_say_from_the_page_and_from_the_part(
    client, alice, mission, profiles
):
    she = published_assistant()
    expected = {
        reverse("accounts:assistant", args=[she.slug]),
        reverse("matching:why", args=[mission.public_id, she.slug]),
        reverse("missions:invite", args=[mission.public_id, she.slug]),
    }
    page, part = read(client, alice, profiles), read(client, alice, profiles, **FRAGMENT)
    for html, seen_at in ((page, profiles), (part, mission.get_absolute_url())):
        card = re.search(r"<article.*?</article>", html, re.DOTALL)
        assert card is not None
        found = re.findall(r'(?:href|hx-get)="([^"]+)"', card[0])
        assert {urljoin(seen_at, one) for one in found} == expected


def test_the_points_shown_sum_to_the_total(client, alice, profiles):
    page = plain(read(client, alice, f"{profiles}{published_assistant().slug}/"))
    points = [float(one.replace(",", ".")) for one in re.findall(r"(\d+,\d) sur \d+", page)]
    total = re.search(r"(\d+,\d) points sur 100", page)
    assert total is not None
    assert len(points) == 6
    assert round(sum(points), 1) == float(total[1].replace(",", "."))


def test_the_three_lists_are_apart(client, alice, profiles):
    published_assistant(user__first_name="Nadia")
    published_assistant(
        user__first_name="Sophie", availability_confirmed_at=timezone.now() - timedelta(days=9)
    )
    published_assistant(user__first_name="Karim", free_minutes_per_week=240)
    pages = {word: plain(read(client, alice, f"{profiles}?liste={word}")) for word in LISTS}
    seen = {
        word: [name for name in ("Nadia", "Sophie", "Karim") if name in page] for word, page in pages.items()
    }
    assert seen == {"": ["Nadia"], "a-confirmer": ["Sophie"], "presque": ["Karim"]}
    assert "Ses disponibilités datent de plus de 7 jours" in pages["a-confirmer"]
    assert "Propose 1 h de moins par semaine" in pages["presque"]


def test_the_page_costs_the_same_for_one_as_for_a_full_page(
    client, alice, profiles, django_assert_max_num_queries
):
    for _ in range(3):
        published_assistant()
    client.force_login(alice)
    client.get(profiles)  # each process reads the list of skills once a minute
    with django_assert_max_num_queries(FIRM_QUERIES):
        client.get(profiles)


def test_each_card_invites_or_says_what_already_passed(client, alice, mission, profiles):
    free, invited, applied = (published_assistant() for _ in range(3))
    InvitationFactory(mission=mission, profile=invited)
    ApplicationFactory(mission=mission, profile=applied)
    page = read(client, alice, profiles)
    assert "1 invitation sur 6 en cours" in page
    assert re.findall(r"/inviter/([\w-]+)/", page) == [free.slug]
    assert f"Invitation envoyée le {day(timezone.now())}" in page
    assert f"Candidature reçue le {day(timezone.now())}" in page
    assert invited.slug in page


def test_nobody_invites_without_a_seat_nor_for_another(client, alice, mission, profiles):
    published_assistant()
    accountant = MembershipFactory(company=mission.company, role="accounting").user
    for reader in (accountant, moderator()):
        page = read(client, reader, profiles)
        assert "/inviter/" not in page
        assert "invitation sur 6" not in page
    for _ in range(6):
        InvitationFactory(mission=mission)
    page = read(client, alice, profiles)
    assert "/inviter/" not in page
    assert "6 invitations sur 6 en cours" in page


def test_whoever_declined_is_not_proposed_again_for_this_mission_alone(client, alice, mission, profiles):
    she = published_assistant(user__first_name="Nadia")
    other = MissionFactory(published=True, company=mission.company)
    invitation = InvitationFactory(mission=mission, profile=she)
    assert "Nadia" in read(client, alice, profiles)
    decline_invitation(invitation, she.user)
    assert "Nadia" not in read(client, alice, profiles)
    assert "Nadia" in read(client, alice, reverse("matching:assistants", args=[other.public_id]))
    reconsider_invitation(invitation, she.user)
    assert "Nadia" in read(client, alice, profiles)


def test_everybody_is_reached_by_the_links(client, alice, profiles, monkeypatch):
    monkeypatch.setattr("matching.views.ranking.PAGE_SIZE", 2)
    people = {published_assistant().slug for _ in range(5)}
    seen: list[str] = []
    for number in (1, 2, 3):
        seen += re.findall(r"/assistants/([\w-]+)/", read(client, alice, f"{profiles}?page={number}"))
    assert sorted(seen) == sorted(people)
    assert client.get(f"{profiles}?page=4").status_code == 404
    assert client.get(f"{profiles}?page=abc").status_code == 200


def test_nobody_at_all_and_nobody_but_nearly(client, alice, profiles):
    page = plain(read(client, alice, profiles))
    assert "Personne ne remplit tous vos critères" in page
    assert "Aucun profil à un critère près" in plain(read(client, alice, f"{profiles}?liste=presque"))
    published_assistant(free_minutes_per_week=240)
    page = plain(read(client, alice, profiles))
    assert "Un profil n’en manque qu’un." in page
    assert "Voir les profils «\u00a0presque\u00a0»".replace("\u00a0", " ") in page
    assert "Personne à confirmer" in plain(read(client, alice, f"{profiles}?liste=a-confirmer"))


def test_before_publication_nobody_is_shown(client, alice, mission, profiles):
    published_assistant(user__first_name="Nadia")
    type(mission).objects.filter(pk=mission.pk).update(status="draft")
    page = plain(read(client, alice, profiles))
    assert "Les profils apparaissent avec la publication" in page
    assert "Nadia" not in page


def test_a_stranger_finds_nothing(client, profiles):
    bob, charlie = published_assistant().user, UserFactory()
    for user in (bob, charlie, company_with_owner()[1]):
        client.force_login(user)
        assert client.get(profiles).status_code == 404
    client.force_login(moderator())
    assert client.get(profiles).status_code == 200
    client.logout()
    assert client.get(profiles).status_code == 302


def test_the_fragment_is_made_of_the_same_cards(client, alice, profiles):
    published_assistant(user__first_name="Nadia")
    client.force_login(alice)
    fragment = client.get(profiles, headers=FRAGMENT)
    html = fragment.content.decode()
    assert "<html" not in html
    assert "Nadia" in html
    assert fragment["Cache-Control"] == "no-store"
    assert "HX-Request-Type" in fragment["Vary"]
    whole = client.get(profiles, headers=FRAGMENT | {"HX-History-Restore-Request": "true"})
    assert "<html" in whole.content.decode()


def test_no_page_tells_a_floor_rate(client, alice, profiles):
    """Two floors on the same side of the ceiling give the same pages, byte for byte but for the token of the day."""
    she = published_assistant(rate_remote_cents=3900, floor_remote_cents=3000, accepts_near_budget=True)

    def pages(floor: int) -> list[str]:
        from matching.services import projecting

        with projecting():
            type(she).objects.filter(pk=she.pk).update(floor_remote_cents=floor)
        html = [read(client, alice, f"{profiles}?liste={word}") for word in LISTS]
        html.append(read(client, alice, f"{profiles}{she.slug}/"))
        return [
            re.sub(r'nonce="[^"]+"|(?:csrfmiddlewaretoken|form_token)" value="[^"]+"', "", one)
            for one in html
        ]

    budget = 3500
    assert pages(1_000) == pages(budget)
    assert pages(budget + 1) == pages(budget * 110 // 100)
    assert pages(budget + 1) != pages(budget)
    assert "Un peu au-dessus de votre budget" in pages(budget + 1)[2]
    for word in ("plancher", "floor"):
        assert not any(word in one for one in pages(budget + 1))


def test_she_reads_her_missions_with_the_reasons_from_her_side(client, mission):
    she = published_assistant()
    page = plain(read(client, she.user, reverse("matching:missions")))
    assert mission.title in page
    assert mission.company.name in page
    assert "sur 100" in page
    assert "Budget égal à votre tarif" in page
    reasons = plain(read(client, she.user, reverse("matching:fit", args=[mission.public_id])))
    assert "Votre tarif est dans le budget" in reasons


def test_her_applications_are_marked(client, mission):
    she = published_assistant()
    ApplicationFactory(mission=mission, profile=she)
    assert "Candidature envoyée" in plain(read(client, she.user, reverse("matching:missions")))


def test_her_page_costs_the_same_for_many_missions(client, django_assert_max_num_queries):
    she = published_assistant()
    for _ in range(3):
        MissionFactory(published=True)
    client.force_login(she.user)
    with django_assert_max_num_queries(QUERIES):
        page = client.get(reverse("matching:missions"))
    assert page.content.decode().count("match__fit") >= 3


def test_her_empty_states_lead_somewhere(client, mission):
    address = reverse("matching:missions")
    draft = AssistantProfileFactory(complete=True)
    assert "Votre profil n’est pas encore en ligne" in plain(read(client, draft.user, address))
    assert "Votre profil n’est pas encore en ligne" in plain(read(client, UserFactory(), address))
    old = published_assistant(availability_confirmed_at=None)
    assert "Des missions attendent votre confirmation" in plain(read(client, old.user, address))
    assert mission.title in plain(read(client, old.user, f"{address}?liste=a-confirmer"))
    short = published_assistant(free_minutes_per_week=240)
    assert "Une mission n’en manque qu’un." in plain(read(client, short.user, address))
    far = published_assistant(skill_levels=["diary"])
    assert "Aucune mission dans cette liste aujourd’hui" in plain(read(client, far.user, address))


def test_she_reads_her_own_fit_on_a_mission(client, mission, django_assert_max_num_queries):
    address = reverse("matching:fit", args=[mission.public_id])
    she = published_assistant()
    page = plain(read(client, she.user, address))
    assert "Votre adéquation" in page
    assert "points sur 100" in page
    fragment = read(client, she.user, address, **FRAGMENT)
    assert "<html" not in fragment
    assert "points sur 100" in plain(fragment)
    with django_assert_max_num_queries(FIT_QUERIES):
        client.get(address)


def test_she_reads_why_she_does_not_appear(client, mission):
    she = published_assistant(skill_levels=["diary"], free_minutes_per_week=60)
    page = plain(read(client, she.user, reverse("matching:fit", args=[mission.public_id])))
    assert "Vous n’apparaissez pas" in page
    assert "Compétence indispensable absente" in page or "vous en proposez 1 h" in page


def test_a_company_has_no_fit(client, alice, mission):
    client.force_login(alice)
    assert client.get(reverse("matching:fit", args=[mission.public_id])).status_code == 404


def test_the_typography_is_french(client, alice, profiles):
    published_assistant()
    she = published_assistant()
    pages = [read(client, alice, profiles), read(client, she.user, reverse("matching:missions"))]
    for html in pages:
        words = re.sub(r"<[^>]+>", "", html.split("<main")[1].split("</main>")[0])
        assert not re.search(r" [;?!:€%»]|« (?!\u00a0)|\w'\w", words)
