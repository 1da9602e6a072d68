"""French typography, on everything people read (interface.md §15)."""

import re

import pytest

from tests.words.shown import shown

FAULTS = {
    "a straight apostrophe": r"[^\W\d_]'[^\W\d_]",
    "an opening « without its no-break space": r"«(?![\u00a0\u202f])",
    "a closing » without its no-break space": r"(?<![\u00a0\u202f])»",
    "a space that breaks before ; ? % €": r" [;?%€](?![\w(])",
    "no space before ; or ?": r"[^\W\d_][;?](?=\s|$)",
    "a space that breaks before a colon": r" :(?!\S)",
    "no space before a colon": r"[^\W\d_]:(?=\s|$)",
    "three dots for an ellipsis": r"\.\.\.",
    "an exclamation mark": r"!(?=\s|$)",
    "a middle dot": r"\w·\w",
    "an emoji": r"[\U0001F300-\U0001FAFF\u2600-\u27BF]",
    "a capital without its accent": r"\b(?:A (?:la|distance|votre|partir|propos)|Etat|Etape|Ecrivez|Evaluation)\b",
}

# Where a rule does not apply, by path, with the reason.
EXCEPTIONS = {
    "sio/lib/reserved_terms/": "patterns are matched on text without accents or fine spaces",
    "sio/demo/": "what invented people typed on an ordinary keyboard",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_that_people_read_has(fault: str) -> None:
    pattern = re.compile(FAULTS[fault])
    found = [
        f"{piece.where}: {piece.text[:100]}"
        for piece in shown()
        if not piece.where.startswith(tuple(EXCEPTIONS)) and pattern.search(piece.text)
    ]

    assert not found, "\n".join(found)
