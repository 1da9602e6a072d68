"""The demo from nothing: people, then their stories, then their payments through the Stripe double.

People and stories each are one transaction; payments are duties. Interrupted, it takes up where it was.
"""

from collections.abc import Iterator
from io import StringIO
from random import Random

from django.core.management import call_command
from django.db import transaction

from accounts.enums import Place
from accounts.models import AssistantProfile, Company, User
from billing.models import Bill
from billing.services.checkout import open_checkout
from billing.services.parties import start_onboarding
from matching.models import MatchingDuty
from missions.enums import EngagementFormat, PriceMode
from missions.models import Mission
from notifications.models import Delivery, Notification
from sio.demo import cast, crowd, house, invitations, needs, people, reports, voices
from sio.demo.histories import Storyteller
from sio.demo.needs import Need
from sio.lib.duties import DutyStatus, Queue
from sio.tasks import drain_queue

SEED = 2024_03_15
ASSISTANTS = 290
NEEDS = 48
UNPAID = 3
ANNOUNCED = 6
WEEKS = {"Ateliers Fontvieille": 6, "Menuiserie Le Goff": 9, "Distribution Auvergne Outillage": 4}

COMPANY = needs.RIVOIRE
ASSISTANT = next(person for person in cast.ASSISTANTS if person.first_name == "Claire")


def is_loaded() -> bool:
    return Mission.objects.exists()


def load(*, assistants: int = ASSISTANTS, more_needs: int = NEEDS) -> None:
    """Seat everybody and live every story; does nothing twice."""
    random = Random(SEED)
    crowd_people = crowd.assistants(random, assistants)
    every_need = [*needs.NEEDS, _with_claire(), *crowd.needs(random, more_needs)]
    if not User.objects.filter(email=people.MODERATOR).exists():
        _seat([*cast.ASSISTANTS, *crowd_people], every_need, random)
    if not is_loaded():
        _tell(every_need, random)
    invitations.load()
    voices.load()
    reports.load()
    house.load()
    _pay()
    _hush()


@transaction.atomic
def _seat(assistants: list[cast.Assistant], every_need: list[Need], random: Random) -> None:
    door, catalogue = people.Door(), people.Catalogue()
    people.seat_moderator(door)
    people.seat_firms({need.firm.siren: need.firm for need in every_need}.values(), door, catalogue)
    people.seat_assistants(assistants, door, catalogue, random)


@transaction.atomic
def _tell(every_need: list[Need], random: Random) -> None:
    teller = Storyteller(User.objects.get(email=people.MODERATOR), people.Catalogue(), random)
    firms = {company.siren: company for company in Company.objects.all()}
    cast_by_name = {
        profile.user.first_name: profile
        for profile in AssistantProfile.objects.select_related("user").order_by("pk")[: len(cast.ASSISTANTS)]
    }
    for need in every_need:
        weeks = WEEKS.get(need.firm.name, 3)
        teller.tell(need, firms[need.firm.siren], hired=cast_by_name.get(need.hired), weeks=weeks)


def _with_claire() -> Need:
    """The two people of the demo already work together: hours wait for approval, a bill is ready."""
    return Need(
        COMPANY,
        "Situations de travaux et relances de la plomberie",
        "M1605",
        ("construction-admin",),
        ("quote-follow-up", "invoicing"),
        EngagementFormat.RECURRING,
        Place.REMOTE,
        4,
        PriceMode.HOUR,
        3600,
        30,
        "Deux chantiers publics en cours : situations mensuelles, relances et classement des pièces.",
        "Situations envoyées le 25 du mois, pièces classées par chantier.",
        ends_as="filled",
        hired="Claire",
    )


def _pay() -> None:
    """Everyone hired registers for payouts, every firm but a few pays; Stripe is played by the double."""
    _announce_the_last()
    _drain()
    for profile in AssistantProfile.objects.filter(engagements__isnull=False).distinct():
        start_onboarding(profile)
    _oblige()
    due = Bill.objects.awaiting_payment().select_related("company").order_by("created_at")
    for bill in list(due)[:-UNPAID]:
        open_checkout(bill, bill.company.memberships.select_related("user").get().user)
    _oblige()


def _announce_the_last() -> None:
    """Only the latest missions are told of: the others' letters left long ago."""
    waiting = MatchingDuty.objects.filter(status=DutyStatus.WAITING)
    latest = waiting.order_by("-pk").values("pk")[:ANNOUNCED]
    waiting.exclude(pk__in=latest).update(status=DutyStatus.CANCELLED)


def _oblige() -> None:
    _drain()
    call_command("oblige", stdout=StringIO())
    _drain()


def _drain() -> None:
    """Do what is due, letters apart: nobody of the demo has an address."""
    while sum(drain_queue(queue) for queue in (Queue.WORK, Queue.STRIPE)):
        pass


def _hush() -> None:
    """The letters of the past stay unsent; what people were told is read, but for the last few days' news."""
    Delivery.objects.filter(status=DutyStatus.WAITING).update(status=DutyStatus.CANCELLED)
    recent = Notification.objects.order_by("-pk").values("pk")[:60]
    Notification.objects.unread().exclude(pk__in=recent).mark_read()


def accounts() -> Iterator[tuple[str, str]]:
    """Who may sign in, and as whom."""
    yield "entreprise", COMPANY.email
    yield "assistante", ASSISTANT.email
    yield "équipe SIO", people.MODERATOR
