"""A company invites an assistant; she applies, declines, or lets it lapse, at no cost to her.

Locks: mission, then profile, then invitation. Whatever opens an invitation holds the first two, so that both caps are
counted by one person at a time.
"""

from itertools import takewhile

from django.utils import timezone

from accounts.enums import ProfileStatus
from accounts.models import AssistantProfile, User
from accounts.services.profiles import doubt_availability
from missions import caps, deadlines
from missions.enums import InvitationReason, InvitationStatus, MissionStatus
from missions.models import Application, Invitation, Mission
from missions.permissions import can_act_for, is_her_profile
from missions.services.moves import ensure, lock, move
from missions.services.telling import tell_assistant, tell_company
from missions.signals import invitation_answered, invitation_sent
from sio.lib import dates
from sio.lib.errors import Refusal
from sio.lib.services import service
from sio.lib.working_days import after_working_days, held_until

NOT_A_MEMBER = "Seules les personnes qui représentent l’entreprise peuvent gérer ses invitations."
NOT_HERS = "Seule la personne invitée peut répondre à cette invitation."
ALREADY_ANSWERED = "Cette invitation n’attend plus de réponse."
MISSION_IS_FULL = (
    f"{caps.OPEN_INVITATIONS_PER_MISSION} invitations attendent déjà une réponse pour cette mission. "
    "Attendez une réponse, ou retirez l’une d’elles."
)
SHE_IS_BUSY = "Cette personne a déjà beaucoup d’invitations en cours. Réessayez dans quelques jours."
SEAT_IS_TAKEN = (
    "L’entreprise a invité d’autres personnes depuis. Vous pouvez toujours proposer votre candidature."
)
SILENCE = "Invitations restées sans réponse"
REMINDED_ON = (2, 3, 4)
"""Working days after the invitation."""


@service
def invite(mission: Mission, profile: AssistantProfile, by: User, message: str = "") -> Invitation:
    """Offer the mission to one person; raises Refusal when a cap is reached or she already answered."""
    lock(mission)
    lock(profile)
    ensure(can_act_for(by, mission.company), NOT_A_MEMBER)
    _ensure_may_be_invited(mission, profile)
    seat = _free_seat(mission)
    ensure(seat, MISSION_IS_FULL)
    ensure(_has_room(profile), SHE_IS_BUSY)
    invitation = Invitation.objects.create(mission=mission, profile=profile, seat=seat, message=message)
    event = invitation.events.create(actor=by, to_status=InvitationStatus.OPEN)
    tell_assistant(profile, "invitation_received", event.pk, invitation=invitation.public_id)
    _owe_what_follows(invitation)
    invitation_sent.send(Invitation, invitation=invitation)
    return invitation


@service
def mark_invitation_opened(invitation: Invitation, by: User) -> Invitation:
    """She read it: dated once, shown to the company."""
    lock(invitation)
    if invitation.is_open and invitation.opened_at is None and is_her_profile(by, invitation.profile):
        invitation.opened_at = timezone.now()
        invitation.save(update_fields=["opened_at"])
    return invitation


@service
def decline_invitation(invitation: Invitation, by: User, reason: str = "") -> Invitation:
    """Not this time; a reason helps the company and is never asked for."""
    _lock(invitation)
    _ensure_hers(invitation, by)
    ensure(invitation.is_open, ALREADY_ANSWERED)
    if reason not in {"", *InvitationReason.values}:
        raise Refusal("Choisissez un motif dans la liste, ou aucun.", field="reason")
    said = InvitationReason(reason).label if reason else ""
    key = _close(invitation, InvitationStatus.DECLINED, by=by, why=said, reason=reason)
    company = invitation.mission.company
    tell_company(company, "invitation_declined", key, invitation=invitation.public_id)
    invitation_answered.send(Invitation, invitation=invitation)
    return invitation


