"""What the founders set in the admin shows on every page: announcements, identity, partners, free coaching."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from accounts.models import OpeningDate
from blog import strips
from blog.enums import Audience
from blog.models import Announcement, Partner, SiteIdentity
from tests.factories.accounts import UserFactory
from tests.factories.blog import AnnouncementFactory, PartnerFactory, SiteIdentityFactory, picture

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(days=1)


def html(client: Client, path: str = "/blog/") -> str:
    return client.get(path).content.decode()


def member(role: str) -> Client:
    client = Client()
    client.force_login(UserFactory(role=role))
    return client


class TestAnnouncement:
    def test_it_stands_above_the_header_with_its_link(self, client: Client) -> None:
        AnnouncementFactory(text="Le site ouvre.", link="/blog/", link_label="Lire")
        page = html(client)
        assert '<a href="/blog/">Lire</a>' in page
        assert page.index("Le site ouvre.") < page.index('<header class="header">')

    def test_it_is_not_a_live_region(self, client: Client) -> None:
        AnnouncementFactory()
        strip = html(client).partition('<section class="announcement"')[2].partition("</section>")[0]
        assert "aria-live" not in strip
        assert "role=" not in strip

    @pytest.mark.parametrize(
        ("starts", "until", "is_shown"),
        [
            (-TOMORROW, None, True),
            (-TOMORROW, TOMORROW, True),
            (TOMORROW, None, False),
            (-2 * TOMORROW, -TOMORROW, False),
        ],
    )
    def test_it_shows_from_its_beginning_until_its_end(
        self, client: Client, starts: timedelta, until: timedelta | None, is_shown: bool
    ) -> None:
        now = timezone.now()
        AnnouncementFactory(text="Bientôt.", starts_at=now + starts, until=until and now + until)
        assert ("Bientôt." in html(client)) is is_shown

    def test_one_that_begins_within_the_minute_is_not_shown_before(
        self, client: Client, time_machine: Any
    ) -> None:
        AnnouncementFactory(text="À midi.", starts_at=timezone.now() + timedelta(seconds=30))
        assert "À midi." not in html(client)
        time_machine.move_to(timezone.now() + timedelta(seconds=31))
        assert "À midi." in html(client)

    def test_the_first_is_shown_and_closing_it_shows_the_next(self, client: Client) -> None:
        second = AnnouncementFactory(text="La seconde.", position=2)
        first = AnnouncementFactory(text="La première.", position=1)
        assert "La première." in html(client)
        assert "La seconde." not in html(client)
        client.get(f"/annonces/{first.pk}/fermer/")
        assert "La seconde." in html(client)
        client.get(f"/annonces/{second.pk}/fermer/")
        assert 'class="announcement"' not in html(client)

    def test_closing_comes_back_to_the_page_one_was_reading(self, client: Client) -> None:
        announcement = AnnouncementFactory()
        href = f"/annonces/{announcement.pk}/fermer/?suite=%2Fblog%2F%3Fpage%3D1"
        assert f'href="{href}" rel="nofollow"' in html(client, "/blog/?page=1")
        answer = client.get(href)
        assert (answer.status_code, answer["Location"]) == (302, "/blog/?page=1")

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
    def test_closing_sends_nobody_elsewhere(self, client: Client, elsewhere: str) -> None:
        assert client.get("/annonces/1/fermer/", {"suite": elsewhere})["Location"] == "/"

    def test_a_browser_that_fetches_ahead_closes_nothing(self, client: Client) -> None:
        answer = client.get("/annonces/1/fermer/", headers={"Sec-Purpose": "prefetch"})
        assert answer.status_code == 204
        assert not answer.cookies

    def test_what_was_closed_is_kept_in_one_bounded_cookie(self, client: Client) -> None:
        for number in range(strips.REMEMBERED + 5):
            client.get(f"/annonces/{number}/fermer/")
        client.get("/annonces/24/fermer/")
        kept = client.cookies[strips.COOKIE].value.split(".")
        assert kept == [str(number) for number in range(5, 25)]

    @pytest.mark.parametrize("typed", ["", "..", "0.<script>..", "x" * 5000])
    def test_a_cookie_written_by_hand_breaks_nothing(self, client: Client, typed: str) -> None:
        AnnouncementFactory(text="Bonjour.")
        assert "Bonjour." in client.get("/blog/", headers={"cookie": f"annonces={typed}"}).content.decode()

    def test_a_key_that_cannot_be_one_does_not_exist(self, client: Client) -> None:
        assert client.get(f"/annonces/{'a' * 41}/fermer/").status_code == 404

    @pytest.mark.parametrize(
        ("audience", "readers"),
        [
            (Audience.EVERYONE, {"visitor", "company", "assistant"}),
            (Audience.COMPANY, {"company"}),
            (Audience.ASSISTANT, {"assistant"}),
        ],
    )
    def test_each_audience_reads_what_is_said_to_it(self, audience: str, readers: set[str]) -> None:
        AnnouncementFactory(text="Pour vous.", audience=audience)
        seats = {"visitor": Client(), "company": member("company"), "assistant": member("assistant")}
        assert {who for who, seat in seats.items() if "Pour vous." in html(seat)} == readers

    def test_a_visitor_reads_what_is_said_to_the_side_whose_page_she_reads(self, client: Client) -> None:
        AnnouncementFactory(text="Pour les firmes.", audience=Audience.COMPANY)
        assert "Pour les firmes." in html(client, "/inscription/entreprise/")
        assert "Pour les firmes." not in html(client, "/inscription/assistante/")

    def test_words_are_escaped(self, client: Client) -> None:
        AnnouncementFactory(text="<script>alert(1)</script>")
        assert "<script>alert" not in html(client)


class TestOpening:
    @pytest.fixture
    def opening(self) -> OpeningDate:
        moment = timezone.make_aware(datetime(2030, 3, 15, 9))  # noqa: DTZ001 - Paris time
        date, _ = OpeningDate.objects.update_or_create(role=Role.ASSISTANT, defaults={"opens_at": moment})
        return date

    def test_a_date_to_come_announces_itself(self, client: Client, opening: OpeningDate) -> None:
        page = html(client)
        assert "SIO ouvre aux assistantes et assistants indépendants le 15\u00a0mars\u00a02030." in page
        assert 'href="/ouverture/assistantes/"' in page

    def test_an_announcement_that_leads_there_speaks_for_it(
        self, client: Client, opening: OpeningDate
    ) -> None:
        written = AnnouncementFactory(text="Le 15 mars.", link="/ouverture/assistantes/", link_label="Voir")
        client.get(f"/annonces/{written.pk}/fermer/")
        assert "SIO ouvre" not in html(client)

    def test_once_closed_it_comes_back_only_when_the_date_moves(
        self, client: Client, opening: OpeningDate
    ) -> None:
        client.get("/annonces/assistantes-20300315/fermer/")
        assert "SIO ouvre" not in html(client)
        opening.opens_at += timedelta(days=7)
        opening.save()
        assert "le 22\u00a0mars\u00a02030." in html(client)

    def test_members_have_no_use_for_it(self, opening: OpeningDate) -> None:
        assert "SIO ouvre" not in html(member("company"))

    def test_it_stops_at_the_minute_the_doors_open(
        self, client: Client, opening: OpeningDate, time_machine: Any
    ) -> None:
        html(client)
        time_machine.move_to(opening.opens_at)
        assert "SIO ouvre" not in html(client)


class TestIdentity:
    def test_without_a_logo_ours_is_drawn(self, client: Client) -> None:
        page = html(client)
        assert 'aria-label="SIO, pour les secrétaires indépendantes et indépendants"' in page
        assert "Votre administratif entre de bonnes mains" in page

    def test_name_and_promise_are_those_of_the_admin(self, client: Client) -> None:
        SiteIdentityFactory(name="Sioux", tagline="Tout est rangé")
        page = html(client)
        assert "– Sioux</title>" in page
        assert "Tout est rangé" in page
        assert client.get("/site.webmanifest").json()["name"] == "Sioux"

    def test_a_logo_given_shows_in_the_header_with_its_words(self, client: Client) -> None:
        SiteIdentityFactory(
            logo=SimpleUploadedFile("mon logo.png", picture()),
            logo_alt="Sioux, une plume",
            logo_width=120,
            logo_height=40,
        )
        assert 'alt="Sioux, une plume" width="120" height="40"' in html(client)

    def test_the_database_holds_one_identity(self) -> None:
        with pytest.raises(IntegrityError):
            SiteIdentity.objects.create(id=2)


class TestPartners:
    def test_their_logos_stand_at_the_foot_of_all_pages(self, client: Client) -> None:
        PartnerFactory(name="B", alt="Banque B", position=2)
        PartnerFactory(name="A", alt="Atelier A", position=1, link="https://atelier.example/")
        home, other = html(client, "/"), html(client)
        assert home.count('alt="Atelier A"') == 1
        assert other.count('alt="Atelier A"') == 1
        assert other.index("Atelier A") < other.index("Banque B")
        assert '<a href="https://atelier.example/" rel="noopener">' in other

    def test_a_logo_is_kept_for_ever(self, client: Client) -> None:
        partner = PartnerFactory()
        answer = client.get(partner.logo_href)
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["Content-Type"] == "image/png"
        assert b"".join(answer.streaming_content) == picture()  # type: ignore[attr-defined]
        assert not answer.cookies

    @pytest.mark.parametrize("name", ["nulle-part.png", "logo.exe", "..%2Ffactures%2Fx.png", "logo"])
    def test_nothing_else_is_served(self, client: Client, name: str) -> None:
        assert client.get(f"/logos/{name}").status_code == 404


class TestCost:
    def test_a_page_reads_them_once_a_minute(self, client: Client) -> None:
        AnnouncementFactory()
        html(client)
        with CaptureQueriesContext(connection) as queries:
            html(client)
        tables = " ".join(query["sql"] for query in queries.captured_queries)
        for model in (Announcement, Partner, SiteIdentity, OpeningDate):
            assert f'FROM "{model._meta.db_table}"' not in tables


class TestCoaching:
    @pytest.fixture
    def identity(self) -> SiteIdentity:
        return SiteIdentityFactory(answering=True, coaching_text="Bonjour & merci, c’est à propos…")

    HREF = (
        "https://wa.me/33639980042?text=Bonjour%20%26%20merci%2C%20c%E2%80%99est%20%C3%A0%20propos%E2%80%A6"
    )

    def test_the_button_opens_whatsapp_with_the_message_written(
        self, client: Client, identity: SiteIdentity
    ) -> None:
        assert f'<a class="help__open" href="{self.HREF}" rel="noopener">' in html(client)

    def test_it_stands_between_the_page_and_its_foot_everywhere(
        self, client: Client, identity: SiteIdentity
    ) -> None:
        for path in ("/", "/blog/", "/blog/role-office-manager/", "/inscription/", "/nulle-part/"):
            page = html(client, path)
            assert page.index("</main>") < page.index('<aside class="help"') < page.index("<footer"), path

    def test_members_find_it_on_public_pages_and_not_in_their_work(self, identity: SiteIdentity) -> None:
        client = member("company")
        assert 'class="help"' in html(client)
        assert 'class="help"' not in html(client, "/espace/")

    def test_its_page_says_who_answers_and_when(self, client: Client, identity: SiteIdentity) -> None:
        page = html(client, "/coaching/")
        assert "Camille Aubert" in page
        assert "de 9 h à 18 h" in page
        assert "06\u00a039\u00a098\u00a000\u00a042" in page
        assert 'aria-label="Code QR' in page

    def test_its_page_leaves_no_cookie_and_may_be_kept(self, client: Client, identity: SiteIdentity) -> None:
        answer = client.get("/coaching/")
        assert not answer.cookies
        assert answer["Cache-Control"].startswith("public, max-age=60")

    def test_without_a_number_it_is_off_everywhere(self, client: Client) -> None:
        assert client.get("/coaching/").status_code == 404
        page = html(client)
        assert "wa.me" not in page
        assert "/coaching/" not in page


class TestAdmin:
    @pytest.fixture
    def office(self, admin_client: Client) -> Client:
        return admin_client

    def test_the_identity_is_one_form_and_nothing_to_add_or_delete(self, office: Client) -> None:
        answer = office.get("/gestion/blog/siteidentity/")
        assert answer["Location"] == "/gestion/blog/siteidentity/1/change/"
        assert office.get("/gestion/blog/siteidentity/add/").status_code == 403
        assert office.post("/gestion/blog/siteidentity/1/delete/").status_code == 403

    def _identify(self, office: Client, **given: Any) -> Any:
        office.get("/gestion/blog/siteidentity/")
        filled = {"name": "SIO", "tagline": "Bien", "coaching_text": "Bonjour"} | given
        return office.post("/gestion/blog/siteidentity/1/change/", filled)

    def test_a_number_is_typed_as_one_speaks_and_kept_whole(self, office: Client) -> None:
        assert self._identify(office, coaching_number="06 39 98 00 42").status_code == 302
        assert SiteIdentity.objects.get().coaching_number == "+33639980042"

    def test_a_number_that_is_none_is_refused(self, office: Client) -> None:
        assert self._identify(office, coaching_number="42").status_code == 200
        assert SiteIdentity.objects.get().coaching_number == ""

    def test_a_logo_needs_its_words(self, office: Client) -> None:
        answer = self._identify(office, logo=SimpleUploadedFile("l.png", picture()))
        assert "Dites en quelques mots ce que montre le logo." in answer.content.decode()

    def test_a_logo_is_kept_under_a_name_made_of_its_content_with_its_size(self, office: Client) -> None:
        self._identify(office, logo=SimpleUploadedFile("<x>.exe", picture("WEBP")), logo_alt="Une plume")
        identity = SiteIdentity.objects.get()
        assert identity.logo.name.startswith("logos/")
        assert identity.logo.name.endswith(".webp")
        assert "exe" not in identity.logo.name
        assert (identity.logo_width, identity.logo_height) == (120, 40)

    @pytest.mark.parametrize("data", [b"<svg/>", picture()[:50], b"0" * (1024 * 1024 + 1)])
    def test_a_broken_or_huge_logo_is_a_clear_error(self, office: Client, data: bytes) -> None:
        given = {"name": "P", "alt": "P", "position": 0, "logo": SimpleUploadedFile("p.png", data)}
        page = office.post("/gestion/blog/partner/add/", given).content.decode()
        assert "image lisible" in page or "plus de 1\u00a0Mo" in page
        assert not Partner.objects.exists()

    @pytest.mark.parametrize(
        ("given", "error"),
        [
            ({"link": "javascript:alert(1)", "link_label": "Voir"}, "commence par https://"),
            ({"link": "//evil.example/", "link_label": "Voir"}, "commence par https://"),
            ({"link": "/blog/"}, "Dites où mène le lien."),
            ({"until_0": "2001-01-01", "until_1": "10:00"}, "doit finir après avoir commencé"),
        ],
    )
    def test_an_announcement_is_checked(self, office: Client, given: dict[str, str], error: str) -> None:
        filled = {
            "text": "Bonjour",
            "position": 0,
            "starts_at_0": "2026-01-01",
            "starts_at_1": "10:00",
        } | given
        assert error in office.post("/gestion/blog/announcement/add/", filled).content.decode()
        assert not Announcement.objects.exists()

    def test_the_list_says_the_state_of_each_announcement(self, office: Client) -> None:
        now = timezone.now()
        AnnouncementFactory(starts_at=now + TOMORROW)
        AnnouncementFactory(starts_at=now - 2 * TOMORROW, until=now - TOMORROW)
        AnnouncementFactory()
        page = office.get("/gestion/blog/announcement/").content.decode()
        for state in ("En cours", "À venir", "Terminée"):
            assert f">{state}<" in page
