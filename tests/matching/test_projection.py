"""From what a person says to the row a ranking reads."""

from datetime import date, timedelta
from random import Random

import pytest
from django.utils import timezone

from accounts.enums import LanguageLevel, SkillLevel
from accounts.models import (
    AssistantProfile,
    Experience,
    Language,
    Leave,
    OfficeJob,
    ProfileLanguage,
    Sector,
    Skill,
)
from accounts.services.facts import save_presentation
from matching import proximity
from matching.credit import credit_bytes
from matching.facts import FORBIDDEN_INPUTS, JOB_SLOTS, CandidateFacts, MissionFacts
from matching.geometry import box, distance_m, longitude_latitude, point
from matching.models import Candidate, RuleVersion
from matching.projection import (
    Catalogue,
    facts_of_profile,
    facts_of_row,
    merged,
    point_of,
    profiles_with_facts,
)
from matching.proximity import PastJob
from matching.rules import Rules
from matching.services import project_all, projecting
from matching.services.rules import refresh_rules
from sio.lib.dates import today
from tests.factories.accounts import UserFactory, published_assistant
from tests.factories.missions import EngagementFactory
from tests.matching import crowd

pytestmark = pytest.mark.django_db


def facts_of(profile) -> CandidateFacts:
    return facts_of_row(Candidate.objects.get(pk=profile.pk))


def position(slug: str) -> int:
    return Skill.objects.get(slug=slug).position


def job(code: str) -> OfficeJob:
    return OfficeJob.objects.get(rome_code=code)


def test_a_row_gives_back_the_facts_it_was_made_from():
    draw = Random(5)
    people = [crowd.candidate(draw, one) for one in range(1, 200)]
    crowd.settle(people, Rules())
    assert [facts_of_row(row) for row in Candidate.objects.order_by("pk")] == people


def test_everything_said_becomes_a_fact():
    profile = published_assistant(
        skill_levels={"quotes": "expert", "inbox": "basic"},
        half_days={"mon_am": "remote", "tue_pm": "on_site", "fri_pm": "either"},
        min_minutes_per_week=120,
        min_weeks=2,
        floor_remote_cents=3200,
        accepts_pairs=True,
        available_until=date(2027, 6, 30),
        availability_confirmed_at=timezone.now() - timedelta(days=3),
    )
    with projecting():
        ProfileLanguage.objects.create(
            profile=profile, language=Language.objects.get(code="en"), level=LanguageLevel.C1
        )
        Leave.objects.create(profile=profile, starts_on=date(2027, 1, 4), ends_on=date(2027, 1, 8))
        Leave.objects.create(profile=profile, starts_on=date(2027, 1, 9), ends_on=date(2027, 1, 10))
        profile.sectors.add(Sector.objects.get(slug="law"))
        profile.refused_sectors.add(Sector.objects.get(slug="luxury"))
    facts = facts_of(profile)
    assert (facts.is_listed, facts.accepts_pairs) == (True, True)
    assert (facts.credit[position("quotes")], facts.credit[position("inbox")]) == (3, 1)
    assert facts.credit[position("quote-follow-up")] == 4
    assert facts.credit[position("travel")] == 0
    assert facts.half_days_remote == 0b10_0000_0001
    assert facts.half_days_on_site == 0b10_0000_1000
    assert facts.languages is not None
    assert facts.languages[:3] == bytes((0, 4, 0))
    assert facts.leaves == ((date(2027, 1, 4), date(2027, 1, 10)),)
    assert facts.sectors == 1 << 2
    assert facts.refused_sectors == 1 << 14
    assert (facts.min_minutes, facts.min_weeks, facts.radius_km) == (120, 2, 25)
    assert facts.confirmed_on == today() - timedelta(days=3)
    assert (facts.rate_remote, facts.floor_remote, facts.rate_on_site, facts.floor_on_site) == (
        3500,
        3200,
        3900,
        3900,
    )
    assert facts.point == point_of(profile.city)
    assert facts.available_until == date(2027, 6, 30)
    assert (facts.reliability, facts.reviews) == (8_250_000, 0)


def test_what_was_never_said_is_unknown_and_experience_takes_the_prudent_value():
    profile = published_assistant(
        half_days=[], skill_levels=[], city=None, radius_km=None, free_minutes_per_week=None, available_from=None,
        availability_confirmed_at=None, rate_remote_cents=None, rate_on_site_cents=None,
    )  # fmt: skip
    facts = facts_of(profile)
    unknown = (
        "half_days_remote", "half_days_on_site", "languages", "point", "radius_km", "free_minutes", "available_from",
        "confirmed_on", "rate_remote", "floor_remote", "rate_on_site", "floor_on_site", "certified_until", "insured_until",
    )  # fmt: skip
    assert [name for name in unknown if getattr(facts, name) is not None] == []
    assert not facts.has_experience
    assert set(facts.proximity) == {40}


