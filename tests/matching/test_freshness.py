"""No path escapes: what changes a fact changes the row in the same transaction, or cannot be committed."""

import re
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import ProfileStatus
from accounts.models import (
    AssistantProfile,
    AvailabilitySlot,
    Experience,
    Leave,
    OfficeJob,
    ProfileSkill,
    Sector,
    Skill,
)
from accounts.services.profiles import confirm_availability, pause_profile
from matching.enums import Bucket
from matching.models import Candidate
from matching.services import project_profile, project_stale, projecting, ranked_assistants
from missions.models import Engagement
from tests.factories.accounts import AssistantProfileFactory, published_assistant
from tests.factories.missions import EngagementFactory, MissionFactory
from tests.matching import edits

pytestmark = pytest.mark.django_db

# What is the same for everybody, or belongs to a mission: its changes are bulk work (`project_all`).
CLOSED_LISTS = {
    "accounts_skill",
    "accounts_skillsynonym",
    "accounts_officejob",
    "accounts_city",
    "accounts_sector",
    "accounts_language",
    "accounts_company",
    "missions_mission",
    "matching_candidate",
    "matching_ruleversion",
}
REFUSED = "was not projected in the same transaction"


def commit() -> None:
    """What a commit would check, inside a test."""
    connection.check_constraints()


def refuse(change: Callable[[], object]) -> None:
    """The change is refused when its transaction is committed."""
    with pytest.raises(IntegrityError, match=REFUSED):
        in_a_transaction(change)


def in_a_transaction(change: Callable[[], object]) -> None:
    with transaction.atomic():
        change()
        commit()


def sql(statement: str) -> Callable[[AssistantProfile], None]:
    def run(profile: AssistantProfile) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, {"id": profile.pk, "user": profile.user_id})

    return run


def _bulk(**facts: object) -> Callable[[AssistantProfile], object]:
    return lambda profile: AssistantProfile.objects.filter(pk=profile.pk).update(**facts)


ESCAPES: dict[str, Callable[[AssistantProfile], object]] = {
    "raw update of a rate": sql(
        "UPDATE accounts_assistantprofile SET rate_remote_cents = 4000 WHERE id = %(id)s"
    ),
    "raw update of the status": sql(
        "UPDATE accounts_assistantprofile SET status = 'paused' WHERE id = %(id)s"
    ),
    "bulk update of the radius": _bulk(radius_km=3),
    "bulk update of the pairs": _bulk(accepts_pairs=True),
    "bulk update of the availability": _bulk(availability_confirmed_at=None),
    "bulk update of her title": _bulk(title="Assistante juridique"),
    "raw update of her presentation": sql(
        "UPDATE accounts_assistantprofile SET presentation = 'Prise de notes' WHERE id = %(id)s"
    ),
    "save of a profile": lambda profile: _save(profile, free_minutes_per_week=60),
    "a skill added": lambda profile: ProfileSkill.objects.create(
        profile=profile, skill=Skill.objects.get(slug="diary")
    ),
    "skills added in bulk": lambda profile: ProfileSkill.objects.bulk_create(
        [ProfileSkill(profile=profile, skill=Skill.objects.get(slug=slug)) for slug in ("diary", "inbox")]
    ),
    "a level raised": sql("UPDATE accounts_profileskill SET level = 'expert' WHERE profile_id = %(id)s"),
    "skills removed": lambda profile: profile.profile_skills.all().delete(),
    "a language added by SQL": sql(
        "INSERT INTO accounts_profilelanguage (profile_id, language_id, level) "
        "SELECT %(id)s, id, 'C1' FROM accounts_language WHERE code = 'en'"
    ),
    "half-days removed": lambda profile: profile.slots.all().delete(),
    "half-days changed": lambda profile: AvailabilitySlot.objects.filter(profile=profile).update(
        mode="remote"
    ),
    "leave added": lambda profile: Leave.objects.create(
        profile=profile, starts_on=timezone.localdate(), ends_on=timezone.localdate() + timedelta(days=9)
    ),
    "an experience added": lambda profile: Experience.objects.create(
        profile=profile, job=OfficeJob.objects.first(), title="Accueil", started_on=timezone.localdate()
    ),
    "a sector known": lambda profile: profile.sectors.add(Sector.objects.get(slug="law")),
    "a sector refused": lambda profile: profile.refused_sectors.add(Sector.objects.get(slug="law")),
    "an account closed": sql("UPDATE accounts_user SET is_active = false WHERE id = %(user)s"),
    "her row deleted": sql("DELETE FROM matching_candidate WHERE profile_id = %(id)s"),
}


