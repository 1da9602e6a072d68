"""Close jobs, from the official ROME files: shared skills and knowledge, the rarest counting most (matching.md §4.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from accounts.labels import official, rows
from sio.lib.errors import Refusal
from sio.lib.french import canonical, stems
from sio.lib.linking import Answer, Candidate
from sio.lib.linking.views import View, unit_rows

RELATED = 0.2
"""What a skill is worth to one who holds another of the same macro-skill."""
SAME_DOMAIN = 0.05
TITLE = 0.2
WORKING_CONDITIONS = "contexte_travail"


@dataclass(frozen=True)
class Jobs:
    """The jobs of a release, and how near each is to each other."""

    names: dict[str, str]
    nearness: Any

    @classmethod
    def read(cls, folder: Path) -> "Jobs":
        """Raises Refusal when a file or a column is missing."""
        names = _names(folder)
        nearness = _shared(folder, _places(names)) + _domains(names) + _titles(list(names.values()))
        np.fill_diagonal(nearness, -1.0)
        return cls(names, nearness)

    def close_to(self, code: str, limit: int) -> Answer:
        """The other jobs, closest first; none for an unknown code."""
        codes = list(self.names)
        if code not in self.names or limit < 1:
            return Answer(code, (), is_confident=False)
        row = self.nearness[codes.index(code)]
        best = np.argsort(-row, kind="stable")[: min(limit, len(codes) - 1)]
        found = (
            Candidate(codes[place], self.names[codes[place]], round(float(row[place]), 4)) for place in best
        )
        return Answer(code, tuple(found), is_confident=True)


def proximities(folder: Path, codes: Sequence[str]) -> list[list[int]]:
    """How near these jobs are, in hundredths: 100 on the diagonal, symmetric. Rarity is that among all jobs of the release.

    Raises Refusal when a file, a column or a job is missing.
    """
    places = _places(_names(folder))
    if absent := [code for code in codes if code not in places]:
        raise Refusal(f"Métiers absents des fichiers : {', '.join(absent)}.")
    chosen = [places[code] for code in codes]
    shared = np.rint(100 * _shared(folder, places)[np.ix_(chosen, chosen)]).clip(0, 100).astype(int)
    np.fill_diagonal(shared, 100)
    return [[int(value) for value in row] for row in shared]


def _names(folder: Path) -> dict[str, str]:
    path = official(folder, "referentiel_code_rome")
    return {row["code_rome"]: row["libelle_rome"] for row in rows(path, {"code_rome", "libelle_rome"})}


def _places(names: dict[str, str]) -> dict[str, int]:
    return {code: place for place, code in enumerate(names)}


def _shared(folder: Path, places: dict[str, int]) -> Any:
    """Mean of both coverages: what of this job's items the other holds, weighted by rarity."""
    held, families = _items(folder, places)
    holders = np.asarray(held.sum(axis=0)).ravel()
    weighed = held.multiply(np.log(held.shape[0] / np.maximum(holders, 1))[None, :]).tocsr()
    totals = np.maximum(np.asarray(weighed.sum(axis=1)).ravel(), 1e-9)
    related = ((held.dot(families) > 0).astype(np.float32)).dot(families.T)
    related = (related > 0).astype(np.float32)
    credit = held + RELATED * (related - related.multiply(held))
    covered = weighed.dot(credit.T).toarray() / totals[:, None]
    return (covered + covered.T) / 2


def _items(folder: Path, places: dict[str, int]) -> tuple[Any, Any]:
    """Jobs × items, and items × macro-skills; working conditions are left out."""
    path = official(folder, "referentiel_competence")
    macro = {
        row["code_ogr"]: row["code_ogr_macro_comp"] for row in rows(path, {"code_ogr", "code_ogr_macro_comp"})
    }
    knowledge = rows(official(folder, "referentiel_savoir"), {"code_ogr_savoir"})
    known = dict.fromkeys([*macro, *(row["code_ogr_savoir"] for row in knowledge)])
    items = {code: place for place, code in enumerate(known)}
    links = {
        (places[row["code_rome"]], items[row["code_ogr"]])
        for row in rows(official(folder, "coherence_item"), {"code_rome", "code_ogr"})
        if row["code_rome"] in places and row["code_ogr"] in items
    }
    groups: dict[str, int] = {}
    member = {(items[code], groups.setdefault(one, len(groups))) for code, one in macro.items() if one}
    return _ones(links, (len(places), len(items))), _ones(member, (len(items), max(len(groups), 1)))


def _ones(cells: set[tuple[int, int]], shape: tuple[int, int]) -> Any:
    ordered = sorted(cells)
    where = ([row for row, _ in ordered], [column for _, column in ordered])
    return sparse.csr_matrix((np.ones(len(ordered), dtype=np.float32), where), shape=shape)


def _domains(names: dict[str, str]) -> Any:
    domains = np.array([code[:3] for code in names])
    return SAME_DOMAIN * (domains[:, None] == domains[None, :])


def _titles(names: list[str]) -> Any:
    rows_ = unit_rows(View(stems, [canonical(name) for name in names]).rows)
    return TITLE * rows_.dot(rows_.T).toarray()
