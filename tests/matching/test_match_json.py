"""`match_json`: a market in JSON lines, ranked by the reference, without the database."""

import io
import json
import sys
from random import Random

import pytest
from django.core.management import call_command

from matching.enums import Bucket
from matching.exchange import Session
from matching.exchange.facts import Catalogue, candidate_of, mission_of
from matching.filters import is_proposed, verdict
from matching.reference import judge
from matching.rules import POINT
from tests.matching import crowd

AS_OF = "2026-11-24"
SKILLS = [
    {"id": "quotes", "idf": 1.1, "macro": "sales", "soft": False},
    {"id": "follow-up", "idf": 0.6, "macro": "sales", "soft": False},
    {"id": "rigour", "idf": 0.9, "soft": True},
]
SHE = {
    "id": "claire", "skills": {"quotes": 2}, "rate_unit": "hour", "rate_floor_cents": 3000, "rate_asked_cents": 3400,
    "remote": True, "on_site": True, "lat": 45.758, "lng": 4.835, "radius_km": 25, "languages": ["fr"],
    "free_minutes_per_week": 840, "available_from": "2026-11-20", "joined_on": "2026-01-05", "reviews": 3,
    "stars_sum": 13.8, "missions_done": 2, "exposure_28d": 4,
}  # fmt: skip
NEED = {
    "id": 7, "skills": [{"id": "quotes", "importance": "must", "level": 2}], "minutes_per_week": 420, "weeks": 8,
    "start_on": "2026-12-01", "mode": "on_site", "lat": 45.766, "lng": 4.88, "radius_km": 30, "rate_unit": "hour",
    "rate_ceiling_cents": 3500, "sector": "building", "languages": ["fr"],
}  # fmt: skip


def market(*people) -> Session:
    session = Session()
    assert session.answer({"op": "catalogue", "skills": SKILLS}) == {"ok": True}
    for person in people:
        assert session.answer({"op": "profile", "profile": person}) == {"ok": True}
    return session


def ask(session, need=NEED, **more):
    return session.answer({"op": "rank", "as_of": AS_OF, "mission": need} | more)


def ids(answer) -> list:
    return [line["id"] for line in answer["order"]]


def test_a_market_is_told_and_ranked_line_by_line_without_the_database(monkeypatch, capsys):
    """No test of this module may reach the database: pytest-django would refuse."""
    requests = [
        {"op": "reset"},
        {"op": "catalogue", "skills": SKILLS},
        {"op": "profile", "profile": SHE},
        {"op": "rank", "as_of": AS_OF, "mission": NEED, "limit": 8},
    ]
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(json.dumps(one) + "\n" for one in requests)))
    call_command("match_json")
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert answers[:3] == [{"ok": True}] * 3
    assert answers[3]["eligible"] == 1
    assert answers[3]["order"][0].keys() == {"id", "fit", "slot"}


def test_the_fit_is_that_of_the_reference_to_the_micro_point():
    catalogue = Catalogue()
    catalogue.list_skills(SKILLS)
    need, _ = mission_of(NEED, crowd.AS_OF, catalogue, frozenset())
    judged = judge(candidate_of(SHE, catalogue), need, catalogue.rules)
    line = ask(market(SHE))["order"][0]
    assert round(line["fit"] * POINT) == judged.fit
    assert line["slot"] == "fit"
    assert judged.points.reliability == 8_531_250
    assert judged.points.budget == 3_214_200


