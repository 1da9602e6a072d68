"""The lives of a bill and of an invoice, and the closed lists of money matters."""

from django.db.models import TextChoices


class BillState(TextChoices):
    """Labels are the company's words; the assistant's are in `assistant_label`."""

    DUE = "due", "À payer"
    CHARGING = "charging", "Paiement en cours"
    PROCESSING = "processing", "Paiement en cours de traitement"
    NEEDS_ACTION = "needs_action", "Confirmation demandée"
    PAYMENT_FAILED = "payment_failed", "Paiement refusé"
    PAID = "paid", "Payé"
    ON_HOLD = "on_hold", "Payé, versement en attente"
    TRANSFERRING = "transferring", "Payé, versement en cours"
    TRANSFERRED = "transferred", "Payé et versé"
    DISPUTED = "disputed", "Paiement contesté"
    DISPUTE_WON = "dispute_won", "Payé, contestation levée"
    DISPUTE_LOST = "dispute_lost", "Contestation acceptée"
    REFUNDED = "refunded", "Remboursé"
    CANCELLED = "cancelled", "Annulé"
    QUARANTINED = "quarantined", "En vérification"

    @property
    def tone(self) -> str:
        return BILL_TONES[self]

    @property
    def company_label(self) -> str:
        return _COMPANY_LABELS.get(self, self.label)

    @property
    def assistant_label(self) -> str:
        return _ASSISTANT_LABELS.get(self, self.label)


_AFTER_PAID = {BillState.DISPUTED, BillState.REFUNDED, BillState.QUARANTINED}
BILL_MOVES: dict[str, frozenset[str]] = {
    BillState.DUE: frozenset(
        {
            BillState.CHARGING,
            BillState.PROCESSING,
            BillState.PAID,
            BillState.PAYMENT_FAILED,
            BillState.CANCELLED,
            BillState.QUARANTINED,
        }
    ),
    BillState.CHARGING: frozenset(
        {
            BillState.PROCESSING,
            BillState.NEEDS_ACTION,
            BillState.PAYMENT_FAILED,
            BillState.PAID,
            BillState.QUARANTINED,
        }
    ),
    BillState.PROCESSING: frozenset({BillState.PAID, BillState.PAYMENT_FAILED, BillState.QUARANTINED}),
    BillState.NEEDS_ACTION: frozenset(
        {
            BillState.CHARGING,
            BillState.PROCESSING,
            BillState.PAID,
            BillState.PAYMENT_FAILED,
            BillState.CANCELLED,
            BillState.QUARANTINED,
        }
    ),
    BillState.PAYMENT_FAILED: frozenset(
        {
            BillState.CHARGING,
            BillState.PROCESSING,
            BillState.PAID,
            BillState.CANCELLED,
            BillState.QUARANTINED,
        }
    ),
    BillState.PAID: frozenset({BillState.TRANSFERRING, BillState.ON_HOLD} | _AFTER_PAID),
    BillState.ON_HOLD: frozenset({BillState.TRANSFERRING} | _AFTER_PAID),
    BillState.TRANSFERRING: frozenset(
        {BillState.TRANSFERRED, BillState.ON_HOLD, BillState.DISPUTED, BillState.QUARANTINED}
    ),
    BillState.TRANSFERRED: frozenset(_AFTER_PAID),
    BillState.DISPUTED: frozenset({BillState.DISPUTE_WON, BillState.DISPUTE_LOST, BillState.QUARANTINED}),
    BillState.DISPUTE_WON: frozenset({BillState.TRANSFERRING, BillState.TRANSFERRED, BillState.QUARANTINED}),
    BillState.DISPUTE_LOST: frozenset(),
    BillState.REFUNDED: frozenset(),
    BillState.CANCELLED: frozenset(),
    # A person only, with a reason: billing.services.bills.release_from_quarantine.
    BillState.QUARANTINED: frozenset(BillState.values) - {BillState.QUARANTINED.value},
}

