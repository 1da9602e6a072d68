"""Counting shares: one a person, article and day, whatever the networks and the clicks.

A person is the hash of her address under a key drawn for the day. The night after, the key and the hashes are
gone: what stays is how many, for ever, and nobody can say who.
"""

import hashlib
import hmac
import secrets
from datetime import date

from django.conf import settings
from django.utils import timezone

from blog.enums import Network
from blog.models import Article, Share, ShareKey
from sio.lib.services import service

# Below this, a count says more about us than about the article.
SHOWN_FROM = 5
KEY_BYTES = 32


@service
def count_share(article: Article, network: Network, visitor: str) -> None:
    """Count this visitor's share of the day; the constraint makes a second one nothing. Nobody is not counted."""
    if not visitor:
        return
    today = timezone.localdate()
    share = Share(article=article, network=network, day=today, person=_person(visitor, today))
    Share.objects.bulk_create([share], ignore_conflicts=True)


def shares_shown(article: Article) -> int:
    """How many times the article was shared; 0 below what is worth showing."""
    count = Share.objects.filter(article=article).count()
    return count if count >= SHOWN_FROM else 0


@service
def forget_sharers() -> None:
    """Every night: blank the hashes of the days past, and throw their keys away."""
    today = timezone.localdate()
    Share.objects.filter(day__lt=today).exclude(person="").update(person="")
    ShareKey.objects.filter(day__lt=today).delete()


def _person(visitor: str, day: date) -> str:
    """A copy of the database alone cannot try every address: the site's secret is needed too."""
    key = _key_of(day) + settings.SECRET_KEY.encode()
    return hmac.new(key, visitor.encode(), hashlib.sha256).hexdigest()


def _key_of(day: date) -> bytes:
    """The key of the day, drawn by whoever comes first; those who come at the same moment read hers."""
    found = ShareKey.objects.filter(day=day).first()
    if found is None:
        drawn = ShareKey(day=day, secret=secrets.token_bytes(KEY_BYTES))
        ShareKey.objects.bulk_create([drawn], ignore_conflicts=True)
        found = ShareKey.objects.get(day=day)
    return bytes(found.secret)
