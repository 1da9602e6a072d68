"""The door to Stripe: knows the SDK and nothing of bills. Nothing else in SIO imports `stripe`."""
