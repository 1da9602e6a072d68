"""`make bench B=fairness`: the figures of a large market, the night of its morning letters, her feed.

CPU: this process's, and its backend's (/proc/<pid>/schedstat). A hundred thousand people, five thousand open missions.
"""

import os
import time
from collections import defaultdict
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from statistics import quantiles
from typing import TypeVar

from django.core.management import call_command
from django.db import connection

from accounts.models import AssistantProfile
from matching import rules as r
from matching.digest import Pair
from matching.enums import Bucket
from matching.models import DigestPair, MatchingDuty
from matching.services import digests, missions_for
from matching.sql import Page
from sio.dev.steps import say
from sio.lib.dates import today
from sio.lib.services import in_one_transaction
from tests.bench import paper
from tests.bench.crowded import Town

TOWN = Town(100_000, 5_000)
FIGURES_SECONDS, FEED_P95_MS, SHARE_OF_BEST, DUTY_SECONDS = 60, 150, 0.95, 45
READERS, FEED = 200, {Bucket.MAIN: Page(8)}


def run() -> bool:
    """Measure, print, write the section; False when a goal is missed."""
    TOWN.fill()
    rows = [_figures(), *_night(), _feed()]
    text = paper.table(
        ["What", "Measured", "Goal", "Held"], [[*row[:3], "yes" if row[3] else "**missed**"] for row in rows]
    )
    told = f"{TOWN.people:,} people, {TOWN.missions:,} open missions.\n\n{text}\n\nLoad of the machine: {os.getloadavg()[0]:.1f}."
    say(told)
    paper.write_section("A fair market", told)
    return all(row[3] for row in rows)


Row = tuple[str, str, str, bool]
T = TypeVar("T")


def _figures() -> Row:
    seconds, _ = _timed(lambda: call_command("market_figures", json=True, stdout=StringIO()))
    return (
        "market_figures, each part",
        f"{seconds:.0f} s of CPU",
        f"≤ {FIGURES_SECONDS} s",
        seconds <= FIGURES_SECONDS,
    )


def _night() -> list[Row]:
    day = today()
    digests.owe_digests(day)
    turns = MatchingDuty.objects.filter(kind=digests.GATHER_CANDIDATES).order_by("pk")
    gathered = [_timed(lambda turn=turn: _gather(turn))[0] for turn in turns]
    pairs = [Pair(*row) for row in DigestPair.objects.values_list("profile_id", "mission_id", "fit")]
    deciding, sent = _timed(lambda: digests.shared_out(day))
    share = sum(pair.fit for pair in sent) / _best(pairs)
    sending, _ = _timed(lambda: in_one_transaction(lambda: digests.send_digests(sent, day)))
    return [
        ("candidates of the night, in all", f"{sum(gathered):.0f} s of CPU, {len(gathered)} duties", "–", True),
        ("the longest of its duties", f"{max(gathered):.1f} s", f"≤ {DUTY_SECONDS} s", max(gathered) <= DUTY_SECONDS),
        ("deciding and sending", f"{deciding:.1f} + {sending:.1f} s", f"≤ {DUTY_SECONDS} s", deciding + sending <= DUTY_SECONDS),
        ("fits sent, of the best of each mission", f"{100 * share:.1f} %, {len(sent):,} pairs", "≥ 95 %", share >= SHARE_OF_BEST),
    ]  # fmt: skip


def _gather(turn: MatchingDuty) -> None:
    found = digests.candidates_of(turn.payload["missions"], today())
    in_one_transaction(lambda: digests.keep_candidates(found, today()))


def _best(pairs: list[Pair]) -> int:
    """What no sharing out can pass: the ten best of each mission."""
    fits: dict[int, list[int]] = defaultdict(list)
    for pair in pairs:
        fits[pair.mission_id].append(pair.fit)
    return sum(sum(sorted(told)[-r.DIGEST_PER_MISSION :]) for told in fits.values())


def _feed() -> Row:
    readers = list(AssistantProfile.objects.order_by("pk")[: READERS + 5])
    spent = [1e3 * _timed(lambda she=she: missions_for(she, pages=FEED))[0] for she in readers][5:]
    p95 = quantiles(spent, n=20)[18]
    told = f"{quantiles(spent, n=2)[0]:.0f} / {p95:.0f} ms of CPU"
    return "her feed, p50 / p95", told, f"p95 ≤ {FEED_P95_MS} ms", p95 <= FEED_P95_MS


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    """Seconds of CPU, and the answer."""
    before = _cpu()
    found = act()
    return _cpu() - before, found


def _cpu() -> float:
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return time.process_time() + int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
