"""What a ranking answers: people and missions side by side, with their reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accounts.models import AssistantProfile
from matching.enums import Bucket, Part, Reader
from matching.explanations import Json, card_fit
from matching.interest import Interest
from matching.order import Placement
from matching.sentences import Sentence, sentence
from missions.models import Mission
from sio.lib.components import Reason


@dataclass(frozen=True)
class Appeal:
    """The interest of a mission with its lines, from her side alone."""

    interest: Interest
    lines: Sequence[Reason]


@dataclass(frozen=True)
class Match:
    """One person and one mission, with the explanation that both sides read."""

    profile: AssistantProfile
    mission: Mission
    bucket: Bucket
    micro_points: int
    explanation: Json
    names: Mapping[str, str] = field(default_factory=dict)
    appeal: Appeal | None = None
    """In her own feed: what the mission is worth to her."""
    placement: Placement | None = None
    """Her place, when she was found in a list."""

    @property
    def fit(self) -> int:
        """Out of 100, as on the card."""
        return card_fit(self.micro_points)

    @property
    def unknown(self) -> list[Part]:
        """What « à confirmer » waits for."""
        return [Part(part) for part in self.explanation["unknown"]]

    def sentence(self, reason: Json, reader: Reader) -> Sentence:
        return sentence(reason, self.names, reader)


Matches = Sequence[Match]


@dataclass(frozen=True)
class Ranking:
    """The three lists, or the asked pages of them; `totals` counts the whole lists."""

    main: Matches = ()
    to_confirm: Matches = ()
    near: Matches = ()
    totals: Mapping[Bucket, int] = field(default_factory=lambda: dict.fromkeys(Bucket, 0))

    @classmethod
    def of_lists(
        cls, lists: Mapping[Bucket, Matches], totals: Mapping[Bucket, int] | None = None
    ) -> "Ranking":
        """The lists that were asked; without `totals`, they are whole."""
        main, to_confirm, near = (lists.get(bucket, ()) for bucket in Bucket)
        known = totals or {bucket: len(lists.get(bucket, ())) for bucket in Bucket}
        return cls(main, to_confirm, near, {bucket: known.get(bucket, 0) for bucket in Bucket})

    def of(self, bucket: Bucket) -> Matches:
        return {Bucket.MAIN: self.main, Bucket.TO_CONFIRM: self.to_confirm, Bucket.NEAR: self.near}[bucket]


@dataclass(frozen=True)
class PairMatch:
    """Two people and one mission; `explanation` says what each would do."""

    profiles: tuple[AssistantProfile, AssistantProfile]
    mission: Mission
    micro_points: int
    explanation: Json
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def fit(self) -> int:
        """Out of 100, as on a card."""
        return card_fit(self.micro_points)


@dataclass(frozen=True)
class PairMatches:
    """The best pairs; `read` says among how many people they were looked for when not among all of them.

    `alone` counts those who cover the need by themselves; None: too many of them for pairs to be looked for.
    """

    pairs: tuple[PairMatch, ...] = ()
    alone: int | None = None
    read: int | None = None
