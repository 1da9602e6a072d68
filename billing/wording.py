"""What a bill, an account and an invoice say to each side, in sentences."""

from collections.abc import Mapping

from accounts.models import AssistantProfile
from billing.enums import BillState, TransfersStatus
from billing.fees import Amounts
from billing.models import Bill, ConnectedAccount
from sio.lib.components import Amount
from sio.lib.money import euros

STRIPE_WORDS = (
    "Paiement traité par Stripe, établissement de monnaie électronique agréé. SIO ne détient pas vos fonds."
)
VERIFYING = (
    "Paiement en cours de vérification. Vous n’avez rien à refaire\u00a0: "
    "nous vous prévenons dès qu’il est confirmé."
)
ONBOARDING = "Terminez votre inscription auprès de Stripe pour recevoir vos versements."

_FOR_COMPANY: Mapping[str, str] = {
    BillState.DUE: "Ce relevé d’heures est approuvé. Il vous reste à le régler.",
    BillState.CHARGING: VERIFYING,
    BillState.PROCESSING: "Votre banque traite le paiement, en général sous cinq jours ouvrés. Vous n’avez rien à faire.",
    BillState.NEEDS_ACTION: "Votre banque demande une confirmation. Rien n’a été prélevé.",
    BillState.PAYMENT_FAILED: (
        "Votre banque a refusé le paiement. Rien n’a été prélevé. "
        "Vous pouvez réessayer ou choisir un autre moyen de paiement."
    ),
    BillState.DISPUTED: "Votre banque conteste ce paiement. Une personne de l’équipe SIO le suit.",
    BillState.DISPUTE_LOST: "La contestation de ce paiement est acceptée.",
    BillState.REFUNDED: "Ce règlement vous a été remboursé.",
    BillState.CANCELLED: "Ce règlement est annulé. Rien n’a été prélevé.",
    BillState.QUARANTINED: "Une personne de l’équipe SIO vérifie ce règlement. Vous n’avez rien à faire.",
}
_PAID_FOR_COMPANY = "Ce règlement est payé. Merci."
_FOR_ASSISTANT: Mapping[str, str] = {
    BillState.DUE: "Vos heures sont approuvées. L’entreprise doit régler.",
    BillState.CHARGING: "Le paiement de l’entreprise est en cours.",
    BillState.PROCESSING: "La banque de l’entreprise traite le paiement, en général sous cinq jours ouvrés.",
    BillState.NEEDS_ACTION: "La banque de l’entreprise lui demande une confirmation.",
    BillState.PAYMENT_FAILED: "Le paiement de l’entreprise n’est pas passé. Nous la relançons.",
    BillState.PAID: "L’entreprise a payé. Votre versement part dans un instant.",
    BillState.ON_HOLD: "L’entreprise a payé. Stripe demande une information avant de vous verser ce montant.",
    BillState.TRANSFERRING: "L’entreprise a payé. Votre versement part dans un instant.",
    BillState.TRANSFERRED: "Votre versement est parti. Stripe le vire sur votre compte bancaire.",
    BillState.DISPUTED: "La banque de l’entreprise conteste ce paiement. Une personne de l’équipe SIO le suit.",
    BillState.DISPUTE_WON: "La contestation est levée.",
    BillState.DISPUTE_LOST: "La contestation de ce paiement est acceptée. Une personne de l’équipe SIO vous écrit.",
    BillState.REFUNDED: "Ce règlement a été remboursé à l’entreprise.",
    BillState.CANCELLED: "Ce règlement est annulé.",
    BillState.QUARANTINED: "Une personne de l’équipe SIO vérifie ce règlement. Vous n’avez rien à faire.",
}
_ACCOUNT: Mapping[str, str] = {
    TransfersStatus.ACTIVE: "Vous pouvez recevoir des versements.",
    TransfersStatus.PENDING: "Stripe vérifie vos informations. Vous n’avez rien à faire pour l’instant.",
    TransfersStatus.RESTRICTED: "Stripe demande encore des informations avant de pouvoir vous verser de l’argent.",
    TransfersStatus.REJECTED: "Stripe n’a pas accepté votre inscription. Écrivez-nous\u00a0: une personne vous répondra.",
    TransfersStatus.UNSUPPORTED: (
        "Stripe ne peut pas vous verser d’argent dans votre situation. Écrivez-nous\u00a0: une personne vous répondra."
    ),
}
# The beginnings of Stripe's descriptions, in our words.
_WANTED: Mapping[str, str] = {
    "identity.individual.documents": "une pièce d’identité",
    "identity.individual.address": "votre adresse",
    "identity.individual.date_of_birth": "votre date de naissance",
    "identity.individual": "votre identité",
    "identity.business_details": "votre activité",
    "identity.attestations": "l’acceptation des conditions de Stripe",
    "defaults.profile": "votre activité",
    "configuration.recipient": "votre compte bancaire",
    "external_account": "votre compte bancaire",
}


def price_line(whole: Amounts | Bill, assistant: AssistantProfile) -> str:
    """What is paid and to whom, in one sentence, before commitment."""
    return (
        f"Vous payez {euros(whole.charge_cents)}\u00a0: {euros(whole.work_cents)} à verser à {assistant}, "
        f"{euros(whole.fee_ht_cents)} de frais de mise en relation et "
        f"{euros(whole.fee_vat_cents)} de TVA sur ces frais."
    )


def price_parts(whole: Amounts | Bill, assistant: AssistantProfile) -> list[Amount]:
    """The same, line by line; the lines sum to the total."""
    parts = [Amount(f"Prestation HT, à verser à {assistant}", whole.work_ht_cents)]
    if whole.work_vat_cents:
        parts.append(Amount("TVA de la prestation", whole.work_vat_cents))
    return [
        *parts,
        Amount("Frais de mise en relation HT", whole.fee_ht_cents),
        Amount("TVA sur ces frais", whole.fee_vat_cents),
        Amount("Total à payer", whole.charge_cents, is_total=True),
    ]


def for_company(bill: Bill) -> str:
    return _FOR_COMPANY.get(bill.state, _PAID_FOR_COMPANY)


def for_assistant(bill: Bill, *, is_payable: bool) -> str:
    if bill.state == BillState.DUE and not is_payable:
        return ONBOARDING
    return _FOR_ASSISTANT[bill.state]


def of_account(account: ConnectedAccount | None) -> str:
    """The state of her account in one sentence."""
    if account is None:
        return ONBOARDING
    if account.closed_at is not None:
        return (
            "Votre inscription auprès de Stripe est fermée. Écrivez-nous\u00a0: une personne vous répondra."
        )
    return _ACCOUNT[account.transfers_status]


def wanted_by_stripe(account: ConnectedAccount | None) -> list[str]:
    """What is missing, each thing once, in French."""
    descriptions = account.requirements.get("wanted", []) if account else []
    return list(dict.fromkeys(_in_french(text) for text in descriptions))


def _in_french(description: str) -> str:
    known = (words for start, words in _WANTED.items() if description.startswith(start))
    return next(known, "une information que Stripe vous indiquera")
