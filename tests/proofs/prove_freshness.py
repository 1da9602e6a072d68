"""1,000 edits, each followed by a query in the same transaction and by another elsewhere after the commit."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import connections, transaction

from tests.factories.accounts import published_assistant
from tests.matching import edits
from tests.proofs.figures import Figures

EDITS = 1_000
WAYS_BACK = (edits.pause_or_resume, edits.confirm, edits.change_her_time, edits.change_her_rate)
"""For whoever is in no list: an edit of somebody who stays away would prove nothing."""


@pytest.mark.django_db(transaction=True)
def test_no_answer_is_stale(figures: Figures) -> None:
    draw = Random(EDITS)
    mission = edits.a_mission()
    people = [published_assistant() for _ in range(20)]
    stale_inside = stale_after = moved = 0
    with ThreadPoolExecutor(1) as elsewhere:
        for number in range(EDITS):
            she, edit = draw.choice(people), edits.EDITS[number % len(edits.EDITS)]
            before = edits.place_by_query(mission, she)
            if before is None:
                edit = draw.choice(WAYS_BACK)
            with transaction.atomic():
                edit(draw, she)
                known = edits.place_by_tables(mission, she)
                stale_inside += edits.place_by_query(mission, she) != known
            stale_after += elsewhere.submit(edits.place_by_query, mission, she).result() != known
            moved += known != before
        elsewhere.submit(connections.close_all).result()
    figures.add("Stale answers in the transaction of the edit", f"{stale_inside}", f"0 of {EDITS:,} edits")
    figures.add(
        "Stale answers on another connection after the commit", f"{stale_after}", f"0 of {EDITS:,} edits"
    )
    assert (stale_inside, stale_after) == (0, 0)
    assert moved > EDITS // 3, moved
