"""What people are told, for tests."""

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from notifications.models import Notification
from tests.factories.accounts import UserFactory


class NotificationFactory(DjangoModelFactory[Notification]):
    class Meta:
        model = Notification

    class Params:
        read = factory.Trait(read_at=factory.LazyFunction(timezone.now))

    user: Any = factory.SubFactory(UserFactory)
    kind = "test"
    dedupe_key = factory.Sequence(lambda n: f"test:{n}")
    title = "Votre mission a reçu 2 candidatures"
    text = "Deux personnes ont répondu à « Relances clients »."
    path = "/espace/"
    button = "Lire les candidatures"
