"""Words of work that say nearly the same: each line of `senses.txt` is one sense, whatever the word chosen.

General French, written for titles and tasks of any trade; no set of labels was copied. A word has one sense, the first
written. Kept beside the words themselves, never instead of them: « chef » and « directeur » are near, not equal.
"""

from pathlib import Path

from sio.lib.french import fold, stem, stems
from sio.lib.text import normalise


def _read() -> dict[str, str]:
    """The sense of each stem."""
    found: dict[str, str] = {}
    groups = Path(__file__).with_name("senses.txt").read_text(encoding="utf-8").splitlines()
    for number, group in enumerate(groups):
        for word in group.split():
            found.setdefault(stem(fold(normalise(word))), f"§{number}")
    return found


_SENSES = _read()


def sense(word: str) -> str:
    """The sense of a stem; the stem itself where no group has it."""
    return _SENSES.get(word, word)


def senses(words: tuple[str, ...]) -> list[str]:
    """The senses of the words that carry meaning."""
    return [sense(word) for word in stems(words)]
