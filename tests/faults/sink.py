"""A mail server of our own, which remembers what it took and can be told to fail."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Sink:
    """What arrived, by Message-ID. The next `answers` are given in turn, then yes; `seconds` pass before each."""

    port: int = 0
    answers: list[str] = field(default_factory=list)
    seconds: float = 0.0
    arrived: Counter[str] = field(default_factory=Counter)
    _controller: Controller | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        await asyncio.sleep(self.seconds)
        if self.answers:
            return self.answers.pop(0)
        self.arrived[message_from_bytes(envelope.content)["Message-ID"]] += 1
        return "250 OK"

    def open(self) -> "Sink":
        """Listen, on the same port again after a pause."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=10)
        self._controller.start()
        assert self._controller.server is not None
        self.port = self._controller.server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        return self

    def close(self) -> None:
        """Refuse every connection."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None