# The company owes and nothing is under way: she may choose how to pay.
PAYABLE_STATES = frozenset({BillState.DUE, BillState.NEEDS_ACTION, BillState.PAYMENT_FAILED})
# The charge succeeded: the ledger carries it.
PAID_STATES = frozenset(
    {
        BillState.PAID,
        BillState.ON_HOLD,
        BillState.TRANSFERRING,
        BillState.TRANSFERRED,
        BillState.DISPUTED,
        BillState.DISPUTE_WON,
        BillState.DISPUTE_LOST,
        BillState.REFUNDED,
    }
)

BILL_TONES = {
    BillState.DUE: "honey",
    BillState.CHARGING: "info",
    BillState.PROCESSING: "info",
    BillState.NEEDS_ACTION: "warning",
    BillState.PAYMENT_FAILED: "danger",
    BillState.PAID: "success",
    BillState.ON_HOLD: "warning",
    BillState.TRANSFERRING: "success",
    BillState.TRANSFERRED: "success",
    BillState.DISPUTED: "danger",
    BillState.DISPUTE_WON: "success",
    BillState.DISPUTE_LOST: "danger",
    BillState.REFUNDED: "neutral",
    BillState.CANCELLED: "danger",
    BillState.QUARANTINED: "warning",
}

_COMPANY_LABELS = {
    BillState.ON_HOLD: "Payé",
    BillState.TRANSFERRING: "Payé",
    BillState.TRANSFERRED: "Payé",
    BillState.DISPUTE_WON: "Payé",
}
_ASSISTANT_LABELS = {
    BillState.DUE: "En attente de paiement",
    BillState.NEEDS_ACTION: "En attente de paiement",
    BillState.PAYMENT_FAILED: "En attente de paiement",
    BillState.PAID: "Versement en préparation",
    BillState.ON_HOLD: "Versement en attente : action demandée",
    BillState.TRANSFERRING: "Versement en cours",
    BillState.TRANSFERRED: "Versé",
    BillState.DISPUTED: "Paiement contesté par la banque",
    BillState.DISPUTE_WON: "Contestation levée",
}


class Route(TextChoices):
    """The one way of paying that is open for a bill."""

    OFF_SESSION = "off_session", "Moyen de paiement enregistré"
    CHECKOUT = "checkout", "Page de paiement"


class OperationKind(TextChoices):
    """A write at Stripe."""

    CUSTOMER = "customer", "Créer le client"
    ACCOUNT = "account", "Créer l’inscription aux versements"
    CHARGE = "charge", "Prélever"
    CHECKOUT = "checkout", "Ouvrir la page de paiement"
    EXPIRE_CHECKOUT = "expire_checkout", "Fermer la page de paiement"
    CANCEL_INTENT = "cancel_intent", "Annuler le prélèvement"
    TRANSFER = "transfer", "Verser"
    REFUND = "refund", "Rembourser"
    REVERSAL = "reversal", "Reprendre un versement"


class Outcome(TextChoices):
    """What became of an operation, in business terms; the duty's status says where the work stands."""

    DONE = "done", "Fait"
    DECLINED = "declined", "Refusé"
    SUPERSEDED = "superseded", "Remplacé"
    STUCK = "stuck", "À traiter par une personne"
    UNKNOWN = "unknown", "Réponse inconnue"


class ErrandKind(TextChoices):
    """What else billing owes: readings at Stripe and documents. None moves money by itself."""

    READ_ACCOUNT = "read_account", "Relire une inscription"
    READ_BILL = "read_bill", "Relire un paiement"
    RESUME = "resume", "Reprendre ce qui attendait une inscription"
    RETRY_CHARGE = "retry_charge", "Présenter de nouveau un paiement refusé"
    REMIND_HOLD = "remind_hold", "Rappeler un versement en attente"
    RENDER_INVOICE = "render_invoice", "Composer une facture"
    PULL_EVENTS = "pull_events", "Chercher les événements manqués"
    COMPARE_BALANCE = "compare_balance", "Comparer avec Stripe"


class Endpoint(TextChoices):
    """The three webhook destinations; each has its own address and secret."""

    PLATFORM = "platform", "Plateforme"
    CONNECTED = "connected", "Inscriptions"
    ACCOUNTS = "accounts", "Inscriptions (v2)"


