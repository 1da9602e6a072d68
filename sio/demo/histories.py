"""Lives the stories of the demo through the real services, travelling in time so that each step has its own date."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

import time_machine
from django.utils import timezone

from accounts.enums import LanguageLevel, ModerationReason, Place, SkillLevel
from accounts.models import AssistantProfile, Company, User
from billing.services.mandates import active_mandate, sign_mandate
from matching.services import ranked_assistants
from missions.enums import DeclineReason, EngagementFormat, Importance, MissionStatus, PriceMode, Side
from missions.models import Application, Engagement, Mission, Timesheet
from missions.services import applications, briefs, conversations, engagements, missions, timesheets
from missions.services.briefs import Asked
from missions.services.moves import move
from missions.services.timesheets import Line
from sio.demo.needs import Need
from sio.demo.people import Catalogue

ADDRESS = "192.0.2.10"
TASKS = (
    "Devis et relances",
    "Courrier et boîte mail",
    "Suivi des factures",
    "Préparation de réunion",
    "Classement",
)
REPLIES = (
    "Bonjour, votre besoin correspond à ce que je fais chaque semaine. Je peux commencer à la date indiquée.",
    "Bonjour, j’ai mené une mission très proche l’an dernier et je serais ravie d’en parler avec vous.",
    "Bonjour, vos créneaux me conviennent. Je travaille avec les mêmes outils que vous.",
)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=True):
        yield


def _last_full_week() -> date:
    """The Monday of the last week whose Friday evening has passed."""
    evening = timezone.localtime() - timedelta(days=4, hours=18)
    return evening.date() - timedelta(days=evening.weekday())


@dataclass
class Storyteller:
    """Who decides (the moderator), from which lists, with which dice."""

    moderator: User
    catalogue: Catalogue
    random: Random

    def tell(
        self, need: Need, company: Company, *, hired: AssistantProfile | None = None, weeks: int = 3
    ) -> Mission:
        """Bring a need to the state it ends in; `weeks` is how long ago a filled one was filled."""
        owner = company.memberships.select_related("user").get().user
        first_day, start = self._dates(need, weeks)
        with at(start):
            mission = self._describe(need, company, owner, first_day)
        if need.ends_as != "draft":
            self._publish(mission, need, owner, start)
        if need.ends_as in {"filled", "completed"}:
            self._work(mission, need, owner, start, hired=hired, weeks=weeks)
        elif mission.status == MissionStatus.PUBLISHED:
            self._receive_applications(mission, owner, start)
            self._end_unfilled(mission, need, owner)
        return mission

    def _dates(self, need: Need, weeks: int) -> tuple[date, datetime]:
        """First day wished, and when the need was written: a filled one so that its last week ended last Friday."""
        now = timezone.now()
        if need.ends_as not in {"filled", "completed"}:
            return timezone.localdate() + timedelta(days=10), now - timedelta(days=self.random.randint(2, 12))
        first_day = _last_full_week() - timedelta(weeks=weeks - 1)
        return first_day, now - (timezone.localdate() - first_day) - timedelta(days=9)

    def _describe(self, need: Need, company: Company, owner: User, first_day: date) -> Mission:
        mission = missions.create_mission(company, owner)
        slugs = [*need.must, *need.should]
        briefs.choose_skills(mission, owner, [self.catalogue.skills[slug] for slug in slugs])
        briefs.rank_skills(mission, owner, [self._asked(slug, need) for slug in slugs])
        briefs.save_brief(mission, owner, self._facts(need, company, first_day))
        return mission

    def _asked(self, slug: str, need: Need) -> Asked:
        importance = Importance.MUST if slug in need.must else Importance.SHOULD
        return Asked(self.catalogue.skills[slug].pk, importance, SkillLevel.BASIC)

    def _facts(self, need: Need, company: Company, first_day: date) -> dict[str, object]:
        """The answers of every step but the skills."""
        first = self.catalogue.skills[[*need.must, *need.should][0]]
        facts: dict[str, object] = {
            "title": need.title,
            "pillar": first.pillar,
            "job": self.catalogue.jobs[need.job],
            "format": need.format,
            "starts_on": first_day,
            "duration_weeks": need.weeks,
            "half_days": list(need.half_days),
            "half_days_needed": need.half_days_needed,
            "on_site_half_days": need.on_site_half_days,
            "place": need.place,
            "city": None if need.place == Place.REMOTE else company.city,
            "price_mode": need.price,
            "budget_cents": need.budget_cents,
            "language": self.catalogue.languages["fr"],
            "language_level": LanguageLevel.C1,
            "brief": need.brief,
            "deliverable": need.deliverable,
        }
        if need.format == EngagementFormat.HOUR_PACK:
            return facts | {"minutes_per_month": need.hours * 60}
        if need.price == PriceMode.PROJECT:
            minutes = need.hours * 60
            return facts | {"minutes_per_week": -(-minutes // need.weeks), "budget_minutes": minutes}
        return facts | {"minutes_per_week": need.hours * 60}

    def _publish(self, mission: Mission, need: Need, owner: User, start: datetime) -> None:
        with at(start + timedelta(hours=1)):
            missions.submit_mission(mission, owner)
        if need.ends_as == "submitted":
            return
        with at(start + timedelta(hours=4)):
            if need.ends_as == "changes_requested":
                missions.request_mission_changes(
                    mission,
                    self.moderator,
                    ModerationReason.RESERVED,
                    "Le calcul des bulletins reste au cabinet. Vous pouvez écrire : collecte des variables de paie, "
                    "transmission au cabinet, diffusion des bulletins.",
                )
            else:
                missions.publish_mission(mission, self.moderator)

    def _receive_applications(self, mission: Mission, owner: User, start: datetime) -> list[Application]:
        """Two or three of the best ranked apply; some are seen, one is shortlisted, one declined."""
        ranked = [match.profile for match in ranked_assistants(mission).main[:6]]
        chosen = self.random.sample(ranked, k=min(len(ranked), self.random.randint(1, 3)))
        received = [self._apply(mission, profile, start) for profile in chosen]
        steps = (applications.mark_application_seen, applications.shortlist_application)
        for application, step in zip(received, steps, strict=False):
            with at(start + timedelta(days=1, hours=2)):
                step(application, owner)
        if len(received) > 2:
            with at(start + timedelta(days=1, hours=3)):
                applications.decline_application(received[2], owner, DeclineReason.AVAILABILITY)
        if received:
            self._talk(received[0], owner, start)
        return received

    def _apply(self, mission: Mission, profile: AssistantProfile, start: datetime) -> Application:
        rate = profile.rate_remote_cents if mission.place == Place.REMOTE else profile.rate_on_site_cents
        with at(start + timedelta(hours=20)):
            return applications.apply_to_mission(
                mission,
                profile,
                message=self.random.choice(REPLIES),
                rate_cents=rate or profile.rate_remote_cents or profile.rate_on_site_cents or 3500,
            )

    def _talk(self, application: Application, owner: User, start: datetime) -> None:
        thread = application.conversation
        with at(start + timedelta(days=1, hours=5)):
            conversations.send_message(
                thread, owner, "Bonjour, merci pour votre message. Un échange jeudi matin vous va ?"
            )
        with at(start + timedelta(days=1, hours=7)):
            conversations.send_message(
                thread, application.profile.user, "Bonjour, jeudi à 10 h me convient. À jeudi."
            )

    def _end_unfilled(self, mission: Mission, need: Need, owner: User) -> None:
        if need.ends_as == "paused":
            missions.pause_mission(mission, owner)
        elif need.ends_as == "cancelled":
            missions.cancel_mission(mission, owner, "Le besoin a disparu.")
        elif need.ends_as == "expired":
            applications.lapse_open_applications(mission, by=None, why="L’entreprise n’a pas répondu")
            move(mission, MissionStatus.EXPIRED, by=None, why="Sans réponse de l’entreprise depuis 10 jours")

    def _work(
        self,
        mission: Mission,
        need: Need,
        owner: User,
        start: datetime,
        *,
        hired: AssistantProfile | None,
        weeks: int,
    ) -> None:
        profile = hired or next((match.profile for match in ranked_assistants(mission).main), None)
        if profile is None:
            return
        application = self._apply(mission, profile, start)
        with at(start + timedelta(days=2)):
            engagement = applications.accept_application(application, owner)
        self._sign(engagement, owner, start)
        for week in range(weeks):
            self._log_week(engagement, owner, week, is_last=week == weeks - 1 and need.ends_as == "filled")
        if need.ends_as == "completed":
            engagements.close_engagement(engagement)

    def _sign(self, engagement: Engagement, owner: User, start: datetime) -> None:
        assistant = engagement.profile.user
        with at(start + timedelta(days=2, hours=3)):
            if active_mandate(engagement.profile) is None:
                sign_mandate(engagement.profile, assistant, ADDRESS)
            engagements.sign_engagement(engagement, assistant, Side.ASSISTANT, ADDRESS)
        with at(start + timedelta(days=2, hours=6)):
            engagements.sign_engagement(engagement, owner, Side.COMPANY, ADDRESS)

    def _log_week(self, engagement: Engagement, owner: User, week: int, *, is_last: bool) -> Timesheet | None:
        """Logged on the Friday, approved on the Monday; the last one waits for the company."""
        monday = engagement.starts_on - timedelta(days=engagement.starts_on.weekday()) + timedelta(weeks=week)
        friday = timezone.make_aware(
            datetime.combine(monday + timedelta(days=4), datetime.min.time())
        ) + timedelta(hours=17)
        if friday > timezone.now() or (engagement.ends_on and monday > engagement.ends_on):
            return None
        with at(friday):
            timesheet = timesheets.open_timesheet(engagement, monday, engagement.profile.user)
            timesheets.replace_lines(timesheet, engagement.profile.user, self._lines(engagement, timesheet))
            timesheets.submit_timesheet(timesheet, engagement.profile.user)
        if not is_last:
            with at(min(friday + timedelta(days=3), timezone.now())):
                timesheets.approve_timesheet(timesheet, owner)
        return timesheet

    def _lines(self, engagement: Engagement, timesheet: Timesheet) -> list[Line]:
        """The week's volume over two or three days that the contract covers."""
        days = [timesheet.week_starts_on + timedelta(days=offset) for offset in (0, 1, 3)]
        days = [day for day in days if day >= engagement.starts_on] or [
            timesheet.week_starts_on + timedelta(days=4)
        ]
        share = max(30, engagement.minutes_per_week // len(days) // 30 * 30)
        tasks = self.random.sample(TASKS, k=len(days))
        return [Line(day, task, share) for day, task in zip(days, tasks, strict=True)]
