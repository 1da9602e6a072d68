"""The tuning sets, from tiny files in their formats."""

from pathlib import Path

import numpy as np

from sio.lib.linking import Label, Linker
from tests.bench import labelled, linking, logit
from tests.bench.labelled import Query

ROME = {
    "unix_referentiel_code_rome_v9.csv": "code_rome,libelle_rome\nA1,Secrétaire\n",
    "unix_referentiel_appellation_v9.csv": (
        "code_ogr,libelle_appellation_court,code_rome\n1,Chargé / Chargée d'accueil,A1\n2,Standardiste,A1\n"
    ),
    "rome_titles_folds.csv": "code_ogr,code_rome,fold\n1,A1,0\n2,A1,1\n",
    "unix_rubrique_mobilite_v9.csv": "code_rome,code_rome_cible,numero_ordre\nA1,B1,2\nA1,C1,1\nZ1,A1,1\n",
    "mobility_dev_jobs.csv": "code_rome\nA1\nQ1\n",
}
MELO = {
    "concept_mapping.tsv": "1\thttp://x/occupation/1\n2\thttp://x/isco/2\n",
    "corpus_elements.tsv": '1\tboucher "au détail"\n2\tbouchers\n',
    "queries.tsv": "q1\tBoucher (h/f/x)\n",
    "annotations.tsv": "q1\t0\t1\t1\n",
}
ESCO = {
    "skills_fr.csv": "conceptUri,preferredLabel,altLabels\nu1,vendre,céder|\n",
    "esco_synonyms_tuning.csv": "query,conceptUri\ncommercialiser,u1\n",
}


def laid(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder.parent


def test_a_fold_of_titles_is_asked_of_the_others(tmp_path: Path) -> None:
    fold = labelled.rome(laid(tmp_path / "rome", ROME), 0)
    assert fold.labels == [("A1", "Secrétaire"), ("A1", "Standardiste")]
    assert fold.queries == [Query("Chargé / Chargée d'accueil", frozenset({"A1"}))]
    assert labelled.genders(fold) == [("Chargé d'accueil", "Chargée d'accueil")]
    assert labelled.close_jobs(tmp_path) == {"A1": {"B1": 2, "C1": 1}}


def test_groups_of_occupations_are_no_labels(tmp_path: Path) -> None:
    found = labelled.melo(laid(tmp_path / "melo_bel", MELO))
    assert found.labels == [("http://x/occupation/1", 'boucher "au détail"')]
    assert found.queries == [Query("Boucher (h/f/x)", frozenset({"http://x/occupation/1"}))]


def test_a_synonym_is_asked_of_the_other_labels(tmp_path: Path) -> None:
    found = labelled.esco(laid(tmp_path / "esco", ESCO))
    assert found.labels == [("u1", "vendre"), ("u1", "céder")]
    found.write(tmp_path / "labels.tsv")
    assert (tmp_path / "labels.tsv").read_text() == "id\tlabel\nu1\tvendre\nu1\tcéder\n"


def test_the_parts_hold_each_query_once() -> None:
    parts = linking.part_places(13)
    assert sorted(place for part in parts for place in part) == list(range(13))
    assert parts == linking.part_places(13)


def test_a_fit_learns_which_comparison_tells_the_right_concept() -> None:
    linker = Linker([Label("A", "tri du courrier"), Label("B", "tri des factures")])
    found = logit.lessons(
        linker, ["stems", "size"], [("tri", "courri"), ("factur",)], [frozenset("A"), frozenset("B")]
    )
    weights = logit.fit(found, ridge=0.01)
    assert weights[0] > 1 > abs(weights[1])
    assert [lesson.ranked(weights)[0] for lesson in found] == ["A", "B"]
    pulled = logit.fit(found, ridge=1e6, prior=np.array([7.0, 1.0]))
    assert np.allclose(pulled, (7, 1), atol=0.01)
