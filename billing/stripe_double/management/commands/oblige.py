"""`manage.py oblige`: say yes on every hosted page that waits, as a willing person would. For the demo and for trying."""

from typing import Any

from django.core.management.base import BaseCommand

from billing.stripe_double import accounts, hosted
from billing.stripe_double.world import World


class Command(BaseCommand):
    help = "Validate every onboarding file and pay every open payment page by card, in the Stripe double's world."

    def handle(self, *args: Any, **options: Any) -> None:
        world = World()
        with world.turn():
            files = [
                one for one in world.each("v2.core.account") if accounts.capability(one)["status"] != "active"
            ]
            pages = [one for one in world.each("checkout.session") if one["status"] == "open"]
            for one in files:
                accounts.set_status(world, one, "active")
            for page in pages:
                hosted.pay(world, page, "card_ok")
        self.stdout.write(f"{len(files)} files validated, {len(pages)} pages paid.")
