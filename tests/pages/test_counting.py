"""The pages that count: calculators that answer what was typed, and a barometer that stays silent under ten people."""

from datetime import date

import pytest
from django.test import Client

from sio.pages import barometer
from tests.factories.accounts import AssistantProfileFactory
from tests.pages.test_pages import read

pytestmark = pytest.mark.django_db

THIN, FIXED = "\u202f", "\u00a0"


class TestTheFeeCalculator:
    def test_it_answers_before_anything_is_typed(self, client: Client) -> None:
        assert f"109,20{THIN}€" in read(client, "/tarifs/")

    def test_it_answers_what_was_typed_the_way_people_type(self, client: Client) -> None:
        page = read(client, "/tarifs/?heures=5h&tarif=35%20€&deja=")
        assert f"21,00{THIN}€" in page
        assert f"200,20{THIN}€" not in page.partition('id="exemples"')[0].partition("Le même travail")[0]

    def test_what_was_already_paid_lowers_the_fee(self, client: Client) -> None:
        page = read(client, "/tarifs/?heures=6&tarif=39&deja=1872").partition('id="factures"')[0]
        assert f"24,90{THIN}€" in page
        assert f"263,88{THIN}€" in page

    @pytest.mark.parametrize(
        "typed", ["heures=beaucoup&tarif=35", "heures=6&tarif=3", "heures=99&tarif=35", "tarif=35"]
    )
    def test_an_error_stands_beside_its_field_and_keeps_what_was_typed(
        self, client: Client, typed: str
    ) -> None:
        page = read(client, f"/tarifs/?{typed}")
        assert "Erreur" in page
        assert "<title>Erreur" in page
        assert "Le même travail, sur trois durées" not in page
        assert "Huit exemples" in page

    def test_the_examples_are_reckoned_not_typed(self, client: Client) -> None:
        for paid in ("12,40", f"13{THIN}296,00", "263,88", "450,40"):
            assert f"{paid}{THIN}€" in read(client, "/tarifs/")


class TestHireOrDelegate:
    def test_it_shows_the_reference_case(self, client: Client) -> None:
        page = read(client, "/embauche-ou-delegation/")
        assert f"1{THIN}019,20{THIN}€" in page
        assert f"1{THIN}729,33{THIN}€" in page
        assert f"104{FIXED}h" in page

    def test_beyond_24_hours_it_advises_a_hire(self, client: Client) -> None:
        page = read(client, "/embauche-ou-delegation/?heures=30&tarif=35&cout=2522")
        assert "mieux servi par une embauche" in page

    def test_a_dear_rate_is_not_hidden(self, client: Client) -> None:
        page = read(client, "/embauche-ou-delegation/?heures=20&tarif=60&cout=2522")
        assert "de moins par mois, et vous donne plus d’heures" in page

    def test_it_says_what_it_leaves_out_and_its_sources(self, client: Client) -> None:
        page = read(client, "/embauche-ou-delegation/")
        assert "laisse de côté" in page
        assert "L3123-27" in page

    def test_an_error_hides_the_answer(self, client: Client) -> None:
        page = read(client, "/embauche-ou-delegation/?heures=40&tarif=35&cout=2522")
        assert "Erreur" in page
        assert "chart__picture" not in page


class TestTheBarometer:
    def test_under_ten_people_there_is_no_picture(self, client: Client) -> None:
        AssistantProfileFactory.create_batch(9, published=True)
        page = read(client, "/prix/")
        assert barometer.TOO_FEW in page
        assert '<svg class="chart__picture"' not in page

    def test_from_ten_people_it_says_where_half_the_rates_are(self, client: Client) -> None:
        for rate in range(25, 35):
            AssistantProfileFactory(
                published=True, rate_remote_cents=rate * 100, accepts_on_site=False, rate_on_site_cents=None
            )
        page = read(client, "/prix/")
        assert f"La moitié des tarifs à distance se situent entre 27,25{THIN}€ et 31,75{THIN}€" in page
        assert page.count('<svg class="chart__picture"') == 1
        assert "10 profils publiés sur SIO" in page

    def test_only_published_profiles_count(self) -> None:
        AssistantProfileFactory.create_batch(10, complete=True)
        assert [way.count for way in barometer.ways(date(2026, 11, 24))] == [0, 0]

    def test_extreme_rates_share_the_outer_buckets(self) -> None:
        spread = barometer.distribution([12_00, 15_00, *[30_00] * 8, 61_00, 150_00])
        assert spread is not None
        assert spread.buckets[0] == (f"moins de 20{THIN}€", 2)
        assert spread.buckets[-1] == (f"60{THIN}€ et plus", 2)
        assert sum(count for _, count in spread.buckets) == spread.count == 12

    def test_the_median_of_an_even_number_lies_between(self) -> None:
        spread = barometer.distribution([30_00] * 5 + [40_00] * 5)
        assert spread is not None
        assert spread.median == 35_00
