"""What would change her result: every promise is kept when the change is made."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.enums import HalfDay, Place, SkillLevel
from accounts.models import City, Skill
from accounts.services.facts import save_availability, save_facts, save_skills
from matching.changes import SHOWN, Change, changes
from matching.counts import possible
from matching.credit import credit_bytes
from matching.enums import Band, Bucket, ChangeKind
from matching.explanations import Vocabulary, card_fit
from matching.facts import AskedSkill, CandidateFacts, MissionFacts
from matching.geometry import point
from matching.reference import judge
from matching.rules import Rules
from matching.sentences import change_in_words, effect_in_words
from matching.services import match_for, standing
from missions.enums import Importance
from sio.lib.dates import today
from tests.factories.accounts import published_assistant
from tests.factories.missions import MissionFactory
from tests.matching import crowd
from tests.matching.test_sentences import NEED, SHE, WORDS

RULES = Rules()
GROUPS = {position: f"groupe {position % 9}" for position in range(crowd.SKILLS) if position % 4}
seeds = st.integers(0, 2**32)


def said_again(change: Change, she: CandidateFacts, need: MissionFacts) -> CandidateFacts:
    """Her facts once she did what the sentence says, written from the sentence and the form, not from the engine."""
    saved_today = {"confirmed_on": need.as_of}
    match change.kind:
        case ChangeKind.SKILL:
            return replace(she, credit=learnt(she.credit, dict(change.skills)))
        case ChangeKind.CONFIRMATION:
            return replace(she, **saved_today)
        case ChangeKind.MINUTES:
            return replace(she, free_minutes=change.amount, **saved_today)
        case ChangeKind.HALF_DAY:
            masks = {
                name: getattr(she, name) | HalfDay(change.half_day).bit
                for name in ("half_days_remote", "half_days_on_site")
            }
            return replace(she, **masks, **saved_today)
        case ChangeKind.RADIUS:
            return replace(she, radius_km=change.amount)
        case _:
            return replace(she, available_from=change.day, **saved_today)


def learnt(credit: bytes, levels: dict[int, int]) -> bytes:
    """Projected again from what she declares, as `credit_bytes` does."""
    held = {position: byte for position, byte in enumerate(credit) if 1 <= byte <= 3} | levels
    return credit_bytes(held, GROUPS, [position for position, byte in enumerate(credit) if byte == 5])


@settings(max_examples=150, deadline=None)
@given(seeds, seeds)
def test_every_change_shown_is_true_once_made_and_hers_to_make(seed, other):
    need, she = crowd.mission(Random(seed), 1), crowd.candidate(Random(other), 1)
    if other % 2:
        need = crowd.possible_mission(Random(seed), 1)
        she = replace(crowd.someone_who_fits(Random(other), need), **one_lack(she, Random(seed)))
    she = replace(she, credit=learnt(she.credit, {}))
    before = judge(she, need, RULES)
    found = changes(she, need, RULES, GROUPS)
    assert len(found) <= SHOWN
    assert found == sorted(found, key=lambda effect: effect.weight, reverse=True)
    for effect in found:
        after = judge(said_again(effect.change, she, need), need, RULES)
        assert after is not None
        assert (after.bucket, after.fit) == (effect.after.bucket, effect.after.fit)
        assert effect.before == before
        is_better_listed = before is None or before.bucket != after.bucket
        assert is_better_listed or card_fit(after.fit) > card_fit(before.fit)
        unchanged = (
            "rate_remote",
            "rate_on_site",
            "floor_remote",
            "floor_on_site",
            "leaves",
            "refused_sectors",
        )
        assert all(getattr(effect.change.facts, name) == getattr(she, name) for name in unchanged)


def one_lack(she: CandidateFacts, draw: Random) -> dict[str, object]:
    return draw.choice(
        (
            {"credit": she.credit},
            {"confirmed_on": None},
            {"radius_km": 5},
            {"free_minutes": 200},
            {"half_days_remote": 1, "half_days_on_site": 1},
            {"available_from": crowd.AS_OF + timedelta(days=30)},
        )
    )


def told(she: CandidateFacts, need: MissionFacts = NEED, words: Vocabulary = WORDS) -> list[str]:
    return [
        f"{change_in_words(effect.change, words)} : {effect_in_words(effect)}".replace("\u00a0", " ")
        for effect in changes(she, need, RULES, words.groups)
    ]


@pytest.mark.parametrize(
    ("facts", "need", "sentence"),
    [
        ({}, {}, "Ajouter Pennylane (niveau confirmé) : 80 → 95"),
        ({"credit": bytes((3, 1)).ljust(256, b"\0")}, {}, "Passer Pennylane au niveau confirmé : 89 → 95"),
        ({"confirmed_on": date(2026, 11, 1)}, {}, "Confirmer vos disponibilités : vous apparaissez"),
        ({"free_minutes": 630}, {}, "Proposer 2 jours par semaine : vous apparaissez"),
        ({"half_days_on_site": 0b100}, {"half_days_needed": 2}, "Ouvrir le jeudi matin : vous apparaissez"),
        ({"point": point(46.0, 4.835)}, {}, "Élargir à 30 km : vous apparaissez"),
        ({"available_from": date(2026, 12, 20)}, {}, "Commencer le 1er décembre 2026 : vous apparaissez"),
        ({"credit": bytes(256)}, {}, "Ajouter Établissement de devis (niveau confirmé) : vous apparaissez"),
        (
            {"credit": bytes(256), "confirmed_on": None},
            {},
            "Ajouter Établissement de devis (niveau confirmé) : vous apparaissez dans « à confirmer »",
        ),
    ],
)
def test_a_change_is_told_with_its_effect(facts, need, sentence):
    assert sentence in told(replace(SHE, **facts), replace(NEED, **need))


def test_two_missing_musts_are_learnt_together():
    need = replace(
        NEED, skills=tuple(replace(one, importance=Importance.MUST, level=1) for one in NEED.skills)
    )
    assert told(replace(SHE, credit=bytes(256)), need) == [
        "Ajouter Établissement de devis et Pennylane : vous apparaissez"
    ]


def test_a_floor_above_the_budget_is_never_to_be_lowered():
    she = replace(SHE, floor_on_site=9_900, rate_on_site=9_900)
    assert told(she) == []


def test_nobody_is_asked_to_give_a_leave_up():
    away = replace(SHE, available_from=date(2026, 11, 1), leaves=((date(2026, 11, 25), date(2026, 12, 8)),))
    assert not [sentence for sentence in told(away) if sentence.startswith("Commencer")]


def test_no_change_names_a_rate_a_rank_or_somebody_else():
    every = [kind.value for kind in ChangeKind]
    assert not {"rate", "floor", "rank"} & set(every)


@pytest.mark.parametrize(
    ("ahead", "band"),
    [(0, Band.FIRST), (4, Band.FIRST), (5, Band.MIDDLE), (19, Band.MIDDLE), (20, Band.BEYOND)],
)
def test_a_place_is_told_as_a_band(ahead, band):
    assert Band.after(ahead) == band


@pytest.mark.django_db
def test_what_is_promised_is_what_the_profile_form_brings():
    """The whole way: the sentence, the service of the step, the projection, the result."""
    mission = MissionFactory(published=True, asked={"quotes": "must", "quote-follow-up": "should"})
    she = published_assistant(skill_levels=["quotes", "diary", "invoicing"], free_minutes_per_week=300)
    effects = {effect.change.kind: effect for effect in standing(she, mission).effects}
    assert set(effects) == {ChangeKind.SKILL, ChangeKind.MINUTES}

    learnt = Skill.objects.filter(slug__in=["quotes", "diary", "invoicing", "quote-follow-up"])
    levels = dict.fromkeys(learnt.values_list("pk", flat=True), SkillLevel.CONFIRMED)
    added = learnt.get(slug="quote-follow-up").pk
    save_skills(she, she.user, levels | {added: SkillLevel.BASIC})
    assert match_for(she, mission).micro_points == effects[ChangeKind.SKILL].after.fit

    save_skills(she, she.user, {pk: level for pk, level in levels.items() if pk != added})
    modes = dict.fromkeys(HalfDay.values, "either")
    minutes = effects[ChangeKind.MINUTES].change.amount
    save_availability(
        she, she.user, modes=modes, free_minutes_per_week=minutes, available_from=she.available_from
    )
    assert match_for(she, mission).micro_points == effects[ChangeKind.MINUTES].after.fit


@pytest.mark.django_db
def test_a_wider_radius_brings_her_in_as_promised():
    mission = MissionFactory(
        published=True, place=Place.ON_SITE, on_site_half_days=2, city=City.objects.get(postal_code="69100")
    )
    she = published_assistant(radius_km=2, rate_on_site_cents=3400)
    (effect,) = [one for one in standing(she, mission).effects if one.change.kind == ChangeKind.RADIUS]
    assert (effect.before, effect.after.bucket) == (None, Bucket.MAIN) or effect.before.bucket == Bucket.NEAR
    save_facts(she, she.user, radius_km=effect.change.amount)
    assert match_for(she, mission).bucket == Bucket.MAIN


@pytest.mark.django_db
def test_her_band_counts_those_before_her():
    mission = MissionFactory(published=True)
    she = published_assistant(skill_levels=["quotes", "diary", "invoicing"])
    assert standing(she, mission).band == Band.FIRST
    for _ in range(5):
        published_assistant()
    assert standing(she, mission).band == Band.MIDDLE


@pytest.mark.django_db
def test_no_count_reads_a_floor():
    """What a must costs is the same whatever the floors are."""
    she = published_assistant()
    need = MissionFacts(
        mission_id=1,
        as_of=today(),
        starts_on=today(),
        skills=(AskedSkill(0, Importance.COULD),),
        ceiling=3000,
        has_ceiling=True,
    )
    before = possible(need)
    save_facts(she, she.user, rate_remote_cents=9_900, floor_remote_cents=9_900)
    assert possible(need) == before == [1]
