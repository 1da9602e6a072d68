"""Words as people type them, brought to one form."""

import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'", "\u02bc": "'", "‘": "'"})


def normalise(text: str) -> str:
    """Lower case, no accents, straight apostrophes, ligatures opened, any white space as one space, trimmed."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.lower().translate(LIGATURES).split())


def squeeze(text: str) -> str:
    """One line, its white space (no-break spaces included) as single spaces, trimmed."""
    return " ".join(text.split())


def digits(text: str) -> str:
    """The decimal digits of a text, alone."""
    return "".join(char for char in text if char in "0123456789")


def shorten(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut with « … »."""
    line = squeeze(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
