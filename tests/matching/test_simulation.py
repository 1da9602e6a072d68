"""The simulated market: the real engine on public facts, the truth for the scorer alone, the same seed the same market."""

from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from matching.facts import FORBIDDEN_INPUTS, CandidateFacts, MissionFacts
from matching.reference import rank
from matching.rules import EXPOSURE_DAYS
from matching.simulation import study, tables
from matching.simulation.engine import Engine
from matching.simulation.figures import Figures, figures
from matching.simulation.market import Hire, Market, Outcome
from matching.simulation.policies import DISPLAY, LEAK, ORACLE, RANDOM, RATINGS, Question, policies
from matching.simulation.public import Public, publish
from matching.simulation.study import Case, Result, play
from matching.simulation.tables import Kind
from matching.simulation.truth import draw_truth
from matching.simulation.worlds import HALF_DAY, Crowd, Setting, Signal, draw_world

SMALL = Setting(Crowd.THICK, 0.8, people=150)


@cache
def market(policy: str = DISPLAY, setting: Setting = SMALL) -> Market:
    """A small market that was played to its end."""
    world = draw_world(setting, 7)
    truth, public = draw_truth(world), publish(world)
    engine = Engine(public.candidates, public.missions, HALF_DAY)
    played = Market(world, truth, engine, policies(engine, truth, 7)[policy])
    played.run()
    return played


@cache
def result(setting: Setting = SMALL, seed: int = 7) -> Result:
    return play(Case(setting, seed))


def test_the_engine_proposes_the_people_of_the_reference_with_their_fits_once_time_was_taken_and_reviews_left():
    played = market()
    engine, everybody = played.engine, np.ones(len(played.free), dtype=np.bool_)
    today = [
        replace(one, free_minutes=free, reliability=earned)
        for one, free, earned in zip(
            engine.candidates, played.free.tolist(), played.reliability.tolist(), strict=True
        )
    ]
    assert (played.free < played.world.people.minutes).any()
    assert (played.reviews > [one.reviews for one in engine.candidates]).any()
    for mission, asked in enumerate(engine.missions):
        found = engine.proposed(mission, played.free, played.reliability, everybody)
        main = rank(today, asked, engine.rules).main
        assert engine.ranked(mission, asked.as_of, found.who, found.fit) == [
            (one.profile_id - 1, one.fit) for one in main
        ]
        by_person = {one.profile_id - 1: one.points for one in main}
        assert found.skills.tolist() == [by_person[person].skills for person in found.who.tolist()]
        assert found.reliability.tolist() == [by_person[person].reliability for person in found.who.tolist()]


def test_who_has_not_joined_is_not_proposed():
    played = market()
    nobody = np.zeros(len(played.free), dtype=np.bool_)
    assert not len(played.engine.proposed(0, played.free, played.reliability, nobody).who)
    joins, shown = played.world.people.joins, played.outcome.impressions
    assert all(not shown[person, :day].any() for person, day in enumerate(joins.tolist()))


def test_a_night_holds_the_28_days_before_the_day_and_nothing_of_that_day():
    played = market()
    impressions = played.outcome.impressions
    day = int(np.flatnonzero(impressions.sum(axis=0))[-1])
    assert day > EXPOSURE_DAYS
    before = impressions[:, day - EXPOSURE_DAYS : day].sum(axis=1)
    assert played._roll_up(day).shown.tolist() == before.tolist()


def test_the_facts_of_the_engine_are_those_of_the_site_and_hold_nothing_hidden():
    public = market().engine
    assert {type(one) for one in public.candidates} == {CandidateFacts}
    assert {type(one) for one in public.missions} == {MissionFacts}
    assert [one.name for one in fields(Public)] == ["candidates", "missions"]
    names = {one.name for kind in (CandidateFacts, MissionFacts, Question) for one in fields(kind)}
    hidden = {
        "ability",
        "quality",
        "taste",
        "practice",
        "patience",
        "need",
        "weight",
        "complexity",
        "surplus",
    }
    assert not names & hidden
    assert not {name for name in names if name in FORBIDDEN_INPUTS}


def test_other_truths_change_no_page_of_the_engine():
    """The same public facts, another truth: the first list of a mission is the same."""
    world = draw_world(SMALL, 7)
    public, truth = publish(world), draw_truth(world)
    engine = Engine(public.candidates, public.missions, HALF_DAY)
    other = replace(truth, surplus=-truth.surplus, company=-truth.company)
    asked = Market(world, truth, engine, policies(engine, truth, 7)[DISPLAY])
    question = asked._question(0, 0, asked._roll_up(0))
    first, second = (policies(engine, one, 7) for one in (truth, other))
    for policy in first:
        same = first[policy](question) == second[policy](question)
        assert same == (policy not in {LEAK, ORACLE})


def test_the_same_seed_gives_the_same_figures_and_another_seed_others():
    again = play(Case(SMALL, 7))
    assert again == result()
    assert play(Case(SMALL, 8)).by_policy != again.by_policy


def test_what_is_shuffled_changes_what_is_said_and_neither_people_nor_truth():
    informative = draw_world(SMALL, 7)
    shuffled = draw_world(replace(SMALL, signal=Signal.SHUFFLED_SKILLS), 7)
    assert np.array_equal(informative.people.ability, shuffled.people.ability)
    assert np.array_equal(draw_truth(informative).surplus, draw_truth(shuffled).surplus)
    said, other = publish(informative).candidates, publish(shuffled).candidates
    assert sorted(one.credit for one in said) == sorted(one.credit for one in other)
    assert [one.credit for one in said] != [one.credit for one in other]
    assert [one.stars for one in said] == [one.stars for one in other]


