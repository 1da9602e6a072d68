"""The official ROME files: their traps, the second run, the rehearsal, what SIO keeps."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.job_titles import both_genders
from accounts.models import JobTitle, OfficeJob
from accounts.search import search_jobs

JOBS = "unix_referentiel_code_rome_v999_utf8.csv"
TITLES = "unix_referentiel_appellation_v999_utf8.csv"
FILES = {
    JOBS: """"code_rome","code_ogr","libelle_rome"
"M1601","1","Chargé / Chargée d'accueil"
"M1604","2","Assistant / Assistante de direction"
"M1608","3","Secrétaire comptable"
"M1203","4","Comptable"
""",
    TITLES: """"code_ogr","libelle_appellation_long","libelle_appellation_court","code_rome","classification"
"10","Chargé / Chargée d'accueil","Chargé / Chargée d'accueil","M1601","PRINCIPALE"
"11","Agent / Agente d’information","Agent / Agente d'information","M1601","SYNONYME"
"12","Office manager","Office manager","M1601","SYNONYME"
"13","Assistant / Assistante de direction trilingue","Assistant(e) de direction trilingue","M1604","SYNONYME"
"14","Secrétaire Comptable","Secrétaire comptable","M1608","PRINCIPALE"
"15","Comptable","Comptable","M1203","PRINCIPALE"
"16","Collecteur / Collectrice de pièces","Collecteur / Collectrice de pièces","M1608","SYNONYME"
"17","Expert-comptable chargé de la tenue de la comptabilité","Expert-comptable","M1608","SYNONYME"
""",
}


@pytest.mark.parametrize(
    ("label", "forms"),
    [
        ("Assistant / Assistante de direction", {"assistant de direction", "assistante de direction"}),
        ("Chargé / Chargée d'accueil", {"chargé d’accueil", "chargée d’accueil"}),
        ("Secrétaire Facturier / Facturière", {"secrétaire Facturier", "secrétaire Facturière"}),
        ("Opératrice / Opérateur de saisie", {"opératrice de saisie", "opérateur de saisie"}),
        ("Chef hôte / Cheffe hôtesse d'accueil", {"chef hôte d’accueil", "cheffe hôtesse d’accueil"}),
        (
            "Agent administratif / Agente administrative de l'Etat",
            {"agent administratif de l’Etat", "agente administrative de l’Etat"},
        ),
        (
            "Assistant(e) administratif(ve) et commercial(e)",
            {"assistant administratif et commercial", "assistante administrative et commerciale"},
        ),
        ("Consultant(e) financier(ère)", {"consultant financier", "consultante financière"}),
        ("Chef(fe) distributeur(trice)", {"chef distributeur", "cheffe distributrice"}),
        ("Porteur(se) moniteur(trice)", {"porteur moniteur", "porteuse monitrice"}),
        ("Chien / Chat", {"chien / Chat"}),
        ("RH adjoint", {"RH adjoint"}),
        ("  ", set()),
    ],
)
def test_a_label_is_written_in_each_gender(label: str, forms: set[str]) -> None:
    assert set(both_genders(label)) == forms


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(folder: Path, **options: object) -> str:
    out = StringIO()
    call_command("import_rome", str(folder), stdout=out, **options)
    return out.getvalue()


def rows() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    return list(OfficeJob.objects.values_list()), list(JobTitle.objects.order_by("pk").values_list())


@pytest.mark.django_db
def test_titles_follow_the_files_and_jobs_keep_the_name_sio_gave_them(folder: Path) -> None:
    names = dict(OfficeJob.objects.values_list("rome_code", "name"))
    said = run(folder)
    assert dict(OfficeJob.objects.values_list("rome_code", "name")) == names
    assert {title.job.rome_code for title in search_jobs("agent information")} == {"M1601"}
    assert {title.text for title in search_jobs("direction trilingue")} == {
        "assistant de direction trilingue",
        "assistante de direction trilingue",
    }
    assert said.endswith("Source : ROME 4.0, France Travail, Licence Ouverte 2.0\n")


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_says_so(folder: Path) -> None:
    run(folder)
    before = rows()
    assert "Rien à changer" in run(folder)
    assert rows() == before


@pytest.mark.django_db
def test_a_rehearsal_says_the_same_and_writes_nothing(folder: Path) -> None:
    before = rows()
    said = run(folder, dry_run=True)
    assert rows() == before
    assert "rien n’est écrit" in said
    assert said.replace("Essai, rien n’est écrit.\n", "") == run(folder)


@pytest.mark.django_db
def test_nothing_that_people_use_is_moved_or_removed(folder: Path) -> None:
    before = dict(JobTitle.objects.values_list("normalised", "job_id"))
    said = run(folder)
    after = dict(JobTitle.objects.values_list("normalised", "job_id"))
    assert before.items() <= after.items()
    assert "1 laissés au métier qui les a déjà" in said
    assert "D1401" in said


@pytest.mark.django_db
def test_the_list_of_jobs_stays_closed_and_the_law_is_kept(folder: Path) -> None:
    run(folder)
    assert not OfficeJob.objects.filter(rome_code="M1203").exists()
    assert not JobTitle.objects.filter(normalised="comptable").exists()
    assert not search_jobs("tenue de la comptabilite")
    assert search_jobs("collectrice de pieces")


@pytest.mark.django_db
def test_files_that_are_not_a_release_are_refused_and_nothing_is_written(folder: Path) -> None:
    before = rows()
    with pytest.raises(CommandError, match="Dossier introuvable"):
        run(folder / "nowhere")
    (folder / TITLES).write_text("code_rome\nM1601\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"Colonnes absentes.*libelle_appellation_long"):
        run(folder)
    (folder / TITLES).write_text("code_rome,libelle_appellation_long\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Aucune ligne"):
        run(folder)
    (folder / TITLES).write_bytes("code_rome,libelle_appellation_long\nM1601,Chargée\n".encode("latin-1"))
    with pytest.raises(CommandError, match="UTF-8"):
        run(folder)
    (folder / TITLES).unlink()
    with pytest.raises(CommandError, match="referentiel_appellation"):
        run(folder)
    assert rows() == before
