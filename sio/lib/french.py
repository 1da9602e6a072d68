"""French words brought to one form: no accents, no notes such as (h/f), one gender, their stem."""

import re
from functools import lru_cache

import snowballstemmer

from sio.lib.text import normalise

_ARTICLES = ("de", "du", "des", "d", "l", "le", "la", "les", "un", "une", "s", "son", "sa", "ses", "se")
_LINKS = ("en", "et", "a", "au", "aux", "ou", "pour", "par", "sur", "dans", "avec", "qu", "que")
STOP = frozenset((*_ARTICLES, *_LINKS))
# What people of the trade shorten.
ABBREVIATIONS = {
    "rh": "ressources humaines",
    "drh": "directeur ressources humaines",
    "daf": "directeur administratif financier",
    "adv": "administration ventes",
    "sav": "service apres vente",
    "rdv": "rendez vous",
    "compta": "comptabilite",
    "admin": "administratif",
    "resp": "responsable",
    "secr": "secretaire",
}
WORDS_READ = 64
"""A longer query is read up to here: a title or a task is never longer."""

_NOTE = re.compile(
    r"\(\s*[hfmx](?:\s*[/:.]\s*[hfmx])+\s*\)|(?<![a-z])[hfm]\s*/\s*[hfmx](?:\s*/\s*x)?(?![a-z])"
)
_ENDING = re.compile(
    r"(?<=[a-z])\([a-z]{1,6}\)|(?<=[a-z])[·•](?:e|ne|le|te|se|trice|euse|iere|ere)(?:[·•]?s)?\b"
)
_WORD = re.compile(r"[a-z0-9+#]+")

# Irregular feminines, then the endings: feminine, masculine, in the order they are tried.
_FEMININES = {
    "maitresse": "maitre",
    "contremaitresse": "contremaitre",
    "hotesse": "hote",
    "doctoresse": "docteur",
    "poetesse": "poete",
    "princesse": "prince",
    "compagne": "compagnon",
    "femme": "homme",
    "serveuse": "serveur",
}
_ENDINGS = (
    ("rice", "eur", 7),
    ("eresse", "eur", 8),
    ("euse", "eur", 5),
    ("eux", "eur", 5),
    ("eure", "eur", 6),
    ("iere", "ier", 6),
    ("ere", "er", 5),
    ("enne", "en", 6),
    ("onne", "on", 6),
    ("ive", "if", 5),
    ("elle", "el", 6),
    ("ette", "et", 6),
    ("ique", "ic", 6),
    ("ffe", "f", 5),
    ("ve", "f", 4),
    ("ee", "", 5),
    ("e", "", 4),
)

# Little words of a sentence: compared like others, but they say nothing of the subject.
_SENTENCE = (
    "qui ne pas je tu il on nous vous ils mes mon ma nos notre vos votre leur ce cette ces "
    "quand suis est sont ai faire faut besoin"
)

_stemmer = snowballstemmer.stemmer("french")


def canonical(text: str) -> tuple[str, ...]:
    """The words of a title or a task, in one gender: a doublet is read once.

    canonical("Assistant / Assistante de direction (h/f)") == canonical("assistante de direction")
    """
    bare = _ENDING.sub("", _NOTE.sub(" ", normalise(text)))
    halves = [[fold(word) for word in _words(half)] for half in bare.split("/")]
    read = halves[0]
    for half in halves[1:]:
        read = _joined(read, half)
    return tuple(read[:WORDS_READ])


def _words(text: str) -> list[str]:
    return " ".join(ABBREVIATIONS.get(word, word) for word in _WORD.findall(text)[:WORDS_READ]).split()


def _joined(left: list[str], right: list[str]) -> list[str]:
    """Two halves of a doublet, the words they share said once: « vannier osiériculteur / vannière osiéricultrice »."""
    for length in range(min(len(left), len(right)), 0, -1):
        if left[-length:] == right[:length]:
            return left + right[length:]
    return left + right


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The masculine singular, roughly; what matters is that both genders fall on the same letters."""
    singular = _singular(word)
    if singular in _FEMININES:
        singular = _FEMININES[singular]
    for feminine, masculine, length in _ENDINGS:
        if len(singular) >= length and singular.endswith(feminine):
            return singular.removesuffix(feminine) + masculine
    return singular


def _singular(word: str) -> str:
    plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The French Snowball stem of a folded word."""
    return str(_stemmer.stemWord(word))


def stems(words: tuple[str, ...]) -> list[str]:
    """Stems of the words that carry meaning; of all of them when none does."""
    return [stem(word) for word in words if word not in STOP] or list(words)


EMPTY = STOP.union(map(fold, _SENTENCE.split()))


def meaningful(words: tuple[str, ...]) -> list[str]:
    """Stems of the words that say what a sentence is about; none when it says nothing."""
    return [stem(word) for word in words if word not in EMPTY]
