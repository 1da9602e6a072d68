"""What is owed, invoiced and paid. Amounts are integer cents, rates parts per million, the currency is the euro."""

from .bills import Bill, BillEvent, HumanTask, Transfer
from .errands import Errand
from .fees import FeeBand, FeeQuote, FeeSchedule, Relation, TaxRate
from .inbox import StripeEvent
from .invoices import Invoice, InvoiceEvent, InvoiceSeries, LegalMention
from .ledger import LedgerEntry, LedgerTx
from .mandates import BillingMandate
from .operations import StripeOperation
from .parties import CompanyPayment, ConnectedAccount, PaymentMethod

__all__ = [
    "Bill",
    "BillEvent",
    "BillingMandate",
    "CompanyPayment",
    "ConnectedAccount",
    "Errand",
    "FeeBand",
    "FeeQuote",
    "FeeSchedule",
    "HumanTask",
    "Invoice",
    "InvoiceEvent",
    "InvoiceSeries",
    "LedgerEntry",
    "LedgerTx",
    "LegalMention",
    "PaymentMethod",
    "Relation",
    "StripeEvent",
    "StripeOperation",
    "TaxRate",
    "Transfer",
]
