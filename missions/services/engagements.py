"""The contract: proposed with the acceptance, in force when both sides signed, ended with notice."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from billing import fees
from billing.services.mandates import active_mandate
from missions import contracts, deadlines
from missions.enums import EngagementStatus, MissionStatus, Side
from missions.models import Application, Engagement, Mission
from missions.permissions import can_act_for, is_her_profile
from missions.services.moves import ensure, lock, move
from missions.services.telling import tell_assistant, tell_company
from missions.services.terms import terms_of
from missions.signals import engagement_active, mission_changed
from sio.lib.errors import Refusal
from sio.lib.services import service


class MandateMissing(Refusal):
    """She must let SIO issue invoices in her name before she signs; the page leads to the mandate."""


def propose_engagement(application: Application, by: User) -> Engagement:
    """Freeze the agreed terms and the contract text, in the transaction of the acceptance."""
    mission = application.mission
    engagement = Engagement(
        application=application,
        mission=mission,
        company=mission.company,
        profile=application.profile,
        rate_cents=application.rate_cents,
        minutes_per_week=mission.weekly_minutes or 0,
        starts_on=_first_day(mission),
        fee_schedule_version=fees.active_schedule().version,
    )
    engagement.ends_on = _last_day(engagement.starts_on, mission.duration_weeks)
    _write_contract(engagement)
    engagement.save()
    engagement.events.create(actor=by, to_status=EngagementStatus.PROPOSED)
    return engagement


@service
def sign_engagement(engagement: Engagement, by: User, side: str, ip_address: str) -> Engagement:
    """Sign by a click: who, which text, when, from where. The second signature puts the contract in force."""
    lock(engagement)
    _ensure_may_sign(engagement, by, side)
    engagement.signatures.create(
        side=side, user=by, text_sha256=engagement.contract_sha256, ip_address=ip_address
    )
    if engagement.signatures.count() == len(Side):
        _activate(engagement, by)
    else:
        event = move(engagement, EngagementStatus.SIGNED, by=by)
        _tell_other_side(engagement, side, "engagement_signed", event.pk)
    return engagement


@service
def end_engagement(engagement: Engagement, by: User, why: str = "") -> Engagement:
    """Either side ends it with the agreed notice; hours go on until the last day."""
    lock(engagement)
    side = side_of(engagement, by)
    ensure(engagement.status == EngagementStatus.ACTIVE, "Ce contrat n’est pas en cours.")
    ensure(engagement.notice_given_at is None, "La fin de ce contrat est déjà annoncée.")
    engagement.notice_given_at = timezone.now()
    engagement.ends_on = last_day_with_notice(engagement)
    engagement.save(update_fields=["notice_given_at", "ends_on"])
    event = engagement.events.create(
        actor=by, from_status=engagement.status, to_status=engagement.status, why=why or "Fin annoncée"
    )
    deadlines.owe_end(engagement)
    _tell_other_side(engagement, side, "engagement_ending", event.pk)
    return engagement


@service
def close_engagement(engagement: Engagement) -> Engagement:
    """After the last day: ended, and the mission completed. Called by its deadline."""
    mission = lock(engagement.mission)
    lock(engagement)
    move(
        engagement,
        EngagementStatus.ENDED,
        by=None,
        facts={"ended_at": timezone.now()},
        why="Dernier jour passé",
    )
    move(mission, MissionStatus.COMPLETED, by=None, why="Contrat terminé")
    mission_changed.send(Mission, mission=mission)
    return engagement


def side_of(engagement: Engagement, user: User) -> Side:
    """The side this person signs for. Raises Refusal when she has none."""
    if is_her_profile(user, engagement.profile):
        return Side.ASSISTANT
    ensure(can_act_for(user, engagement.company), "Ce contrat lie deux autres parties.")
    return Side.COMPANY


def last_day_with_notice(engagement: Engagement) -> date:
    """Today plus the notice, or the day already agreed when it comes first."""
    day = timezone.localdate() + timedelta(days=engagement.notice_days)
    return min(day, engagement.ends_on) if engagement.ends_on else max(day, engagement.starts_on)


def _ensure_may_sign(engagement: Engagement, by: User, side: str) -> None:
    ensure(side_of(engagement, by) == side, "Vous ne pouvez signer que pour votre côté.")
    ensure(
        engagement.status in {EngagementStatus.PROPOSED, EngagementStatus.SIGNED},
        "Ce contrat n’attend plus de signature.",
    )
    ensure(not engagement.signatures.filter(side=side).exists(), "Vous avez déjà signé ce contrat.")
    ensure(
        contracts.digest(engagement.contract_text) == engagement.contract_sha256,
        "Le texte du contrat a changé.",
    )
    if side == Side.ASSISTANT and active_mandate(engagement.profile) is None:
        raise MandateMissing("Signez d’abord le mandat de facturation : il permet d’émettre vos factures.")


def _activate(engagement: Engagement, by: User) -> None:
    event = move(engagement, EngagementStatus.ACTIVE, by=by, facts={"activated_at": timezone.now()})
    tell_company(engagement.company, "engagement_active", event.pk, engagement=engagement.public_id)
    tell_assistant(engagement.profile, "engagement_active", event.pk, engagement=engagement.public_id)
    if engagement.ends_on:
        deadlines.owe_end(engagement)
    engagement_active.send(Engagement, engagement=engagement)


def _tell_other_side(engagement: Engagement, side: str, kind: str, key: int) -> None:
    if side == Side.ASSISTANT:
        tell_company(engagement.company, kind, key, engagement=engagement.public_id)
    else:
        tell_assistant(engagement.profile, kind, key, engagement=engagement.public_id)


def _write_contract(engagement: Engagement) -> None:
    contract = contracts.draw_up(terms_of(engagement))
    engagement.contract_version = contract.version
    engagement.contract_text = contract.text
    engagement.contract_sha256 = contract.sha256


def _first_day(mission: Mission) -> date:
    """The day wished, or today when it has passed."""
    today = timezone.localdate()
    return max(mission.starts_on, today) if mission.starts_on else today


def _last_day(first: date, weeks: int | None) -> date | None:
    return first + timedelta(weeks=weeks, days=-1) if weeks else None