@service
def reconsider_invitation(invitation: Invitation, by: User) -> Invitation:
    """Take a « no » back on the day it was said, while the company still has a seat for her."""
    _lock_with_profile(invitation)
    _ensure_hers(invitation, by)
    ensure(
        may_reconsider(invitation),
        "Votre réponse n’est plus modifiable. La mission reste ouverte à votre candidature.",
    )
    seat = _free_seat(invitation.mission)
    ensure(seat and invitation.mission.status == MissionStatus.PUBLISHED, SEAT_IS_TAKEN)
    facts = {"seat": seat, "answered_at": None, "reason": ""}
    event = move(invitation, InvitationStatus.OPEN, by=by, facts=facts)
    company = invitation.mission.company
    tell_company(company, "invitation_reopened", event.pk, invitation=invitation.public_id)
    return invitation


def may_reconsider(invitation: Invitation) -> bool:
    """Whether a « no » may still be taken back: on its own day, and before the invitation would have lapsed."""
    answered = invitation.answered_at
    return (
        invitation.status == InvitationStatus.DECLINED
        and answered is not None
        and timezone.localdate(answered) == dates.today()
        and timezone.now() < invitation.lapses_at
    )


@service
def withdraw_invitation(invitation: Invitation, by: User) -> Invitation:
    """The company takes it back; she is told, and may still apply."""
    _lock(invitation)
    ensure(can_act_for(by, invitation.mission.company), NOT_A_MEMBER)
    ensure(invitation.is_open, ALREADY_ANSWERED)
    _withdraw(invitation, by, why="Retirée par l’entreprise")
    return invitation


@service
def remind_invitation(invitation: Invitation, by: User) -> Invitation:
    """A reminder the company asks for: two at most, a day apart."""
    _lock(invitation)
    ensure(can_act_for(by, invitation.mission.company), NOT_A_MEMBER)
    ensure(invitation.is_open, ALREADY_ANSWERED)
    refused = why_not_remind(invitation)
    ensure(not refused, refused)
    invitation.reminders, invitation.reminded_at = invitation.reminders + 1, timezone.now()
    invitation.save(update_fields=["reminders", "reminded_at"])
    here = InvitationStatus.OPEN
    invitation.events.create(actor=by, from_status=here, to_status=here, why="Relance de l’entreprise")
    key = f"invitation:{invitation.pk}:manual:{invitation.reminders}"
    tell_assistant(invitation.profile, "invitation_reminded", key, invitation=invitation.public_id)
    return invitation


def why_not_remind(invitation: Invitation) -> str:
    """The sentence that says why the company cannot remind her now; empty when it can."""
    if invitation.reminders >= caps.MANUAL_REMINDERS:
        return "Vous avez déjà relancé cette personne deux fois. Laissez-lui le temps de répondre."
    free_at = (invitation.reminded_at or invitation.sent_at) + caps.BETWEEN_REMINDERS
    if timezone.now() < free_at:
        return f"Une relance sera possible à partir du {dates.day_and_clock(free_at)}."
    return ""


@service
def lapse_invitation(invitation: Invitation) -> Invitation:
    """Seven days have passed. Three silences in a row, and she is asked whether she is still available."""
    _lock_with_profile(invitation)
    ensure(invitation.is_open, ALREADY_ANSWERED)
    key = _close(invitation, InvitationStatus.LAPSED, by=None, why="Sans réponse après sept jours")
    at, public_id = held_until(timezone.now()), invitation.public_id
    tell_assistant(invitation.profile, "invitation_lapsed", key, at=at, invitation=public_id)
    tell_company(invitation.mission.company, "invitation_lapsed", key, at=at, invitation=public_id)
    if _was_silent_again(invitation.profile):
        _ask_whether_available(invitation)
    return invitation


def answer_by_applying(application: Application) -> None:
    """Close as accepted the invitation she answers by her application; in the caller's transaction."""
    hers = Invitation.objects.filter(mission=application.mission, profile=application.profile)
    waiting = hers.filter(status__in=(InvitationStatus.OPEN, InvitationStatus.DECLINED))
    for invitation in waiting.select_for_update(of=("self",)):
        _close(invitation, InvitationStatus.ACCEPTED, by=application.profile.user)
        invitation_answered.send(Invitation, invitation=invitation)


def withdraw_open_invitations(mission: Mission, *, by: User | None, why: str) -> None:
    """Take back what can no longer be answered, in the caller's transaction; each person is told why."""
    for invitation in mission.invitations.open().select_for_update(of=("self",)).order_by("pk"):
        _withdraw(invitation, by, why=why)


