"""The stamp of a comment form: which comment it will make, for which article, and when it was printed.

It is signed, so a robot must fetch the page, wait as long as a person needs to type, and do it again for each post:
the stamp carries the public id of the comment, which is unique.
"""

import uuid
from datetime import timedelta

from django.core import signing

from blog.models import Article
from sio.lib.errors import Refusal

SALT = "blog.comment.form"
YOUNGEST, OLDEST = timedelta(seconds=3), timedelta(hours=24)
TOO_YOUNG = "Ce commentaire est parti en moins de trois secondes. Relisez-le, puis envoyez-le de nouveau."
TOO_OLD = "Cette page est ouverte depuis plus d’un jour. Rien n’est perdu\u00a0: envoyez votre commentaire de nouveau."
UNREADABLE = (
    "Cette page n’a pas pu être vérifiée. Rien n’est perdu\u00a0: envoyez votre commentaire de nouveau."
)

_signer = signing.TimestampSigner(salt=SALT)


class StaleStamp(Refusal):
    """The form must be printed with a new stamp before it can be sent."""


def fresh(article: Article) -> str:
    return _signer.sign(f"{article.pk}:{uuid.uuid4()}")


def read(stamp: str, article: Article) -> uuid.UUID:
    """The public id the comment will have; raises Refusal when it comes too early, StaleStamp when it is of no use."""
    public_id = _unsign(stamp, article)
    if _is_younger_than(stamp, YOUNGEST):
        raise Refusal(TOO_YOUNG)
    return public_id


def _unsign(stamp: str, article: Article) -> uuid.UUID:
    try:
        article_id, _, public_id = _signer.unsign(stamp, max_age=OLDEST).partition(":")
    except signing.SignatureExpired as error:
        raise StaleStamp(TOO_OLD) from error
    except signing.BadSignature as error:
        raise StaleStamp(UNREADABLE) from error
    if article_id != str(article.pk):
        raise StaleStamp(UNREADABLE)
    return uuid.UUID(public_id)


def _is_younger_than(stamp: str, age: timedelta) -> bool:
    try:
        _signer.unsign(stamp, max_age=age)
    except signing.SignatureExpired:
        return False
    return True
