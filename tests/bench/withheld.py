"""The catalogue asked for words it was not given: each synonym or phrase is withheld in turn, one in five at a time."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from accounts.linking import NEAR_ENOUGH, SURE, UNDERSTOOD, seeded_labels
from sio.lib.french import canonical
from sio.lib.linking import Label, Linker
from tests.accounts import phrases
from tests.bench import metrics

PARTS = 5
HEADS = (
    "Asked",
    "n",
    "First",
    "In three",
    "Proposed",
    "First among those",
    "Linked without asking",
    "Wrong among them",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    place: int | None
    is_proposed: bool
    is_sure: bool


def rows() -> Iterator[tuple[str, ...]]:
    """A row for withheld words, one for the phrases of owners, one for what is no work of the trade."""
    labels = seeded_labels()
    linker = Linker(labels, sure=SURE)
    yield _row("words withheld", list(_withheld(labels)))
    yield _row("phrases of owners", [_outcome(linker, said, slug) for said, slug in phrases.PAIRS])
    yield _row("nothing of the trade", [_outcome(linker, said, "") for said in phrases.NONSENSE])


def _withheld(labels: list[Label]) -> Iterator[Outcome]:
    asked = _own_words(labels)
    for part in range(PARTS):
        hidden = asked[part::PARTS]
        linker = Linker([label for label in labels if label not in set(hidden)], sure=SURE)
        yield from (_outcome(linker, label.text, label.id) for label in hidden)


def _own_words(labels: list[Label]) -> list[Label]:
    """What one skill alone is called, besides its label."""
    owners = defaultdict(set)
    for label in labels:
        owners[canonical(label.text)].add(label.id)
    named = {label.id: label for label in reversed(labels)}
    found = [one for one in labels if len(owners[canonical(one.text)]) == 1 and one != named[one.id]]
    Random(metrics.SEED).shuffle(found)
    return found


def _outcome(linker: Linker, said: str, slug: str) -> Outcome:
    answer = linker.link(said)
    near = bool(answer.candidates) and answer.candidates[0].score >= NEAR_ENOUGH
    is_understood = linker.known_share(said) > UNDERSTOOD
    return Outcome(
        metrics.rank([one.id for one in answer.candidates], {slug}),
        is_proposed=near and is_understood,
        is_sure=answer.is_confident,
    )


def _row(name: str, outcomes: list[Outcome]) -> tuple[str, ...]:
    proposed = [one for one in outcomes if one.is_proposed]
    sure = [one for one in outcomes if one.is_sure]
    return (
        name,
        str(len(outcomes)),
        _share([one.place == 1 for one in outcomes]),
        _share([one.place in {1, 2, 3} for one in outcomes]),
        _share([one.is_proposed for one in outcomes]),
        _share([one.place == 1 for one in proposed]),
        str(len(sure)),
        str(sum(one.place != 1 for one in sure)),
    )


def _share(said: list[bool]) -> str:
    return f"{sum(said) / len(said):.0%}" if said else "–"
