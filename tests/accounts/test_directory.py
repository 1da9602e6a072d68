"""The public list of assistants, and the page of one: what a visitor reads, finds, and never sees."""

import json
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import directory
from accounts.directory import Wish
from accounts.enums import HalfDay, LanguageLevel, ProfileStatus
from accounts.models import (
    AssistantProfile,
    City,
    Experience,
    Language,
    OfficeJob,
    Pillar,
    ProfileLanguage,
    Sector,
    User,
)
from accounts.services.profiles import pause_profile, resume_profile
from accounts.sitemaps import ProfileSitemap
from accounts.steps import completeness
from matching.services import projecting
from sio.lib import reportables
from tests.accounts.support import change, text_of
from tests.factories.accounts import AssistantProfileFactory, UserFactory, published_assistant

pytestmark = pytest.mark.django_db

LIST = "/assistants/"
NOINDEX = '<meta name="robots" content="noindex">'


def named(first_name: str, **facts: object) -> AssistantProfile:
    return published_assistant(user=UserFactory(first_name=first_name, assistant_side=True), **facts)


def town(insee_code: str) -> City:
    return City.objects.get(insee_code=insee_code)


def shown(client: Client, **asked: object) -> list[str]:
    """The names on the page, in order."""
    page = client.get(LIST, asked).content.decode()
    return re.findall(r'class="match__title"><a href="[^"]+">([^<]+)</a>', page)


@projecting()
def speaking(profile: AssistantProfile) -> AssistantProfile:
    """A profile with more than the needed steps: a language and an experience."""
    ProfileLanguage.objects.create(
        profile=profile, language=Language.objects.get(code="en"), level=LanguageLevel.B2
    )
    Experience.objects.create(
        profile=profile,
        job=OfficeJob.objects.first(),
        title="Assistante de gestion",
        organisation="Cabinet Morel",
        started_on=date(2015, 1, 1),
    )
    return profile


# ── The list ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_visitor_reads_who_is_published_and_nobody_else(client: Client):
    named("Claire")
    AssistantProfileFactory(submitted=True)
    paused = named("Absente")
    change(paused, status=ProfileStatus.PAUSED)
    answer = client.get(LIST)
    assert shown(client) == ["Claire D."]
    assert "1 profil" in text_of(answer).replace("\u00a0", " ")


def test_a_card_says_name_and_initial_title_town_price_and_when_the_availability_was_confirmed(
    client: Client,
):
    named("Claire", availability_confirmed_at=timezone.now())
    words = text_of(client.get(LIST)).replace("\u00a0", " ").replace("\u202f", " ")
    for said in (
        "Claire D.",
        "Assistante administrative",
        "Lyon 7e",
        "35 € HT/h",
        "Disponibilités confirmées le",
    ):
        assert said in words
    assert "Durand" not in words


