"""Prints the weights of `sio/lib/linking/weights.py`, fitted anew on the tuning sets, and the thresholds they allow.

DATA=… python -m tests.bench.refit
"""

from collections.abc import Sequence

from sio.dev.steps import Trouble, say
from tests.bench import linking, paper
from tests.bench.asked import NAMES, Asked, ask_all
from tests.bench.labelled import FOLDS

SHAPES = {"NAMED_ONCE": "esco", "NAMED_TWICE": "melo", "NAMED_OFTEN": "rome"}


def main() -> None:
    data = paper.data()
    if data is None:
        raise Trouble("No open data: DATA=…")
    asked = {one.name: one for one in ask_all(data)}
    unseen, weights = linking.cross_validated(asked), linking.refitted(asked)
    for shape, name in SHAPES.items():
        say(f"{shape} = Weights(")
        say("\n".join(f"    {one}={value:.2f}," for one, value in zip(NAMES, weights[shape], strict=True)))
        right = _right(asked, name)
        outcomes = [
            (chance, found[0] in one) for (found, chance), one in zip(unseen[name], right, strict=True)
        ]
        sure, made = threshold(outcomes, linking.WRONG_LINKS)
        say(f"    sure={sure:.3f},  # {made} links of {len(outcomes)}\n)")


def _right(asked: dict[str, Asked], name: str) -> list[frozenset[str]]:
    if name == "rome":
        return [query.right for fold in range(FOLDS) for query in asked[f"rome-{fold}"].queries]
    queries = asked[name].queries
    return [queries[place].right for part in linking.part_places(len(queries)) for place in part]


def threshold(outcomes: Sequence[tuple[float, bool]], wrong: float) -> tuple[float, int]:
    """The lowest chance above which, and above any higher one, at most this share of links is wrong; how many are made."""
    ordered = sorted(outcomes, reverse=True)
    errors, lowest = 0, (1.0, 0)
    for made, (chance, is_right) in enumerate(ordered, 1):
        errors += not is_right
        if errors <= wrong * made:
            lowest = (chance, made)
    return lowest


if __name__ == "__main__":
    main()
