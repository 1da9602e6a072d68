"""The catalogue as an index of the linker: what people write, linked to skills.

The index is made at first use in each process and again when the catalogue has changed: at once where it was changed,
within a minute elsewhere. It proposes; a person confirms.
"""

from dataclasses import dataclass
from threading import Lock

from accounts.models import JobTitle, Skill, SkillSynonym
from accounts.seeds import rows
from accounts.words import search_key
from sio.lib.linking import Label, Linker
from sio.lib.memos import Memo

NEAR_ENOUGH = 0.3
"""Score under which a skill is not proposed."""
SURE = 0.9975
"""Score from which a link would be made without asking: with their own words withheld, 3 % of those links are wrong."""
CALLED_SO = 0.9
"""Score from which a title of the trade is the name of a skill too: « assistante juridique »."""
UNDERSTOOD = 0.5
"""More than this share of the words must be words of the catalogue, for anything to be proposed."""
PROPOSED = 3


@dataclass(frozen=True, slots=True)
class Link:
    skill: Skill
    score: float
    is_confident: bool


def catalogue_labels() -> list[Label]:
    """The names and synonyms of the skills proposed, by slug, and what owners say for them."""
    skills = Skill.objects.filter(is_active=True).prefetch_related("synonyms")
    said = _phrases()
    return [
        Label(skill.slug, text)
        for skill in skills
        for text in (skill.name, *(one.text for one in skill.synonyms.all()), *said.get(skill.slug, ()))
    ]


def seeded_labels() -> list[Label]:
    """The same from the table the catalogue is seeded with."""
    said = _phrases()
    return [
        Label(row["slug"], text)
        for row in rows("skills")
        for text in (row["name"], *filter(None, row["synonyms"].split("|")), *said.get(row["slug"], ()))
    ]


def _phrases() -> dict[str, list[str]]:
    """Phrases of owners: they lead to a skill, and are never shown nor searched word by word."""
    return {row["slug"]: row["phrases"].split("|") for row in rows("phrases")}


labels: Memo[tuple[Label, ...]] = Memo(lambda: tuple(catalogue_labels()))
labels.forget_when_changed(Skill, SkillSynonym)
titles: Memo[frozenset[str]] = Memo(lambda: frozenset(JobTitle.objects.values_list("normalised", flat=True)))
titles.forget_when_changed(JobTitle)


class _Index:
    """The linker of this process, with the labels it was made from; made by one thread at a time."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.labels: tuple[Label, ...] = ()
        self.linker = Linker(())

    def __call__(self) -> Linker:
        read = labels()
        with self.lock:
            if read != self.labels:
                self.labels, self.linker = read, Linker(read, sure=SURE)
            return self.linker


_linker = _Index()


def link_skills(text: str, limit: int = 3) -> list[Link]:
    """The skills nearest to a text, best first; only the first may be certain. Empty for a text without words."""
    answer = _linker().link(text, limit)
    slugs = [candidate.id for candidate in answer.candidates]
    found = Skill.objects.filter(is_active=True, slug__in=slugs).select_related("pillar")
    skills = {skill.slug: skill for skill in found}
    return [
        Link(skills[one.id], one.score, answer.is_confident and rank == 0)
        for rank, one in enumerate(answer.candidates)
        if one.id in skills
    ]


def nearest_skills(text: str, limit: int = PROPOSED) -> list[Skill]:
    """What may be proposed for words that no skill has: few, near, and nothing for what the catalogue does not speak of.

    The title of a job is a person, not a task, unless a skill is called so too.
    """
    if _linker().known_share(text) <= UNDERSTOOD:
        return []
    enough = CALLED_SO if search_key(text) in titles() else NEAR_ENOUGH
    return [link.skill for link in link_skills(text, min(limit, PROPOSED)) if link.score >= enough]
