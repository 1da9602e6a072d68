"""Missions and applications as lines and cards of a list."""

from dataclasses import dataclass

from django.utils import timezone

from missions.caps import WAITING_APPLICATIONS_PER_MISSION
from missions.enums import ApplicationStatus, EngagementStatus, TimesheetStatus
from missions.models import Application, Engagement, Mission, Timesheet
from missions.presentation import needs
from sio.lib import dates
from sio.lib.durations import hours
from sio.lib.money import short_euros


@dataclass(frozen=True)
class MissionCard:
    """A published mission in a list."""

    title: str
    href: str
    firm: str
    tab: str
    tone: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A thing under way in a list: what the `row` component prints."""

    title: str
    href: str
    detail: str
    state: str
    tone: str


@dataclass(frozen=True)
class ReceivedRow:
    """An application as the company reads it in a list; `age` says how long it has waited."""

    name: str
    seed: int
    href: str
    title: str
    rate: str
    state: str
    tone: str
    age: str
    is_waiting: bool


def mission_card(mission: Mission, *, firm: str) -> MissionCard:
    """`firm` is who asks, as this reader may know it: by name, or by its sort."""
    items = (needs.volume(mission), needs.place(mission), needs.budget(mission))
    return MissionCard(
        title=mission.title,
        href=mission.get_absolute_url(),
        firm=firm,
        tab=mission.pillar.name if mission.pillar else "",
        tone=mission.pillar.tone if mission.pillar else "p0",
        items=tuple(item for item in items if item),
    )


def sent_line(application: Application) -> Line:
    status = ApplicationStatus(application.status)
    rate, day = short_euros(application.rate_cents), dates.day(application.sent_at)
    detail = f"{application.mission.company} · {rate} HT/h · envoyée le {day}"
    return Line(str(application.mission), application.get_absolute_url(), detail, status.label, status.tone)


def engagement_line(engagement: Engagement, other: str) -> Line:
    """`other` is the other side, as this reader knows it."""
    status = EngagementStatus(engagement.status)
    rate, week = short_euros(engagement.rate_cents), hours(engagement.minutes_per_week)
    detail = f"{other} · {rate} HT/h · {week} par semaine"
    return Line(str(engagement.mission), engagement.get_absolute_url(), detail, status.label, status.tone)


def week_line(timesheet: Timesheet) -> Line:
    status = TimesheetStatus(timesheet.status)
    title = f"Semaine du {dates.day(timesheet.week_starts_on)}"
    return Line(title, timesheet.get_absolute_url(), hours(timesheet.minutes), status.label, status.tone)


def received_row(application: Application) -> ReceivedRow:
    status = ApplicationStatus(application.status)
    return ReceivedRow(
        name=str(application.profile),
        seed=application.profile_id,
        href=application.get_absolute_url(),
        title=application.profile.title,
        rate=f"{short_euros(application.rate_cents)} HT/h",
        state=status.label,
        tone=status.tone,
        age=_age(application) if application.is_open else "",
        is_waiting=application.is_open,
    )


def waiting(mission: Mission) -> str:
    """« 7 candidatures sur 12 attendent votre réponse » ; nothing while none does."""
    count = mission.waiting_applications
    if not count:
        return ""
    who = "1 candidature" if count == 1 else f"{count} candidatures"
    verb = "attend" if count == 1 else "attendent"
    return f"{who} sur {WAITING_APPLICATIONS_PER_MISSION} {verb} votre réponse."


def _age(application: Application) -> str:
    days = (timezone.localdate() - timezone.localtime(application.sent_at).date()).days
    if days == 0:
        return "Reçue aujourd’hui"
    return "Attend depuis hier" if days == 1 else f"Attend depuis {days} jours"