@pytest.mark.parametrize(
    ("hers", "theirs"),
    [
        ({"skills": {"quotes": 1}}, {}),
        ({"skills": {"follow-up": 3}}, {}),
        ({"free_minutes_per_week": 419}, {}),
        ({"free_minutes_per_week": None}, {}),
        ({"available_from": "2026-12-16"}, {}),
        ({"on_site": False}, {}),
        ({"radius_km": 3}, {}),
        ({"radius_km": None}, {}),
        ({"lat": None}, {}),
        ({"rate_floor_cents": 3501}, {}),
        ({"rate_asked_cents": 3501, "rate_floor_cents": None}, {}),
        ({"languages": ["en"]}, {}),
        ({"languages": []}, {}),
        ({}, {"languages": {"fr": 6, "en": "B2"}}),
        ({"remote": False}, {"mode": "hybrid"}),
    ],
)
def test_each_wish_is_a_hard_filter(hers, theirs):
    assert ask(market(SHE))["eligible"] == 1
    assert ask(market(SHE | hers), NEED | theirs) == {"order": [], "eligible": 0}


@pytest.mark.parametrize("ceiling", range(24_500, 24_508))
@pytest.mark.parametrize("floor", [24_499, 24_500, 24_501, 24_506])
def test_prices_by_the_day_are_compared_to_the_cent(ceiling, floor):
    she = SHE | {"rate_unit": "day", "rate_floor_cents": floor, "rate_asked_cents": 30_000}
    found = ask(market(she), NEED | {"rate_unit": "day", "rate_ceiling_cents": ceiling})
    assert found["eligible"] == (floor <= ceiling)


@pytest.mark.parametrize(("floor", "is_within"), [(24_500, 1), (24_501, 0), (24_494, 1)])
def test_a_price_by_the_day_meets_a_ceiling_by_the_hour(floor, is_within):
    she = SHE | {"rate_unit": "day", "rate_floor_cents": floor, "rate_asked_cents": 24_500}
    assert ask(market(she))["eligible"] == is_within


def test_an_update_is_kept_and_an_exclusion_is_not():
    session = market(SHE)
    assert ask(session, exclude=["claire"])["eligible"] == 0
    assert ask(session, updates=[{"id": "claire", "free_minutes_per_week": 60}])["eligible"] == 0
    assert ask(session)["eligible"] == 0
    assert (
        ask(session, updates=[{"id": "claire", "free_minutes_per_week": 840}, SHE | {"id": 5}])["eligible"]
        == 2
    )
    session.answer({"op": "reset"})
    assert ask(session)["eligible"] == 0


def test_what_is_not_said_takes_its_default():
    bare = {"id": 1, "free_minutes_per_week": 300, "available_from": AS_OF, "rate_asked_cents": 3000}
    assert ids(ask(market(bare), {})) == [1]
    assert ask(market(bare), {"mode": "on_site"})["eligible"] == 0
    assert ask(market({"id": 1}), {})["eligible"] == 0
    assert len(ask(market(*[bare | {"id": one} for one in range(30)]), {})["order"]) == 20


def test_a_skill_outside_the_catalogue_is_one_of_median_rarity():
    session = market(SHE | {"skills": {"kites": 3}})
    assert ask(session, NEED | {"skills": [{"id": "kites", "importance": "must"}]})["eligible"] == 1


def test_the_order_is_that_of_display():
    people = [
        SHE
        | {"id": one, "exposure_28d": 50 - one, "missions_done": int(one != 9), "reviews": 0, "stars_sum": 0}
        for one in range(10)
    ]
    order = ask(market(*people), limit=5)["order"]
    assert [line["id"] for line in order[:3]] == [9, 8, 7]
    assert "exploration" not in {line["slot"] for line in order}
    newcomer = [*people[:9], people[9] | {"exposure_28d": 90}]
    explored = ask(market(*newcomer), limit=5)["order"][3]
    assert explored == {"id": 9, "fit": order[0]["fit"], "slot": "exploration", "propensity": 1_000_000}


def test_what_must_not_count_does_not_nor_does_the_order_of_arrival():
    draw = Random(3)
    people = [SHE | {"id": f"p{one}", "exposure_28d": draw.randrange(30)} for one in range(30)]
    told = [one | {"name": "Camille", "gender": "f", "age": 50, "joined_on": "2020-01-01"} for one in people]
    session = market(*people)
    answer = ask(session)
    assert ask(session) == ask(market(*told)) == answer
    assert ask(market(*draw.sample(people, 30))) == answer


