"""What several tests of this app ask."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from accounts.models import User
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
