"""One market: what was said of its skills and people, and the rankings asked of it, one request at a time."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from matching.exchange.facts import Catalogue, candidate_of, mission_of, number_of, seen_of
from matching.exchange.reading import BadRequest, Fields, key_of
from matching.facts import CandidateFacts, MissionFacts
from matching.filters import is_proposed
from matching.order import Pick, Placement, Seen, draw_of_day, page_in_order
from matching.reference import draw_of, tie
from matching.rules import POINT
from matching.scoring import points, skill_shares

Json = dict[str, Any]
LIMIT = 20


@dataclass
class Person:
    """A profile as it was said, with its facts made once for each remainder of a ceiling by the day."""

    said: Json
    seen: Seen
    facts: dict[int, CandidateFacts] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Json, catalogue: Catalogue) -> "Person":
        return cls(said, seen_of(said), {0: candidate_of(said, catalogue)})

    def facts_for(self, remainder: int, catalogue: Catalogue) -> CandidateFacts:
        if self.said.get("rate_unit") != "day":
            remainder = 0
        if remainder not in self.facts:
            self.facts[remainder] = candidate_of(self.said, catalogue, remainder)
        return self.facts[remainder]


class Session:
    """Answers requests; `reset` empties it."""

    def __init__(self) -> None:
        self.catalogue = Catalogue()
        self.people: dict[int, Person] = {}

    def answer_line(self, line: str, number: int) -> str:
        """One JSON line for another; one that cannot be answered says why, and changes nothing."""
        try:
            return json.dumps(self.answer(json.loads(line)), ensure_ascii=False)
        except BadRequest as refusal:
            error = str(refusal)
        except (ValueError, OverflowError, RecursionError) as problem:
            error = f"Not a request: {problem}"
        return json.dumps({"error": error, "line": number}, ensure_ascii=False)

    def answer(self, request: object) -> Json:
        fields = Fields.of(request, "A request")
        acts: dict[str, Callable[[Fields], Json]] = {
            "reset": self.reset,
            "catalogue": self.list_skills,
            "profile": self.keep_profile,
            "rank": self.rank,
        }
        return fields.choice("op", acts, "")(fields)

    def reset(self, fields: Fields) -> Json:
        self.catalogue, self.people = Catalogue(), {}
        return {"ok": True}

    def list_skills(self, fields: Fields) -> Json:
        self.catalogue.list_skills(fields.items("skills"))
        self.people = {
            number: Person.of(person.said, self.catalogue) for number, person in self.people.items()
        }
        return {"ok": True}

    def keep_profile(self, fields: Fields) -> Json:
        said = Fields.of(fields.said.get("profile"), "profile")
        self.people[number_of(said.key())] = Person.of(dict(said.said), self.catalogue)
        return {"ok": True}

    def rank(self, fields: Fields) -> Json:
        """The first page of the display order. Updates are kept; `exclude` holds for this request."""
        as_of = fields.day("as_of", None)
        if as_of is None:
            raise BadRequest("as_of must be a date (YYYY-MM-DD).")
        said = Fields.of(fields.said.get("mission"), "mission")
        excluded = frozenset(number_of(key_of(one, "exclude")) for one in fields.items("exclude"))
        limit = fields.integer("limit", LIMIT)
        need, remainder = mission_of(said.said, as_of, self.catalogue, excluded)
        people = self.people | self._updated(fields.items("updates"))
        ranked = self._by_fit(people.values(), need, remainder)
        seen = {one: people[one].seen for one, _ in ranked}
        page = page_in_order(ranked, seen, draw_of_day(need), limit)
        self.people = people
        return {"order": [self._line(pick, placement) for pick, placement in page], "eligible": len(ranked)}

    def _updated(self, updates: Iterable[object]) -> dict[int, Person]:
        """Partial profiles over what is known; somebody unknown enters."""
        found: dict[int, Person] = {}
        for update in updates:
            partial = Fields.of(update, "An update")
            number = number_of(partial.key())
            known = found.get(number) or self.people.get(number)
            said = {**(known.said if known else {}), **partial.said}
            found[number] = Person.of(said, self.catalogue)
        return found

    def _by_fit(self, people: Iterable[Person], need: MissionFacts, remainder: int) -> list[tuple[int, int]]:
        """The main list as the reference orders it."""
        rules = self.catalogue.rules
        shares, draw = skill_shares(need.skills, rules), draw_of(need)
        facts = (person.facts_for(remainder, self.catalogue) for person in people)
        found = [
            (she.profile_id, points(she, need, rules, shares).fit) for she in facts if is_proposed(she, need)
        ]
        return sorted(found, key=lambda row: (-row[1], tie(draw, row[0])))

    def _line(self, pick: Pick, placement: Placement) -> Json:
        line = {
            "id": self.people[pick.profile_id].said["id"],
            "fit": pick.fit / POINT,
            "slot": placement.slot.value,
        }
        return line if placement.propensity is None else line | {"propensity": placement.propensity}
