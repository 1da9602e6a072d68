"""Charges are read only: a payment intent makes them (docs.stripe.com/api/charges)."""

from billing.stripe_double.handlers.registry import serves_reading

serves_reading(
    "charge",
    one="get /v1/charges/{charge}",
    many="get /v1/charges",
    filters=("customer", "payment_intent", "transfer_group"),
)
