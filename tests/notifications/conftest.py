"""Kinds of message made for one test."""

from collections.abc import Iterator
from typing import Any

import pytest

from notifications import messages
from notifications.messages import Message, Payload, message
from sio.lib.duties import handlers


@pytest.fixture(autouse=True)
def told_kinds() -> Iterator[None]:
    """Two kinds: news (can be switched off) and a contract (cannot)."""
    kinds, acts = dict(messages._kinds), dict(handlers._handlers)
    message("news", label="Une nouvelle mission pour vous")(words)
    message("contract", label="Votre contrat", is_transactional=True, priority=0)(words)
    yield
    for registry, kept in ((messages._kinds, kinds), (handlers._handlers, acts)):
        registry.clear()
        registry.update(kept)


def words(user: Any, payload: Payload) -> Message | None:
    """Nothing to say once the payload says so; the words quote it otherwise."""
    if payload.get("is_over"):
        return None
    return Message(
        subject="Votre mission « Relances clients » a reçu une réponse",
        preheader="Camille D. propose 35 € HT/h.",
        happened="Camille D. a répondu à votre mission <Relances & clients>.",
        facts=(("Tarif", "35\u202f€ HT/h"), ("Depuis", "mardi 24 novembre 2026")),
        button="Lire la réponse",
        path="/missions/",
        otherwise="Sans réponse de votre part le 8 décembre, nous vous relancerons.",
        why="Vous recevez ce message parce que vous avez publié une mission.",
    )
