"""What billing tells the storeys above. Sent inside the transaction of the fact, by services and projections."""

from django.dispatch import Signal

bill_opened = Signal()  # bill
bill_paid = Signal()  # bill
bill_failed = Signal()  # bill: a payment was refused
bill_unpaid = Signal()  # bill: refused again and again, a person looks at it
bill_transferred = Signal()  # bill
assistant_payable_changed = Signal()  # profile, is_payable
