"""What several tests of this app ask."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import HttpResponse

from accounts.models import AssistantProfile, User
from accounts.signals import profile_changed
from notifications.models import Delivery
from sio.lib.errors import Refusal


def told(user: User) -> list[str]:
    """The kinds of e-mails owed to this person, in order."""
    return list(Delivery.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


@contextmanager
def refused(words: str, *, field: str | None = None) -> Iterator[None]:
    """The act inside is refused with a sentence that holds these words."""
    with pytest.raises(Refusal) as refusal:
        yield
    assert words in refusal.value.message
    assert refusal.value.field == field


def change(profile: AssistantProfile, **facts: object) -> AssistantProfile:
    """Write facts as no service would, in one transaction that the other apps hear of."""
    with transaction.atomic():
        for name, value in facts.items():
            setattr(profile, name, value)
        profile.save()
        profile_changed.send(AssistantProfile, profile=profile)
    return profile


def text_of(response: HttpResponse) -> str:
    """What the page says, without markup."""
    bare = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(bare).split())
