"""What is told about money. Each builder reads the facts again and stays silent when they have moved on."""

from django.urls import reverse

from accounts.models import AssistantProfile, User
from billing.enums import BillState, InvoiceStatus
from billing.models import Bill, Invoice
from notifications.messages import Message, Payload, message
from sio.lib.dates import day
from sio.lib.money import euros

WHY_COMPANY = "Vous recevez ce message parce que vous suivez les règlements de votre entreprise sur SIO."
WHY_ASSISTANT = "Vous recevez ce message parce que vous travaillez avec une entreprise par SIO."
STRIPE_WORDS = (
    "Paiement traité par Stripe, établissement de monnaie électronique agréé. SIO ne détient pas vos fonds."
)


# --- to the company -----------------------------------------------------------------------------------------------


@message("bill_due", label="Un règlement vous attend", is_transactional=True, priority=0)
def bill_due(user: User, payload: Payload) -> Message | None:
    bill = _bill(payload)
    if bill.state != BillState.DUE:
        return None
    return Message(
        subject=f"À régler\u00a0: {euros(bill.charge_cents)}",
        preheader=bill.title,
        happened=f"Le relevé d’heures «\u00a0{bill.title}\u00a0» est approuvé. Il vous reste à le régler.",
        facts=_amounts(bill),
        button="Régler maintenant",
        path=_page(bill),
        otherwise=f"Rien n’est prélevé sans vous. {STRIPE_WORDS}",
        why=WHY_COMPANY,
    )


@message(
    "payment_needs_action", label="Votre banque demande une confirmation", is_transactional=True, priority=0
)
def payment_needs_action(user: User, payload: Payload) -> Message | None:
    bill = _bill(payload)
    if bill.state != BillState.NEEDS_ACTION:
        return None
    return Message(
        subject="Votre banque demande une confirmation",
        preheader=f"{euros(bill.charge_cents)} pour «\u00a0{bill.title}\u00a0»",
        happened="Votre banque demande une confirmation avant ce paiement. Rien n’a été prélevé.",
        facts=_amounts(bill),
        button="Confirmer le paiement",
        path=_page(bill),
        otherwise="Le règlement reste en attente tant que vous ne l’avez pas confirmé.",
        why=WHY_COMPANY,
    )


@message("payment_failed", label="Un paiement est refusé par votre banque", is_transactional=True, priority=0)
def payment_failed(user: User, payload: Payload) -> Message | None:
    bill = _bill(payload)
    if bill.state != BillState.PAYMENT_FAILED:
        return None
    return Message(
        subject="Votre banque a refusé le paiement",
        preheader=f"{euros(bill.charge_cents)} pour «\u00a0{bill.title}\u00a0»",
        happened=(
            "Votre banque a refusé le paiement. Rien n’a été prélevé. "
            "Vous pouvez réessayer ou choisir un autre moyen de paiement."
        ),
        facts=_amounts(bill),
        button="Choisir comment régler",
        path=_page(bill),
        otherwise="Nous présenterons de nouveau le paiement demain, puis deux fois dans la semaine qui suit.",
        why=WHY_COMPANY,
    )


@message("bill_paid", label="Un règlement est payé", is_transactional=True)
def bill_paid(user: User, payload: Payload) -> Message | None:
    bill = _bill(payload)
    return Message(
        subject=f"Payé\u00a0: {euros(bill.charge_cents)}",
        preheader=bill.title,
        happened=f"Le règlement «\u00a0{bill.title}\u00a0» est payé. Vos deux factures sont prêtes.",
        facts=_amounts(bill),
        button="Voir le règlement et les factures",
        path=_page(bill),
        otherwise="Vous n’avez rien à faire.",
        why=WHY_COMPANY,
    )


# --- to the assistant ---------------------------------------------------------------------------------------------


@message(
    "onboarding_needed",
    label="Terminez votre inscription auprès de Stripe",
    is_transactional=True,
    priority=0,
)
def onboarding_needed(user: User, payload: Payload) -> Message | None:
    bill = _bill(payload)
    if bill.state != BillState.DUE:
        return None
    return Message(
        subject="Terminez votre inscription pour être payée ou payé",
        preheader=f"{euros(bill.net_cents)} attendent pour «\u00a0{bill.title}\u00a0»",
        happened="Vos heures sont approuvées. Terminez votre inscription auprès de Stripe pour recevoir vos versements.",
        facts=(("À vous verser", euros(bill.net_cents)), ("Période", _period(bill))),
        button="Terminer mon inscription",
        path=reverse("billing:payouts"),
        otherwise="L’entreprise n’est pas débitée tant que vous ne pouvez pas recevoir le versement.",
        why=WHY_ASSISTANT,
    )


