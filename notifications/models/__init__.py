"""What people are told, what they accept by e-mail, and whether it reached them."""

from .deliveries import Delivery
from .notifications import Notification
from .preferences import Preference

__all__ = ["Delivery", "Notification", "Preference"]