def test_an_order_told_the_truth_is_near_the_oracle():
    kind = Kind(SMALL, [result(SMALL, seed) for seed in (7, 8, 9)])
    assert kind.gain(LEAK).mean > 0.9
    assert kind.gain(ORACLE).mean == pytest.approx(1)
    assert kind.gain(RANDOM).mean == 0


def test_stars_tell_the_quality_of_a_person_until_they_are_shuffled():
    def likeness(signal: Signal) -> float:
        world = draw_world(replace(SMALL, signal=signal), 7)
        rated = [
            (one.stars / one.reviews, one.profile_id - 1) for one in publish(world).candidates if one.reviews
        ]
        stars, people = zip(*rated, strict=True)
        return np.corrcoef(stars, world.people.quality[list(people)])[0, 1]

    assert likeness(Signal.INFORMATIVE) > 0.7
    assert abs(likeness(Signal.SHUFFLED_RATINGS)) < 0.3


def test_shuffled_ratings_bring_nothing_to_the_order_that_reads_nothing_else():
    shuffled = replace(SMALL, signal=Signal.SHUFFLED_RATINGS)
    kind = Kind(shuffled, [result(shuffled, seed) for seed in (7, 8, 9)])
    assert kind.gain(RATINGS).mean <= 2 * kind.gain(RATINGS).error


def test_nobody_is_promised_twice_the_same_time_and_time_comes_back():
    played = market()
    assert (played.free >= 0).all()
    assert (played.free <= played.world.people.minutes).all()
    assert len({hire.mission for hire in played.outcome.hires}) == len(played.outcome.hires)


def test_a_mission_shows_nobody_twice():
    played = market()
    assert all(len(shown) == len(set(shown)) for shown in played.known.values())
    assert sum(map(len, played.known.values())) == played.outcome.impressions.sum()


def test_the_figures_of_a_run_that_can_be_counted_by_hand():
    played = market()
    world = played.world
    impressions = np.zeros_like(played.outcome.impressions)
    impressions[0, 3] = impressions[0, 4] = impressions[1, 30] = 1
    outcome = Outcome(impressions, [Hire(0, 0, 1)], supplied={0, 1}, invitations=4, declined=1)
    found = figures(world, played.truth, outcome)
    people = len(impressions)
    assert found.fill == 0.5
    assert found.weeks == 1
    assert found.declined == 0.25
    assert found.reach == 2 / people
    assert found.most_a_week == 2
    assert found.newcomers_seen == world.people.is_new[:2].sum() / world.people.is_new.sum()
    paid = (played.truth.surplus[0, 0] - 0.12) / len(world.missions.day)
    assert found.surplus == pytest.approx(paid)


def figures_with(surplus: float, gini: float = 0.4) -> Figures:
    return Figures(surplus, 0.9, 0.5, 0.3, gini, 0.95, 0.96, 0.4, 7)


def kind_with(display: float, gini: float = 0.4, signal: Signal = Signal.INFORMATIVE) -> Kind:
    """Two worlds in which random brings 0, the oracle 1, and the display rule about `display`."""
    setting = Setting(Crowd.THICK, 0.8, signal)
    results = []
    for apart in (-0.01, 0.01):
        order = figures_with(display + apart, gini)
        by_policy = dict.fromkeys(result().by_policy, order)
        by_policy |= {RANDOM: figures_with(apart), ORACLE: figures_with(1 + 2 * apart), LEAK: figures_with(1)}
        results.append(Result(setting, 60, by_policy))
    return Kind(setting, results)


@pytest.mark.parametrize(
    ("kind", "missed"),
    [
        (kind_with(0.25), set()),
        (kind_with(0.15), {"display rule: surplus ≥ 0.19"}),
        (kind_with(0.25, gini=0.55), {"display rule: Gini ≤ 0.50"}),
        (kind_with(-0.3), {"display rule: surplus ≥ 0.19", "never below random by a standard error"}),
        (kind_with(0.3, signal=Signal.SHUFFLED_RATINGS), {"rating only: no gain above two standard errors"}),
    ],
)
def test_a_goal_is_missed_where_its_figure_is(kind, missed):
    assert {goal.name for goal in tables.goals([kind]) if not goal.is_held} == missed


def test_nothing_is_concluded_under_three_standard_errors_of_headroom():
    quiet = kind_with(0.2)
    loud = replace(
        quiet,
        results=[
            replace(one, by_policy=one.by_policy | {ORACLE: figures_with(surplus)})
            for one, surplus in zip(quiet.results, (-1.0, 2.0), strict=True)
        ],
    )
    assert quiet.is_conclusive
    assert not loud.is_conclusive
    assert tables.rows(loud)[0][1] == "–"
    assert "nothing is concluded" in tables.headroom([loud])[0]


def test_the_command_refuses_to_play_in_production_and_prints_every_kind(settings, monkeypatch, capsys):
    with pytest.raises(CommandError, match="development"):
        call_command("simulate_market")
    settings.DEBUG = True
    with pytest.raises(CommandError, match="two worlds"):
        call_command("simulate_market", worlds=1)
    monkeypatch.setattr(
        study,
        "study",
        lambda worlds, seed: [replace(result(), setting=one) for one in study.KINDS for _ in range(worlds)],
    )
    call_command("simulate_market", worlds=2, seed=7)
    printed = capsys.readouterr().out
    assert printed.count("hand, display rule  ") >= len(study.KINDS)
    assert "Goals" in printed