@message("transfer_sent", label="Un versement est parti", is_transactional=True)
def transfer_sent(user: User, payload: Payload) -> Message | None:
    bill = _bill(payload)
    if bill.state != BillState.TRANSFERRED:
        return None
    return Message(
        subject=f"Versé\u00a0: {euros(bill.net_cents)}",
        preheader=f"{bill.company}, {bill.title}",
        happened=f"L’entreprise {bill.company} a réglé vos heures. Le versement est parti.",
        facts=(("Versé", euros(bill.net_cents)), ("Période", _period(bill)), ("Frais pour vous", euros(0))),
        button="Voir mes versements",
        path=reverse("billing:payouts"),
        otherwise=(
            "Stripe vire ce montant sur votre compte bancaire, en général sous quelques jours ouvrés. "
            "Pensez à le déclarer\u00a0: impots.gouv.fr (professionnels) et autoentrepreneur.urssaf.fr."
        ),
        why=WHY_ASSISTANT,
    )


@message("transfer_on_hold", label="Un versement vous attend", is_transactional=True, priority=0)
def transfer_on_hold(user: User, payload: Payload) -> Message | None:
    bill = _bill(payload)
    if bill.state != BillState.ON_HOLD:
        return None
    return Message(
        subject=f"Un versement de {euros(bill.net_cents)} vous attend",
        preheader="Stripe demande une information avant de vous verser ce montant.",
        happened="L’entreprise a payé. Stripe demande une information avant de vous verser ce montant.",
        facts=(("À vous verser", euros(bill.net_cents)), ("Période", _period(bill))),
        button="Voir ce qui est demandé",
        path=reverse("billing:payouts"),
        otherwise="Le versement part dès que Stripe a l’information. Nous vous le rappellerons.",
        why=WHY_ASSISTANT,
    )


@message("invoice_to_accept", label="Une facture est émise en votre nom", is_transactional=True)
def invoice_to_accept(user: User, payload: Payload) -> Message | None:
    invoice = Invoice.objects.select_related("company").get(pk=payload["invoice"])
    if invoice.status != InvoiceStatus.ISSUED:
        return None
    return Message(
        subject=f"Facture {invoice.number} émise en votre nom",
        preheader=f"{euros(invoice.total_cents)} pour {invoice.company}",
        happened=f"SIO a émis la facture {invoice.number} en votre nom et pour votre compte. Vérifiez-la.",
        facts=(
            ("Client", invoice.company.name),
            ("Montant", euros(invoice.total_cents)),
            ("Date", day(invoice.issued_on)),
        ),
        button="Voir la facture",
        path=reverse("billing:invoices"),
        otherwise="Sans réponse de votre part sous 8 jours, elle est acceptée, comme le prévoit votre mandat.",
        why=WHY_ASSISTANT,
    )


@message("payouts_ready", label="Vous pouvez recevoir des versements", is_transactional=True)
def payouts_ready(user: User, payload: Payload) -> Message | None:
    if not AssistantProfile.objects.get(pk=payload["assistant"]).connected_account.can_receive:
        return None
    return Message(
        subject="Vous pouvez recevoir des versements",
        preheader="Votre inscription auprès de Stripe est complète.",
        happened="Votre inscription auprès de Stripe est complète. Vous pouvez recevoir des versements.",
        button="Voir mes versements",
        path=reverse("billing:payouts"),
        otherwise="Vous n’avez rien à faire.",
        why=WHY_ASSISTANT,
    )


@message("payouts_paused", label="Stripe demande une information", is_transactional=True, priority=0)
def payouts_paused(user: User, payload: Payload) -> Message | None:
    if AssistantProfile.objects.get(pk=payload["assistant"]).connected_account.can_receive:
        return None
    return Message(
        subject="Stripe demande une information",
        preheader="Vos versements sont en pause tant qu’elle manque.",
        happened="Stripe demande une information. Vos versements sont en pause tant qu’elle manque.",
        button="Voir ce qui est demandé",
        path=reverse("billing:payouts"),
        otherwise="Les prochains règlements attendront. Aucune entreprise ne sera débitée entre-temps.",
        why=WHY_ASSISTANT,
    )


def _bill(payload: Payload) -> Bill:
    return Bill.objects.with_parties().get(pk=payload["bill"])


def _page(bill: Bill) -> str:
    return reverse("billing:bill", args=[bill.public_id])


def _period(bill: Bill) -> str:
    return f"du {day(bill.period_start)} au {day(bill.period_end)}"


def _amounts(bill: Bill) -> tuple[tuple[str, str], ...]:
    return (
        ("Total", euros(bill.charge_cents)),
        (f"À verser à {bill.assistant}", euros(bill.work_cents)),
        ("Frais de mise en relation", euros(bill.fee_ht_cents)),
        ("TVA sur ces frais", euros(bill.fee_vat_cents)),
    )
