"""The tuning sets put to the linker, one process a set: what it finds, how fast, and what it compared.

Imports no model, so that a new process starts at once.
"""

import os
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from multiprocessing import get_context
from pathlib import Path

from accounts.labels import read_labels
from sio.lib.french import canonical
from sio.lib.linking import Linker
from sio.lib.linking.weights import Weights
from tests.bench import labelled, metrics
from tests.bench.labelled import FOLDS, Labelled, Query
from tests.bench.logit import Lesson, lessons

NAMES = [field.name for field in fields(Weights) if field.name != "sure"]
BATCH = 64


@dataclass(frozen=True, slots=True)
class Asked:
    """What a process brings back of one set."""

    name: str
    queries: list[Query]
    found: list[list[str]]
    is_confident: list[bool]
    lessons: list[Lesson]
    ready_seconds: float
    queries_a_second: float
    same_answers: list[float]


def ask_all(data: Path) -> list[Asked]:
    names = [*(f"rome-{fold}" for fold in range(FOLDS)), "melo", "esco"]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as processes:
        return list(processes.map(ask, names, [data] * len(names)))


def ask(name: str, data: Path) -> Asked:
    """Index a set from its table and put its queries, timing the processor."""
    asked = _read(name, data)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "labels.tsv"
        asked.write(table)
        start = time.process_time()
        linker = Linker(read_labels(table))
        ready = time.process_time() - start
    start = time.process_time()
    answers = linker.link_many([query.text for query in asked.queries], metrics.DEPTH)
    spent = time.process_time() - start
    return Asked(
        name,
        asked.queries,
        [[one.id for one in answer.candidates] for answer in answers],
        [answer.is_confident for answer in answers],
        _lessons(linker, asked.queries),
        ready,
        len(answers) / spent,
        _same_answers(linker, asked) if name == "rome-0" else [],
    )


def _read(name: str, data: Path) -> Labelled:
    if name.startswith("rome"):
        return labelled.rome(data, int(name[-1]))
    return labelled.melo(data) if name == "melo" else labelled.esco(data)


def _lessons(linker: Linker, queries: Sequence[Query]) -> list[Lesson]:
    batches = (queries[start : start + BATCH] for start in range(0, len(queries), BATCH))
    return [
        lesson
        for batch in batches
        for lesson in lessons(
            linker, NAMES, [canonical(one.text) for one in batch], [one.right for one in batch]
        )
    ]


def _same_answers(linker: Linker, fold: Labelled) -> list[float]:
    pairs = labelled.genders(fold)
    his, hers = (linker.link_many([pair[side] for pair in pairs], 1) for side in (0, 1))
    return [float(a.candidates[0].id == b.candidates[0].id) for a, b in zip(his, hers, strict=True)]