def _save(profile: AssistantProfile, **facts: object) -> None:
    for name, value in facts.items():
        setattr(profile, name, value)
    profile.save()


@pytest.mark.parametrize("escape", ESCAPES.values(), ids=ESCAPES.keys())
def test_a_change_that_is_not_projected_is_refused_at_commit(escape):
    profile = published_assistant()
    commit()
    refuse(lambda: escape(profile))


@pytest.mark.parametrize("escape", ESCAPES.values(), ids=ESCAPES.keys())
def test_the_same_change_projected_is_committed(escape):
    profile = published_assistant()
    escape(profile)
    project_profile(profile)
    commit()
    assert not Candidate.objects.get(pk=profile.pk).is_stale


def test_a_contract_put_in_force_is_an_experience_to_project():
    contract = Engagement.objects.filter(pk=EngagementFactory().pk)
    refuse(lambda: contract.update(status="active", activated_at=timezone.now()))


def test_a_skill_moved_from_one_profile_to_another_marks_both():
    one, other = published_assistant(), published_assistant(skill_levels=["diary"])
    ProfileSkill.objects.filter(profile=other).update(profile=one)
    assert Candidate.objects.filter(is_stale=True).count() == 2
    project_stale()
    commit()


def test_what_is_no_fact_of_the_ranking_needs_no_projection():
    profile = published_assistant()
    AssistantProfile.objects.filter(pk=profile.pk).update(
        street="1 rue Neuve", siren="", freelance_since=None
    )
    commit()
    assert not Candidate.objects.get(pk=profile.pk).is_stale


def test_a_profile_published_without_a_row_is_refused():
    draft = AssistantProfileFactory(complete=True)
    Candidate.objects.filter(pk=draft.pk).delete()
    refuse(lambda: _save(draft, status=ProfileStatus.PUBLISHED, published_at=timezone.now()))


def test_a_draft_may_wait():
    draft = AssistantProfileFactory(complete=True)
    draft.profile_skills.create(skill=Skill.objects.get(slug="diary"))
    commit()
    refuse(lambda: _save(draft, status=ProfileStatus.PUBLISHED, published_at=timezone.now()))


def test_bulk_work_projects_at_the_end():
    people = [published_assistant() for _ in range(3)]
    with projecting():
        AssistantProfile.objects.update(radius_km=7)
    commit()
    assert set(Candidate.objects.values_list("radius_km", flat=True)) == {7}
    assert len(people) == 3


def test_a_profile_and_its_row_leave_together():
    profile = AssistantProfileFactory(complete=True, skill_levels=["quotes"])
    profile.delete()
    commit()
    assert not Candidate.objects.filter(pk=profile.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_too():
    profile = published_assistant()
    with pytest.raises(IntegrityError, match=REFUSED):
        AssistantProfile.objects.filter(pk=profile.pk).update(radius_km=2)
    profile.refresh_from_db()
    assert profile.radius_km == 25


def test_a_changed_profile_shows_in_the_next_query_of_the_same_transaction():
    mission = MissionFactory(published=True)
    she = published_assistant(availability_confirmed_at=timezone.now() - timedelta(days=9))
    with transaction.atomic():
        assert [match.profile for match in ranked_assistants(mission).to_confirm] == [she]
        confirm_availability(she, she.user)
        ranking = ranked_assistants(mission)
        assert [match.profile for match in ranking.main] == [she]
        before = ranking.main[0].micro_points
        with projecting():
            she.profile_skills.update(level="basic")
        assert ranked_assistants(mission).main[0].micro_points <= before
        pause_profile(she, she.user)
        assert sum(ranked_assistants(mission).totals.values()) == 0
    assert ranked_assistants(mission).of(Bucket.MAIN) == []


def test_every_table_that_the_projection_reads_marks_its_rows():
    """A table that joins the projection without a trigger would let its changes escape."""
    profile = published_assistant(city=None)
    with CaptureQueriesContext(connection) as read:
        project_profile(profile)
    tables = {name for query in read for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'matching_%'"
        )
        watched = {name for (name,) in cursor.fetchall()}
    assert tables - CLOSED_LISTS <= watched
    assert {"accounts_profileskill", "accounts_leave", "missions_engagement"} <= tables


def test_two_edits_of_each_kind_are_known_to_the_next_query_of_the_same_transaction():
    """`make proofs` makes 1,000, and asks again on another connection after each commit."""
    draw, mission = Random(2), edits.a_mission()
    she, places = published_assistant(), set()
    for edit in 2 * edits.EDITS:
        edit(draw, she)
        known = edits.place_by_tables(mission, she)
        assert edits.place_by_query(mission, she) == known
        places.add(known)
    assert len(places) > len(edits.EDITS) // 2
