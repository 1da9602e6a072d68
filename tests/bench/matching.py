"""The engine beside other searches, on the same missions, in turn: `make bench B=matching`, MILLION=1 for a million people too.

CPU is that of this process and of its backend of PostgreSQL (/proc/<pid>/schedstat): other people's work distorts it little.
"""

import gc
import os
from dataclasses import dataclass, field
from functools import partial
from random import Random

import django
import numpy as np

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402

from matching import cache  # noqa: E402
from matching.cache import ValidatedCache, index  # noqa: E402
from matching.cache.columns import Columns  # noqa: E402
from sio.dev.steps import say, step  # noqa: E402
from tests.bench import accounts, alerts, clients, edits, engines, night, paper, settling, truth, updates  # noqa: E402
from tests.bench.arithmetic import (  # noqa: E402
    MEGABYTE,
    bandwidth,
    least_ms,
    per_decade,
    percentile,
)
from tests.bench.engines import BM25, CACHE, COSINE, KERNEL, LONG, SHORT, SKILLS, SQL, Engine  # noqa: E402
from tests.bench.goals import Goal, at_least, at_most  # noqa: E402
from tests.bench.population import People, World, declared, loosest, need, people_of  # noqa: E402
from tests.bench.rivals import Cosine, Tantivy  # noqa: E402

MISSIONS, WARMING = 200, 20
SIZES, LARGE, MILLION = (10_000, 100_000), 100_000, 1_000_000
PEOPLE_A_MISSION = 20
SHARES = (50, 95, 99)
HEADS = (
    "Engine", "CPU p50 ms", "p95", "p99", "exact", "stale in its transaction · after", "MB", "built in s", "one update ms",
)  # fmt: skip
OURS = (SQL, CACHE, KERNEL)
WAITS = {10_000: 50.0, 100_000: 150.0, 1_000_000: 250.0}
"""Goals of §13e: wall ms of the p95 with eight clients."""
WORST, WORST_WAIT = "SIO, cache, worst case", 300.0


@dataclass
class Line:
    """What was taken of one engine."""

    engine: Engine
    cpu: list[float] = field(default_factory=list)
    exact: int = 0

    def ms(self, share: int) -> float:
        return percentile(self.cpu, share)


