"""Understanding words, on the tuning sets: through the functions that `link_skills` and `similar_jobs` call.

Two figures for each set: with the weights of the product, which were fitted on it, and with weights that never saw the
queries they rank (other folds of the titles, five parts of the two others).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from accounts.rome import Jobs
from sio.dev.steps import say, step
from tests.bench import labelled, metrics, paper, withheld
from tests.bench.asked import Asked, ask_all
from tests.bench.labelled import FOLDS, OFFICE, Query
from tests.bench.logit import Array, Lesson, fit
from tests.bench.metrics import Mean

TITLE = "Understanding words"
PARTS = 5
RIDGE = {"rome": 0.001, "melo": 0.01, "esco": 0.001}

ACC_MELO, ACC_ROME, ACC_ESCO, MRR_ESCO = 0.44, 0.62, 0.60, 0.68
SAME_ANSWER, RECALL_JOBS, NDCG_JOBS = 0.99, 0.30, 0.35
READY_SECONDS, QUERIES_A_SECOND = 20.0, 100.0
WRONG_LINKS = 0.03


@dataclass(frozen=True, slots=True)
class Goal:
    what: str
    measured: float
    asked: float

    @property
    def is_held(self) -> bool:
        return self.measured >= self.asked

    @property
    def cells(self) -> tuple[str, str, str, str]:
        return self.what, f"{self.measured:.3f}", f"{self.asked:g}", "held" if self.is_held else "**missed**"


def run() -> bool:
    """True when every goal is held; the sets are asked in as many processes as there are cores."""
    data = paper.data()
    if data is None:
        say("Understanding words: no open data (DATA=), the section stays as it is.")
        return True
    with step("Linking the tuning sets"):
        asked = {one.name: one for one in ask_all(data)}
        recalls, gains = ask_jobs(data)
    with step("Fitting weights that never saw what they rank"):
        unseen = cross_validated(asked)
    text, goals = _tell(asked, unseen, recalls, gains)
    say(text)
    paper.write_section(TITLE, text)
    return all(goal.is_held for goal in goals)


def ask_jobs(data: Path) -> tuple[list[float], list[float]]:
    """Recall and gain among the ten closest jobs, for each tuning job."""
    jobs, experts = Jobs.read(data / "rome"), labelled.close_jobs(data)
    found = {code: [one.id for one in jobs.close_to(code, 10).candidates] for code in experts}
    return (
        [metrics.recall(found[code], orders) for code, orders in experts.items()],
        [metrics.ndcg(found[code], orders) for code, orders in experts.items()],
    )


# Weights that never saw what they rank.


def cross_validated(asked: dict[str, Asked]) -> dict[str, list[tuple[list[str], float]]]:
    """For each set, what weights fitted on the rest of it find, and the chance they give to the first."""
    folds = [asked[f"rome-{fold}"].lessons for fold in range(FOLDS)]
    titles = fit(list(chain(*folds)), ridge=RIDGE["rome"])
    return {
        "rome": _ranked(folds, RIDGE["rome"]),
        "melo": _ranked(_parts(asked["melo"].lessons), RIDGE["melo"], titles),
        "esco": _ranked(_parts(asked["esco"].lessons), RIDGE["esco"]),
    }


def _ranked(
    parts: Sequence[Sequence[Lesson]], ridge: float, prior: Array | None = None
) -> list[tuple[list[str], float]]:
    """Each part ranked by weights fitted on the others, in the order of the parts."""
    found = []
    for place, part in enumerate(parts):
        others = chain(*(other for number, other in enumerate(parts) if number != place))
        weights = fit(list(others), ridge=ridge, prior=prior)
        found += [(lesson.ranked(weights), lesson.chance(weights)) for lesson in part]
    return found


def _parts(taught: Sequence[Lesson]) -> list[Sequence[Lesson]]:
    return [[taught[place] for place in places] for places in part_places(len(taught))]


def part_places(count: int) -> list[list[int]]:
    """Five parts drawn at random, the same every time."""
    drawn = np.random.default_rng(metrics.SEED).permutation(count)
    return [[int(place) for place in sorted(drawn[part::PARTS])] for part in range(PARTS)]


def refitted(asked: dict[str, Asked]) -> dict[str, Array]:
    """The weights of the product, fitted on all there is (`python -m tests.bench.refit` prints them)."""
    titles = fit(list(chain(*(asked[f"rome-{fold}"].lessons for fold in range(FOLDS)))), ridge=RIDGE["rome"])
    return {
        "NAMED_ONCE": fit(asked["esco"].lessons, ridge=RIDGE["esco"]),
        "NAMED_TWICE": fit(asked["melo"].lessons, ridge=RIDGE["melo"], prior=titles),
        "NAMED_OFTEN": titles,
    }


# What is told.

Unseen = dict[str, list[tuple[list[str], float]]]
HEADS = ("Set", "n", "acc@1", "acc@3", "acc@10", "MRR", "acc@1 unseen", "MRR unseen")


def _tell(
    asked: dict[str, Asked],
    unseen: Unseen,
    recalls: Sequence[float],
    gains: Sequence[float],
) -> tuple[str, list[Goal]]:
    sets = list(_sets(asked, unseen))
    same = metrics.mean(asked["rome-0"].same_answers)
    near, gain = metrics.mean(recalls), metrics.mean(gains)
    slowest = max(one.ready_seconds for one in asked.values())
    pace = min(one.queries_a_second for one in asked.values())
    by_name = {one.name: one for one in sets}
    goals = [
        Goal("MELO Belgium, acc@1", by_name["MELO Belgium"].mean(metrics.hit(1)).value, ACC_MELO),
        Goal("ROME titles, acc@1, five folds", by_name["ROME titles"].mean(metrics.hit(1)).value, ACC_ROME),
        Goal("ESCO synonyms, acc@1", by_name["ESCO synonyms"].mean(metrics.hit(1)).value, ACC_ESCO),
        Goal("ESCO synonyms, MRR", by_name["ESCO synonyms"].mean(metrics.reciprocal).value, MRR_ESCO),
        Goal("Same first answer for both genders", same.value, SAME_ANSWER),
        Goal("Close jobs, recall@10", near.value, RECALL_JOBS),
        Goal("Close jobs, nDCG@10", gain.value, NDCG_JOBS),
        *(
            Goal(f"{told}, right among links made", 1 - wrong, 1 - WRONG_LINKS)
            for told, _, wrong in _links(asked)
        ),
        Goal("Queries a second", pace, QUERIES_A_SECOND),
        Goal("Seconds to spare before ready", READY_SECONDS - slowest, 0),
    ]
    return TEXT.format(
        sets=paper.table(HEADS, [one.cells for one in sets]),
        goals=paper.table(("Goal", "Measured", "Asked", ""), [goal.cells for goal in goals]),
        links=paper.table(
            ("Set", "Linked without asking", "Wrong among them"),
            [(told, made, f"{wrong:.1%}") for told, made, wrong in _links(asked)],
        ),
        catalogue=paper.table(withheld.HEADS, list(withheld.rows())),
        same=same,
        pairs=same.queries,
        near=near,
        gain=gain,
        jobs=near.queries,
        slowest=slowest,
        pace=pace,
    ), goals


@dataclass(frozen=True, slots=True)
class Line:
    """A set as it is told: what was found with the weights of the product, and with weights that never saw it."""

    name: str
    queries: list[Query]
    found: list[list[str]]
    unseen: list[list[str]]
    unseen_queries: list[Query]

    def mean(self, metric: Callable[[Sequence[str], frozenset[str]], float], *, unseen: bool = False) -> Mean:
        found, queries = (self.unseen, self.unseen_queries) if unseen else (self.found, self.queries)
        return metrics.mean([metric(one, query.right) for one, query in zip(found, queries, strict=True)])

    @property
    def cells(self) -> tuple[str, ...]:
        known = (self.mean(metrics.hit(count)) for count in (1, 3, 10))
        return (
            self.name,
            str(len(self.queries)),
            *map(str, known),
            str(self.mean(metrics.reciprocal)),
            str(self.mean(metrics.hit(1), unseen=True)),
            str(self.mean(metrics.reciprocal, unseen=True)),
        )


def _sets(asked: dict[str, Asked], unseen: Unseen) -> Iterator[Line]:
    folds = [asked[f"rome-{fold}"] for fold in range(FOLDS)]
    titles = list(chain(*(one.queries for one in folds)))
    found = list(chain(*(one.found for one in folds)))
    ranked = [one for one, _ in unseen["rome"]]
    yield Line("ROME titles", titles, found, ranked, titles)
    kept = [
        place for place, query in enumerate(titles) if any(code.startswith(OFFICE) for code in query.right)
    ]
    ours = [titles[place] for place in kept]
    yield Line("their office domains", ours, [found[k] for k in kept], [ranked[k] for k in kept], ours)
    for name, told in (("melo", "MELO Belgium"), ("esco", "ESCO synonyms")):
        one = asked[name]
        parts = chain(*part_places(len(one.queries)))
        in_parts = [one.queries[place] for place in parts]
        yield Line(told, one.queries, one.found, [ids for ids, _ in unseen[name]], in_parts)


def _links(asked: dict[str, Asked]) -> Iterable[tuple[str, str, float]]:
    folds = [asked[f"rome-{fold}"] for fold in range(FOLDS)]
    for told, sets in (
        ("ROME titles", folds),
        ("MELO Belgium", [asked["melo"]]),
        ("ESCO synonyms", [asked["esco"]]),
    ):
        made = [
            bool(found) and found[0] in query.right
            for one in sets
            for query, found, sure in zip(one.queries, one.found, one.is_confident, strict=True)
            if sure
        ]
        queries = sum(len(one.queries) for one in sets)
        wrong = 1 - sum(made) / len(made) if made else 0.0
        yield told, f"{len(made)} of {queries} ({len(made) / queries:.1%})", wrong


TEXT = """
Free French linked through the functions of `link_skills` and `similar_jobs`, on the tuning sets, with 95 % bootstrap intervals. The weights
were fitted on these sets: « unseen » is the honest figure, from weights fitted on the other folds or parts. Differences smaller than the interval say nothing.

{sets}

{goals}

Gender pairs of the titles of fold 0 ({pairs}): {same} get the same first answer. Close jobs ({jobs}): recall@10 {near}, nDCG@10 {gain}.
The slowest index of some 15,000 labels is ready in {slowest:.1f} s of processor, and the slowest set answers {pace:.0f} queries a second.

A link is made without asking above a threshold chosen on the unseen rankings, so that at most 3 % of those links are wrong:

{links}

SIO’s own catalogue, with one word in five withheld at a time: what nobody wrote yet is hardly ever linked without asking, so a person is asked. The phrases
of owners and what is no work of the trade were written by the developers; the set of practitioners is still to be made.

{catalogue}

MELO: Retyk et al., « MELO: An Evaluation Benchmark for Multilingual Entity Linking of Occupations », built on ESCO. Source : ROME 4.0, France Travail,
Licence Ouverte 2.0. This service uses the ESCO classification of the European Commission.
"""
