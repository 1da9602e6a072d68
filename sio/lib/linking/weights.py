"""How much each comparison weighs, by the shape of the index.

Fitted as a conditional logit (which concept, among the nearest) on the tuning sets that docs/matching.md names, the ridge and
the comparisons chosen by cross-validation inside them (`tests/bench/refit.py` prints them). The name of a set is never an input:
only how many labels a concept has.
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
    senses: float
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
    letters=-13.2,
    trigrams=9.09,
    phrase=6.47,
    stems=-3.95,
    senses=4.7,
    overlap=5.79,
    concept=7.55,
    of_query=-7.75,
    of_label=-8.86,
    of_both=16.75,
    first=1.27,
    size=0.81,
    votes=0.0,
    sure=0.95,
)
NAMED_TWICE = Weights(
    letters=-4.85,
    trigrams=8.66,
    phrase=0.17,
    stems=-2.9,
    senses=6.04,
    overlap=-0.58,
    concept=2.4,
    of_query=-1.3,
    of_label=-0.6,
    of_both=0.61,
    first=0.46,
    size=-0.2,
    votes=1.37,
    sure=0.973,
)
NAMED_OFTEN = Weights(
    letters=-5.41,
    trigrams=8.06,
    phrase=0.39,
    stems=-1.96,
    senses=4.25,
    overlap=1.3,
    concept=3.84,
    of_query=0.5,
    of_label=-0.19,
    of_both=-0.96,
    first=1.56,
    size=0.4,
    votes=3.54,
    sure=0.989,
)


def weights_for(labels_per_concept: float) -> Weights:
    if labels_per_concept < FEW_LABELS:
        return NAMED_ONCE
    return NAMED_TWICE if labels_per_concept < MANY_LABELS else NAMED_OFTEN
