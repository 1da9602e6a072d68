"""The terms of an engagement, gathered from the mission and the two profiles for the contract to print."""

from django.utils import timezone

from accounts.enums import HalfDay
from accounts.models import AssistantProfile, Company
from billing.models import FeeSchedule
from missions.contracts import FeeBand, Party, Terms
from missions.models import Engagement, Mission
from sio.lib import reserved_terms


def terms_of(engagement: Engagement) -> Terms:
    mission, schedule = engagement.mission, _schedule(engagement.fee_schedule_version)
    return Terms(
        company=_company(engagement.company, mission),
        assistant=_assistant(engagement.profile),
        reference=engagement.reference,
        title=mission.title,
        deliverable=mission.deliverable,
        tasks=_tasks(mission),
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
