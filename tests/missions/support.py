"""What several tests of this app ask."""

from accounts.models import AssistantProfile
from billing.services.mandates import sign_mandate
from notifications.models import Delivery


def told(user) -> list[str]:
    """The kinds of e-mails owed to this person, in order."""
    return list(Delivery.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def story(thing) -> list[tuple[str, str]]:
    """The moves of a thing, from its history."""
    return [(event.from_status, event.to_status) for event in thing.events.all()]


def with_mandate(profile: AssistantProfile) -> AssistantProfile:
    sign_mandate(profile, profile.user, "192.0.2.7")
    return profile
