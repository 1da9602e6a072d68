"""Two people for one need: equal to brute force, exact, and never beside somebody who covers it alone."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from random import Random

import pytest
from django.urls import reverse

from accounts.enums import Place
from accounts.models import AssistantProfile, Skill
from matching import pairs
from matching.enums import Bucket
from matching.facts import AskedSkill, CandidateFacts, MissionFacts
from matching.filters import verdict
from matching.models import Candidate
from matching.pairs import best_pairs, can_share, partners
from matching.projection import facts_of_row
from matching.reference import draw_of, tie
from matching.rules import Rules
from matching.scoring import points, skill_shares
from matching.sentences import pairs as words_of_pairs
from matching.services import projecting
from missions.enums import Importance
from tests.factories.accounts import published_assistant
from tests.factories.missions import MissionFactory
from tests.matching import crowd, judge

RULES = Rules(rarity={position: 0.2 + position / 11 for position in range(crowd.SKILLS)})
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}
NEED = MissionFacts(
    mission_id=1,
    as_of=crowd.AS_OF,
    starts_on=crowd.AS_OF,
    skills=(AskedSkill(0, Importance.MUST, 2), AskedSkill(1, Importance.MUST), AskedSkill(2, Importance.SHOULD)),
    minutes=900,
    minimum_minutes=900,
    half_days=0b1111,
    half_days_needed=4,
    ceiling=3500,
    has_ceiling=True,
    weeks=12,
)  # fmt: skip
ONE = CandidateFacts(
    profile_id=1,
    accepts_pairs=True,
    accepts_remote=True,
    credit=bytes((2, 0, 0)).ljust(256, b"\0"),
    free_minutes=600,
    available_from=crowd.AS_OF,
    half_days_remote=0b0011,
    half_days_on_site=0,
    confirmed_on=crowd.AS_OF,
    min_minutes=300,
    rate_remote=3300,
    floor_remote=3300,
    reliability=8_000_000,
)
OTHER = replace(
    ONE, profile_id=2, credit=bytes((0, 1, 3)).ljust(256, b"\0"), half_days_remote=0b1100, free_minutes=540
)


def ids(people: list[CandidateFacts], need: MissionFacts = NEED) -> list[tuple[int, int]]:
    return [tuple(sorted(pair.ids)) for pair in best_pairs(people, need, RULES, 3)]


def test_two_people_cover_together_what_neither_covers_alone():
    assert [verdict(one, NEED).bucket for one in (ONE, OTHER)] == [None, None]
    (pair,) = best_pairs([ONE, OTHER], NEED, RULES, 3)
    assert sorted(pair.ids) == [1, 2]
    assert pair.minutes == (450, 450)
    assert pair.points.skills == 45_000_000
    assert pair.points.availability == 15_000_000 - 7_500_000 + (7_500_000 + 540 * (6_000_000 // 450)) // 2
    assert pair.points.reliability == 8_000_000


@pytest.mark.parametrize("gone", [ONE, OTHER])
def test_removing_one_of_the_two_removes_the_pair(gone):
    others = [one for one in (ONE, OTHER) if one is not gone]
    assert ids(others) == []


@pytest.mark.parametrize(
    "lack",
    [
        {"accepts_pairs": False},
        {"is_listed": False},
        {"accepts_remote": False},
        {"floor_remote": 3501},
        {"floor_remote": None},
        {"free_minutes": None},
        {"free_minutes": 299},
        {"confirmed_on": None},
        {"available_from": None},
        {"available_from": crowd.AS_OF + timedelta(days=15)},
        {"available_until": crowd.AS_OF},
        {"min_weeks": 13},
        {"min_minutes": 541},
        {"min_minutes": 601},
        {"half_days_remote": 0b0100},
        {"half_days_remote": None},
        {"credit": bytes((0, 4, 3)).ljust(256, b"\0")},
        {"credit": bytes((0, 0, 3)).ljust(256, b"\0")},
        {"refused_companies": (0,)},
    ],
)
def test_each_alone_and_both_together_must_hold(lack):
    assert ids([ONE, replace(OTHER, **lack)]) == []


def test_a_must_is_held_in_full_by_one_of_them_never_by_two_halves():
    need = replace(NEED, skills=(AskedSkill(0, Importance.MUST, 3),))
    assert ids([ONE, replace(OTHER, credit=bytes((2,)).ljust(256, b"\0"))], need) == []
    assert ids([ONE, replace(OTHER, credit=bytes((3,)).ljust(256, b"\0"))], need) == [(1, 2)]


def test_whoever_covers_the_need_alone_is_never_half_of_a_pair():
    alone = replace(
        ONE, profile_id=3, credit=bytes((3, 3, 0)).ljust(256, b"\0"), free_minutes=900, half_days_remote=15
    )
    assert verdict(alone, NEED).bucket == Bucket.MAIN
    assert ids([ONE, OTHER, alone]) == [(1, 2)]


@pytest.mark.parametrize(
    ("free", "least", "expected"),
    [
        ((600, 540), (300, 300), (450, 450)),
        ((600, 300), (0, 0), (600, 300)),
        ((900, 900), (500, 0), (500, 400)),
        ((900, 900), (0, 600), (300, 600)),
        ((480, 480), (0, 0), (450, 450)),
    ],
)
def test_shares_are_as_even_as_both_allow(free, least, expected):
    team = pairs.Team(NEED, RULES)
    one, other = (
        team.partner(replace(who, free_minutes=minutes, min_minutes=minimum))
        for who, minutes, minimum in zip((ONE, OTHER), free, least, strict=True)
    )
    assert team.split(one, other) == expected


def test_a_shorter_week_is_shared_when_the_company_accepts_less():
    need = replace(NEED, minimum_minutes=600)
    team = pairs.Team(need, RULES)
    one, other = (team.partner(replace(who, free_minutes=330)) for who in (ONE, OTHER))
    assert team.split(one, other) == (330, 330)
    assert ids([replace(ONE, free_minutes=330), replace(OTHER, free_minutes=330)], need) == [(1, 2)]


def by_brute_force(
    people: list[CandidateFacts], need: MissionFacts, count: int
) -> list[tuple[int, tuple[int, int]]]:
    """Every pair by the second reading of the rules, without masks, bounds or pruning."""
    found = []
    for one, other in combinations(people, 2):
        if (
            all(may_share(who, need) for who in (one, other))
            and (fit := fit_together(one, other, need)) is not None
        ):
            draws = sorted((tie(draw_of(need), who.profile_id), who.profile_id) for who in (one, other))
            found.append((-fit, draws[0][0] + draws[1][0], tuple(key for _, key in draws)))
    return [(-fit, names) for fit, _, names in sorted(found)[:count]]


def may_share(she: CandidateFacts, need: MissionFacts) -> bool:
    together = {"skills", "minutes", "half_days", "volume"}
    wishes = list(judge.wishes_of(she, need))
    alone = all(wish.is_kept is True for wish in wishes if wish.part not in together)
    return she.accepts_pairs and alone and not all(wish.is_kept is True for wish in wishes)


def fit_together(one: CandidateFacts, other: CandidateFacts, need: MissionFacts) -> int | None:
    both = (one, other)
    if not all(
        any(judge.declares(who, must) for who in both) for must in need.skills if must.importance == "must"
    ):
        return None
    united = replace(
        one,
        free_minutes=(one.free_minutes or 0) + (other.free_minutes or 0),
        half_days_remote=(one.half_days_remote or 0) | (other.half_days_remote or 0),
        half_days_on_site=(one.half_days_on_site or 0) | (other.half_days_on_site or 0),
    )
    if united.free_minutes < need.minimum_minutes or not judge.half_days(united, need).is_kept:
        return None
    minutes = shared(one, other, need)
    return None if minutes is None else weighted_fit(both, united, minutes, need)


def shared(one: CandidateFacts, other: CandidateFacts, need: MissionFacts) -> tuple[int, int] | None:
    """Tries every share, from the most even on; whoever draws first has the smaller half."""
    first, second = sorted((one, other), key=lambda who: tie(draw_of(need), who.profile_id))
    total = min(need.minutes, (one.free_minutes or 0) + (other.free_minutes or 0))
    tries = sorted(range(1, total), key=lambda mine: (abs(mine - total // 2), mine))
    for mine in tries if need.minutes else ():
        parts = {first.profile_id: mine, second.profile_id: total - mine}
        if all((who.free_minutes or 0) >= parts[who.profile_id] >= who.min_minutes for who in (one, other)):
            return parts[one.profile_id], parts[other.profile_id]
    return None if need.minutes else (0, 0)


def weighted_fit(both, united, minutes, need) -> int | None:
    if any(not who.free_minutes for who in both):
        return None
    shares = judge.shares_of(need, RULES)
    skills = sum(
        shares[skill.position] * max(judge.CREDIT[who.credit[skill.position], skill.level] for who in both)
        for skill in need.skills
    )
    weights = minutes if any(minutes) else (1, 1)

    def average(*terms):
        earned = [
            sum(term(who, replace(need, minutes=mine), RULES) for term in terms)
            for who, mine in zip(both, minutes, strict=True)
        ]
        return sum(value * weight for value, weight in zip(earned, weights, strict=True)) // sum(weights)

    reliability = sum(who.reliability * weight for who, weight in zip(both, weights, strict=True)) // sum(
        weights
    )
    alone = (
        average(judge.experience)
        + average(judge.slack, judge.start)
        + average(judge.place)
        + average(judge.budget)
    )
    return skills + alone + judge.half_day_points(united, need, RULES) + reliability


def test_the_best_pairs_are_those_of_brute_force():
    draw, found = Random(7), 0
    for mission_id in range(1, 41):
        need = crowd.possible_mission(draw, mission_id)
        people = [shareable(draw, need, number) for number in range(1, 15)]
        expected = by_brute_force(people, need, 3)
        assert [(pair.fit, pair.ids) for pair in best_pairs(people, need, RULES, 3)] == expected, need
        found += len(expected)
    assert found > 40


def shareable(draw: Random, need: MissionFacts, number: int) -> CandidateFacts:
    """Somebody who could share this need, with part of what it asks."""
    she = crowd.someone_who_fits(draw, need, number)
    credit = bytearray(she.credit)
    for skill in need.skills:
        credit[skill.position] = draw.choice((0, 1, 2, 3, 3))
    return replace(
        she,
        accepts_pairs=draw.random() < 0.9,
        credit=bytes(credit),
        free_minutes=draw.choice((0, need.minutes // 2, need.minutes * 2 // 3, need.minutes)),
        min_minutes=draw.choice((0, 0, need.minutes // 2)),
        half_days_remote=draw.getrandbits(10),
        half_days_on_site=draw.getrandbits(10),
    )


def test_every_order_of_arrival_gives_the_same_pairs():
    draw = Random(3)
    need = replace(crowd.possible_mission(draw, 5), place=Place.REMOTE)
    people = [shareable(draw, need, number) for number in range(1, 40)]
    expected = [(pair.ids, pair.fit) for pair in best_pairs(people, need, RULES, 5)]
    shuffled = draw.sample(people, len(people))
    assert [(pair.ids, pair.fit) for pair in best_pairs(shuffled, need, RULES, 5)] == expected
    assert len(expected) == 5


def test_points_of_a_pair_are_bounded_and_at_least_those_of_skills_of_each():
    draw = Random(11)
    for mission_id in range(1, 30):
        need = crowd.possible_mission(draw, mission_id)
        people = [shareable(draw, need, number) for number in range(1, 10)]
        for pair in best_pairs(people, need, RULES, 9):
            assert 0 <= pair.fit <= 100_000_000
            shares = skill_shares(need.skills, RULES)
            for partner in pair.partners:
                assert pair.points.skills >= points(partner.facts, need, RULES, shares).skills


# On PostgreSQL, and on the page.


@pytest.mark.django_db
def test_the_statement_finds_whoever_may_share_and_nobody_else():
    draw = Random(20)
    needs = [crowd.possible_mission(draw, one) for one in range(1, 25)]
    people = [shareable(draw, draw.choice(needs), number) for number in range(1, 150)]
    crowd.settle([replace(one, is_listed=draw.random() < 0.9) for one in people], RULES)
    rows = [facts_of_row(row) for row in Candidate.objects.all()]
    found = 0
    for need in needs:
        asked = partners.ask(need, RULES)
        expected = {one.profile_id for one in rows if can_share(one, need)}
        alone = {one.profile_id for one in rows if verdict(one, need).bucket == Bucket.MAIN}
        assert expected <= {one.profile_id for one in asked.facts} <= expected | alone
        assert not asked.is_cut
        found += len(expected)
    assert found > 100


@pytest.mark.django_db
def test_beyond_the_limit_those_who_bring_most_skills_are_read(monkeypatch):
    monkeypatch.setattr(partners, "LIMIT", 2)
    clever = bytes((0, 3, 3)).ljust(256, b"\0")
    people = [
        replace(ONE, profile_id=number, credit=clever if number < 3 else ONE.credit) for number in range(1, 6)
    ]
    crowd.settle(people, RULES)
    asked = partners.ask(NEED, RULES)
    assert (sorted(one.profile_id for one in asked.facts), asked.is_cut) == ([1, 2], True)


@pytest.fixture
def shared_mission():
    return MissionFactory(
        published=True, minutes_per_week=900, asked={"quotes": "must", "diary": "must"}, budget_cents=4000
    )


def two_halves(**facts):
    one = published_assistant(
        user__first_name="Nadia",
        skill_levels=["quotes"],
        free_minutes_per_week=500,
        accepts_pairs=True,
        **facts,
    )
    other = published_assistant(
        user__first_name="Louis", skill_levels=["diary"], free_minutes_per_week=600, accepts_pairs=True
    )
    return one, other


def named(slug: str) -> str:
    return Skill.objects.get(slug=slug).name


def read(client, name, mission, **headers) -> str:
    client.force_login(mission.company.memberships.get().user)
    page = client.get(reverse(f"matching:{name}", args=[mission.public_id]), headers=headers)
    assert page.status_code == 200
    return page.content.decode()


def page_of(client, mission) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", read(client, "pairs", mission)))


@pytest.mark.django_db
def test_the_company_reads_who_covers_what(client, shared_mission, django_assert_max_num_queries):
    one, other = two_halves()
    page = page_of(client, shared_mission)
    with django_assert_max_num_queries(12):
        client.get(reverse("matching:pairs", args=[shared_mission.public_id]))
    assert "Aucun profil ne couvre votre besoin à lui seul." in page
    assert "À deux : 2 compétences sur 2, 15 h par semaine" in page
    assert f"{one} : 7 h 30 par semaine, apporte {named('quotes')}" in page
    assert f"{other} : 7 h 30 par semaine, apporte {named('diary')}" in page
    assert "Deux missions, deux contrats, deux factures" in page
    fragment = read(client, "pairs", shared_mission, **FRAGMENT)
    for profile in (one, other):
        assert profile.get_absolute_url() in fragment


@pytest.mark.django_db
def test_the_points_of_a_pair_sum_to_its_total(client, shared_mission):
    two_halves()
    page = page_of(client, shared_mission)
    points = [float(one.replace(",", ".")) for one in re.findall(r"(\d+,\d) sur \d+", page)]
    total = re.search(r"(\d+,\d) points sur 100", page)
    assert total is not None
    assert round(sum(points), 1) == float(total[1].replace(",", "."))


@pytest.mark.django_db
def test_no_pair_without_both_or_when_three_cover_the_need_alone(client, shared_mission):
    _, other = two_halves()
    address = reverse("matching:pairs", args=[shared_mission.public_id])
    assert address in read(client, "assistants", shared_mission)
    with projecting():
        AssistantProfile.objects.filter(pk=other.pk).update(accepts_pairs=False)
    assert "Aucune paire ne couvre votre besoin" in page_of(client, shared_mission)
    with projecting():
        AssistantProfile.objects.update(accepts_pairs=True)
    able = {"skill_levels": ["quotes", "diary"], "free_minutes_per_week": 900}
    for _ in range(2):
        published_assistant(**able)
    assert "Peu de profils couvrent votre besoin à eux seuls." in page_of(client, shared_mission)
    published_assistant(**able)
    assert address not in read(client, "assistants", shared_mission)
    assert "Plusieurs profils couvrent votre besoin" in page_of(client, shared_mission)


@pytest.mark.django_db
def test_nobody_else_reads_the_pairs_of_a_mission(client, shared_mission):
    one, _ = two_halves()
    client.force_login(one.user)
    assert client.get(reverse("matching:pairs", args=[shared_mission.public_id])).status_code == 404


@pytest.mark.django_db
def test_a_pair_tells_no_floor(client, shared_mission):
    one, _ = two_halves(rate_remote_cents=3900, floor_remote_cents=3000)
    before = page_of(client, shared_mission)
    with projecting():
        AssistantProfile.objects.filter(pk=one.pk).update(floor_remote_cents=3800)
    assert page_of(client, shared_mission) == before


WORDS = {
    "version": "fit-1.0.0", "got": 1, "of": 2, "missing": ["diary"], "shared": ["quotes"], "minutes": 840,
    "half_days": 1, "wanted_half_days": 4,
    "members": [
        {"minutes": 420, "half_days": ["tue_am", "thu_am"], "alone": ["quotes"]},
        {"minutes": 0, "half_days": [], "alone": []},
    ],
}  # fmt: skip
NAMES = {"quotes": "Devis", "diary": "Agenda"}


def test_a_pair_in_words():
    said = words_of_pairs.together(WORDS, NAMES).replace("\u00a0", " ")
    assert said == "À deux : 1 compétence sur 2 (manque Agenda), 2 jours par semaine, 1 créneau sur 4"
    first, second = (words_of_pairs.part_of(member, NAMES) for member in WORDS["members"])
    assert [part.replace("\u00a0", " ") for part in first] == [
        "1 jour par semaine",
        "libre mardi et jeudi matin",
        "apporte Devis",
    ]
    assert second == []
    assert words_of_pairs.in_common(WORDS, NAMES).replace("\u00a0", " ") == "En commun : Devis"
    assert words_of_pairs.in_common(WORDS | {"shared": []}, NAMES) == ""
    bare = WORDS | {"of": 0, "minutes": 0, "wanted_half_days": 0}
    assert words_of_pairs.together(bare, NAMES).replace("\u00a0", " ") == "À deux : "