def test_experiences_and_contracts_in_force_count_by_their_job_and_sector():
    profile = published_assistant()
    with projecting():
        Experience.objects.create(
            profile=profile,
            job=job("M1607"),
            title="Secrétaire",
            sector=Sector.objects.get(slug="health"),
            started_on=date(2012, 1, 1),
            ended_on=today() - timedelta(days=365 * 4),
        )
    told = facts_of(profile)
    assert told.proximity[job("M1607").position] == 80
    assert told.proximity[job("M1604").position] == 60 * 80 // 100
    assert told.sectors == 1 << 1
    engagement = EngagementFactory(active=True, application__profile=profile)
    lived = facts_of(profile)
    assert lived.sectors >> engagement.company.sector.position & 1
    asked = engagement.mission.job
    assert asked is None or lived.proximity[asked.position] == 100


def test_a_profile_that_is_not_on_line_is_not_listed():
    paused = published_assistant()
    with projecting():
        AssistantProfile.objects.filter(pk=paused.pk).update(status="paused")
    assert not facts_of(paused).is_listed
    gone = published_assistant()
    with projecting():
        gone.user.is_active = False
        gone.user.save()
    assert not facts_of(gone).is_listed


def test_protected_facts_change_nothing():
    """Twins who differ in all that must never enter have the same facts, but for their number."""
    she = published_assistant(title="Assistante administrative", slug="jeanne-d", siren="")
    he = published_assistant(
        user=UserFactory(
            first_name="Mamadou", last_name="Diallo", date_joined=timezone.now() - timedelta(days=900)
        ),
        title="Assistant administratif",
        slug="mamadou-d",
        presentation="Né en 1961, en situation de handicap, de retour de congé parental, de nationalité malienne.",
        legal_name="Mamadou Diallo",
        siren="",
        street="3 allée des Tilleuls",
        freelance_since=date(1999, 1, 1),
        is_demo=True,
    )
    first, second = facts_of(she), facts_of(he)
    names = [name for name in CandidateFacts.__dataclass_fields__ if name != "profile_id"]
    assert [name for name in names if getattr(first, name) != getattr(second, name)] == []


def test_no_field_and_no_column_is_a_forbidden_input():
    fields = {*CandidateFacts.__dataclass_fields__, *MissionFacts.__dataclass_fields__}
    columns = {field.column for field in Candidate._meta.get_fields() if hasattr(field, "column")}
    words = {word for name in fields | columns for word in name.split("_")}
    assert words.isdisjoint(FORBIDDEN_INPUTS)
    assert words.isdisjoint(f"{word}s" for word in FORBIDDEN_INPUTS)


def test_every_fact_has_its_column_and_every_column_is_a_fact():
    facts = {*CandidateFacts.__dataclass_fields__} - {"point"}
    columns = {field.name for field in Candidate._meta.concrete_fields}
    assert facts == {
        *columns - {"profile", "x", "y", "z", "area", "is_stale", "rule_version", "ver"},
        "profile_id",
    }


def test_the_box_of_the_index_holds_every_town_within_her_radius():
    draw = Random(8)
    inside = 0
    for _ in range(2_000):
        centre, radius = draw.choice(crowd.TOWNS), draw.choice((0, 4, 25, 100))
        longitude, latitude = longitude_latitude(centre)
        town = point(
            latitude + draw.uniform(-1, 1) * radius / 90, longitude + draw.uniform(-1, 1) * radius / 60
        )
        west, south, east, north = box(centre, radius)
        if distance_m(centre, town) <= radius * 1_000:
            x, y = longitude_latitude(town)
            assert west < x < east
            assert south < y < north
            inside += 1
    assert inside > 500


def test_declared_wins_over_related_and_related_over_text():
    groups = {0: "a", 1: "a", 2: "a", 3: "", 4: ""}
    found = credit_bytes({0: 2, 3: 1}, groups, in_text=(0, 1, 4))
    assert found[:5] == bytes((2, 4, 4, 1, 5))


def test_a_skill_named_in_her_words_alone_is_found_there():
    profile = published_assistant(
        title="Assistante juridique",
        presentation="Prise de notes et relance de devis.",
        skill_levels=["quotes"],
    )
    with projecting():
        Experience.objects.create(
            profile=profile, job=job("M1607"), title="Assistante BTP", started_on=date(2012, 1, 1)
        )
    credit = facts_of(profile).credit
    found = {slug: credit[position(slug)] for slug in ("legal-secretariat", "minutes", "construction-admin")}
    assert found == dict.fromkeys(found, 5)
    assert (credit[position("quotes")], credit[position("quote-follow-up")]) == (2, 4)
    assert credit[position("travel")] == 0


