"""Official titles of jobs, as people type them: each gender written in full.

The files fold both into one label: doublets (« Assistant / Assistante de direction », « Secrétaire Facturier / Facturière »)
and contractions (« Assistant(e) administratif(ve) »).
"""

import re

from accounts.words import search_key
from sio.lib.french import fold
from sio.lib.text import squeeze

_BETWEEN_HALVES = re.compile(r"\s+/\s+")
_CONTRACTION = re.compile(r"(\w+)\((\w{1,5})\)")
# Endings in brackets that replace letters, and how many; all others are added.
_REPLACED = {"ve": 1, "tive": 3, "ère": 2, "ière": 3, "se": 1, "euse": 3, "rice": 3, "trice": 4}


def both_genders(label: str) -> tuple[str, ...]:
    """The different forms of a label, in small letters at the start and with typographic apostrophes.

    both_genders("Chargé / Chargée d'accueil") == ("chargé d’accueil", "chargée d’accueil")
    A doublet that cannot be read is kept whole.
    """
    text = squeeze(label.replace("'", "’"))
    forms = [spelt for half in _halves(text) for spelt in _spelt(half)]
    return tuple(dict.fromkeys(_small(form) for form in forms if form))


def _halves(text: str) -> tuple[str, ...]:
    halves = [half.split() for half in _BETWEEN_HALVES.split(text)]
    if len(halves) != 2 or not all(halves):
        return (text,)
    return _completed(*halves) or (text,)


def _completed(left: list[str], right: list[str]) -> tuple[str, str] | None:
    """The end that both share stands after the right half alone, their common beginning before the left one."""
    for place in range(len(left)):
        paired = left[place:]
        if len(paired) <= len(right) and all(map(_are_one_word, paired, right)):
            return " ".join([*left, *right[len(paired) :]]), " ".join([*left[:place], *right])
    return None


def _are_one_word(word: str, other: str) -> bool:
    return [fold(part) for part in search_key(word).split()] == [
        fold(part) for part in search_key(other).split()
    ]


def _spelt(text: str) -> tuple[str, str]:
    """« administratif(ve) » without its brackets, then with its feminine."""
    return _CONTRACTION.sub(r"\1", text), _CONTRACTION.sub(_feminine, text)


def _feminine(found: re.Match[str]) -> str:
    word, ending = found.groups()
    return word[: len(word) - _REPLACED.get(ending, 0)] + ending


def _small(text: str) -> str:
    """« RH » and « BTP » stay as they are."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
