"""What the team sees of money: read, decide, replay. Nothing is edited here; every act calls a service."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from billing.models import (
    Bill,
    BillEvent,
    BillingMandate,
    ConnectedAccount,
    Errand,
    FeeSchedule,
    HumanTask,
    Invoice,
    InvoiceEvent,
    LedgerEntry,
    LedgerTx,
    LegalMention,
    StripeEvent,
    StripeOperation,
    Transfer,
)
from billing.services.tasks import close_task
from sio.lib.admin import DutyAdmin, HistoryInline, ReadOnly
from sio.lib.errors import Refusal
from sio.lib.money import euros


class ReadOnlyInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]  # its subclasses name the table
    extra = 0
    can_delete = False


class BillEventInline(HistoryInline):
    model = BillEvent


class OperationInline(ReadOnlyInline):
    model = StripeOperation
    fields = ("kind", "attempt", "status", "outcome", "stripe_id", "error_code", "created_at")
    show_change_link = True


class InvoiceInline(ReadOnlyInline):
    model = Invoice
    fields = ("number", "kind", "status", "total_cents", "issued_on")
    show_change_link = True


@admin.register(Bill)
class BillAdmin(ReadOnly, admin.ModelAdmin[Bill]):
    """Which bills stand where, and since when?"""

    list_display = ("title", "company", "assistant", "state", "state_since", "total", "transferred")
    list_filter = ("state", "route")
    list_select_related = ("company", "assistant__user")
    search_fields = ("title", "public_id", "company__name", "payment_intent_id", "charge_id")
    date_hierarchy = "created_at"
    inlines = (BillEventInline, OperationInline, InvoiceInline)

    @admin.display(description="total")
    def total(self, bill: Bill) -> str:
        return euros(bill.charge_cents)

    @admin.display(description="versé")
    def transferred(self, bill: Bill) -> str:
        return euros(bill.transferred_cents - bill.reversed_cents)


@admin.register(HumanTask)
class HumanTaskAdmin(admin.ModelAdmin[HumanTask]):
    """What waits for a person? Open ones first; a decision closes."""

    list_display = ("subject", "kind", "why", "opened_at", "closed_at", "closed_by")
    list_filter = ("kind", ("closed_at", admin.EmptyFieldListFilter))
    fields = ("kind", "subject", "bill", "why", "opened_at", "decision", "closed_at", "closed_by")
    readonly_fields = ("kind", "subject", "bill", "why", "opened_at", "closed_at", "closed_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or obj.closed_at is None

    def save_model(self, request: HttpRequest, obj: HumanTask, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        try:
            close_task(obj, request.user, obj.decision)  # type: ignore[arg-type]  # the admin asks for a login
        except Refusal as refusal:
            messages.error(request, refusal.message)


@admin.register(StripeOperation)
class StripeOperationAdmin(DutyAdmin):
    """Which writes at Stripe are late, refused or stuck?"""

    list_display = ("dedupe_key", "kind", "status", "outcome", "tries", "first_sent_at", "error_code")
    list_filter = ("kind", "status", "outcome")
    list_select_related = ("bill",)
    exclude = ("lease_token", "address", "address_until")


@admin.register(StripeEvent)
class StripeEventAdmin(DutyAdmin):
    """What did Stripe tell, and what became of it?"""

    list_display = ("dedupe_key", "type", "status", "verdict", "happened_at", "error")
    list_filter = ("verdict", "status", "type")


@admin.register(Errand)
class ErrandAdmin(DutyAdmin):
    """Which readings and documents are late?"""


class EntryInline(ReadOnlyInline):
    model = LedgerEntry
    fields = ("account", "amount_cents", "assistant", "company")


@admin.register(LedgerTx)
class LedgerTxAdmin(ReadOnly, admin.ModelAdmin[LedgerTx]):
    """Which facts of money were booked?"""

    list_display = ("key", "kind", "occurred_at", "bill")
    list_filter = ("kind",)
    list_select_related = ("bill",)
    search_fields = ("key", "stripe_id", "balance_transaction_id")
    date_hierarchy = "occurred_at"
    inlines = (EntryInline,)


class InvoiceEventInline(HistoryInline):
    model = InvoiceEvent


@admin.register(Invoice)
class InvoiceAdmin(ReadOnly, admin.ModelAdmin[Invoice]):
    """Which invoices were issued, and which are contested?"""

    list_display = ("number", "kind", "status", "company", "issued_on", "total")
    list_filter = ("kind", "status", "issued_on")
    list_select_related = ("company",)
    search_fields = ("number", "company__name")
    inlines = (InvoiceEventInline,)

    @admin.display(description="total")
    def total(self, invoice: Invoice) -> str:
        return euros(invoice.total_cents)


@admin.register(ConnectedAccount)
class ConnectedAccountAdmin(ReadOnly, admin.ModelAdmin[ConnectedAccount]):
    """Who can receive money, and what is missing?"""

    list_display = ("assistant", "transfers_status", "synced_at", "closed_at")
    list_filter = ("transfers_status",)
    list_select_related = ("assistant__user",)


@admin.register(BillingMandate)
class BillingMandateAdmin(ReadOnly, admin.ModelAdmin[BillingMandate]):
    """Who signed which mandate, when?"""

    list_display = ("assistant", "version", "signed_at", "revoked_at")
    list_select_related = ("assistant__user",)


@admin.register(Transfer)
class TransferAdmin(ReadOnly, admin.ModelAdmin[Transfer]):
    """What was passed on, to whom?"""

    list_display = ("transfer_id", "assistant", "amount_cents", "created_at")
    list_select_related = ("assistant__user",)


@admin.register(FeeSchedule)
class FeeScheduleAdmin(ReadOnly, admin.ModelAdmin[FeeSchedule]):
    """What does SIO cost, and since when?"""

    list_display = ("code", "version", "status", "valid_from", "valid_to")


@admin.register(LegalMention)
class LegalMentionAdmin(admin.ModelAdmin[LegalMention]):
    """Which sentences do invoices print, and until when?"""

    list_display = ("code", "text", "valid_from", "valid_to")
    list_filter = ("code",)