def test_a_presentation_saved_is_read_at_once():
    profile = published_assistant()
    assert facts_of(profile).credit[position("minutes")] == 0
    save_presentation(
        profile, profile.user, first_name="Camille", last_name="Durand", title="Assistante",
        presentation="Comptes rendus et prise de notes : je rédige, je relis, et vous diffusez le jour même à l’équipe.",
    )  # fmt: skip
    assert facts_of(profile).credit[position("minutes")] == 5


def test_periods_that_touch_are_one():
    days = [date(2026, 1, day) for day in (1, 2, 3, 6, 7, 9)]
    assert merged([(days[3], days[4]), (days[0], days[1]), (days[2], days[2])]) == (
        (days[0], days[2]),
        (days[3], days[4]),
    )
    assert merged([(days[0], days[5]), (days[1], days[2])]) == ((days[0], days[5]),)


@pytest.mark.parametrize(
    ("ended_on", "kept"),
    [
        (None, 100),
        (date(2023, 11, 24), 100),
        (date(2023, 11, 23), 80),
        (date(2020, 11, 24), 80),
        (date(2020, 11, 23), 60),
        (date(1990, 1, 1), 60),
    ],
)
def test_experience_fades_after_three_and_six_years(ended_on, kept):
    assert proximity.recency(ended_on, date(2026, 11, 24)) == kept


def test_recency_knows_29_february():
    assert proximity.recency(date(2024, 2, 29), date(2027, 3, 1)) == 100
    assert proximity.recency(date(2024, 2, 29), date(2027, 3, 2)) == 80


def test_proximity_is_symmetric_bounded_and_full_for_the_same_job():
    codes = list(OfficeJob.objects.values_list("rome_code", flat=True))
    assert len(codes) >= 20
    for one in codes:
        for other in codes:
            found = proximity.proximity(one, other)
            assert found == proximity.proximity(other, one)
            assert (found == 100) is (one == other)
            assert 0 < found <= 100


def test_the_table_names_only_jobs_of_the_catalogue():
    known = set(OfficeJob.objects.values_list("rome_code", flat=True))
    assert {code for pair in proximity.PAIRS for code in pair} <= known
    assert {code for _, codes in proximity.FAMILIES for code in codes} <= known


def test_the_best_past_job_counts():
    past = [PastJob("M1613", date(2010, 1, 1)), PastJob("M1607", date(2026, 1, 1))]
    found = proximity.proximity_bytes(past, {"M1613": 0, "M1607": 1}, date(2026, 11, 24), Rules())
    assert tuple(found[:2]) == (60, 100)


def test_rules_are_counted_on_published_profiles_and_projected_again():
    for _ in range(3):
        published_assistant(skill_levels=["quotes"])
    rare = published_assistant(skill_levels=["diary"])
    version = refresh_rules()
    rules = RuleVersion.objects.in_force()
    assert rules == version.rules
    assert rules.rarity_of(position("diary")) > rules.rarity_of(position("quotes"))
    assert Candidate.objects.get(pk=rare.pk).rule_version == version.number == 1
    assert refresh_rules().number == 2


def test_once_the_base_is_large_enough_the_prudent_values_are_counted_on_it(monkeypatch):
    """The 30th percentile of four people is the second; below 200 published profiles, constants."""
    people, silent = [published_assistant() for _ in range(4)], published_assistant()

    def counted() -> Rules:
        for she, value in zip(people, (10, 55, 80, 100), strict=True):
            row = {
                "proximity": bytes([value] * JOB_SLOTS),
                "has_experience": True,
                "reviews": 2,
                "stars": 940,
            }
            Candidate.objects.filter(pk=she.pk).update(**row)
        return refresh_rules().rules

    few = counted()
    assert (few.market_mean, few.prudent_experience) == (430, {})
    monkeypatch.setattr("matching.services.rules.COUNTED_FROM_PROFILES", 5)
    enough = counted()
    assert enough.market_mean == 470
    assert enough.prudent_experience == dict.fromkeys(
        OfficeJob.objects.values_list("position", flat=True), 55
    )
    assert facts_of(silent).proximity[job("M1607").position] == 55
    assert refresh_rules().rules.market_mean == 430


def test_writing_every_row_again_changes_nothing():
    profile = published_assistant(skill_levels={"quotes": SkillLevel.EXPERT})
    before = facts_of(profile)
    assert project_all() == AssistantProfile.objects.count()
    assert facts_of(profile) == before
    read = profiles_with_facts(AssistantProfile.objects.filter(pk=profile.pk)).get()
    assert facts_of_profile(read, Catalogue.read(), Rules(), today()) == before
