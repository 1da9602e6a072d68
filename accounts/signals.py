"""What higher storeys may hear. Sent by services, inside the transaction of the fact."""

from django.dispatch import Signal

# A fact or the status of a profile changed. Arguments: profile (AssistantProfile).
profile_changed = Signal()
