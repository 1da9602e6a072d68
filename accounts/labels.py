"""Reads the labels a linker is given: a table (id, label) or a folder of official files."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from sio.lib.errors import Refusal
from sio.lib.linking import Label

csv.field_size_limit(10_000_000)

Row = dict[str, str]
GROUP_OF_JOBS = "/isco/"
"""In the address of an ESCO concept: a group of occupations, never an answer."""


def read_labels(path: Path) -> list[Label]:
    """Every label with its concept; raises Refusal when nothing readable is there."""
    labels = [label for label in _labels(path) if label.id and label.text and GROUP_OF_JOBS not in label.id]
    if not labels:
        raise Refusal(f"Aucun libellé dans {path}.")
    return labels


def _labels(path: Path) -> Iterator[Label]:
    if path.is_file():
        return _of_table(path)
    if not path.is_dir():
        raise Refusal(f"Introuvable : {path}")
    for pattern, read in (("*referentiel_appellation*.csv", _of_rome), ("*_fr*.csv", _of_esco)):
        if any(path.glob(pattern)):
            return read(path)
    raise Refusal(f"Aucun fichier officiel reconnu dans {path}.")


def _of_table(path: Path) -> Iterator[Label]:
    for row in rows(path, {"id", "label"}, delimiter="\t"):
        yield Label(row["id"].strip(), row["label"].strip())


def _of_rome(folder: Path) -> Iterator[Label]:
    for row in rows(official(folder, "referentiel_code_rome"), {"code_rome", "libelle_rome"}):
        yield Label(row["code_rome"], row["libelle_rome"])
    for row in rows(official(folder, "referentiel_appellation"), {"code_rome", "libelle_appellation_court"}):
        yield Label(row["code_rome"], row["libelle_appellation_court"])


def _of_esco(folder: Path) -> Iterator[Label]:
    for path in sorted(folder.glob("*_fr.csv")):
        for row in rows(path, {"conceptUri", "preferredLabel", "altLabels"}):
            yield Label(row["conceptUri"], row["preferredLabel"])
            for text in row["altLabels"].replace("|", "\n").splitlines():
                yield Label(row["conceptUri"], text.strip())


def official(folder: Path, name: str) -> Path:
    """The file of that name, whatever the number of its release; the latest when there are several."""
    found = sorted(folder.glob(f"*{name}*.csv"))
    if not found:
        raise Refusal(f"Fichier absent de {folder} : {name}")
    return found[-1]


def rows(path: Path, columns: set[str], delimiter: str = ",") -> Iterator[Row]:
    """The rows of an official table; odd bytes are replaced, never refused."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        # A table by tabulations has no quotes: a label may begin with one.
        quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
        reader = csv.DictReader(file, restval="", delimiter=delimiter, quoting=quoting)
        absent = columns - set(reader.fieldnames or ())
        if absent:
            raise Refusal(f"Colonnes absentes de {path.name} : {', '.join(sorted(absent))}.")
        yield from reader