def test_the_private_floor_is_in_no_page(client: Client):
    profile = named("Claire", floor_remote_cents=3111, floor_on_site_cents=3222)
    for address in (LIST, profile.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "31,11" not in page
        assert "32,22" not in page
        assert "plancher" not in page.lower()


def test_neither_page_leaves_a_cookie_and_only_the_list_may_be_kept(client: Client):
    profile = named("Claire")
    kept, read = client.get(LIST), client.get(profile.get_absolute_url())
    assert not kept.cookies
    assert not read.cookies
    assert "public" in kept["Cache-Control"]
    assert read["Cache-Control"] == "private, no-cache"


def test_somebody_signed_in_gets_a_list_of_her_own(client: Client, alice: User):
    client.force_login(alice)
    assert client.get(LIST)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("word", ["devis", "Établissement", "DEVIS"])
def test_a_word_finds_who_has_the_skill(client: Client, word: str):
    named("Claire", skill_levels=["quotes"])
    named("Diane", skill_levels=["inbox"])
    assert shown(client, q=word) == ["Claire D."]


def test_a_word_finds_a_job_held_and_a_title(client: Client):
    named("Claire", title="Office manager à temps partagé", skill_levels=["inbox"])
    named("Diane", skill_levels=["inbox"])
    assert shown(client, q="temps partagé") == ["Claire D."]


def test_a_town_finds_who_lives_around_it(client: Client):
    named("Claire", city=town("69266"))
    named("Diane", city=town("75112"))
    assert shown(client, ville="Lyon") == ["Claire D."]
    assert shown(client, ville="75012") == ["Diane D."]


def test_a_town_nobody_knows_is_said_beside_the_field(client: Client):
    named("Claire")
    answer = client.get(LIST, {"ville": "Atlantide"})
    assert answer.status_code == 422
    assert "Nous ne trouvons pas cette ville" in text_of(answer)
    assert 'value="Atlantide"' in answer.content.decode()
    assert "Claire" not in text_of(answer)


def test_a_pillar_finds_who_has_one_of_its_skills(client: Client):
    named("Claire", skill_levels=["quotes"])
    other = Pillar.objects.exclude(skills__slug="quotes").filter(kind="pillar").first()
    of_quotes = Pillar.objects.get(skills__slug="quotes")
    assert shown(client, pilier=of_quotes.slug) == ["Claire D."]
    assert shown(client, pilier=other.slug) == []


def test_a_way_of_working_and_a_price_are_read_together(client: Client):
    """39 € on site and 35 € from afar: asked for on site, her price is 39."""
    named("Claire", rate_remote_cents=3500, rate_on_site_cents=3900)
    named("Diane", accepts_on_site=False, rate_remote_cents=4500, rate_on_site_cents=None)
    assert sorted(shown(client)) == ["Claire D.", "Diane D."]
    assert shown(client, format="on_site") == ["Claire D."]
    assert shown(client, prix="35") == ["Claire D."]
    assert shown(client, prix="35", format="on_site") == []
    assert shown(client, prix="39,00 €", format="on_site") == ["Claire D."]


def test_what_is_chosen_is_taken_off_one_by_one(client: Client):
    named("Claire")
    page = client.get(LIST, {"q": "devis", "ville": "69007", "prix": "40", "page": "1"}).content.decode()
    assert 'href="/assistants/?ville=69007&amp;prix=40"' in page
    assert 'href="/assistants/?q=devis&amp;prix=40"' in page
    assert 'href="/assistants/?q=devis&amp;ville=69007"' in page
    assert 'href="/assistants/"' in page


def test_nobody_found_shows_a_way_out(client: Client):
    named("Claire")
    answer = client.get(LIST, {"prix": "5"})
    assert answer.status_code == 200
    assert "Personne ne répond à tout cela" in text_of(answer)
    assert "Voir tous les profils" in text_of(answer)


def test_an_empty_site_invites_the_first(client: Client):
    assert "Les premiers profils arrivent" in text_of(client.get(LIST))


def test_twelve_a_page_and_a_page_too_far_is_the_last(client: Client):
    for n in range(13):
        named(f"Claire{n}")
    first, second = shown(client), shown(client, page=2)
    assert (len(first), len(second)) == (12, 1)
    assert not set(first) & set(second)
    assert shown(client, page=99) == second


def test_the_list_asks_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries):
    asked = {"q": "devis", "ville": "69007", "format": "remote", "prix": "60", "pilier": ""}
    counts = []
    for _ in range(2):
        for n in range(4):
            speaking(named(f"Claire{n}"))
        with django_assert_max_num_queries(15) as plain:
            client.get(LIST)
        with django_assert_max_num_queries(15) as narrowed:
            assert shown(client, **asked)
        counts.append((len(plain), len(narrowed)))
    assert counts[0] == counts[1]


