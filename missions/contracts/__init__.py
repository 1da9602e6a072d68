"""The contract between a company and an assistant: agreed terms in, text out. No ORM here.

The template is versioned: a new wording is a new module, and contracts already drawn up keep theirs word for word.
Source of the clauses: legal.md R2.7.
"""

import hashlib
from dataclasses import dataclass

from . import v2026_11
from .terms import FeeBand, Party, Terms

CURRENT = v2026_11


@dataclass(frozen=True)
class Contract:
    """A text ready to be signed, the version of its template and its SHA-256."""

    version: str
    text: str
    sha256: str


def draw_up(terms: Terms) -> Contract:
    """Write the contract of these terms with the current template."""
    text = CURRENT.text(terms)
    return Contract(CURRENT.VERSION, text, digest(text))


def digest(text: str) -> str:
    """SHA-256 of a contract text, in hexadecimal: what each signature keeps."""
    return hashlib.sha256(text.encode()).hexdigest()


__all__ = ["Contract", "FeeBand", "Party", "Terms", "digest", "draw_up"]