class Verdict(TextChoices):
    """What became of a webhook event."""

    DONE = "done", "Traité"
    IGNORED = "ignored", "Sans objet"
    QUARANTINED = "quarantined", "Mis de côté"


class EntryKind(TextChoices):
    """The fact behind a ledger transaction."""

    CHARGE = "charge", "Paiement"
    STRIPE_FEE = "stripe_fee", "Frais de Stripe"
    TRANSFER = "transfer", "Versement"
    REFUND = "refund", "Remboursement"
    REFUND_FAILED = "refund_failed", "Remboursement échoué"
    REVERSAL = "reversal", "Reprise de versement"
    DISPUTE = "dispute", "Contestation"
    DISPUTE_WON = "dispute_won", "Contestation levée"
    LATE_FAILURE = "late_failure", "Échec tardif"
    PAYOUT = "payout", "Virement à SIO"
    TOPUP = "topup", "Apport"
    UNMATCHED = "unmatched", "Argent sans règlement"
    LOSS = "loss", "Perte"


class TransfersStatus(TextChoices):
    """Stripe's word on whether an assistant may receive money."""

    ACTIVE = "active", "Prête à recevoir des versements"
    PENDING = "pending", "Vérification en cours chez Stripe"
    RESTRICTED = "restricted", "Informations demandées par Stripe"
    REJECTED = "rejected", "Inscription non acceptée par Stripe"
    UNSUPPORTED = "unsupported", "Versements impossibles dans cette situation"


class PaymentMethodType(TextChoices):
    CARD = "card", "Carte bancaire"
    SEPA_DEBIT = "sepa_debit", "Prélèvement SEPA"


class ScheduleStatus(TextChoices):
    DRAFT = "draft", "Brouillon"
    ACTIVE = "active", "En vigueur"
    RETIRED = "retired", "Retirée"


class InvoiceKind(TextChoices):
    WORK = "work", "Facture de prestation"
    FEE = "fee", "Facture de frais"
    CREDIT = "credit", "Avoir"


class InvoiceStatus(TextChoices):
    DRAFT = "draft", "En préparation"
    ISSUED = "issued", "Émise"
    ACCEPTED = "accepted", "Acceptée"
    CONTESTED = "contested", "Contestée"
    CREDITED = "credited", "Annulée par avoir"

    @property
    def tone(self) -> str:
        return INVOICE_TONES[self]


INVOICE_MOVES: dict[str, frozenset[str]] = {
    InvoiceStatus.DRAFT: frozenset({InvoiceStatus.ISSUED}),
    InvoiceStatus.ISSUED: frozenset(
        {InvoiceStatus.ACCEPTED, InvoiceStatus.CONTESTED, InvoiceStatus.CREDITED}
    ),
    InvoiceStatus.ACCEPTED: frozenset({InvoiceStatus.CREDITED}),
    InvoiceStatus.CONTESTED: frozenset({InvoiceStatus.CREDITED}),
    InvoiceStatus.CREDITED: frozenset(),
}

INVOICE_TONES = {
    InvoiceStatus.DRAFT: "neutral",
    InvoiceStatus.ISSUED: "info",
    InvoiceStatus.ACCEPTED: "success",
    InvoiceStatus.CONTESTED: "danger",
    InvoiceStatus.CREDITED: "warning",
}


class MentionCode(TextChoices):
    """The legal sentences an invoice may need; their texts are dated (LegalMention)."""

    VAT_FRANCHISE = "vat_franchise", "Franchise en base de TVA"
    LATE_PENALTY = "late_penalty", "Pénalités de retard"
    RECOVERY_FEE = "recovery_fee", "Indemnité de recouvrement"
    EARLY_PAYMENT = "early_payment", "Escompte"


class TaskKind(TextChoices):
    """Why a person is asked to look at money."""

    OPERATION_STUCK = "operation_stuck", "Opération refusée par Stripe"
    OPERATION_UNKNOWN = "operation_unknown", "Réponse de Stripe inconnue"
    QUARANTINE = "quarantine", "Règlement mis de côté"
    UNMATCHED = "unmatched", "Argent sans règlement"
    EVENT = "event", "Événement non traité"
    LEDGER = "ledger", "Écart de comptes"
