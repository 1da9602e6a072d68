"""Messages that cannot be built later: encrypted while they wait, gone once they left.

A sign-in code exists only in the moment it is drawn: the worker could not build it again. So its message waits
under a key derived from SECRET_KEY (a dump or a backup shows nothing), for its useful life only, and no longer.
"""

import base64
import hashlib
import json
from dataclasses import asdict

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from .messages import Message

PURPOSE = b"sio.notifications.sealing:"


def seal(address: str, message: Message) -> bytes:
    """The address and the message as one opaque value."""
    content = json.dumps({"address": address, "message": asdict(message)})
    return _cipher().encrypt(content.encode())


def unseal(sealed: bytes) -> tuple[str, Message] | None:
    """What was sealed; None when the secret key has changed since."""
    try:
        content = json.loads(_cipher().decrypt(sealed))
    except InvalidToken:
        return None
    words = content["message"]
    words["facts"] = tuple((label, value) for label, value in words["facts"])
    return content["address"], Message(**words)


def _cipher() -> Fernet:
    key = hashlib.sha256(PURPOSE + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
