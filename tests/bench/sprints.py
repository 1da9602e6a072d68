"""The public pages under load: an article, the directory at 10,000 profiles, a mission; and the peer's article."""

from dataclasses import dataclass
from itertools import product
from urllib.parse import urlencode

from tests.bench.load import Heard, as_fast_as_possible, at_a_pace

PEOPLE, MISSIONS = 10_000, 60
HEADS = ("Page", "Pages a second", "p50 ms", "p95 ms", "Goal p95 ms", "Errors")
ARTICLE = "/blog/role-office-manager/"
DIRECTORY = [
    "/assistants/?" + urlencode({"q": word, "ville": town, "format": format_, "prix": price})
    for word, town, format_, price in product(
        ("", "facturation", "relance", "devis", "agenda"), ("", "Lyon", "Nantes"), ("", "remote"), ("", "40")
    )
]
SPRINT, WALK = 6.0, 15.0  # seconds
ROUNDS = 2
MIXED, READS = 20, 200  # pages a second
MIXED_LIMIT, READS_LIMIT = 200, 500  # p95, milliseconds


@dataclass(frozen=True)
class Line:
    name: str
    heard: Heard
    limit: int | None = None

    @property
    def cells(self) -> list[str]:
        limit = f"≤ {self.limit}" if self.limit else "–"
        return [
            self.name,
            f"{self.heard.per_second:.0f}",
            f"{self.heard.percentile(0.5):.0f}",
            f"{self.heard.percentile(0.95):.0f}",
            limit,
            str(self.heard.errors),
        ]

    @property
    def is_good(self) -> bool:
        within = self.limit is None or self.heard.percentile(0.95) <= self.limit
        return within and not self.heard.errors


def measure(site: int, peer: int, mission: str) -> list[Line]:
    """Both servers stand at once; each sprint of ours is followed by one of the peer's."""
    mixed = [path for search in DIRECTORY for path in (ARTICLE, search, mission)]
    for port, paths in ((site, mixed), (peer, [ARTICLE])):
        as_fast_as_possible(port, paths, seconds=2)
    sprints: dict[str, Heard] = {}
    for _ in range(ROUNDS):
        for name, port, paths in (
            ("article", site, [ARTICLE]),
            ("article, the peer’s", peer, [ARTICLE]),
            (f"directory with filters, {PEOPLE:,} profiles", site, DIRECTORY),
            ("mission", site, [mission]),
        ):
            _add(sprints, name, as_fast_as_possible(port, paths, seconds=SPRINT))
    walk = at_a_pace(site, mixed, per_second=MIXED, seconds=WALK)
    rush = at_a_pace(site, mixed, per_second=READS, seconds=WALK)
    return [
        *(Line(name, heard) for name, heard in sprints.items()),
        Line(f"mixed, {MIXED} a second", walk, MIXED_LIMIT),
        Line(f"reads, {READS} a second", rush, READS_LIMIT),
    ]


def _add(sprints: dict[str, Heard], name: str, heard: Heard) -> None:
    known = sprints.setdefault(name, Heard())
    known.latencies += heard.latencies
    known.errors += heard.errors
    known.seconds += heard.seconds
