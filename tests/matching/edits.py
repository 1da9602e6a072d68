"""Edits of profiles, as people and bulk work make them, and whether the next query knows."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.utils import timezone

from accounts.enums import HalfDay, ProfileStatus, SkillLevel, SlotMode
from accounts.models import AssistantProfile, Leave, Skill
from accounts.services.facts import save_availability, save_facts, save_presentation, save_skills
from accounts.services.profiles import confirm_availability, pause_profile, resume_profile
from matching import engine
from matching.enums import Bucket
from matching.models import RuleVersion
from matching.needs import facts_of_mission
from matching.projection import Catalogue, facts_of_profile, profiles_with_facts
from matching.reference import judge
from matching.services import projecting
from matching.sql import Page
from missions.models import Mission
from sio.lib.dates import today
from tests.factories.missions import MissionFactory

Edit = Callable[[Random, AssistantProfile], object]
Place = tuple[Bucket, int] | None


def confirm(draw: Random, profile: AssistantProfile) -> None:
    confirm_availability(profile, profile.user)


def change_her_rate(draw: Random, profile: AssistantProfile) -> None:
    """Both sides of the budget of the mission, which is on site."""
    cents = draw.randrange(3800, 4900)
    save_facts(profile, profile.user, rate_remote_cents=cents, rate_on_site_cents=cents)


def change_her_radius(draw: Random, profile: AssistantProfile) -> None:
    save_facts(profile, profile.user, radius_km=draw.randrange(1, 60), accepts_remote=draw.random() < 0.9)


def change_her_time(draw: Random, profile: AssistantProfile) -> None:
    save_availability(
        profile,
        profile.user,
        modes=dict.fromkeys(draw.sample(HalfDay.values, 6), SlotMode.EITHER),
        free_minutes_per_week=draw.choice((240, 300, 375, 900)),
        available_from=today() + timedelta(days=draw.randrange(-5, 20)),
    )


def change_her_skills(draw: Random, profile: AssistantProfile) -> None:
    ids = list(Skill.objects.filter(kind="task").values_list("pk", flat=True)[:12])
    save_skills(profile, profile.user, {pk: draw.choice(SkillLevel.values) for pk in draw.sample(ids, 6)})


def write_about_herself(draw: Random, profile: AssistantProfile) -> None:
    text = draw.choice(
        ("Gestion d’agendas, proposition commerciale.", "Je tiens votre administratif à jour.")
    )
    save_presentation(
        profile,
        profile.user,
        first_name="Camille",
        last_name="Durand",
        title="Assistante",
        presentation=f"{text} Dix ans d’expérience auprès des artisans, à distance ou sur site.",
    )


def pause_or_resume(draw: Random, profile: AssistantProfile) -> None:
    is_paused = AssistantProfile.objects.get(pk=profile.pk).status == ProfileStatus.PAUSED
    (resume_profile if is_paused else pause_profile)(profile, profile.user)


def let_it_age_in_bulk(draw: Random, profile: AssistantProfile) -> None:
    with projecting():
        AssistantProfile.objects.filter(pk=profile.pk).update(
            availability_confirmed_at=timezone.now() - timedelta(days=draw.randrange(12))
        )


def go_on_leave(draw: Random, profile: AssistantProfile) -> None:
    begins = today() + timedelta(days=draw.randrange(-3, 10))
    with projecting():
        Leave.objects.filter(profile=profile).delete()
        Leave.objects.create(profile=profile, starts_on=begins, ends_on=begins + timedelta(days=9))


EDITS: tuple[Edit, ...] = (
    confirm, change_her_rate, change_her_radius, change_her_time, change_her_skills, write_about_herself,
    pause_or_resume, let_it_age_in_bulk, go_on_leave,
)  # fmt: skip


def a_mission() -> Mission:
    """One whose place for somebody moves with almost any edit."""
    return MissionFactory(
        published=True, on_site=True, budget_cents=4500, asked={"quotes": "should", "diary": "could"}
    )


def place_by_query(mission: Mission, profile: AssistantProfile) -> Place:
    """Where the engine puts her now."""
    facts = facts_of_mission(mission, today())
    answers = engine.ask(facts, RuleVersion.objects.in_force(), dict.fromkeys(Bucket, Page(200)))
    found = [(one, row.fit) for one in answers for row in answers[one].rows if row.profile_id == profile.pk]
    return found[0] if found else None


def place_by_tables(mission: Mission, profile: AssistantProfile) -> Place:
    """Where the reference puts her from what the tables say now, without the narrow row."""
    rules = RuleVersion.objects.in_force()
    read = profiles_with_facts(AssistantProfile.objects.filter(pk=profile.pk)).get()
    facts = facts_of_profile(read, Catalogue.read(), rules, today())
    judged = judge(facts, facts_of_mission(mission, today()), rules)
    return judged and (judged.bucket, judged.fit)
