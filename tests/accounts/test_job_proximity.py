"""The table of proximity of the office jobs, from tiny files in the official format."""

from ast import literal_eval
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.rome import proximities
from accounts.seeds import rows
from sio.lib.errors import Refusal

FILES = {
    "unix_referentiel_code_rome_v999.csv": "code_rome,libelle_rome\nA1,Un\nA2,Deux\nA3,Trois\nB1,Quatre\nB2,Cinq\n",
    "unix_referentiel_competence_v999.csv": "code_ogr,code_ogr_macro_comp\n1,9\n2,9\n3,8\n4,\n",
    "unix_referentiel_savoir_v999.csv": "code_ogr_savoir\n5\n",
    "unix_coherence_item_v999.csv": "code_rome,code_ogr\nA1,1\nA2,1\nA3,2\nB1,3\nB1,5\nB2,5\nA1,777\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_nearness_is_what_of_each_job_the_other_holds(folder: Path) -> None:
    table = proximities(folder, ["A1", "A2", "A3", "B1"])
    # The same skill: whole. Another of the same macro-skill: 0.2. Nothing in common: nothing.
    assert table == [[100, 100, 20, 0], [100, 100, 20, 0], [20, 20, 100, 0], [0, 0, 0, 100]]


def test_a_rare_item_weighs_more_than_a_common_one(folder: Path) -> None:
    # B1 holds a skill of one job in five and a knowledge of two in five, B2 the knowledge alone:
    # B2 is covered whole, B1 for ln(5/2) ÷ (ln 5 + ln(5/2)) = 0.363.
    assert proximities(folder, ["B1", "B2"]) == [[100, 68], [68, 100]]


def test_a_job_that_the_files_do_not_have_is_refused(folder: Path) -> None:
    with pytest.raises(CommandError, match=r"Métiers absents des fichiers : M1604"):
        call_command("job_proximity", str(folder))


def test_a_file_that_is_missing_is_named(folder: Path) -> None:
    (folder / "unix_referentiel_savoir_v999.csv").unlink()
    with pytest.raises(Refusal, match="referentiel_savoir"):
        proximities(folder, ["A1"])


def test_the_command_prints_a_table_or_the_pairs_of_the_seed(folder: Path) -> None:
    codes = [row["rome_code"] for row in rows("jobs")]
    jobs = "".join(f"{code},x\n" for code in codes)
    (folder / "unix_referentiel_code_rome_v999.csv").write_text(f"code_rome,libelle_rome\nZ1,x\n{jobs}")
    items = "code_rome,code_ogr\nM1604,1\nM1607,2\nM1607,5\n"
    (folder / "unix_coherence_item_v999.csv").write_text(items)

    printed = [line.split("\t") for line in run(folder).splitlines()]
    assert printed[0] == ["rome_code", *codes]
    assert [line[0] for line in printed[1:]] == codes
    square = [[int(value) for value in line[1:]] for line in printed[1:]]
    assert [square[place][place] for place in range(len(codes))] == [100] * len(codes)
    assert square == [list(column) for column in zip(*square, strict=True)]

    pairs = literal_eval(run(folder, python=True).split(" = ", 1)[1])
    assert len(pairs) == len(codes) * (len(codes) - 1) // 2
    assert pairs["M1604", "M1607"] == square[0][1] == 15


def run(folder: Path, **options: object) -> str:
    out = StringIO()
    call_command("job_proximity", str(folder), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()
