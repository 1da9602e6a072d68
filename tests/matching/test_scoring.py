"""The fit: the published vector, then every bend of every term."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.enums import Place
from matching import scoring
from matching.explanations import card_fit, tenths_of
from matching.facts import AskedSkill, CandidateFacts, MissionFacts
from matching.geometry import box, distance_m, longitude_latitude, point
from matching.rules import Rules, rarity
from matching.scoring import Points
from missions.enums import Importance

DAY = date(2026, 12, 3)
RULES = Rules(rarity={0: 1.10, 1: 0.60, 2: 2.30, 3: 1.80, 4: 0.90})
ASKED = (
    AskedSkill(0, Importance.MUST, 2),
    AskedSkill(1, Importance.SHOULD, 2),
    AskedSkill(2, Importance.SHOULD, 2),
    AskedSkill(3, Importance.COULD, 1),
    AskedSkill(4, Importance.SHOULD, 1, is_quality=True),
)
NEED = MissionFacts(
    mission_id=1,
    as_of=DAY,
    skills=ASKED,
    job=2,
    sector=4,
    minutes=720,
    starts_on=DAY,
    half_days=0b1111,
    place=Place.ON_SITE,
    point=point(45.758, 4.835),
    ceiling=3500,
    has_ceiling=True,
)
SHE = CandidateFacts(
    profile_id=1,
    credit=bytes((3, 2, 4, 0, 2)).ljust(256, b"\0"),
    proximity=bytes((0, 0, 80)).ljust(32, b"\0"),
    free_minutes=840,
    available_from=DAY + timedelta(days=3),
    half_days_remote=0,
    half_days_on_site=0b0111,
    point=point(45.758, 4.835),
    radius_km=20,
    rate_on_site=3400,
    reliability=8_531_250,
)


def test_the_published_vector(monkeypatch):
    monkeypatch.setattr(scoring, "distance_m", lambda a, b: 8_400)
    shares = scoring.skill_shares(ASKED, RULES)
    assert shares == (129_891, 61_832, 169_392, 46_982, 41_903)
    found = scoring.points(SHE, NEED, RULES, shares)
    assert found == Points(27_597_400, 12_000_000, 12_785_428, 7_733_333, 3_214_200, 8_531_250)
    assert found.fit == 71_861_611
    assert card_fit(found.fit) == 72
    assert list(tenths_of(found).values()) == [276, 120, 128, 77, 32, 85]
    assert sum(tenths_of(found).values()) == 718


def test_shares_always_sum_and_equal_remainders_go_to_the_lowest_position():
    equal = tuple(AskedSkill(position, Importance.SHOULD) for position in (9, 4, 7, 1, 5, 2, 8))
    shares = scoring.skill_shares(equal, Rules())
    assert sum(shares) == 450_000
    one_more = {skill.position for skill, share in zip(equal, shares, strict=True) if share == 64_286}
    assert one_more == {1, 2, 4, 5, 7}
    assert scoring.skill_shares((), Rules()) == ()


@pytest.mark.parametrize(
    ("byte", "by_level"),
    [
        (0, (0, 0, 0)),
        (1, (100, 70, 40)),
        (2, (100, 100, 70)),
        (3, (100, 100, 100)),
        (4, (25, 25, 25)),
        (5, (15, 15, 15)),
    ],
)
def test_credit_by_byte_and_level_asked(byte, by_level):
    credit = bytes((byte,)).ljust(256, b"\0")
    found = tuple(
        scoring.skills_points(credit, (AskedSkill(0, Importance.MUST, level),), (1,)) for level in (1, 2, 3)
    )
    assert found == by_level


@pytest.mark.parametrize(
    ("free", "asked", "expected"),
    [
        (900, 720, 7_500_000),
        (899, 720, 899 * 8_333),
        (0, 720, 0),
        (0, 0, 7_500_000),
        (None, 720, 3_000_000),
        (None, 0, 3_000_000),
    ],
)
def test_slack_is_full_at_one_and_a_quarter(free, asked, expected):
    assert scoring.slack_points(free, asked, Rules()) == expected


@pytest.mark.parametrize(
    ("late", "tolerance", "expected"),
    [
        (-4, 14, 4_500_000),
        (0, 14, 4_500_000),
        (1, 14, 13 * 321_428),
        (14, 14, 0),
        (20, 14, 0),
        (0, 0, 4_500_000),
        (1, 0, 0),
    ],
)
def test_start_goes_down_with_the_days(late, tolerance, expected):
    need = replace(NEED, tolerance_days=tolerance)
    assert scoring.start_points(DAY + timedelta(days=late), need, Rules()) == expected


def test_an_unknown_start_is_worth_a_prudent_value():
    assert scoring.start_points(None, NEED, Rules()) == 1_800_000


@pytest.mark.parametrize(
    ("common", "wanted", "expected"),
    [
        (0, 0, 3_000_000),
        (None, 0, 3_000_000),
        (3, 4, 2_250_000),
        (4, 4, 3_000_000),
        (5, 4, 3_000_000),
        (None, 4, 1_200_000),
    ],
)
def test_half_days_in_common(common, wanted, expected):
    assert scoring.half_days_points(common, wanted, Rules()) == expected


@pytest.mark.parametrize(
    ("metres", "radius", "theirs", "expected"),
    [
        (0, 20, None, 10_000_000),
        (5_000, 20, None, 10_000_000),
        (5_001, 20, None, 9_999_333),
        (20_000, 20, None, 0),
        (25_000, 20, None, 0),
        (5_001, 5, None, 10_000_000),
        (8_400, 50, 20, 7_733_333),
        (8_400, None, 20, 4_000_000),
        (4_000, None, None, 10_000_000),
    ],
)
def test_place_goes_down_from_five_kilometres_to_the_limit(monkeypatch, metres, radius, theirs, expected):
    monkeypatch.setattr(scoring, "distance_m", lambda a, b: metres)
    she, need = replace(SHE, radius_km=radius), replace(NEED, radius_km=theirs)
    assert scoring.place_points(she, need, Rules()) == expected


def test_place_without_a_town_is_prudent_and_at_a_distance_is_full():
    assert scoring.place_points(replace(SHE, point=None), NEED, Rules()) == 4_000_000
    assert scoring.place_points(SHE, replace(NEED, point=None), Rules()) == 4_000_000
    assert (
        scoring.place_points(replace(SHE, point=None), replace(NEED, place=Place.REMOTE), Rules())
        == 10_000_000
    )


@pytest.mark.parametrize(
    ("rate", "ceiling", "expected"),
    [
        (3_150, 3_500, 5_000_000),
        (3_151, 3_500, 2_500_000 + 349 * 7_142),
        (3_400, 3_500, 3_214_200),
        (3_500, 3_500, 2_500_000),
        (3_850, 3_500, 300),
        (3_851, 3_500, 0),
        (9_900, 3_500, 0),
        (1_000, 3_500, 5_000_000),
        (None, 3_500, 2_000_000),
        (None, None, 2_500_000),
        (3_500, None, 2_500_000),
    ],
)
def test_budget_from_the_public_rate_with_nothing_gained_below_ninety_percent(rate, ceiling, expected):
    need = replace(NEED, ceiling=ceiling, has_ceiling=ceiling is not None)
    assert scoring.budget_points(rate, need, Rules()) == expected


def test_a_hybrid_mission_is_priced_on_site():
    assert scoring.public_rate(replace(SHE, rate_remote=3_000), Place.HYBRID) == 3_400
    assert scoring.public_rate(replace(SHE, rate_remote=3_000), Place.REMOTE) == 3_000


@pytest.mark.parametrize(
    ("reviews", "stars", "broken", "expected"),
    [
        (0, 0, 0, 8_250_000),
        (3, 1_380, 0, 8_531_250),
        (3, 1_380, 2, 6_531_250),
        (2, 1_000, 0, 8_750_000),
        (40, 4_000, 0, 916_666),
        (0, 0, 9, 0),
    ],
)
def test_reliability_is_drawn_to_the_market_mean(reviews, stars, broken, expected):
    assert scoring.reliability_points(reviews, stars, broken, Rules()) == expected


def test_experience_takes_the_job_the_sector_and_stops_at_a_hundred():
    knows = replace(SHE, sectors=1 << 4)
    assert scoring.experience_points(SHE, NEED, Rules()) == 12_000_000
    assert scoring.experience_points(knows, NEED, Rules()) == 15_000_000
    assert scoring.experience_points(SHE, replace(NEED, job=None), Rules()) == 6_000_000


def test_half_days_known_in_one_mode_alone_are_unknown():
    assert scoring.half_days_in_common(replace(SHE, half_days_remote=None), NEED) is None


def test_a_share_too_few_is_an_error_never_a_score():
    with pytest.raises(ValueError, match="shorter"):
        scoring.skills_points(SHE.credit, ASKED, (1, 2))


def test_leave_moves_the_first_day():
    leave = (
        (DAY + timedelta(days=2), DAY + timedelta(days=9)),
        (DAY + timedelta(days=12), DAY + timedelta(days=14)),
    )
    assert scoring.first_day(replace(SHE, leaves=leave), NEED) == DAY + timedelta(days=10)
    assert scoring.first_day(replace(SHE, available_from=DAY - timedelta(days=30), leaves=leave), NEED) == DAY
    assert scoring.first_day(replace(SHE, available_from=None, leaves=leave), NEED) is None


def test_distances_and_boxes():
    lyon, villeurbanne = point(45.758, 4.835), point(45.766, 4.880)
    assert distance_m(lyon, lyon) == 0
    assert 3_500 < distance_m(lyon, villeurbanne) < 3_700
    assert distance_m(lyon, point(-45.758, 4.835 - 180)) == 20_015_087
    west, south, east, north = box(lyon, 25)
    longitude, latitude = longitude_latitude(villeurbanne)
    assert west < longitude < east
    assert south < latitude < north


def test_rarity_is_flat_at_first_and_clipped():
    assert rarity(0, 0) == pytest.approx(1.79, abs=0.01)
    assert rarity(10_000, 0) == 4.0
    assert rarity(10_000, 10_000) == 0.2
    assert rarity(200, 20) > rarity(200, 60)
