"""Mutants: a change in a predicate, in the scoring or in the statement that no test notices is a hole in the tests."""

import json
import os
import shutil
import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction

from matching import reference, sql
from matching.enums import Bucket
from matching.facts import MissionFacts
from matching.rules import Rules
from sio.dev import places
from sio.dev.steps import say
from tests.matching import crowd, edges
from tests.proofs.figures import Figures

ASKED = 0.95
NOWHERE = {"DATABASE_URL": "postgres://nobody@localhost/nowhere", "REDIS_URL": "redis://localhost/0"}
NEEDS, EACH = 100, 12
MUTANTS = Path(places.ROOT) / "mutants"

Rows = list[tuple[int, int, int | None]]
Statement = tuple[MissionFacts, Bucket]


def test_mutants_of_the_predicates_and_of_the_scoring_are_killed(figures: Figures) -> None:
    """By mutmut, against the pure tests named in pyproject.toml."""
    shutil.rmtree(MUTANTS, ignore_errors=True)
    try:
        _mutmut("run", "--max-children", str(os.cpu_count()))
        _mutmut("export-cicd-stats")
        stats = json.loads((MUTANTS / "mutmut-cicd-stats.json").read_text())
        say(_mutmut("results"))
    finally:
        shutil.rmtree(MUTANTS, ignore_errors=True)
    _tell(figures, "filters.py and scoring.py", stats["killed"] + stats["timeout"], stats["total"])


def _mutmut(*words: str) -> str:
    command = [sys.executable, "-m", "mutmut", *words]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("SIO_", "PYTEST_"))
    }
    done = subprocess.run(
        command, cwd=places.ROOT, env=environment | NOWHERE, check=True, capture_output=True, text=True
    )
    return done.stdout


def _tell(figures: Figures, what: str, killed: int, total: int) -> None:
    share = killed / total
    figures.add(f"Mutants of {what} killed", f"{killed} of {total} ({share:.1%})", f"≥ {ASKED:.0%}")
    assert share >= ASKED


@pytest.mark.django_db
def test_mutants_of_the_statement_are_killed(figures: Figures) -> None:
    """Each change of sql.py must fail, or answer differently from the reference for one of the missions at the edges."""
    draw = Random(NEEDS)
    in_force = crowd.rules(draw)
    needs, people = edges.needs_and_people(draw, NEEDS, EACH)
    crowd.settle(people, in_force)
    expected = {
        (need, bucket): [(one.profile_id, one.fit, _gap(one)) for one in lists.of(bucket)]
        for need in needs
        for lists in [reference.rank(people, need, in_force)]
        for bucket in Bucket
    }
    fates = [(change, is_killed(mutant, expected, in_force)) for change, mutant in mutants()]
    say("\n\n".join(change for change, is_dead in fates if not is_dead))
    _tell(figures, "sql.py", sum(is_dead for _, is_dead in fates), len(fates))


def _gap(one: reference.Ranked) -> int | None:
    return None if one.gap is None else sql.PARTS.index(one.gap.part)


def mutants() -> Iterator[tuple[str, types.ModuleType | None]]:
    """Each mutant of sql.py with what it changes, but for the case of its letters; None when it cannot even be read."""
    from libcst import FunctionDef
    from mutmut.mutation.file_mutation import create_mutations

    path = Path(sql.__file__)
    module, mutations, *_ = create_mutations(str(path), path.read_text())
    for one in mutations:
        function = one.contained_by_top_level_function
        if not isinstance(function, FunctionDef):
            continue
        before, after = (module.code_for_node(node) for node in (one.original_node, one.mutated_node))
        if before.lower() == after.lower():
            continue
        code = module.deep_replace(one.original_node, one.mutated_node).code  # type: ignore[arg-type]
        yield f"{function.name.value}\n- {before}\n+ {after}", _module(code)


def _module(code: str) -> types.ModuleType | None:
    mutant = types.ModuleType("matching.sql_mutant")
    sys.modules[mutant.__name__] = mutant
    try:
        exec(compile(code, "sql_mutant.py", "exec"), mutant.__dict__)  # noqa: S102 - our own source, one word changed
    except Exception:  # noqa: BLE001 - a mutant that cannot be imported is a dead one
        return None
    return mutant


def is_killed(mutant: types.ModuleType | None, expected: dict[Statement, Rows], in_force: Rules) -> bool:
    return mutant is None or any(
        _answers_otherwise(mutant, need, bucket, rows, in_force) for (need, bucket), rows in expected.items()
    )


def _answers_otherwise(
    mutant: types.ModuleType, need: MissionFacts, bucket: Bucket, rows: Rows, in_force: Rules
) -> bool:
    """Asked only where the text of the statement is another one."""
    try:
        text = mutant.statement(bucket, need, in_force, mutant.Page(len(rows) + 5))
    except Exception:  # noqa: BLE001 - it fails: seen
        return True
    if text == sql.statement(bucket, need, in_force, sql.Page(len(rows) + 5)):
        return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL jit = off; SET LOCAL statement_timeout = '5s'")
            cursor.execute(text)
            found = [row[:3] for row in cursor.fetchall() if row[0] is not None]
    except DatabaseError:
        return True
    return found != rows
