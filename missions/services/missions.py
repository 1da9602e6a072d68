"""The life of a mission: described, checked by the team, published, paused, closed."""

from django.utils import timezone

from accounts.enums import ModerationReason
from accounts.models import Company, User
from missions import wording
from missions.enums import EngagementStatus, MissionStatus
from missions.models import Engagement, Mission
from missions.permissions import can_act_for, can_moderate
from missions.services.applications import lapse_open_applications
from missions.services.budgets import ceiling_of
from missions.services.invitations import withdraw_open_invitations
from missions.services.moves import ensure, lock, move
from missions.services.telling import tell_company, tell_one
from missions.signals import mission_changed, mission_published
from missions.steps import missing_steps
from sio.lib.services import service

NOT_A_MEMBER = "Seules les personnes qui représentent l’entreprise peuvent agir sur cette mission."
NOT_A_MODERATOR = "Cette décision revient à l’équipe SIO."


@service
def create_mission(company: Company, by: User) -> Mission:
    """Open a draft, to be described step by step."""
    ensure(can_act_for(by, company), NOT_A_MEMBER)
    mission = Mission.objects.create(company=company, author=by)
    mission.events.create(actor=by, to_status=MissionStatus.DRAFT)
    _changed(mission)
    return mission


@service
def submit_mission(mission: Mission, by: User) -> Mission:
    """Send a complete description to the team, unless its words ask for what the law keeps to others."""
    _lock_for_member(mission, by)
    missing = missing_steps(mission)
    ensure(not missing, f"Il reste à compléter : {', '.join(step.label for step in missing)}.")
    ensure(not wording.forbidding(mission), wording.STOPPED)
    event = move(mission, MissionStatus.SUBMITTED, by=by, facts={"submitted_at": timezone.now()})
    tell_one(by, "mission_submitted", event.pk, mission=mission.public_id)
    _changed(mission)
    return mission


@service
def request_wording_review(mission: Mission, by: User) -> Mission:
    """Ask the team to read words that the check stopped: it may be wrong."""
    _lock_for_member(mission, by)
    ensure(mission.is_editable, "Cette mission est déjà entre les mains de l’équipe.")
    ensure(wording.forbidding(mission), "Aucun passage n’empêche l’envoi de votre mission.")
    mission.review_requested_at = timezone.now()
    mission.save(update_fields=["review_requested_at"])
    return mission


@service
def clear_rule(mission: Mission, by: User, rule: str) -> Mission:
    """A moderator read the words and lets these stand; others that the same rule finds later still stop it."""
    _lock_for_moderator(mission, by)
    found = [reading.finding for reading in wording.findings(mission) if reading.rule == rule]
    ensure(found, "Cette règle ne s’applique plus à ce texte.")
    words = sorted({word for finding in found for word in finding.words})
    mission.cleared_rules = [*mission.cleared_rules, {"rule": rule, "words": words}]
    mission.review_requested_at = None
    mission.save(update_fields=["cleared_rules", "review_requested_at"])
    event = mission.events.create(
        actor=by, from_status=mission.status, to_status=mission.status, why=f"Règle levée : {rule}"
    )
    if mission.is_editable:
        tell_company(mission.company, "mission_wording_cleared", event.pk, mission=mission.public_id)
    return mission


@service
def publish_mission(mission: Mission, by: User) -> Mission:
    """Show the mission to every member; the matching apps are told in the same transaction."""
    _lock_for_moderator(mission, by)
    ensure(
        not wording.forbidding(mission),
        "Levez d’abord les règles « interdit », ou demandez des modifications.",
    )
    facts = {
        "published_at": timezone.now(),
        "published_ceilings": mission.published_ceilings or [ceiling_of(mission)],
    }
    event = move(mission, MissionStatus.PUBLISHED, by=by, facts=facts)
    tell_company(mission.company, "mission_published", event.pk, mission=mission.public_id)
    mission_published.send(Mission, mission=mission)
    _changed(mission)
    return mission


@service
def request_mission_changes(mission: Mission, by: User, reason: str, why: str) -> Mission:
    """Send the description back with a reason from the list and a sentence that helps."""
    _lock_for_moderator(mission, by)
    _ensure_reason(reason, why)
    event = move(mission, MissionStatus.CHANGES_REQUESTED, by=by, why=why, reason=reason)
    tell_company(mission.company, "mission_changes_requested", event.pk, mission=mission.public_id)
    _changed(mission)
    return mission


@service
def reject_mission(mission: Mission, by: User, reason: str, why: str) -> Mission:
    """Refuse a mission that no rewriting can save; final."""
    _lock_for_moderator(mission, by)
    _ensure_reason(reason, why)
    event = move(mission, MissionStatus.REJECTED, by=by, why=why, reason=reason)
    tell_company(mission.company, "mission_rejected", event.pk, mission=mission.public_id)
    _changed(mission)
    return mission


@service
def pause_mission(mission: Mission, by: User) -> Mission:
    """Hide the mission; applications received stay open, invitations are taken back."""
    _lock_for_member(mission, by)
    move(mission, MissionStatus.PAUSED, by=by)
    withdraw_open_invitations(mission, by=by, why="La mission est en pause")
    _changed(mission)
    return mission


@service
def resume_mission(mission: Mission, by: User) -> Mission:
    _lock_for_member(mission, by)
    ensure(mission.status == MissionStatus.PAUSED, "Cette mission n’est pas en pause.")
    move(mission, MissionStatus.PUBLISHED, by=by)
    _changed(mission)
    return mission


@service
def cancel_mission(mission: Mission, by: User, why: str = "") -> Mission:
    """Give the need up: open applications lapse, a contract not yet in force falls with it."""
    _lock_for_member(mission, by)
    _cancel_unsigned_contract(mission, by)
    move(mission, MissionStatus.CANCELLED, by=by, why=why)
    lapse_open_applications(mission, by=by, why="Mission annulée par l’entreprise")
    withdraw_open_invitations(mission, by=by, why="La mission est annulée")
    _changed(mission)
    return mission


def _cancel_unsigned_contract(mission: Mission, by: User) -> None:
    running = (
        Engagement.objects.filter(mission=mission).exclude(status=EngagementStatus.CANCELLED).order_by("pk")
    )
    for engagement in running.select_for_update():
        ensure(
            engagement.status in {EngagementStatus.PROPOSED, EngagementStatus.SIGNED},
            "Un contrat est en cours : mettez fin au contrat, la mission se terminera avec lui.",
        )
        event = move(engagement, EngagementStatus.CANCELLED, by=by, why="Mission annulée par l’entreprise")
        tell_one(engagement.profile.user, "engagement_cancelled", event.pk, engagement=engagement.public_id)


def _lock_for_member(mission: Mission, by: User) -> None:
    lock(mission)
    ensure(can_act_for(by, mission.company), NOT_A_MEMBER)


def _lock_for_moderator(mission: Mission, by: User) -> None:
    lock(mission)
    ensure(can_moderate(by), NOT_A_MODERATOR)


def _ensure_reason(reason: str, why: str) -> None:
    ensure(reason in ModerationReason.values, "Choisissez un motif dans la liste.")
    ensure(why.strip(), "Expliquez ce qui aiderait à publier cette mission.")


def _changed(mission: Mission) -> None:
    mission_changed.send(Mission, mission=mission)
