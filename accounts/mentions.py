"""The skills a text names in so many words: exact labels of the catalogue, in either gender, never a guess.

What is found is evidence for a ranking that nobody confirmed, so it is read with reserve: no common word alone
(« mon expertise »), nothing that a negation denies, nothing that may speak of her own life.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from accounts.enums import SkillKind
from accounts.models import Skill, SkillSynonym
from sio.lib.french import EMPTY, fold
from sio.lib.memos import Memo
from sio.lib.text import normalise

# Skills whose words also tell health, family or origin (« retour de congé maternité », « RQTH »): never read.
HER_OWN_LIFE = frozenset(
    {
        "benefits-health", "disability-inclusion", "gender-equality", "leave-absences", "mental-load",
        "psychosocial-relay", "work-life-balance",
    }
)  # fmt: skip
VAGUE = frozenset(
    {
        "ambiance de travail", "développement durable", "environnement de travail", "espaces de pause",
        "qualité de vie au travail", "salle de sport",
    }
)  # fmt: skip
"""Synonyms that good wishes and hobbies use too."""
DICTIONARY_WORDS = frozenset({"make", "meet", "notion", "sage", "zoom"})
"""Names of tools that are words as well: their capital proves nothing where a sentence begins."""

_SENTENCE = re.compile(r"[.!?;•…]+(?=\s|$)|\n")
_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_DENIALS = frozenset({"pas", "jamais", "aucun", "aucune", "sans", "sauf", "hors", "ni", "hormis", "excepté"})

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    bare: str
    folded: str
    has_capital: bool


@dataclass(frozen=True, slots=True)
class Label:
    """What names a skill: several words in either gender, or a proper name written as such."""

    slug: str
    first: str
    """Its first word, folded."""
    words: Phrase
    """As written for a proper name, folded otherwise."""
    is_name: bool
    rank: int
    """0 for the label of the skill itself, 1 for a synonym."""

    def is_at(self, place: int, words: list[Word]) -> bool:
        here = words[place : place + len(self.words)]
        if not self.is_name:
            return tuple(word.folded for word in here) == self.words
        opens_a_sentence = place == 0 and self.words[0] in DICTIONARY_WORDS
        is_written = tuple(word.bare for word in here) == self.words and here[0].has_capital
        return is_written and not opens_a_sentence


@dataclass(frozen=True, slots=True)
class Mentions:
    """The labels that name one skill each, by their first word."""

    labels: Mapping[str, Sequence[Label]]

    @classmethod
    def of(cls, skills: Iterable[tuple[str, str, Sequence[str]]]) -> "Mentions":
        """From (slug, kind, texts, the label first). Words that two skills share name neither, unless one is called so."""
        shared: dict[Phrase, list[Label]] = defaultdict(list)
        for slug, kind, texts in skills:
            for label in _labels(slug, kind, texts):
                shared[label.words].append(label)
        by_first: dict[str, list[Label]] = defaultdict(list)
        for labels in shared.values():
            called = [label for label in labels if label.rank == min(one.rank for one in labels)]
            if len({label.slug for label in called}) == 1:
                by_first[called[0].first].append(called[0])
        return cls(by_first)

    def slugs(self, text: str) -> set[str]:
        """The skills that the text names."""
        return {slug for sentence in _SENTENCE.split(text) for slug in self._in_sentence(sentence)}

    def _in_sentence(self, sentence: str) -> Iterator[str]:
        said = takewhile(lambda word: word.lower() not in _DENIALS, _WORD.findall(sentence))
        words = _read(said)
        for place, word in enumerate(words):
            for label in self.labels.get(word.folded, ()):
                if label.is_at(place, words):
                    yield label.slug


def _read(words: Iterable[str]) -> list[Word]:
    """Those that carry meaning."""
    read = ((word, normalise(word)) for word in words)
    return [
        Word(bare, fold(bare), not word[0].islower())
        for word, bare in read
        if bare and bare not in EMPTY and fold(bare) not in EMPTY
    ]


def _labels(slug: str, kind: str, texts: Sequence[str]) -> Iterator[Label]:
    """A tool by its names, a quality by its label, a task by several words or a proper name."""
    for rank, text in enumerate([] if slug in HER_OWN_LIFE else texts):
        words = _read(_WORD.findall(text))
        if not words or text in VAGUE or (kind == SkillKind.QUALITY and rank):
            continue
        is_tool, is_alone = kind == SkillKind.TOOL, len(words) == 1
        is_name = words[0].has_capital and (is_tool or (is_alone and rank > 0))
        if is_name or not (is_tool or is_alone):
            said = tuple(word.bare if is_name else word.folded for word in words)
            yield Label(slug, words[0].folded, said, is_name, rank=min(rank, 1))


def _catalogue() -> Mentions:
    skills = Skill.objects.filter(is_active=True).prefetch_related("synonyms")
    return Mentions.of(
        (skill.slug, skill.kind, (skill.name, *(synonym.text for synonym in skill.synonyms.all())))
        for skill in skills
    )


catalogue: Memo[Mentions] = Memo(_catalogue)
catalogue.forget_when_changed(Skill, SkillSynonym)


def skills_named_in(text: str) -> set[str]:
    """Slugs of the skills of the catalogue that this text names."""
    return catalogue().slugs(text)
