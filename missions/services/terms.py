"""The terms of an engagement, gathered from the mission and the two profiles for the contract to print."""

from accounts.enums import HalfDay, LegalForm
from accounts.models import AssistantProfile, Company, User
from billing.models import FeeSchedule
from missions.contracts import FeeBand, Party, Terms
from missions.models import Engagement, Mission
from sio.lib.reserved_terms import RULES

ALLOWED = {rule.code: rule.alternative for rule in RULES}


def terms_of(engagement: Engagement) -> Terms:
    """Everything the contract prints. The price list is the one in force on the day it is drawn up."""
    mission = engagement.mission
    schedule = FeeSchedule.objects.get(code="standard", version=engagement.fee_schedule_version)
    return Terms(
        company=_company(engagement.company, mission.author),
        assistant=_assistant(engagement.profile),
        reference=engagement.reference,
        title=mission.title,
        deliverable=mission.deliverable,
        tasks=tuple(row.skill.name for row in mission.mission_skills.select_related("skill")),
        limits=_limits(mission),
        place=_place(mission),
        half_days=tuple(HalfDay(half_day).label.lower() for half_day in mission.half_days),
        minutes_per_week=engagement.minutes_per_week,
        rate_cents=engagement.rate_cents,
        starts_on=engagement.starts_on,
        ends_on=engagement.ends_on,
        notice_days=engagement.notice_days,
        tacit_approval_days=engagement.tacit_approval_days,
        fee_version=schedule.version,
        fee_bands=tuple(FeeBand(band.rate_ppm, band.to_cents) for band in schedule.bands.all()),
        fee_minimum_cents=schedule.min_cents,
    )


def _company(company: Company, author: User) -> Party:
    address = f"{company.street}, {company.postal_code} {company.town}"
    return Party(company.name, company.siren, address, author.full_name or author.email)


def _assistant(profile: AssistantProfile) -> Party:
    """« EI » beside the name of a sole trader, as on her invoices."""
    name = profile.legal_name or profile.user.full_name
    is_sole_trader = profile.legal_form and LegalForm(profile.legal_form).is_sole_trader
    place = " ".join(part for part in (profile.postal_code, profile.town) if part)
    address = ", ".join(part for part in (profile.street, place) if part)
    return Party(f"{name} EI" if is_sole_trader else name, profile.siren, address, profile.user.full_name)


def _place(mission: Mission) -> str:
    place = mission.get_place_display().lower()
    return f"{place}, à {mission.city.name}" if mission.city else place


def _limits(mission: Mission) -> tuple[str, ...]:
    """The allowed wording of each rule that a skill of the mission comes near, once."""
    flagged = mission.mission_skills.exclude(skill__reserved_rule="").values_list(
        "skill__reserved_rule", flat=True
    )
    return tuple(ALLOWED[rule] for rule in dict.fromkeys(flagged))
