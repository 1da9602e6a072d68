"""From the tables to one market, in nine statements; the database counts."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from matching.enums import Bucket
from matching.figures.window import FORTNIGHT, FOUR_WEEKS, Market, Part, Person, Window, midnight
from matching.models import Candidate, Impression
from matching.projection import WORKED
from matching.rules import CONFIRMATION_DAYS
from missions.enums import ApplicationStatus, InvitationStatus
from missions.models import Application, Engagement, Invitation, Mission

ENDED_WITHOUT_HER = (ApplicationStatus.ACCEPTED, ApplicationStatus.DECLINED, ApplicationStatus.LAPSED)
REFUSED = (InvitationStatus.DECLINED, InvitationStatus.LAPSED)


def read_market(window: Window) -> Market:
    """What happened in the window, to the people who are listed today and on the whole base."""
    return Market(
        window=window,
        people=_people(window),
        refused=_refused(window),
        applications=_applications(window),
        unopened=_unopened(window),
        days_to_contact=_days_to_contact(window),
        days_to_hire=_days_to_hire(window),
        filled=_filled(window),
    )


def _people(window: Window) -> list[Person]:
    """Listed, with free time, and whose availability stood confirmed on one day of the window at least."""
    active = Candidate.objects.filter(
        is_listed=True,
        free_minutes__gt=0,
        confirmed_on__gte=window.since - timedelta(days=CONFIRMATION_DAYS),
        profile__published_at__lt=midnight(window.on),
    )
    rows = active.values("profile_id", "free_minutes").annotate(
        joined_on=TruncDate("profile__published_at"),
        is_hired=_hired(window.since, window),
        hired_early=_hired(
            window.before, window, activated_at__lt=OuterRef("profile__published_at") + FOUR_WEEKS
        ),
    )
    shown, invitations = _shown(window), _open_invitations(window)
    return [_person(row, shown, invitations) for row in rows.order_by()]


def _person(
    row: Mapping[str, Any], shown: Mapping[int, tuple[int, int]], invitations: Counter[int]
) -> Person:
    facts = dict(row)
    pk = facts.pop("profile_id")
    times, early = shown.get(pk, (0, 0))
    return Person(**facts, impressions=times, seen_early=early > 0, invitations=invitations[pk])


def _shown(window: Window) -> dict[int, tuple[int, int]]:
    """Times each was shown in the main list: in the window, then in the 28 days after joining."""
    early_until = TruncDate(F("profile__published_at") + FOUR_WEEKS)
    read = Impression.objects.filter(
        bucket=Bucket.MAIN, shown_on__gte=window.before, shown_on__lt=window.on
    ).order_by()
    counted = read.values("profile_id").annotate(
        times=Count("pk", filter=Q(shown_on__gte=window.since)),
        early=Count("pk", filter=Q(shown_on__lt=early_until)),
    )
    return {one["profile_id"]: (one["times"], one["early"]) for one in counted}


def _hired(since: date, window: Window, **when: Any) -> Exists:
    return Exists(_started(since, window).filter(profile=OuterRef("profile"), **when))


def _started(since: date, window: Window) -> QuerySet[Engagement]:
    return Engagement.objects.filter(
        status__in=WORKED, activated_at__gte=midnight(since), activated_at__lt=midnight(window.on)
    )


def _open_invitations(window: Window) -> Counter[int]:
    end = midnight(window.on)
    waiting = Q(answered_at=None) | Q(answered_at__gte=end)
    return Counter(Invitation.objects.filter(waiting, sent_at__lt=end).values_list("profile_id", flat=True))


def _refused(window: Window) -> Part:
    ended = Invitation.objects.concluded().filter(
        answered_at__gte=midnight(window.since), answered_at__lt=midnight(window.on)
    )
    counted = ended.aggregate(found=Count("pk", filter=Q(status__in=REFUSED)), asked=Count("pk"))
    return Part(**counted)


def _applications(window: Window) -> list[int]:
    received = Count("applications", filter=Q(applications__sent_at__lt=midnight(window.on)))
    published = _published(window.since, window.on).annotate(received=received)
    return list(published.order_by().values_list("received", flat=True))


def _published(since: date, until: date) -> QuerySet[Mission]:
    return Mission.objects.filter(published_at__gte=midnight(since), published_at__lt=midnight(until))


def _unopened(window: Window) -> Part:
    """Those she withdrew say nothing of the company."""
    ended = Application.objects.filter(
        status__in=ENDED_WITHOUT_HER,
        decided_at__gte=midnight(window.since),
        decided_at__lt=midnight(window.on),
    )
    return Part(**ended.aggregate(found=Count("pk", filter=Q(seen_at=None)), asked=Count("pk")))


def _days_to_contact(window: Window) -> list[float]:
    accepted = Application.objects.filter(
        status=ApplicationStatus.ACCEPTED,
        decided_at__gte=midnight(window.since),
        decided_at__lt=midnight(window.on),
    )
    return _days(accepted.annotate(span=F("decided_at") - F("mission__published_at")))


def _days_to_hire(window: Window) -> list[float]:
    hired = _started(window.since, window)
    return _days(hired.annotate(span=F("activated_at") - F("mission__published_at")))


def _days(spans: QuerySet[Any]) -> list[float]:
    return [span / timedelta(days=1) for span in spans.order_by().values_list("span", flat=True)]


def _filled(window: Window) -> Part:
    """Counted on the 28 days of missions that have had their fortnight."""
    told = _published(window.since - FORTNIGHT, window.on - FORTNIGHT)
    in_time = Q(filled_at__lt=F("published_at") + FORTNIGHT)
    return Part(**told.aggregate(found=Count("pk", filter=in_time), asked=Count("pk")))
