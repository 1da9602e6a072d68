"""Two people for a mission nobody covers alone."""

from collections.abc import Mapping
from datetime import date

from accounts.models import AssistantProfile
from matching import engine
from matching.bench import Bench
from matching.enums import Bucket
from matching.matches import PairMatch, PairMatches
from matching.pairs import Pair, best_pairs, explain_pair, partners
from matching.services.ranking import bench_of
from matching.sql import Page
from missions.models import Mission

FEW = 3
"""Below this many people in the main list, pairs are looked for."""
SHOWN = 3


def pairs_for(mission: Mission, *, as_of: date | None = None) -> PairMatches:
    """The best pairs when fewer than three people cover the need alone; none otherwise."""
    bench = bench_of(mission, as_of)
    alone = engine.ask(bench.facts, bench.rules, {Bucket.MAIN: Page(0)})[Bucket.MAIN].total
    if alone >= FEW:
        return PairMatches()
    asked = partners.ask(bench.facts, bench.rules)
    found = best_pairs(asked.facts, bench.facts, bench.rules, SHOWN)
    people = AssistantProfile.objects.select_related("user").in_bulk(
        [one for pair in found for one in pair.ids]
    )
    return PairMatches(
        tuple(_match(bench, pair, people) for pair in found),
        alone=alone,
        read=len(asked.facts) if asked.is_cut else None,
    )


def _match(bench: Bench, pair: Pair, people: Mapping[int, AssistantProfile]) -> PairMatch:
    first, second = (people[profile_id] for profile_id in pair.ids)
    explanation = explain_pair(pair, bench.facts, bench.rules, bench.vocabulary)
    return PairMatch((first, second), bench.mission, pair.fit, explanation, bench.vocabulary.names)
