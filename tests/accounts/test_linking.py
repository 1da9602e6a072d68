"""The doors of the linker: JSON lines in and out, tables and official folders."""

import io
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts import linking
from accounts.linking import link_skills
from accounts.models import Skill, SkillSynonym
from sio.lib.linking import Label, Linker

TABLE = "id\tlabel\nM1604\tAssistant / Assistante de direction\nM1601\tChargé / Chargée d'accueil\n"


def ask(monkeypatch: pytest.MonkeyPatch, typed: bytes, *words: str) -> list[dict[str, Any]]:
    said = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(said, write_through=True))
    call_command(*words)
    return [json.loads(line) for line in said.getvalue().splitlines()]


def test_every_line_has_its_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "labels.tsv").write_text(TABLE)
    typed = b"assistante de direction\n\n" + b"\xff\xfe\r\n" + b"accueil"
    found = ask(
        monkeypatch, typed, "link_skills", "--target=rome", f"--data={tmp_path / 'labels.tsv'}", "--limit=1"
    )
    assert [one["query"] for one in found] == ["assistante de direction", "", "\ufffd\ufffd", "accueil"]
    assert [[c["id"] for c in one["candidates"]] for one in found] == [["M1604"], [], [], ["M1601"]]
    assert found[0]["candidates"][0]["label"] == "Assistant / Assistante de direction"


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "labels.tsv").write_text("code\tname\nx\ty\n")
    with pytest.raises(CommandError, match="id, label"):
        call_command("link_skills", "--target=esco", f"--data={tmp_path / 'labels.tsv'}")


@pytest.mark.parametrize(
    "table",
    [
        "id\tlabel\nA\tSecrétaire\nB\tBoucher\nC\tMaçon\n",
        "\ufeffid\tlabel\r\nA\tSecrétaire\r\nB\tBoucher\r\nC\tMaçon\r\n",
        'id\tlabel\nA\t"Secrétaire"\nA\tSecrétaire\nA\tSecrétaire\nB\t"Boucher\nC\tMaçon',
        "label\tid\tnote\nSecrétaire\tA\tx\nBoucher\tB\t\nMaçon\tC\n",
        "id\tlabel\nA\tSecrétaire\n\nB\tBoucher\nC\tMaçon\nD\t\n\tRien\n",
    ],
    ids=["one label each", "BOM and CRLF", "quotes and repeats", "other columns", "empty cells"],
)
def test_any_table_of_labels_is_read(table: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "labels.tsv").write_bytes(table.encode())
    typed = "la secrétaire\nmaçonne\n".encode()
    found = ask(monkeypatch, typed, "link_skills", "--target=esco", f"--data={tmp_path / 'labels.tsv'}")
    assert [one["candidates"][0]["id"] for one in found] == ["A", "C"]
    assert [len(one["candidates"]) for one in found] == [3, 3]


def test_a_group_of_occupations_is_never_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "labels.tsv").write_text(
        "id\tlabel\nhttp://x/isco/C4\tSecrétaires\nhttp://x/occupation/1\tBoucher\n"
    )
    found = ask(
        monkeypatch, b"secretaires", "link_skills", "--target=esco", f"--data={tmp_path / 'labels.tsv'}"
    )
    assert [one["id"] for one in found[0]["candidates"]] == ["http://x/occupation/1"]


ROME = {
    "unix_referentiel_code_rome_v999.csv": "code_rome,libelle_rome\nA1,Secrétaire\nA2,Standardiste\nB1,Boucher\n",
    "unix_referentiel_competence_v999.csv": "code_ogr,code_ogr_macro_comp\n1,9\n2,9\n3,8\n",
    "unix_referentiel_savoir_v999.csv": "code_ogr_savoir\n5\n",
    "unix_coherence_item_v999.csv": "code_rome,code_ogr\nA1,1\nA1,5\nA2,2\nA2,5\nB1,3\n",
}


def test_close_jobs_share_skills_and_knowledge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in ROME.items():
        (tmp_path / name).write_text(text)
    found = ask(monkeypatch, b"A1\nZZ\n", "similar_jobs", f"--data={tmp_path}")
    assert [one["id"] for one in found[0]["candidates"]] == ["A2", "B1"]
    assert found[1]["candidates"] == []


@pytest.fixture
def catalogue(db: None) -> Iterator[None]:
    """Read anew, and forgotten with the test that changed it."""
    linking.labels.forget()
    yield
    linking.labels.forget()


def names(text: str) -> list[str]:
    return [link.skill.slug for link in link_skills(text)]


@pytest.mark.usefixtures("catalogue")
def test_the_catalogue_answers_until_it_changes() -> None:
    assert names("relances de factures impayées")[0] == "overdue-reminders"
    skill = Skill.objects.get(slug="overdue-reminders")
    skill.is_active = False
    skill.save()
    assert "overdue-reminders" not in names("relances de factures impayées")


@pytest.mark.usefixtures("catalogue")
def test_a_skill_switched_off_elsewhere_is_no_longer_proposed() -> None:
    names("relances de factures impayées")
    Skill.objects.filter(slug="overdue-reminders").update(is_active=False)
    assert "overdue-reminders" not in names("relances de factures impayées")


@pytest.mark.usefixtures("catalogue")
def test_the_index_is_made_once_and_again_after_a_new_word(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def make(labels: Sequence[Label], sure: float) -> Linker:
        made.append(len(labels))
        return Linker(labels, sure=sure)

    monkeypatch.setattr(linking, "_linker", linking._Index())
    monkeypatch.setattr(linking, "Linker", make)
    names("relances")
    names("agenda du dirigeant")
    assert len(made) == 1
    SkillSynonym.objects.create(skill=Skill.objects.get(slug="diary"), text="éphéméride du patron")
    assert names("éphéméride")[0] == "diary"
    assert made == [made[0], made[0] + 1]


def test_threads_that_arrive_together_wait_for_one_index(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    meeting = Barrier(2)

    def make(labels: Sequence[Label], sure: float) -> Linker:
        """Here two threads would meet, were they both let in."""
        made.append(len(labels))
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=0.2)
        return Linker(labels, sure=sure)

    index = linking._Index()
    monkeypatch.setattr(linking, "Linker", make)
    monkeypatch.setattr(linking, "labels", lambda: (Label("diary", "Agenda"),))
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(lambda _: index(), range(2))
    assert first is second
    assert made == [1]
