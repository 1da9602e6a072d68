"""The words of a ranking in French: the reasons, the two other lists, what would change."""

from .changes import change_in_words, effect_in_words
from .lists import gap, unknown
from .reasons import STRONG, Names, Sentence, in_one_line, is_unknown, sentence, tone
from .words import NARROW, NO_BREAK, amount_of_time, at_distance, half_days_in_words

__all__ = [
    "NARROW",
    "NO_BREAK",
    "STRONG",
    "Names",
    "Sentence",
    "amount_of_time",
    "at_distance",
    "change_in_words",
    "effect_in_words",
    "gap",
    "half_days_in_words",
    "in_one_line",
    "is_unknown",
    "sentence",
    "tone",
    "unknown",
]
