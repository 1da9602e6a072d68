"""What waits for an assistant: her profile, her availability, contracts, hours, the means to be paid."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from accounts.enums import ProfileStatus
from accounts.models import AssistantProfile, User
from billing.services.mandates import active_mandate
from billing.services.parties import is_payable
from missions.enums import ApplicationStatus, EngagementStatus, InvitationStatus, Side, TimesheetStatus
from missions.models import Application, Engagement, Invitation, Timesheet
from missions.presentation.invitations import her_state
from sio.dashboard.shapes import Board, Listing, Todo
from sio.lib.components import Line
from sio.lib.dates import date_fr

SHOWN = 5
HEADING = "Votre activité"


def board(user: User) -> Board:
    profile = AssistantProfile.objects.filter(user=user).first()
    if profile is None:
        return Board(HEADING, [_first_steps()])
    invitations = list(
        Invitation.objects.received_by(user).select_related("mission__company").open_first()[:SHOWN]
    )
    engagements = list(
        Engagement.objects.of_assistant_user(user)
        .filter(status__in=[EngagementStatus.PROPOSED, EngagementStatus.SIGNED, EngagementStatus.ACTIVE])
        .select_related("mission", "company")
        .prefetch_related("signatures")
    )
    return Board(
        HEADING,
        list(_todos(profile, engagements, invitations)),
        listings=[*_invitations(invitations), _applications(user), _engagements(engagements)],
        quiet="Rien ne vous attend pour l’instant. Les missions qui vous correspondent vous sont envoyées par e-mail.",
    )


def _first_steps() -> Todo:
    return Todo(
        "Créez votre profil",
        reverse("accounts:profile"),
        "Commencer",
        text="Des étapes courtes, gardées au fur et à mesure.",
        tone="honey",
        icon="folder",
    )


def _todos(
    profile: AssistantProfile, engagements: list[Engagement], invitations: list[Invitation]
) -> Iterator[Todo]:
    yield from _profile(profile)
    yield from _invited(invitations)
    yield from _contracts(engagements)
    yield from _hours(engagements)
    yield from _money(profile, engagements)
    if profile.status == ProfileStatus.PUBLISHED and not profile.is_availability_confirmed:
        yield _availability(profile)


def _profile(profile: AssistantProfile) -> Iterator[Todo]:
    href = reverse("accounts:profile")
    if profile.status == ProfileStatus.DRAFT:
        yield Todo(
            "Terminez votre profil",
            href,
            "Continuer",
            "Il sera lu par l’équipe SIO avant d’être publié.",
            "honey",
            "folder",
        )
    elif profile.status == ProfileStatus.CHANGES_REQUESTED:
        yield Todo(
            "Votre profil est à compléter",
            href,
            "Compléter",
            "L’équipe SIO vous a écrit ce qu’il manque.",
            "warning",
            "folder",
        )
    elif profile.status == ProfileStatus.PAUSED:
        yield Todo(
            "Votre profil est en pause",
            href,
            "Reprendre",
            "Les entreprises ne le voient plus.",
            "neutral",
            "folder",
        )


def _invited(invitations: list[Invitation]) -> Iterator[Todo]:
    for invitation in invitations:
        if invitation.is_open:
            yield Todo(
                f"{invitation.mission.company} vous invite",
                invitation.get_absolute_url(),
                "Lire l’invitation",
                text=f"{invitation.mission}. L’invitation expire le {date_fr(invitation.lapses_at)}.",
                icon="briefcase",
            )


def _contracts(engagements: list[Engagement]) -> Iterator[Todo]:
    for engagement in engagements:
        sides = {signature.side for signature in engagement.signatures.all()}
        if engagement.status != EngagementStatus.ACTIVE and Side.ASSISTANT not in sides:
            yield Todo(
                f"Contrat à signer avec {engagement.company}",
                reverse("missions:engagement", args=[engagement.public_id]),
                "Relire et signer",
                text=str(engagement.mission),
                icon="file-text",
            )


def _hours(engagements: list[Engagement]) -> Iterator[Todo]:
    mine = Timesheet.objects.filter(engagement__in=[engagement.pk for engagement in engagements])
    for timesheet in mine.filter(status=TimesheetStatus.CONTESTED).select_related("engagement__company"):
        yield Todo(
            f"Relevé contesté par {timesheet.engagement.company}",
            reverse("missions:timesheet", args=[timesheet.public_id]),
            "Corriger",
            text=timesheet.contest_reason,
            tone="danger",
            icon="clock",
        )
    for timesheet in mine.filter(status=TimesheetStatus.OPEN).select_related("engagement__company"):
        yield Todo(
            f"Heures à envoyer à {timesheet.engagement.company}",
            reverse("missions:timesheet", args=[timesheet.public_id]),
            "Compléter et envoyer",
            text=str(timesheet),
            icon="clock",
        )


def _money(profile: AssistantProfile, engagements: list[Engagement]) -> Iterator[Todo]:
    """Asked once there is something to be paid for: a contract to sign or running."""
    if not engagements:
        return
    if active_mandate(profile) is None:
        yield Todo(
            "Signez le mandat de facturation",
            reverse("billing:mandate"),
            "Lire le mandat",
            text="SIO établit vos factures à votre nom ; il faut votre accord écrit.",
            tone="warning",
            icon="file-text",
        )
    if not is_payable(profile):
        yield Todo(
            "Terminez votre inscription auprès de Stripe",
            reverse("billing:payouts"),
            "Continuer",
            text="Elle est nécessaire pour recevoir vos versements.",
            tone="warning",
            icon="credit-card",
        )


def _availability(profile: AssistantProfile) -> Todo:
    confirmed = profile.availability_confirmed_at
    since = f"Dernière confirmation le {date_fr(timezone.localdate(confirmed))}." if confirmed else ""
    return Todo(
        "Confirmez vos disponibilités",
        reverse("accounts:profile_availability"),
        "Confirmer",
        text=f"{since} Au-delà de 7 jours, votre profil passe « à confirmer ».".strip(),
        tone="warning",
        icon="calendar",
    )


def _invitations(invitations: list[Invitation]) -> Iterator[Listing]:
    """Shown once there is one: until then, nothing is expected of her."""
    if not invitations:
        return
    lines = [
        Line(
            str(invitation.mission),
            invitation.get_absolute_url(),
            state=her_state(invitation),
            tone=InvitationStatus(invitation.status).tone,
            detail=str(invitation.mission.company),
        )
        for invitation in invitations
    ]
    yield Listing("Vos invitations", lines, reverse("missions:my_invitations"), "Toutes vos invitations")


def _applications(user: User) -> Listing:
    latest = Application.objects.sent_by(user).select_related("mission__company").order_by("-sent_at")[:SHOWN]
    lines = [
        Line(
            str(application.mission),
            reverse("missions:application", args=[application.public_id]),
            state=application.get_status_display(),
            tone=ApplicationStatus(application.status).tone,
            detail=str(application.mission.company),
        )
        for application in latest
    ]
    return Listing(
        "Vos candidatures",
        lines,
        reverse("missions:my_applications"),
        "Toutes vos candidatures",
        "Vos candidatures et leurs réponses apparaîtront ici.",
        "Voir les missions qui me correspondent",
        reverse("matching:missions"),
    )


def _engagements(engagements: list[Engagement]) -> Listing:
    lines = [
        Line(
            str(engagement.mission),
            reverse("missions:engagement", args=[engagement.public_id]),
            state=engagement.get_status_display(),
            tone=EngagementStatus(engagement.status).tone,
            detail=str(engagement.company),
        )
        for engagement in engagements[:SHOWN]
    ]
    return Listing(
        "Vos contrats",
        lines,
        reverse("missions:engagements"),
        "Tous vos contrats",
        "Vos contrats apparaîtront ici dès qu’une entreprise acceptera votre candidature.",
        "Voir les missions qui me correspondent",
        reverse("matching:missions"),
    )
