"""What SIO understands of what people write about their work: at most three skills a phrase, or « nous ne savons pas ».

It proposes, a person ticks: nothing is added otherwise. The box stands on a step that has a picker of skills; it is asked
by the button of the same form, so that it works without JavaScript and nothing typed is lost.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict

from accounts.mentions import skills_named_in
from accounts.models import Skill
from accounts.search import search_skills
from sio.lib.forms import Form
from sio.lib.fragments import page_or_fragment
from sio.lib.text import squeeze

ASK, PRESENTATION = "proposer", "presentation"
PICKED, PROPOSED = "skills", "proposed"
PHRASES = 6
SKILLS_A_PHRASE = 3
LONGEST = 600
_ENDS = re.compile(r"[,;.!?\n•]+(?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One phrase, and the skills it may mean; none when SIO does not know."""

    phrase: str
    skills: tuple[Skill, ...]


def proposals(text: str, kind: str = "") -> list[Proposal]:
    """One for each phrase, six at most. A skill is proposed once, for the first phrase that means it."""
    return list(_once(islice(_read(text, kind), PHRASES)))


def proposals_of_presentation(text: str, kind: str = "") -> list[Proposal]:
    """The same of a text that was not written to be asked: what says nothing of the work is passed over."""
    return list(islice(_once(one for one in _read(text, kind) if one.skills), PHRASES))


def _read(text: str, kind: str) -> Iterator[Proposal]:
    for phrase in _phrases(text):
        yield Proposal(phrase, tuple(_meant_by(phrase, kind)))


def _once(found: Iterable[Proposal]) -> Iterator[Proposal]:
    """Without the skills that an earlier phrase meant, nor the phrases that mean nothing else."""
    seen: set[int] = set()
    for one in found:
        new = tuple(skill for skill in one.skills if skill.pk not in seen)
        seen.update(skill.pk for skill in new)
        if new or not one.skills:
            yield Proposal(one.phrase, new)


def _meant_by(phrase: str, kind: str) -> list[Skill]:
    """The skills it names in so many words, otherwise the nearest."""
    named = Skill.objects.filter(slug__in=skills_named_in(phrase), is_active=True)
    found = [skill for skill in named if kind in ("", skill.kind)]
    return found[:SKILLS_A_PHRASE] or search_skills(phrase, SKILLS_A_PHRASE, kind=kind)


def _phrases(text: str) -> Iterator[str]:
    """« Relancer les clients, classer les factures » is two phrases."""
    for part in _ENDS.split(text):
        if any(character.isalnum() for character in part):
            yield squeeze(part)


class WordsForm(Form):
    phrase = forms.CharField(
        max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST})
    )

    def __init__(self, label: str, example: str, phrase: str = "") -> None:
        super().__init__(initial={"phrase": phrase})
        self.fields["phrase"].label = label
        self.fields["phrase"].help_text = f"Par exemple\u00a0: «\u00a0{example}\u00a0»."


@dataclass(frozen=True, slots=True)
class Words:
    """The box as a page shows it."""

    form: WordsForm
    act: str
    href: str
    is_asked: bool = False
    proposals: Iterable[Proposal] = ()
    kept: Collection[Skill] = ()
    """Ticked in this box before it was asked again: they stay ticked here."""
    chosen: Collection[int] = ()
    """Ticked in the picker."""
    text: str = ""
    """What she wrote elsewhere, that the box may read too."""


def is_asked(request: HttpRequest) -> bool:
    """Whether the button of the box was pressed, and not the one of the step."""
    return request.method == "POST" and ASK in request.POST


def read_words(
    request: HttpRequest, form: Any, *, label: str, act: str, example: str, kind: str = "", text: str = ""
) -> Words:
    """The box for this request; when it is asked, the form of the step shows again what was typed, unjudged."""
    typed = request.POST.get("phrase", "")[:LONGEST]
    box = Words(WordsForm(label, example, typed), act, request.get_full_path(), text=text)
    if not is_asked(request):
        return box
    ticked, offered = _numbers(request.POST, PICKED), _numbers(request.POST, PROPOSED)
    form.hold(request.POST, **{PICKED: sorted(ticked - offered)})
    reads_text = request.POST[ASK] == PRESENTATION
    return replace(
        box,
        is_asked=True,
        proposals=proposals_of_presentation(text, kind) if reads_text else proposals(typed, kind),
        kept=list(Skill.objects.filter(pk__in=ticked & offered, is_active=True)),
        chosen=ticked,
    )


def answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The step with what is proposed, or what is proposed alone."""
    return page_or_fragment(request, template, "propositions", context)


def _numbers(typed: QueryDict, name: str) -> set[int]:
    return {
        int(value) for value in typed.getlist(name) if value.isascii() and value.isdigit() and len(value) < 10
    }
