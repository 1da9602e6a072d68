"""The catalogue as an index of the linker: what people write, linked to skills.

The index is made at first use in each process and again when the catalogue has changed. It proposes; a person confirms.
"""

from dataclasses import dataclass

from accounts.models import Skill
from accounts.seeds import rows
from sio.lib.linking import Label, Linker


@dataclass(frozen=True, slots=True)
class Link:
    skill: Skill
    score: float
    is_confident: bool


def catalogue_labels() -> list[Label]:
    """The names and synonyms of the skills proposed, by slug."""
    skills = Skill.objects.filter(is_active=True).prefetch_related("synonyms")
    return [
        Label(skill.slug, text)
        for skill in skills
        for text in (skill.name, *(synonym.text for synonym in skill.synonyms.all()))
    ]


def seeded_labels() -> list[Label]:
    """The same from the table the catalogue is seeded with."""
    return [
        Label(row["slug"], text)
        for row in rows("skills")
        for text in (row["name"], *filter(None, row["synonyms"].split("|")))
    ]


class _Kept:
    """The index of this process, with the labels it was made from."""

    labels: tuple[Label, ...] = ()
    linker: Linker | None = None


def _linker() -> Linker:
    labels = tuple(catalogue_labels())
    if _Kept.linker is None or labels != _Kept.labels:
        _Kept.labels, _Kept.linker = labels, Linker(labels)
    return _Kept.linker


def link_skills(text: str, limit: int = 3) -> list[Link]:
    """The skills nearest to a text, best first; only the first may be certain. Empty for a text without words."""
    answer = _linker().link(text, limit)
    slugs = [candidate.id for candidate in answer.candidates]
    skills = {skill.slug: skill for skill in Skill.objects.filter(slug__in=slugs)}
    return [
        Link(skills[one.id], one.score, answer.is_confident and rank == 0)
        for rank, one in enumerate(answer.candidates)
        if one.id in skills
    ]
