"""The tuning sets of the linker, read from the folder of open data: labels to index, queries, right answers."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from accounts.labels import GROUP_OF_JOBS, official, rows

FOLDS = 5
OFFICE = ("D14", "M12", "M15", "M16")
"""Domains of the office jobs: sales administration, accounting, human resources, secretariat."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A set: (id, label) of its index, the first of an id being the one shown, and what is asked of it."""

    name: str
    labels: list[Pair]
    queries: list[Query]

    def write(self, path: Path) -> None:
        """As `link_skills --data` reads it."""
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write("id\tlabel\n")
            file.writelines(f"{one}\t{' '.join(text.split())}\n" for one, text in self.labels)


def rome(data: Path, fold: int) -> Labelled:
    """The titles outside the fold, to find the job of those inside."""
    folder = data / "rome"
    folds = {
        (row["code_ogr"], row["code_rome"]): int(row["fold"])
        for row in rows(folder / "rome_titles_folds.csv", {"code_ogr", "code_rome", "fold"})
    }
    jobs = rows(official(folder, "referentiel_code_rome"), {"code_rome", "libelle_rome"})
    labels, queries = [(row["code_rome"], row["libelle_rome"]) for row in jobs], []
    for row in rows(official(folder, "referentiel_appellation"), {"code_ogr", "libelle_appellation_court"}):
        text, code = row["libelle_appellation_court"], row["code_rome"]
        if folds.get((row["code_ogr"], code)) == fold:
            queries.append(Query(text, frozenset({code})))
        else:
            labels.append((code, text))
    return Labelled(f"rome-{fold}", labels, queries)


def melo(data: Path) -> Labelled:
    """Job titles of the Belgian classification, to find among ESCO occupations; groups are no answer."""
    folder = data / "melo_bel"
    concepts = {row[0]: row[1] for row in _table(folder / "concept_mapping.tsv")}
    right: dict[str, set[str]] = defaultdict(set)
    for query, _, label, _ in _table(folder / "annotations.tsv"):
        right[query].add(concepts[label])
    labels = [(concepts[label], text) for label, text in _table(folder / "corpus_elements.tsv")]
    return Labelled(
        "melo",
        [(uri, text) for uri, text in labels if GROUP_OF_JOBS not in uri],
        [Query(text, frozenset(right[query])) for query, text in _table(folder / "queries.tsv")],
    )


def esco(data: Path) -> Labelled:
    """One synonym of each of 673 skills, to find among all the others."""
    folder = data / "esco"
    labels = [
        (row["conceptUri"], text.strip())
        for row in rows(folder / "skills_fr.csv", {"conceptUri", "preferredLabel", "altLabels"})
        for text in (row["preferredLabel"], *row["altLabels"].split("|"))
        if text.strip()
    ]
    asked = rows(folder / "esco_synonyms_tuning.csv", {"query", "conceptUri"})
    return Labelled("esco", labels, [Query(row["query"], frozenset({row["conceptUri"]})) for row in asked])


def genders(fold: Labelled) -> list[Pair]:
    """Masculine and feminine form of each title given as a doublet: « Chargé / Chargée d'accueil »."""
    return [
        _forms(*query.text.split(" / "))
        for query in fold.queries
        if query.text.count("/") == 1 and " / " in query.text
    ]


def _forms(left: str, right: str) -> Pair:
    """What follows the feminine, or comes before the masculine, belongs to both."""
    hers, his = right.split(), left.split()
    if len(hers) >= len(his):
        return " ".join(his + hers[len(his) :]), right
    return left, " ".join(his[: -len(hers)] + hers)


def close_jobs(data: Path) -> dict[str, dict[str, int]]:
    """For each tuning job, the jobs that experts find close, with their order."""
    folder = data / "rome"
    links: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows(official(folder, "rubrique_mobilite"), {"code_rome", "code_rome_cible", "numero_ordre"}):
        links[row["code_rome"]][row["code_rome_cible"]] = int(row["numero_ordre"])
    asked = rows(folder / "mobility_dev_jobs.csv", {"code_rome"})
    return {row["code_rome"]: links[row["code_rome"]] for row in asked if row["code_rome"] in links}


def _table(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
