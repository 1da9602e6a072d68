"""Something to show on every page: the small demo, and for its two people what the demo leaves out."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import AssistantProfile, Company, Report, User
from accounts.services.reports import decide_report, send_report
from billing.models import Bill, PaymentMethod
from billing.services.checkout import open_checkout
from billing.stripe_double import switches
from blog.services import site
from matching.enums import Reader, ReviewStatus
from matching.models import Alert, ReviewRequest
from matching.services import answer_review, ask_review
from matching.services.alerts import create_alert
from missions.enums import TimesheetStatus
from missions.models import Application, Engagement, Invitation, Mission, Timesheet
from missions.services.applications import accept_application
from missions.services.timesheets import open_timesheet
from sio import openings
from sio.demo import build, people
from sio.lib.reportables import find
from tests.factories.billing import approved_period
from tests.factories.missions import ApplicationFactory, InvitationFactory, MissionFactory, monday

PEOPLE, NEEDS = 8, 12


@dataclass(frozen=True)
class Situation:
    """Who acts, and one thing of each kind, in the state in which its page has most to show."""

    owner: User
    assistant: User
    moderator: User
    mission: Mission
    draft: Mission
    open_mission: Mission
    application: Application
    sent: Application
    stranger: AssistantProfile
    invitation_sent: Invitation
    invitation: Invitation
    engagement: Engagement
    unsigned: Engagement
    week_to_write: Timesheet
    week_to_approve: Timesheet
    bill: Bill
    bill_awaited: Bill
    report: Report
    alert: Alert
    review: ReviewRequest

    def person(self, who: str) -> User:
        user: User = getattr(self, who)
        return user

    def at(self, name: str, thing: Any = None, *more: str) -> str:
        """The address of a page about a thing."""
        return reverse(name, args=[*([thing.public_id] if thing else []), *more])


def load() -> None:
    """The same acts as the whole demo, fewer people."""
    build.load(assistants=PEOPLE, more_needs=NEEDS)


def forget_the_last_house() -> None:
    """What pages keep for a minute is read again: the strip, the partner and the help button of the demo."""
    for memo in (site.identity, site.announcements, site.partners, openings.known):
        memo.forget()


def arrange() -> Situation:
    """In the small demo, loaded: see `demo` in conftest.py."""
    switches.reset()
    forget_the_last_house()
    company = Company.objects.get(siren=build.COMPANY.siren)
    owner = User.objects.get(email=build.COMPANY.email)
    claire = AssistantProfile.objects.get(user__email=build.ASSISTANT.email)
    # What is approved from now on waits for a click.
    PaymentMethod.objects.filter(company=company).delete()
    theirs = Engagement.objects.get(company=company, profile=claire)
    return Situation(
        owner=owner,
        assistant=claire.user,
        moderator=User.objects.get(email=people.MODERATOR),
        draft=MissionFactory(complete=True, company=company, author=owner),
        open_mission=(open_mission := _open_to(claire)),
        review=_contested(open_mission, claire),
        engagement=theirs,
        unsigned=_agreed(company, owner, claire),
        week_to_approve=Timesheet.objects.get(engagement=theirs, status=TimesheetStatus.SUBMITTED),
        week_to_write=open_timesheet(theirs, monday(), claire.user),
        bill=approved_period(company, claire, source_key="timesheet:due"),
        bill_awaited=_awaited(company, owner, claire),
        report=_reported(claire),
        alert=create_alert(claire, skills=[claire.profile_skills.all()[0].skill.position], name="Mon métier"),
        invitation=InvitationFactory(mission=MissionFactory(published=True), profile=claire),
        **_applied(company, owner, claire),
    )


def _open_to(profile: AssistantProfile) -> Mission:
    """A published mission of another firm, to which she has not applied."""
    return Mission.objects.published().exclude(applications__profile=profile).order_by("pk")[0]


def _applied(company: Company, owner: User, profile: AssistantProfile) -> dict[str, Any]:
    """A published mission of the firm, what she proposed for it, whom else it invited and whom it may."""
    mission = MissionFactory(published=True, company=company, author=owner)
    application = ApplicationFactory(mission=mission, profile=profile)
    others = AssistantProfile.objects.published().exclude(pk=profile.pk).order_by("pk")
    return {
        "mission": mission,
        "application": application,
        "sent": application,
        "stranger": others[0],
        "invitation_sent": InvitationFactory(mission=mission, profile=others[1]),
    }


def _agreed(company: Company, owner: User, profile: AssistantProfile) -> Engagement:
    """A contract that waits for both signatures."""
    mission = MissionFactory(published=True, company=company, author=owner)
    return accept_application(ApplicationFactory(mission=mission, profile=profile), owner)


def _reported(profile: AssistantProfile) -> Report:
    """A report on her profile, decided: its receipt shows the most."""
    report = send_report(
        find("profile", profile.slug),
        kind="profile",
        key=profile.slug,
        reason="false",
        details="Le diplôme cité n’existe pas.",
        good_faith=True,
    )
    team = User.objects.get(email=people.MODERATOR)
    reasons = {"facts": "Le diplôme existe.", "rule": "Article 3 des conditions.", "why": "Rien ne change."}
    return decide_report(report, team, "rejected", **reasons)


def _contested(mission: Mission, profile: AssistantProfile) -> ReviewRequest:
    """Her result, contested and answered: its page shows the most."""
    asked = ask_review(mission, profile, profile.user, Reader.ASSISTANT, "Mon expérience date de 2024.")
    team = User.objects.get(email=people.MODERATOR)
    return answer_review(asked, team, ReviewStatus.UPHELD, "Elle est comptée en entier, jusqu’à trois ans.")


def _awaited(company: Company, owner: User, profile: AssistantProfile) -> Bill:
    """A bill whose payment page is being made."""
    bill = approved_period(company, profile, source_key="timesheet:awaited")
    open_checkout(bill, owner)
    return bill
