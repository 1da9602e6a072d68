"""The words of a mission read against the list of reserved and sensitive acts (legal.md 12)."""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.wording import ADVICE_ONLY, TONES, reworded
from missions.models import Mission
from sio.lib.reserved_terms import Finding, Level, scan

FIELDS = {"title": "Titre", "brief": "Description", "deliverable": "Résultat attendu"}
HEADINGS = {
    Level.FORBIDDEN: "Passage à modifier avant l’envoi",
    Level.WARNING: "Passage à reformuler si possible",
    Level.ADVICE: "Un conseil",
}
AROUND = 60
STOPPED = "Un passage demande un acte que la loi réserve à une profession : modifiez-le avant l’envoi."


@dataclass(frozen=True)
class Passage:
    """A piece of text, marked when a rule found it."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class Reading:
    """A finding with the field it was found in, and its text cut into passages."""

    field: str
    label: str
    finding: Finding
    passages: tuple[Passage, ...]
    reworded: str
    is_cleared: bool

    @property
    def rule(self) -> str:
        return self.finding.rule

    @property
    def stops(self) -> bool:
        """Keeps the mission from being sent."""
        return self.finding.level == Level.FORBIDDEN and not self.is_cleared

    @property
    def tone(self) -> str:
        return "success" if self.is_cleared else TONES[self.finding.level]

    @property
    def heading(self) -> str:
        return "Passage relu par l’équipe SIO" if self.is_cleared else HEADINGS[self.finding.level]

    @property
    def lead(self) -> str:
        """What introduces the alternative: words to write, or advice on how to write."""
        return "Notre conseil" if self.rule in ADVICE_ONLY else "Vous pouvez écrire"

    @property
    def can_replace(self) -> bool:
        """The wording allowed may stand in the text: it is not mere advice, and it fits."""
        room = getattr(Mission._meta.get_field(self.field), "max_length", 0)
        return not self.is_cleared and self.rule not in ADVICE_ONLY and len(self.reworded) <= room


def findings(mission: Mission) -> list[Reading]:
    """Every finding of every text of the mission, in the order of its fields."""
    return [_reading(mission, field, found) for field in FIELDS for found in scan(getattr(mission, field))]


def forbidding(mission: Mission) -> list[Reading]:
    """The findings that stop the mission: forbidden, and not cleared by a moderator."""
    return [reading for reading in findings(mission) if reading.stops]


def find(mission: Mission, field: str, rule: str) -> Reading | None:
    """The reading of one rule on one text, if it still holds."""
    return next((found for found in findings(mission) if (found.field, found.rule) == (field, rule)), None)


def _reading(mission: Mission, field: str, found: Finding) -> Reading:
    text = getattr(mission, field)
    return Reading(
        field=field,
        label=FIELDS[field],
        finding=found,
        passages=tuple(_passages(text, found.spans)),
        reworded=reworded(text, found),
        is_cleared=_is_cleared(mission, found),
    )


def _is_cleared(mission: Mission, found: Finding) -> bool:
    """A clearance covers the rule and the words it was given for, nothing more."""
    return any(
        cleared["rule"] == found.rule and set(found.words) <= set(cleared["words"])
        for cleared in mission.cleared_rules
    )


def _passages(text: str, spans: tuple[tuple[int, int], ...]) -> Iterator[Passage]:
    """The words found, with what stands around them."""
    end = 0
    for start, stop in sorted(spans):
        yield Passage(_shortened(text[end:start], is_first=end == 0), is_marked=False)
        yield Passage(text[start:stop], is_marked=True)
        end = stop
    yield Passage(_shortened(text[end:], is_last=True), is_marked=False)


def _shortened(text: str, *, is_first: bool = False, is_last: bool = False) -> str:
    """A stretch without findings, cut where it is far from them."""
    if len(text) <= 2 * AROUND:
        return text
    before = "" if is_first else text[:AROUND]
    after = "" if is_last else text[-AROUND:]
    return f"{before}…{after}"
