"""What people read: the words of templates, and the French sentences of Python modules."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sio.dev.places import ROOT
from tests.support.sources import sources, templates

NOT_SHOWN = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->|<(?:script|style|svg)\b.*?</(?:script|style|svg)>",
    re.DOTALL,
)
# Attributes that are read aloud or shown, and the words given to a component.
SHOWN_ATTRIBUTE = re.compile(r'\b(?:alt|title|aria-label|placeholder|content)="([^"{]*)"')
GIVEN_TO_COMPONENT = re.compile(r'\w+="([^"]*)"')
TAG = re.compile(r"<[^>]*>|{{.*?}}|{%.*?%}", re.DOTALL)
FRENCH = re.compile(
    r"[éèàùçêôîœ’«»]|\b(?:le|la|les|un|une|du|des|de|vous|votre|vos|est|pour|avec|sur|par|et|ou)\b",
    re.IGNORECASE,
)
MARK = "\ufffc"
SPACES = {"NO_BREAK": "\u00a0", "NBSP": "\u00a0", "NARROW": "\u202f", "NNBSP": "\u202f"}
ENGLISH = re.compile(r"\b(?:the|is|are|of|and|not|must|with|for|from|has|was|this|that|to)\b")


@dataclass(frozen=True)
class Shown:
    """A piece of text that people read, and where it stands."""

    where: str
    text: str


@cache
def shown() -> tuple[Shown, ...]:
    return (*_in_templates(), *_in_modules())


def _in_templates() -> Iterator[Shown]:
    for path in (*templates(), *sorted((ROOT / "templates").rglob("*.txt"))):
        words = NOT_SHOWN.sub(lambda hit: "\n" * hit[0].count("\n"), path.read_text())
        for number, line in enumerate(words.splitlines(), 1):
            yield from (Shown(_at(path, number), text) for text in _words_of(line))


def _words_of(line: str) -> Iterator[str]:
    for tag in re.findall(r"{%.*?%}", line):
        yield from (text for text in GIVEN_TO_COMPONENT.findall(tag) if FRENCH.search(text))
    yield from (text for text in SHOWN_ATTRIBUTE.findall(line) if text)
    if text := TAG.sub(MARK, line).strip(MARK + " \t"):
        yield text


def _in_modules() -> Iterator[Shown]:
    for source in sources():
        inside = set(_docstrings(source.tree))
        for node in ast.walk(source.tree):
            if isinstance(node, ast.JoinedStr):
                inside.update(id(part) for part in ast.walk(node))
                yield from _shown(source.path, node.lineno, "".join(_parts(node)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
                yield from _shown(source.path, node.lineno, node.value)


def _shown(path: Path, line: int, text: str) -> Iterator[Shown]:
    """A French sentence of at least two words; patterns and messages to programmers are English or neither."""
    if " " in text.strip() and FRENCH.search(text) and not ENGLISH.search(text):
        yield Shown(_at(path, line), text)


def _parts(node: ast.JoinedStr) -> Iterator[str]:
    """The pieces of an f-string; a value that is no constant space of ours stands as one mark."""
    for part in node.values:
        if isinstance(part, ast.Constant):
            yield str(part.value)
        else:
            yield SPACES.get(ast.unparse(part.value), MARK)  # type: ignore[attr-defined]


def _docstrings(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield id(first.value)


def _at(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"
