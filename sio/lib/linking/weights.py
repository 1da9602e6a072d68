"""How much each comparison weighs, by the shape of the index.

Fitted as a conditional logit (which concept, among the nearest) on the tuning sets that docs/matching.md names, checked by
cross-validation inside them. The name of a set is never an input: only how many labels a concept has.
"""

from dataclasses import dataclass

FEW_LABELS = 1.5
"""Below this mean of different labels a concept, an index names things once: skills, tasks."""
MANY_LABELS = 4.0
"""From this mean on, every wording of a job is there: titles."""


@dataclass(frozen=True, slots=True)
class Weights:
    letters: float
    trigrams: float
    phrase: float
    stems: float
    overlap: float
    concept: float
    of_query: float
    of_label: float
    of_both: float
    first: float
    size: float
    votes: float
    sure: float
    """Chance of the first candidate from which a link may be made without asking."""


NAMED_ONCE = Weights(
    letters=-18.12,
    trigrams=9.93,
    phrase=7.80,
    stems=0.15,
    overlap=6.01,
    concept=9.17,
    of_query=-8.09,
    of_label=-10.70,
    of_both=20.10,
    first=1.35,
    size=1.37,
    votes=0.0,
    sure=0.85,
)
NAMED_TWICE = Weights(
    letters=0.31,
    trigrams=4.28,
    phrase=-0.45,
    stems=1.06,
    overlap=-1.16,
    concept=1.82,
    of_query=-1.81,
    of_label=-1.24,
    of_both=3.67,
    first=-0.04,
    size=-0.11,
    votes=3.63,
    sure=0.8,
)
NAMED_OFTEN = Weights(
    letters=-2.94,
    trigrams=6.55,
    phrase=0.11,
    stems=2.52,
    overlap=-0.17,
    concept=3.07,
    of_query=-0.83,
    of_label=-0.88,
    of_both=0.45,
    first=0.56,
    size=0.25,
    votes=3.52,
    sure=0.995,
)


def weights_for(labels_per_concept: float) -> Weights:
    if labels_per_concept < FEW_LABELS:
        return NAMED_ONCE
    return NAMED_TWICE if labels_per_concept < MANY_LABELS else NAMED_OFTEN
