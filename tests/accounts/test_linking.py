"""The doors of the linker: JSON lines in and out, tables and official folders."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.linking import link_skills
from accounts.models import Skill

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


@pytest.mark.django_db
def test_the_catalogue_answers_until_it_changes() -> None:
    assert link_skills("relances de factures impayées")[0].skill.slug == "overdue-reminders"
    Skill.objects.filter(slug="overdue-reminders").update(is_active=False)
    assert "overdue-reminders" not in [
        link.skill.slug for link in link_skills("relances de factures impayées")
    ]