def _lock(invitation: Invitation) -> None:
    """What closes an invitation frees seats: no need to hold the profile."""
    mission = lock(invitation.mission)
    lock(invitation).mission = mission


def _lock_with_profile(invitation: Invitation) -> None:
    mission, profile = lock(invitation.mission), lock(invitation.profile)
    lock(invitation)
    invitation.mission, invitation.profile = mission, profile


def _ensure_hers(invitation: Invitation, by: User) -> None:
    ensure(is_her_profile(by, invitation.profile), NOT_HERS)


def _ensure_may_be_invited(mission: Mission, profile: AssistantProfile) -> None:
    ensure(mission.status == MissionStatus.PUBLISHED, "Publiez ou reprenez la mission avant d’inviter.")
    ensure(profile.status == ProfileStatus.PUBLISHED, "Ce profil n’est plus en ligne.")
    is_own = mission.company.memberships.filter(user=profile.user_id).exists()
    ensure(not is_own, "Cette personne représente votre entreprise.")
    applied = Application.objects.filter(mission=mission, profile=profile).exists()
    ensure(not applied, "Cette personne a déjà proposé sa candidature.")
    refuses = profile.refused_sectors.filter(pk=mission.company.sector_id).exists()
    ensure(not refuses, "Ce profil ne peut pas être invité pour cette mission.")
    hers = Invitation.objects.filter(mission=mission, profile=profile)
    ensure(not hers.open().exists(), "Une invitation attend déjà la réponse de cette personne.")
    declined = hers.declined().exists()
    ensure(not declined, "Cette personne a déjà répondu à votre invitation pour cette mission.")


def _free_seat(mission: Mission) -> int | None:
    """The first free seat of the mission; its row is held, so nobody else takes it."""
    taken = set(mission.invitations.open().values_list("seat", flat=True))
    seats = range(1, caps.OPEN_INVITATIONS_PER_MISSION + 1)
    return next((seat for seat in seats if seat not in taken), None)


def _has_room(profile: AssistantProfile) -> bool:
    cap = caps.open_invitations_of_assistant(profile.free_minutes_per_week)
    return Invitation.objects.open().filter(profile=profile).count() < cap


def _owe_what_follows(invitation: Invitation) -> None:
    """Three reminders on working days, each silent unless its case is met; the end after seven days."""
    for number, days in enumerate(REMINDED_ON, start=1):
        key = f"invitation:{invitation.pk}:reminder:{number}"
        at = after_working_days(invitation.sent_at, days)
        facts = {"invitation": invitation.public_id, "number": number}
        tell_assistant(invitation.profile, "invitation_reminder", key, at=at, **facts)
    deadlines.owe_lapse(invitation)


def _close(invitation: Invitation, status: str, *, by: User | None, why: str = "", reason: str = "") -> int:
    """The event's id. Its seat is free again."""
    facts = {"seat": None, "answered_at": timezone.now(), "reason": reason}
    return int(move(invitation, status, by=by, facts=facts, why=why).pk)


def _withdraw(invitation: Invitation, by: User | None, *, why: str) -> None:
    key = _close(invitation, InvitationStatus.WITHDRAWN, by=by, why=why)
    tell_assistant(invitation.profile, "invitation_withdrawn", key, invitation=invitation.public_id)


def _was_silent_again(profile: AssistantProfile) -> bool:
    """Whether her last invitations lapsed unopened, three of them, or three more since she was last asked."""
    if profile.status != "published":
        return False
    concluded = Invitation.objects.concluded().filter(profile=profile).only("status", "opened_at")
    silent = len(list(takewhile(_is_silent, concluded.iterator())))
    return silent > 0 and silent % caps.SILENT_INVITATIONS == 0


def _is_silent(invitation: Invitation) -> bool:
    return invitation.status == InvitationStatus.LAPSED and invitation.opened_at is None


def _ask_whether_available(invitation: Invitation) -> None:
    """A question about a fact: her fit and her place do not move, her list does until one click."""
    doubt_availability(invitation.profile, why=SILENCE)
    week = dates.today().strftime("%G-W%V")
    key = f"profile:{invitation.profile_id}:availability:{week}"
    tell_assistant(invitation.profile, "availability_asked", key, assistant=invitation.profile.public_id)
