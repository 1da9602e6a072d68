"""Pages made of real supply: a pillar of the trade, a large city and a way of working."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import City, Pillar
from sio.pages import cities
from sio.pages.pillars import PILLARS
from tests.factories.accounts import AssistantProfileFactory, published_assistant
from tests.factories.missions import MissionFactory
from tests.pages.test_pages import read

pytestmark = pytest.mark.django_db

LYON_ON_SITE = "/assistants/a/lyon/sur-site/"
NOINDEX = '<meta name="robots" content="noindex">'


def _by_slug(pages: list[cities.CityPage]) -> list[tuple[str, cities.CityPage]]:
    return [(page.get_absolute_url().split("/")[3], page) for page in pages]


class TestPillars:
    def test_there_is_a_page_for_each_pillar_of_the_catalogue(self) -> None:
        assert [page.pillar for page in PILLARS] == list(
            Pillar.objects.filter(kind="pillar").order_by("position").values_list("slug", flat=True)
        )

    def test_it_lists_the_tasks_the_people_and_the_missions_of_its_pillar(self, client: Client) -> None:
        published_assistant(skill_levels=["onboarding"])
        published_assistant(skill_levels=["quotes"], user__first_name="Solène")
        MissionFactory(
            published=True, title="Dossiers du personnel", pillar=Pillar.objects.get(slug="hr_support")
        )

        page = read(client, "/metiers/support-rh/")

        assert "Accueil et intégration des nouveaux salariés" in page
        assert page.count('class="match"') == 1
        assert "Solène" not in page
        assert "Dossiers du personnel" in page

    def test_nobody_is_shown_where_there_is_nobody(self, client: Client) -> None:
        page = read(client, "/metiers/rse/")
        assert "Des personnes qui le font" not in page
        assert "Des missions ouvertes" not in page

    def test_an_unknown_pillar_is_not_found(self, client: Client) -> None:
        assert client.get("/metiers/plomberie/").status_code == 404


class TestCities:
    def test_a_page_exists_when_somebody_works_there(self, client: Client) -> None:
        assert client.get(LYON_ON_SITE).status_code == 404
        AssistantProfileFactory(published=True)
        assert "sur site" in read(client, LYON_ON_SITE)

    def test_search_engines_read_it_from_three_people_on(self, client: Client) -> None:
        AssistantProfileFactory.create_batch(2, published=True)
        assert NOINDEX in read(client, LYON_ON_SITE)
        AssistantProfileFactory(published=True)
        assert NOINDEX not in read(client, LYON_ON_SITE)

    def test_a_way_counts_only_those_who_work_so(self, client: Client) -> None:
        AssistantProfileFactory(published=True, accepts_on_site=False, rate_on_site_cents=None)
        assert client.get(LYON_ON_SITE).status_code == 404
        assert client.get("/assistants/a/lyon/a-distance/").status_code == 200

    @pytest.mark.parametrize("published", [{"submitted": True}, {"complete": True}])
    def test_only_published_people_make_a_page(self, client: Client, published: dict[str, bool]) -> None:
        AssistantProfileFactory(**published)
        assert client.get(LYON_ON_SITE).status_code == 404

    @pytest.mark.parametrize(
        "address",
        [
            "/assistants/a/lyon-3e/sur-site/",
            "/assistants/a/atlantide/sur-site/",
            "/assistants/a/lyon/en-orbite/",
        ],
    )
    def test_an_unknown_place_or_way_is_not_found(self, client: Client, address: str) -> None:
        AssistantProfileFactory(published=True)
        assert client.get(address).status_code == 404

    def test_pages_are_counted_in_two_queries(self, django_assert_num_queries) -> None:
        AssistantProfileFactory.create_batch(3, published=True)
        with django_assert_num_queries(2):
            pages = cities.supplied()
        assert {(page.city.name, page.way, page.count) for page in pages if page.city.name == "Lyon"} == {
            ("Lyon", "a-distance", 3),
            ("Lyon", "sur-site", 3),
        }

    def test_the_count_of_a_city_is_that_of_its_page(self) -> None:
        """Two ways to the same people: towns gathered here, the directory's own search there."""
        for number, code in enumerate(("69387", "69266", "69123", "75056", "13055", "42218", "59350")):
            AssistantProfileFactory(
                published=True,
                city=City.objects.filter(insee_code=code).first(),
                accepts_on_site=number % 3 > 0,
                rate_on_site_cents=3900 if number % 3 else None,
                accepts_remote=number % 2 > 0,
                rate_remote_cents=3500 if number % 2 else None,
            )
        found = {(slug, page.way): page.count for slug, page in _by_slug(cities.supplied())}
        assert len(found) > 4
        for slug, city in cities.large_cities().items():
            for way in cities.WAYS:
                assert found.get((slug, way), 0) == cities.people_of(city, way).count()

    def test_firms_are_led_to_the_fullest_pages(self, client: Client) -> None:
        assert "Près de chez vous" not in read(client, "/pour-les-entreprises/")
        AssistantProfileFactory.create_batch(3, published=True)
        assert LYON_ON_SITE in read(client, "/pour-les-entreprises/")

    def test_the_article_of_a_city_is_contracted(self) -> None:
        assert cities.in_city(City(name="Le Mans")) == "au Mans"
        assert cities.in_city(City(name="Lyon")) == "à Lyon"


@pytest.mark.parametrize("address", [LYON_ON_SITE, "/metiers/support-rh/"])
def test_a_page_asks_as_much_for_one_person_as_for_twelve(
    client: Client, address: str, django_assert_max_num_queries
) -> None:
    """The same number whatever the number of people."""
    published_assistant(skill_levels=["onboarding"])
    with CaptureQueriesContext(connection) as asked:
        read(client, address)
    for _ in range(11):
        published_assistant(skill_levels=["onboarding", "cv-screening"])
    with django_assert_max_num_queries(min(15, len(asked))):
        read(client, address)
