"""What waits for an owner: needs to finish, applications to answer, contracts to sign, hours to approve, bills to pay."""

from collections.abc import Iterator

from django.urls import reverse

from accounts.models import Company, User
from billing.models import Bill
from missions.enums import EngagementStatus, MissionStatus, Side
from missions.models import Application, Engagement, Mission, Timesheet
from sio.dashboard.shapes import Board, Listing, Todo, plural
from sio.lib.components import Line
from sio.lib.dates import date_fr
from sio.lib.money import euros

SHOWN = 5


def empty_board() -> Board:
    """Before the company exists, one thing to do."""
    todo = Todo(
        "Présentez votre entreprise",
        reverse("accounts:company"),
        "Commencer",
        text="Nom, SIREN et adresse : deux minutes, une seule fois.",
        icon="building-2",
    )
    return Board("Votre entreprise", [todo])


def board(company: Company, user: User) -> Board:
    missions = list(Mission.objects.of_company(company).order_by("-updated_at")[: SHOWN * 4])
    return Board(
        heading=str(company),
        todos=list(_todos(company, missions)),
        listings=[_missions(missions), _engagements(company)],
        quiet="Rien ne vous attend pour l’instant. Nous vous écrirons dès qu’une réponse arrive.",
    )


def _todos(company: Company, missions: list[Mission]) -> Iterator[Todo]:
    if not missions:
        yield _first_need()
    yield from _needs(missions)
    yield from _applications(company)
    yield from _contracts(company)
    yield from _timesheets(company)
    yield from _bills(company)


def _first_need() -> Todo:
    return Todo(
        "Décrivez votre premier besoin",
        reverse("missions:new"),
        "Décrire mon besoin",
        text="Quelques étapes courtes ; votre brouillon est gardé.",
        tone="honey",
        icon="folder",
    )


def _needs(missions: list[Mission]) -> Iterator[Todo]:
    for mission in missions:
        href = reverse("missions:detail", args=[mission.public_id])
        if mission.status == MissionStatus.CHANGES_REQUESTED:
            yield Todo(
                f"À compléter : {mission}",
                href,
                "Compléter",
                "L’équipe SIO vous demande une précision.",
                "warning",
            )
        elif mission.status == MissionStatus.DRAFT:
            yield Todo(
                f"Brouillon : {mission}",
                href,
                "Reprendre",
                "Votre description n’est pas encore envoyée.",
                "neutral",
            )


def _applications(company: Company) -> Iterator[Todo]:
    waiting = (
        Application.objects.open()
        .filter(mission__company=company)
        .select_related("mission")
        .order_by("sent_at")
    )
    by_mission: dict[Mission, list[Application]] = {}
    for application in waiting:
        by_mission.setdefault(application.mission, []).append(application)
    for mission, applications in by_mission.items():
        yield Todo(
            plural(
                len(applications), "candidature attend votre réponse", "candidatures attendent votre réponse"
            ),
            reverse("missions:applications", args=[mission.public_id]),
            "Lire et répondre",
            text=f"{mission}. La plus ancienne est du {date_fr(applications[0].sent_at)}.",
            icon="users",
        )


def _contracts(company: Company) -> Iterator[Todo]:
    unsigned = Engagement.objects.filter(
        company=company, status__in=[EngagementStatus.PROPOSED, EngagementStatus.SIGNED]
    ).exclude(signatures__side=Side.COMPANY)
    for engagement in unsigned.select_related("mission", "profile__user"):
        yield Todo(
            f"Contrat à signer avec {engagement.profile}",
            reverse("missions:engagement", args=[engagement.public_id]),
            "Relire et signer",
            text=str(engagement.mission),
            icon="file-text",
        )


def _timesheets(company: Company) -> Iterator[Todo]:
    waiting = Timesheet.objects.awaiting_approval().filter(engagement__company=company)
    for timesheet in waiting.select_related("engagement__profile__user").order_by("submitted_at"):
        yield Todo(
            f"Heures de {timesheet.engagement.profile} à approuver",
            reverse("missions:timesheet", args=[timesheet.public_id]),
            "Voir le relevé",
            text=f"{timesheet}, envoyé le {date_fr(timesheet.submitted_at)}."
            if timesheet.submitted_at
            else "",
            icon="clock",
        )


def _bills(company: Company) -> Iterator[Todo]:
    for bill in Bill.objects.awaiting_payment().filter(company=company).order_by("created_at"):
        yield Todo(
            f"{euros(bill.charge_cents)} à régler",
            reverse("billing:bill", args=[bill.public_id]),
            "Payer",
            text=bill.title,
            tone="warning",
            icon="credit-card",
        )


def _missions(missions: list[Mission]) -> Listing:
    lines = [
        Line(
            str(mission),
            reverse("missions:detail", args=[mission.public_id]),
            state=mission.get_status_display(),
            tone=MissionStatus(mission.status).tone,
        )
        for mission in missions[:SHOWN]
    ]
    return Listing(
        "Vos missions",
        lines,
        reverse("missions:list"),
        "Toutes vos missions",
        "Vous n’avez pas encore décrit de besoin.",
        "Décrire mon besoin",
        reverse("missions:new"),
    )


def _engagements(company: Company) -> Listing:
    running = Engagement.objects.active().filter(company=company).select_related("mission", "profile__user")
    lines = [
        Line(
            f"{engagement.profile}, {engagement.mission}",
            reverse("missions:engagement", args=[engagement.public_id]),
            state=engagement.get_status_display(),
            tone=EngagementStatus(engagement.status).tone,
        )
        for engagement in running[:SHOWN]
    ]
    return Listing(
        "Missions en cours",
        lines,
        reverse("missions:engagements"),
        "Tous vos contrats",
        "Vos contrats apparaîtront ici dès qu’une candidature sera acceptée.",
        "Voir vos missions",
        reverse("missions:list"),
    )
