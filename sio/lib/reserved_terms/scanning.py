"""Reading a text against the rules. Pure: text in, findings out, with places in the text as it was typed."""

import functools
import re
import unicodedata
from dataclasses import dataclass

from sio.lib.text import LIGATURES

from .rules import RULES, Level, Rule

Span = tuple[int, int]

BEFORE, AFTER = 25, 45
# « pas de tenue de comptabilité », « ni conseil juridique » say the contrary; « pourquoi pas » does not.
NEGATION = re.compile(
    r"(?:(?<!pourquoi )\bpas (?:des? |d'|la |le |les |l')*|\bsans |\baucune? |\bni (?:de |d'|la |le |les )?|\bhors |"
    r"\bjamais (?:de |d')?)(?:la |l')?$"
)
LONGEST_NEGATION = 30


@dataclass(frozen=True)
class Finding:
    """One rule, the words found as typed, and where: pairs of offsets in the text."""

    rule: str
    level: Level
    words: tuple[str, ...]
    reason: str
    alternative: str
    spans: tuple[Span, ...]


def scan(text: str, *, experience: bool = False) -> list[Finding]:
    """The findings of a text, one per rule at most, in the order of the rules.

    `experience` reads what a person did or learnt: nothing is forbidden there, « interdit » becomes « attention ».
    """
    plain, places = _normalised(text)
    findings = (_finding(rule, text, plain, places, experience=experience) for rule in RULES)
    return [finding for finding in findings if finding is not None]


def _finding(rule: Rule, text: str, plain: str, places: list[int], *, experience: bool) -> Finding | None:
    matches = [
        match.span() for match in _pattern(rule).finditer(plain) if _counts(rule, plain, *match.span())
    ]
    if not matches:
        return None
    spans = tuple((places[start], places[end - 1] + 1) for start, end in matches)
    return Finding(
        rule=rule.code,
        level=Level.WARNING if experience and rule.level == Level.FORBIDDEN else rule.level,
        words=tuple(text[start:end] for start, end in spans),
        reason=rule.reason,
        alternative=_alternative(rule, plain, *matches[0]),
        spans=spans,
    )


def _counts(rule: Rule, plain: str, start: int, end: int) -> bool:
    """Whether the words mean what the rule fears, given what stands around them."""
    before = plain[max(0, start - LONGEST_NEGATION) : start]
    if NEGATION.search(before):
        return False
    if rule.unless_after and re.search(rule.unless_after, before):
        return False
    return not (rule.silent_near and re.search(rule.silent_near, _around(plain, start, end)))


def _alternative(rule: Rule, plain: str, start: int, end: int) -> str:
    pattern, alternative = rule.own_case
    is_own = bool(pattern) and re.search(pattern, _around(plain, start, end))
    return alternative if is_own else rule.alternative


def _around(plain: str, start: int, end: int) -> str:
    return plain[max(0, start - BEFORE) : end + AFTER]


@functools.cache
def _pattern(rule: Rule) -> re.Pattern[str]:
    return rule.compiled()


def _normalised(text: str) -> tuple[str, list[int]]:
    """The text in the form of `text.normalise`, and for each of its characters its place in the text as typed."""
    plain: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in _letters(char):
            if letter == " " and (not plain or plain[-1] == " "):
                continue
            plain.append(letter)
            places.append(place)
    return "".join(plain), places


@functools.lru_cache(maxsize=4096)
def _letters(char: str) -> str:
    """What one typed character becomes: nothing (an accent), one letter, or several (a ligature)."""
    if char.isspace():
        return " "
    decomposed = unicodedata.normalize("NFKD", char.translate(LIGATURES))
    return "".join(
        " " if part.isspace() else part for part in decomposed if not unicodedata.combining(part)
    ).lower()
