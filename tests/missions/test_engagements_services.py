"""Contracts: signed by both, ended with notice."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from missions.enums import EngagementStatus, MissionStatus, Side
from missions.models import MissionDuty
from missions.services import engagements as services
from missions.services.applications import accept_application
from missions.signals import engagement_active
from sio.lib.duties import drain
from sio.lib.errors import Refusal
from tests.factories.missions import ApplicationFactory, EngagementFactory, MissionFactory, owner_of
from tests.missions.support import story, told, with_mandate

ADDRESS = "192.0.2.10"


@pytest.fixture
def engagement(company, alice, bob):
    mission = MissionFactory(published=True, company=company)
    return accept_application(ApplicationFactory(mission=mission, profile=with_mandate(bob)), alice)


def sign(engagement, side):
    user = engagement.profile.user if side == Side.ASSISTANT else owner_of(engagement.company)
    return services.sign_engagement(engagement, user, side, ADDRESS)


def test_a_signature_keeps_who_what_when_and_from_where(engagement, alice):
    sign(engagement, Side.COMPANY)
    signature = engagement.signatures.get()
    assert (signature.user, signature.side, signature.ip_address) == (alice, "company", ADDRESS)
    assert signature.text_sha256 == engagement.contract_sha256
    assert timezone.now() - signature.signed_at < timedelta(minutes=1)


@pytest.mark.parametrize("first", list(Side))
def test_the_second_signature_puts_the_contract_in_force(engagement, alice, bob, first):
    heard = []

    def hear(sender, engagement, **kwargs):
        heard.append(engagement)

    engagement_active.connect(hear)
    second = Side.COMPANY if first == Side.ASSISTANT else Side.ASSISTANT
    sign(engagement, first)
    assert engagement.status == EngagementStatus.SIGNED
    assert heard == []
    sign(engagement, second)
    engagement_active.disconnect(hear)
    assert engagement.status == EngagementStatus.ACTIVE
    assert engagement.activated_at is not None
    assert story(engagement) == [("", "proposed"), ("proposed", "signed"), ("signed", "active")]
    assert heard == [engagement]
    assert told(alice)[-1] == told(bob.user)[-1] == "engagement_active"


def test_the_other_side_is_told_of_the_first_signature(engagement, bob):
    sign(engagement, Side.COMPANY)
    assert told(bob.user) == ["application_accepted", "engagement_signed"]


def test_she_signs_the_mandate_before_the_contract(company, alice, bob):
    mission = MissionFactory(published=True, company=company)
    engagement = accept_application(ApplicationFactory(mission=mission, profile=bob), alice)
    with pytest.raises(services.MandateMissing, match="mandat de facturation"):
        sign(engagement, Side.ASSISTANT)
    with_mandate(bob)
    sign(engagement, Side.ASSISTANT)
    assert engagement.status == EngagementStatus.SIGNED


def test_nobody_signs_twice(engagement):
    sign(engagement, Side.COMPANY)
    with pytest.raises(Refusal, match="déjà signé"):
        sign(engagement, Side.COMPANY)


def test_nobody_signs_for_the_other_side(engagement, alice, bob):
    for user, side in ((alice, Side.ASSISTANT), (bob.user, Side.COMPANY)):
        with pytest.raises(Refusal, match="votre côté"):
            services.sign_engagement(engagement, user, side, ADDRESS)


def test_charlie_signs_nothing(engagement, charlie):
    for side in Side:
        with pytest.raises(Refusal, match="deux autres parties"):
            services.sign_engagement(engagement, charlie, side, ADDRESS)


def test_a_text_that_was_touched_is_not_signed(engagement, alice):
    type(engagement).objects.update(contract_text="Un autre texte")
    with pytest.raises(Refusal, match="texte du contrat a changé"):
        services.sign_engagement(engagement, alice, Side.COMPANY, ADDRESS)


def test_a_cancelled_contract_is_not_signed(engagement, alice):
    type(engagement).objects.update(status=EngagementStatus.CANCELLED)
    with pytest.raises(Refusal, match="n’attend plus de signature"):
        services.sign_engagement(engagement, alice, Side.COMPANY, ADDRESS)


def test_a_start_that_has_passed_becomes_today_and_weeks_give_the_last_day(company, alice, bob):
    mission = MissionFactory(
        published=True, company=company, starts_on=timezone.localdate() - timedelta(days=3), duration_weeks=2
    )
    engagement = accept_application(ApplicationFactory(mission=mission, profile=bob), alice)
    assert engagement.starts_on == timezone.localdate()
    assert engagement.ends_on == timezone.localdate() + timedelta(days=13)


@pytest.fixture
def running(company, alice, bob):
    return EngagementFactory(
        active=True,
        application=ApplicationFactory(
            accepted=True, mission=MissionFactory(filled=True, company=company), profile=bob
        ),
    )


@pytest.mark.parametrize("side", list(Side))
def test_either_side_ends_with_notice_and_the_other_is_told(running, alice, bob, side):
    by, other = (alice, bob.user) if side == Side.COMPANY else (bob.user, alice)
    services.end_engagement(running, by, "Le besoin a changé.")
    assert running.status == EngagementStatus.ACTIVE
    assert running.ends_on == timezone.localdate() + timedelta(days=15)
    assert running.events.last().why == "Le besoin a changé."
    assert told(other) == ["engagement_ending"]
    assert told(by) == []


def test_notice_never_goes_beyond_the_day_already_agreed(running, alice):
    running.ends_on = timezone.localdate() + timedelta(days=3)
    running.save()
    services.end_engagement(running, alice)
    assert running.ends_on == timezone.localdate() + timedelta(days=3)


def test_an_end_is_announced_once_and_by_a_party(running, alice, charlie):
    with pytest.raises(Refusal):
        services.end_engagement(running, charlie)
    services.end_engagement(running, alice)
    with pytest.raises(Refusal, match="déjà annoncée"):
        services.end_engagement(running, alice)


def test_a_contract_not_in_force_is_not_ended(engagement, alice):
    with pytest.raises(Refusal, match="n’est pas en cours"):
        services.end_engagement(engagement, alice)


def test_a_contract_closes_by_itself_the_morning_after_its_last_day(running, alice):
    services.end_engagement(running, alice)
    duty = MissionDuty.objects.get()
    assert timezone.localtime(duty.next_at).date() == running.ends_on + timedelta(days=1)
    assert act_now(duty) == "done"
    running.refresh_from_db()
    running.mission.refresh_from_db()
    assert (running.status, running.mission.status) == (EngagementStatus.ENDED, MissionStatus.COMPLETED)
    assert running.ended_at is not None


def test_a_deadline_that_no_longer_stands_does_nothing(running, alice):
    services.end_engagement(running, alice)
    type(running).objects.update(ends_on=timezone.localdate() + timedelta(days=60))
    assert act_now(MissionDuty.objects.get()) == "cancelled"
    running.refresh_from_db()
    assert running.status == EngagementStatus.ACTIVE


def act_now(duty):
    """Bring a duty to its hour, and let the worker act."""
    MissionDuty.objects.filter(pk=duty.pk).update(next_at=timezone.now() - timedelta(minutes=1))
    drain(MissionDuty)
    duty.refresh_from_db()
    return duty.status


def test_a_signed_contract_with_an_agreed_end_owes_its_closing(engagement):
    type(engagement).objects.update(ends_on=timezone.localdate() + timedelta(days=30))
    for side in Side:
        sign(engagement, side)
    assert MissionDuty.objects.get().kind == "close_engagement"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("status = 'active'", "engagement_active_has_activated_at"),
        ("status = 'ended', activated_at = now()", "engagement_ended_has_ended_at"),
        ("ends_on = starts_on - 1", "engagement_ends_after_it_starts"),
        ("notice_given_at = now()", "engagement_notice_has_a_last_day"),
        ("rate_cents = 0", "engagement_rate_is_positive"),
    ],
)
def test_the_database_itself_refuses(change, constraint):
    engagement = EngagementFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE missions_engagement SET {change} WHERE id = {engagement.pk}")  # noqa: S608


def test_a_side_signs_once_even_for_the_database(engagement, alice):
    sign(engagement, Side.COMPANY)
    with pytest.raises(IntegrityError, match="side_signs_once"), transaction.atomic():
        engagement.signatures.create(side=Side.COMPANY, user=alice, text_sha256="0" * 64)


def test_the_hour_of_a_closing_is_local_whatever_the_season(running):
    with time_machine.travel("2026-07-01T10:00:00+02:00"):
        services.end_engagement(running, running.profile.user)
    closing = timezone.localtime(MissionDuty.objects.get().next_at)
    assert (closing.hour, closing.minute) == (0, 5)
