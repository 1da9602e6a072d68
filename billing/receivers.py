"""What billing hears from its own signals."""

from typing import Any

from django.dispatch import receiver

from accounts.models import AssistantProfile
from billing import signals
from notifications.services import tell


@receiver(signals.assistant_payable_changed, dispatch_uid="billing.tell_payable")
def tell_payable(sender: Any, *, profile: AssistantProfile, is_payable: bool, **kwargs: Any) -> None:
    """She learns at once that she can receive money, or that Stripe asks for something."""
    account = profile.connected_account
    kind = "payouts_ready" if is_payable else "payouts_paused"
    moment = account.synced_at.isoformat() if account.synced_at else ""
    tell(profile.user, kind, dedupe_key=f"account:{account.pk}:{moment}", payload={"assistant": profile.pk})