@dataclass
class Stage:
    """The people of one size, in the tables and in every engine."""

    world: World
    people: People
    columns: Columns
    tantivy: Tantivy
    lines: dict[str, Line]
    eligible: list[int] = field(default_factory=list)
    bounds: list[float] = field(default_factory=list)
    heard: edits.Heard = field(default_factory=edits.Heard)
    costs: dict[str, float] = field(default_factory=dict)
    waits: dict[str, list[float]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return len(self.people)

    def p95(self, name: str) -> float:
        return self.lines[name].ms(95)


def run() -> bool:
    """Measure, print, write the section; whether every goal is held."""
    world, told, goals = World.of(), [], []
    settling.leave_room()
    p95: dict[int, dict[str, float]] = {}
    for size in sizes():
        stage = _measured(world, size)
        told.append(_text_of(stage))
        goals += _goals_of(stage)
        p95[size] = {name: line.ms(95) for name, line in stage.lines.items()}
        stage.tantivy.close()
        if size == LARGE:
            told.append(_alerts_and_letters(world, stage.people, goals))
        del stage
        gc.collect()
    told += [_growth(p95), paper.table(("Goal", "found", "asked", ""), [goal.cells for goal in goals])]
    text = "\n\n".join([INTRODUCTION, *told])
    say(text)
    paper.write_section("The engine beside other searches", text)
    return all(goal.is_held for goal in goals)


def sizes() -> list[int]:
    return [*SIZES, *([MILLION] if os.environ.get("MILLION") else [])]


def _measured(world: World, size: int) -> Stage:
    with step(f"Inviting {size:,} people"):
        stage = _settled(world, size)
    with step("Asking every engine in turn"):
        _ask_in_turn(stage)
    with step("Eight clients"):
        stage.waits = _wait_together(stage)
    with step("Updates and edits"):
        scene = edits.Scene(world, stage.people, stage.columns, stage.tantivy)
        stage.heard = scene.run(edits.EDITS if size < MILLION else edits.EDITS // 10)
        stage.costs = updates.costs(world, stage.people, cache.of_this_process, stage.tantivy)
    return stage


def _settled(world: World, size: int) -> Stage:
    people = people_of(world, size)
    written, said = settling.settle(world, people), settling.write_texts(world, people)
    settings.MATCHING_CACHE, settings.MATCHING_CACHE_MB = True, 4_096
    index.follow_the_setting()
    memory = cache.of_this_process
    seconds = {CACHE: _loaded(memory), KERNEL: _loaded(frozen := ValidatedCache())}
    assert frozen._contents is not None
    columns, rules = frozen._contents.columns, world.rules
    tantivy, cosine = Tantivy(world, people), Cosine(world, people, columns)
    table, text = settling.size_of("matching_candidate"), settling.size_of("bench_text")
    lines = [
        Engine(SQL, engines.by_sql(rules), table, written),
        Engine(CACHE, engines.by_cache(memory, rules), memory.nbytes, seconds[CACHE]),
        Engine(LONG, engines.by_long_text, text, said),
        Engine(SHORT, engines.by_short_text, text, said),
        Engine(BM25, tantivy.by_text, tantivy.nbytes, tantivy.build_seconds),
        Engine(
            SKILLS, lambda one: tantivy.by_skills(columns, rules, one), tantivy.nbytes, tantivy.build_seconds
        ),
        Engine(COSINE, cosine.first, cosine.nbytes, cosine.build_seconds),
        Engine(KERNEL, engines.by_kernel(columns, rules), columns.nbytes, seconds[KERNEL]),
    ]
    return Stage(world, people, columns, tantivy, {one.name: Line(one) for one in lines})


def _loaded(memory: ValidatedCache) -> float:
    """Seconds of CPU."""
    cost, is_loaded = updates.timed(memory.load)
    assert is_loaded
    return cost / 1_000


def _ask_in_turn(stage: Stage) -> None:
    """Every engine on each mission, in an order drawn anew; the first missions warm and are others."""
    order, draw, speed = list(stage.lines.values()), Random(MISSIONS), bandwidth()
    for number in range(MISSIONS + WARMING, 0, -1):
        asked = need(stage.world, number)
        is_warm = number <= MISSIONS
        rows = truth.list_of(stage.people, asked.facts, stage.world.rules) if is_warm else []
        few = (
            order
            if is_asked_of_all(stage.size, number)
            else [line for line in order if line.engine.name in OURS]
        )
        for line in draw.sample(few, len(few)):
            cost, found = updates.timed(partial(line.engine.ask, asked))
            if is_warm:
                line.cpu.append(cost)
                line.exact += line.engine.is_exact(found, rows)
        if is_warm:
            stage.eligible.append(len(rows))
            stage.bounds.append(least_ms(engines.bytes_read(stage.columns, asked.facts), speed))


def is_asked_of_all(size: int, number: int) -> bool:
    """A million profiles cost a text engine seconds: it is asked one mission in ten, and its row says so."""
    return size < MILLION or number % 10 == 0


def _wait_together(stage: Stage) -> dict[str, list[float]]:
    needs = [need(stage.world, number) for number in range(1, MISSIONS + 1)]
    worst = [loosest(stage.world)]
    asks = {name: stage.lines[name].engine.ask for name in (SQL, CACHE)}
    found = {name: clients.latencies(ask, needs, 50) for name, ask in asks.items()}
    found[WORST] = clients.latencies(asks[CACHE], worst * 40, 40)
    connection.ensure_connection()
    return found


def _alerts_and_letters(world: World, people: People, goals: list[Goal]) -> str:
    """Both ways of alerts, and the night of the letters, for everybody of one size."""
    count = len(people)
    with step(f"Opening {count:,} accounts"):
        settling.settle(world, people)
        accounts.open_accounts(count)
        cities = accounts.towns_of(world)
        missions = accounts.open_missions(world, cities, count // PEOPLE_A_MISSION)
        accounts.save_searches(world, cities, count)
        accounts.watch(missions)
        assert cache.of_this_process.load()
    with step("Alerts both ways"):
        told = [alerts.woken(world, count), alerts.hits(missions, count), alerts.finds(people, missions)]
    with step("The night of the letters"):
        steps = night.night(missions)
    goals += [
        at_least(f"{one.name}: answers equal to brute force", one.right, alerts.ASKED)
        for one in told
        if one.right is not None
    ]
    return "\n\n".join(
        (
            f"### Alerts and letters, {count:,} profiles, {len(missions):,} open missions",
            paper.table(
                ("Question", "CPU p50 ms", "p95", "p99", "as brute force", "found"),
                [one.cells for one in told],
            ),
            paper.table(("Step of the night", "wall s", "CPU s", "memory MB"), [one.cells for one in steps]),
        )
    )


# What is told.


def _text_of(stage: Stage) -> str:
    rows = [_cells(stage, line) for line in stage.lines.values()]
    bound = [f"{percentile(stage.bounds, share):.2f}" for share in SHARES]
    rows.append(["memory bandwidth (bound)", *bound, *["–"] * 5])
    waits = [
        [name, *(f"{percentile(taken, share):.0f}" for share in SHARES)]
        for name, taken in stage.waits.items()
    ]
    return "\n\n".join(
        (
            f"### {stage.size:,} profiles",
            _portrait(stage),
            paper.table(HEADS, rows),
            _ratios(stage),
            "Eight clients at once, two processes of four threads, wall time of an answer:",
            paper.table(("Engine", "p50 ms", "p95", "p99"), waits),
        )
    )


def _cells(stage: Stage, line: Line) -> list[str]:
    name, engine = line.engine.name, line.engine
    return [
        name,
        *(f"{line.ms(share):.2f}" for share in SHARES),
        f"{line.exact}/{len(line.cpu)}",
        stage.heard.cell(LONG if name == SHORT else BM25 if name == SKILLS else name),
        f"{engine.memory / MEGABYTE:,.0f}",
        f"{engine.build_seconds:.1f}",
        _update(stage, name),
    ]


def _update(stage: Stage, name: str) -> str:
    known = {SHORT: LONG, SKILLS: BM25}.get(name, name)
    if known in stage.costs:
        return f"{stage.costs[known]:.2f}"
    return "made anew"


def _portrait(stage: Stage) -> str:
    """What the people and the missions are, counted and not supposed."""
    needs = [need(stage.world, number) for number in range(1, MISSIONS + 1)]
    skills = declared(stage.people.credit).sum(axis=1)
    asked = [(len(one.required), len(one.told)) for one in needs]
    short, long = (sum(values) / MISSIONS for values in zip(*asked, strict=True))
    remote = sum(one.is_remote for one in needs) / MISSIONS
    return (
        f"{settling.distinct_lexemes():,} lexemes in the texts of 10,000 people; skills of a profile: median {int(np.median(skills))}, "
        f"from {skills.min()} to {skills.max()}; {len(stage.world.towns)} towns; missions at a distance: {remote:.0%}; words of a long "
        f"query {long:.1f}, of a short one {short:.1f}; eligible people: median {percentile(stage.eligible, 50):,.0f}, "
        f"p95 {percentile(stage.eligible, 95):,.0f}, fewer than five for {sum(one < 5 for one in stage.eligible)} missions. "
        f"Edits that moved the answer: {stage.heard.moved:,} of {stage.heard.asked[SQL]:,}."
    )


def _ratios(stage: Stage) -> str:
    ours = stage.p95(CACHE)
    others = ", ".join(f"{name} {stage.p95(name) / ours:.1f} ×" for name in stage.lines if name != CACHE)
    return f"p95 of the others to that of the cache: {others}. The cache to the kernel: {ours / stage.p95(KERNEL):.1f} ×."


def _growth(p95: dict[int, dict[str, float]]) -> str:
    pairs = list(zip(list(p95)[:-1], list(p95)[1:], strict=True))
    heads = ("p95, for ten times as many people", *(f"{few:,} → {many:,}" for few, many in pairs))
    rows = [
        [
            name,
            *(f"{per_decade((few, p95[few][name]), (many, p95[many][name])):.1f} ×" for few, many in pairs),
        ]
        for name in next(iter(p95.values()))
    ]
    return paper.table(heads, rows)


def _goals_of(stage: Stage) -> list[Goal]:
    size, heard = f"{stage.size:,}", stage.heard
    exact = [stage.lines[name].exact for name in (SQL, CACHE)]
    stale = sum(heard.inside[name] + heard.after[name] for name in (SQL, CACHE))
    goals = [
        at_least(f"{size}: exact answers of SQL and of the cache, the fewer", min(exact), MISSIONS),
        at_most(f"{size}: stale answers of SQL and of the cache", stale, 0),
        at_most(
            f"{size}: p95 with eight clients, cache, wall ms",
            percentile(stage.waits[CACHE], 95),
            WAITS[stage.size],
        ),
    ]
    if stage.size == LARGE:
        ours = stage.p95(CACHE)
        goals += [
            at_most(f"{size}: p95 of the cache, CPU ms", ours, 10),
            at_least(f"{size}: long full text to the cache, p95", stage.p95(LONG) / ours, 20),
            at_least(f"{size}: short full text to the cache, p95", stage.p95(SHORT) / ours, 10),
        ]
    if stage.size == MILLION:
        goals += [
            at_most(f"{size}: p95 of the cache, CPU ms", stage.p95(CACHE), 30),
            at_most(
                f"{size}: p95 with eight clients, worst case, wall ms",
                percentile(stage.waits[WORST], 95),
                WORST_WAIT,
            ),
        ]
    return goals


INTRODUCTION = f"""
{MISSIONS} missions; every engine is asked in turn on each, in an order drawn anew, the preparation of the query included. CPU of
the process and of its backend. Exact: the same people in the same order as the Python reference, which judges the people as they
were drawn; for SIO and the kernel, the same micro-points and length of the list too. Full text and TF-IDF keep all the hard filters
of SIO, tantivy those that a range can say. Stale: after each of {edits.EDITS:,} edits, one question inside its transaction and one
after its commit; one edit in five goes through accounts, services and triggers. SIO and the kernel are held against whole answers,
the text engines against whether they show her still. MB: tables with their indexes, columns, or the index. Bound: reading once the
columns that decide who is in play, at the speed at which this machine copies memory.
"""