def test_what_is_typed_is_printed_never_run(client: Client):
    page = client.get(LIST, {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("number", ["0", "-1", "x", "9999999999999999999"])
def test_a_strange_page_number_breaks_nothing(client: Client, number: str):
    named("Claire")
    assert shown(client, page=number) == ["Claire D."]


def test_people_of_the_demonstration_are_not_listed_where_payments_are_real(client: Client, settings):
    named("Claire", is_demo=True)
    assert shown(client) == ["Claire D."]
    settings.STRIPE_DOUBLE_ALLOWED = False
    assert shown(client) == []


# ── The order ───────────────────────────────────────────────────────────────────────────────────────────


def order() -> list[int]:
    return [profile.pk for profile in directory.search(Wish())]


def people(count: int, **facts: object) -> list[int]:
    return [named(f"Claire{n}", **facts).pk for n in range(count)]


def test_confirmed_people_stand_first_whatever_their_price():
    late = named(
        "Diane", availability_confirmed_at=timezone.now() - timedelta(days=20), rate_remote_cents=1500
    )
    confirmed = named("Claire", rate_remote_cents=9000)
    assert order() == [confirmed.pk, late.pk]


def test_the_order_holds_all_day_and_changes_the_next(monkeypatch: pytest.MonkeyPatch):
    people(8)
    days = [date(2026, 11, 24) + timedelta(days=n) for n in range(4)]
    orders = []
    for day in days:
        monkeypatch.setattr(directory, "today", lambda day=day: day)
        assert order() == order()
        orders.append(tuple(order()))
    assert len(set(orders)) > 1


def test_everybody_comes_first_in_turn(monkeypatch: pytest.MonkeyPatch):
    """Over 200 days each of four people opens the list about one day in four."""
    everybody = people(4)
    firsts = []
    for n in range(200):
        monkeypatch.setattr(directory, "today", lambda n=n: date(2026, 1, 1) + timedelta(days=n))
        firsts.append(order()[0])
    assert {pk: 25 < firsts.count(pk) < 80 for pk in everybody} == dict.fromkeys(everybody, True)


def test_a_price_moves_nobody():
    people(6)
    before = order()
    for rank, pk in enumerate(before):
        change(AssistantProfile.objects.get(pk=pk), rate_remote_cents=9000 - 1000 * rank)
    assert order() == before


# ── What search engines read ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("asked", "is_indexed"),
    [
        ({}, True),
        ({"ville": "69007"}, True),
        ({"pilier": "general-services"}, True),
        ({"q": "devis"}, False),
        ({"format": "remote"}, False),
        ({"prix": "90"}, False),
        ({"ville": "75012"}, False),
    ],
)
def test_only_town_and_pillar_with_somebody_to_show_are_indexed(
    client: Client, asked: dict[str, str], is_indexed: bool
):
    of_quotes = Pillar.objects.get(skills__slug="quotes")
    asked = {key: of_quotes.slug if key == "pilier" else value for key, value in asked.items()}
    named("Claire")
    assert (NOINDEX not in client.get(LIST, asked).content.decode()) is is_indexed


def test_one_list_has_one_address(client: Client, settings):
    named("Claire")
    for typed in ("69007", "lyon 7", "69007 Lyon 7e"):
        page = client.get(LIST, {"q": "devis", "ville": typed}).content.decode()
        assert f'rel="canonical" href="{settings.SITE_URL}/assistants/?ville=69007+Lyon+7e"' in page


def test_a_thin_profile_is_read_but_neither_indexed_nor_on_the_map(client: Client):
    thin, full = named("Diane"), speaking(named("Claire"))
    assert NOINDEX in client.get(thin.get_absolute_url()).content.decode()
    assert NOINDEX not in client.get(full.get_absolute_url()).content.decode()
    assert list(ProfileSitemap().items()) == [full]


def test_the_map_and_the_page_agree_on_what_is_thin():
    bare, only_sector = named("Diane"), named("Emma")
    with projecting():
        only_sector.sectors.add(Sector.objects.first())
    speaking(named("Claire"))
    on_map = set(directory.worth_an_index().values_list("pk", flat=True))
    for profile in AssistantProfile.objects.with_details():
        assert (profile.pk in on_map) is (completeness(profile) >= directory.INDEXED_FROM)
    assert bare.pk not in on_map


def test_the_path_of_a_profile_is_told_to_machines(client: Client, settings):
    profile = named("Claire")
    page = client.get(profile.get_absolute_url()).content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert data["@type"] == "BreadcrumbList"
    assert [step["name"] for step in data["itemListElement"]] == [
        "Accueil",
        "Assistantes et assistants",
        "Claire D.",
    ]
    assert data["itemListElement"][-1]["item"] == settings.SITE_URL + profile.get_absolute_url()


# ── One profile ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_visitor_reads_a_profile_without_name_or_contact(client: Client):
    profile = speaking(named("Claire"))
    words = text_of(client.get(profile.get_absolute_url()))
    assert "Claire D." in words
    assert "Assistante de gestion" in words
    for hidden in ("Durand", profile.user.email, profile.siren, "12 rue de la Paix", "Cabinet Morel"):
        assert hidden not in words


def test_a_visitor_who_proposes_a_mission_signs_up_first(client: Client):
    page = client.get(named("Claire").get_absolute_url()).content.decode()
    assert "Proposer une mission" in page
    assert 'href="/inscription/entreprise/?next=/missions/nouvelle/"' in page


def test_a_firm_proposes_at_once_and_an_assistant_does_not(client: Client, alice: User, charlie: User):
    address = named("Claire").get_absolute_url()
    client.force_login(alice)
    assert 'href="/missions/nouvelle/"' in client.get(address).content.decode()
    client.force_login(charlie)
    assert "Proposer une mission" not in client.get(address).content.decode()


def test_a_profile_can_be_reported_by_others(client: Client):
    profile = named("Claire")
    assert (
        f'href="/signaler/profile/{profile.slug}/" rel="nofollow"'
        in client.get(profile.get_absolute_url()).content.decode()
    )
    client.force_login(profile.user)
    assert "/signaler/" not in client.get(profile.get_absolute_url()).content.decode()


def test_what_may_be_reported_is_what_is_in_public():
    profile = named("Claire")
    found = reportables.find("profile", profile.slug)
    assert found is not None
    assert (found.label, found.path, found.author_user) == (
        "Profil de Claire D.",
        profile.get_absolute_url(),
        profile.user,
    )
    change(profile, status=ProfileStatus.SUSPENDED)
    assert reportables.find("profile", profile.slug) is None


def test_a_withdrawn_profile_is_gone_at_once_for_all_but_her_and_the_team(
    client: Client, alice: User, martine: User
):
    profile = published_assistant(half_days=HalfDay.values)
    address = profile.get_absolute_url()
    assert client.get(address).status_code == 200
    pause_profile(profile, profile.user)
    seen = {"visitor": client.get(address).status_code}
    for name, user in (("firm", alice), ("her", profile.user), ("team", martine)):
        client.force_login(user)
        seen[name] = client.get(address).status_code
    assert seen == {"visitor": 410, "firm": 410, "her": 200, "team": 200}
    resume_profile(profile, profile.user)
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize(
    ("status", "answer"),
    [(ProfileStatus.SUSPENDED, 410), (ProfileStatus.DRAFT, 404), (ProfileStatus.SUBMITTED, 404)],
)
def test_what_never_was_in_public_is_nowhere(client: Client, status: str, answer: int):
    profile = named("Claire")
    change(profile, status=status)
    assert client.get(profile.get_absolute_url()).status_code == answer
    assert client.get("/assistants/personne-000000/").status_code == 404


def test_a_profile_asks_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries):
    profile = speaking(named("Claire"))
    with django_assert_max_num_queries(15):
        client.get(profile.get_absolute_url())
