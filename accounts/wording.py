"""The reserved-terms check on what people write: what is found, how it is shown, and what may stand instead.

`marked` and `reworded` serve missions as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models import AssistantProfile
from sio.lib.reserved_terms import Finding, Level, scan

# The alternative of these rules is advice on how to write, not words that could stand in the text.
ADVICE_ONLY = {"subordination", "discrimination", "coordonnees"}
TONES = {Level.FORBIDDEN: "danger", Level.WARNING: "warning", Level.ADVICE: "info"}


@dataclass(frozen=True)
class Text:
    """A text of the profile: where it is written, and whether it tells of the past (never forbidden then)."""

    step: str
    name: str
    label: str
    words: str
    room: int
    is_past: bool = False


@dataclass(frozen=True)
class Remark:
    """A finding as a page shows it: the text with its words marked, the reason, the wording allowed."""

    text: Text
    finding: Finding

    @property
    def rule(self) -> str:
        return self.finding.rule

    @property
    def tone(self) -> str:
        return TONES[self.finding.level]

    @property
    def is_blocking(self) -> bool:
        return self.finding.level == Level.FORBIDDEN

    @property
    def marked(self) -> SafeString:
        return marked(self.text.words, self.finding)

    @property
    def can_replace(self) -> bool:
        if self.text.is_past or self.rule in ADVICE_ONLY:
            return False
        return len(reworded(self.text.words, self.finding)) <= self.text.room


def step_findings(profile: AssistantProfile, step: str = "") -> list[Remark]:
    """What the check finds in the texts of one step, or of all; a moderator's clearances are left out."""
    texts = (text for text in _texts(profile) if step in {"", text.step})
    return [Remark(text, finding) for text in texts for finding in _findings(profile, text)]


def blocking_findings(profile: AssistantProfile) -> list[Finding]:
    """The findings that stop publication."""
    return [remark.finding for remark in step_findings(profile) if remark.is_blocking]


def find_remark(profile: AssistantProfile, name: str, rule: str) -> Remark | None:
    """The remark of one rule on one text, if it still holds."""
    return next((r for r in step_findings(profile) if r.text.name == name and r.rule == rule), None)


def marked(text: str, finding: Finding) -> SafeString:
    """The text with the words found in <mark>."""
    pieces: list[tuple[str, str]] = []
    end = 0
    for start, stop in finding.spans:
        pieces.append((text[end:start], text[start:stop]))
        end = stop
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[end:])


def reworded(text: str, finding: Finding) -> str:
    """The text with the allowed wording in place of the words found; a capital and a full stop only where they fit."""
    for start, stop in reversed(finding.spans):
        begins_sentence = not text[:start].strip() or text[:start].rstrip()[-1] in ".!?\n"
        wording = finding.alternative.removesuffix(".")
        wording = wording if begins_sentence else wording[0].lower() + wording[1:]
        text = text[:start] + wording + text[stop:]
    return text


def _findings(profile: AssistantProfile, text: Text) -> list[Finding]:
    found = scan(text.words, experience=text.is_past)
    return [finding for finding in found if not _is_cleared(profile, finding)]


def _texts(profile: AssistantProfile) -> Iterator[Text]:
    yield Text("presentation", "title", "Titre", profile.title, room=120)
    yield Text("presentation", "presentation", "Présentation", profile.presentation, room=3000)
    for experience in profile.experiences.all():
        yield Text(
            "parcours", f"experience-{experience.pk}", "Expérience", experience.title, room=120, is_past=True
        )


def _is_cleared(profile: AssistantProfile, finding: Finding) -> bool:
    """A clearance covers the rule and the words it was given for, nothing more."""
    return any(
        cleared["rule"] == finding.rule and set(finding.words) <= set(cleared["words"])
        for cleared in profile.cleared_rules
    )