def test_the_hurried_answer_is_the_verdict():
    draw = Random(11)
    for one in range(3_000):
        need = crowd.possible_mission(draw, one) if one % 2 else crowd.mission(draw, one)
        she = crowd.someone_who_fits(draw, need) if one % 3 else crowd.candidate(draw, 1)
        assert is_proposed(she, need) == (verdict(she, need).bucket == Bucket.MAIN)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("", "Not a request"),
        ("{bad", "Not a request"),
        ("[]", "A request must be an object."),
        ('{"op": "fly"}', "op must be one of reset, catalogue, profile, rank."),
        ('{"op": ["rank"]}', "op must be a word."),
        ('{"op": "profile"}', "profile must be an object."),
        ('{"op": "profile", "profile": {}}', "id must be a string or a whole number."),
        ('{"op": "profile", "profile": {"id": true}}', "id must be a string or a whole number."),
        ('{"op": "profile", "profile": {"id": 1, "remote": 1}}', "remote must be true or false."),
        ('{"op": "profile", "profile": {"id": 1, "radius_km": -1}}', "radius_km must not be negative."),
        ('{"op": "profile", "profile": {"id": 1, "radius_km": "far"}}', "radius_km must be a number."),
        ('{"op": "profile", "profile": {"id": 1, "radius_km": Infinity}}', "Not a request"),
        ('{"op": "profile", "profile": {"id": 1, "lat": NaN, "lng": 1, "radius_km": NaN}}', "Not a request"),
        ('{"op": "profile", "profile": {"id": 1, "available_from": "soon"}}', "available_from must be a date (YYYY-MM-DD)."),
        ('{"op": "profile", "profile": {"id": 1, "skills": {"a": 4}}}', "A skill level must be 1 to 3"),
        ('{"op": "profile", "profile": {"id": 1, "skills": {"a": true}}}', "A skill level must be 1 to 3"),
        ('{"op": "profile", "profile": {"id": 1, "languages": "fr"}}', "languages must be a list or an object."),
        ('{"op": "profile", "profile": {"id": 1, "rate_unit": "year"}}', "rate_unit must be one of hour, day."),
        ('{"op": "profile", "profile": {"id": 1, "reviews": 1, "stars_sum": 0.5}}', "stars_sum must be 1 to 5 stars"),
        ('{"op": "catalogue", "skills": {}}', "skills must be a list."),
        ('{"op": "catalogue", "skills": ["a"]}', "A skill must be an object."),
        ('{"op": "rank", "mission": {}}', "as_of must be a date (YYYY-MM-DD)."),
        ('{"op": "rank", "as_of": "2026-11-24"}', "mission must be an object."),
        ('{"op": "rank", "as_of": "2026-11-24", "mission": {"mode": "moon"}}', "mode must be one of"),
        ('{"op": "rank", "as_of": "2026-11-24", "mission": {"skills": [{"id": 1}, {"id": "1"}]}}', "each skill once"),
        ('{"op": "rank", "as_of": "2026-11-24", "mission": {}, "updates": [3]}', "An update must be an object."),
        ('{"op": "rank", "as_of": "2026-11-24", "mission": {}, "exclude": [[]]}', "exclude must be a string"),
        ('{"op": "rank", "as_of": "2026-11-24", "mission": {"start_on": "9999-12-30", "languages": ["fr"]}, "updates": [{"id": "claire", "reviews": 0, "stars_sum": 0}]}', "Not a request"),
        ("[" * 100_000, "Not a request"),
    ],
)  # fmt: skip
def test_a_bad_line_is_answered_by_its_number_and_changes_nothing(line, error):
    session = market(SHE)
    before = ask(session)
    answer = json.loads(session.answer_line(line, 12))
    assert answer.keys() == {"error", "line"}
    assert answer["line"] == 12
    assert error in answer["error"]
    assert ask(session) == before
