"""The official list of towns: its traps, its second run, its rehearsal."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import City, CityAlias
from accounts.search import search_cities

pytestmark = pytest.mark.django_db

HEADER = "insee_com,insee_dep,commune,commune_article,code_postal,commune_type,lat,lng,population_2021"
ROWS = [
    "92035,92,Garenne-Colombes,La Garenne-Colombes,92250,COM,48.90692,2.24512,29642",
    "38421,38,Saint-Martin-d'Hères,Saint-Martin-d'Hères,38400,COM,45.1757,5.7578,37913",
    "60694,60,Hauts-Talican,Les Hauts-Talican,60390,COM,,,800",
    "60694,60,Hauts-Talican,Les Hauts-Talican,60240,COM,,,800",
    "97617,976,Tsingoni,Tsingoni,97680,COM,-12.78,45.1,0",
    "01033,,Coupy,Coupy,01200,COMD,46.11,5.83,10",
    "01033,01,Valserhône,Valserhône,01200,COM,46.11089,5.82555,16295",
    "75101,75,Paris 1er Arrondissement,Paris 1er Arrondissement,75001,ARM,48.862,2.33594,100",
    "75116,75,Paris 16e Arrondissement,Paris 16e Arrondissement,75016,ARM,48.857,2.263,300",
    "75116,75,Paris 16e Arrondissement,Paris 16e Arrondissement,75116,ARM,48.857,2.263,300",
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "towns.csv"
    path.write_text("\n".join([HEADER, *ROWS]), encoding="utf-8")
    return path


def run(file: Path, **options: object) -> str:
    out = StringIO()
    call_command("import_communes", str(file), stdout=out, **options)
    return out.getvalue()


def test_towns_are_created_by_code_and_postal_code(file: Path):
    assert "6 créées" in run(file)
    assert City.objects.filter(insee_code="60694").count() == 2
    garenne = City.objects.get(insee_code="92035")
    assert garenne.name == "La Garenne-Colombes"
    assert City.objects.get(insee_code="38421").name == "Saint-Martin-d’Hères"


def test_a_second_run_changes_nothing(file: Path):
    run(file)
    before = list(City.objects.order_by("pk").values_list())
    assert "0 créées, 0 mises à jour" in run(file)
    assert list(City.objects.order_by("pk").values_list()) == before


def test_a_rehearsal_writes_nothing(file: Path):
    before = City.objects.count()
    assert "rien n’est écrit" in run(file, dry_run=True)
    assert City.objects.count() == before
    assert not CityAlias.objects.exists()


def test_a_town_without_coordinates_has_none(file: Path):
    run(file)
    assert City.objects.filter(insee_code="60694", latitude=None, longitude=None).count() == 2


def test_a_code_is_text_and_a_population_may_be_unknown(file: Path):
    run(file)
    assert City.objects.get(insee_code="97617").population == 0
    assert City.objects.get(insee_code="01033").department == "01"


def test_a_merged_village_only_leads_to_its_town(file: Path):
    run(file)
    assert not City.objects.filter(name="Coupy").exists()
    assert [city.name for city in search_cities("coupy")] == ["Valserhône"]


def test_a_name_without_its_article_is_found(file: Path):
    run(file)
    assert search_cities("garenne")[0].name == "La Garenne-Colombes"


def test_paris_is_made_from_its_districts_counted_once(file: Path):
    run(file)
    paris = City.objects.get(insee_code="75056")
    assert paris.population == 400
    assert paris.latitude == pytest.approx((48.862 * 100 + 48.857 * 300) / 400, abs=1e-4)
    assert search_cities("paris")[0] == paris


def test_a_town_that_left_the_file_stays(file: Path):
    run(file)
    file.write_text(HEADER + "\n", encoding="utf-8")
    run(file)
    assert City.objects.filter(insee_code="92035").exists()


def test_what_is_not_the_official_format_is_said(tmp_path: Path):
    other = tmp_path / "other.csv"
    other.write_text("nom,code\nLyon,69\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Colonnes absentes"):
        run(other)
    with pytest.raises(CommandError, match="introuvable"):
        run(tmp_path / "nowhere.csv")


def test_an_unreadable_line_is_named_and_nothing_is_written(file: Path):
    before = City.objects.count()
    file.write_text("\n".join([HEADER, ROWS[0], ROWS[1].replace("45.1757", "nord")]), encoding="utf-8")
    with pytest.raises(CommandError, match="Ligne 3"):
        run(file)
    assert City.objects.count() == before
