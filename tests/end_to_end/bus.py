"""A D-Bus connection that asks many questions at once, since a walk over a window asks thousands."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from jeepney import HeaderFields, Message, MessageType
from jeepney.bus import get_bus
from jeepney.io.blocking import DBusConnection, prep_socket

IN_FLIGHT = 10
"""Questions that wait at once: the window answers on the thread that must not be held for long."""


class BusError(Exception):
    """The other side refused a call, or has gone."""


class Bus:
    """A connection to one bus. Not for more than one thread."""

    def __init__(self, address: str) -> None:
        self._connection = DBusConnection(prep_socket(get_bus(address), timeout=10))

    def call(self, message: Message, seconds: float = 10) -> tuple[Any, ...]:
        """Send one call and return the body of its answer; raises BusError."""
        (answer,) = self.call_all([message], seconds)
        if isinstance(answer, BusError):
            raise answer
        return answer

    def call_all(self, messages: Sequence[Message], seconds: float = 10) -> list[tuple[Any, ...] | BusError]:
        """Send calls without waiting in between and return their answers in order, a refused one as BusError.

        Raises TimeoutError when the answers to all are not there in time.
        """
        deadline = time.monotonic() + seconds
        answers: list[tuple[Any, ...] | BusError] = []
        for start in range(0, len(messages), IN_FLIGHT):
            answers += self._exchange(messages[start : start + IN_FLIGHT], deadline)
        return answers

    def _exchange(self, messages: Sequence[Message], deadline: float) -> list[tuple[Any, ...] | BusError]:
        connection = self._connection
        serials = [next(connection.outgoing_serial) for _ in messages]
        connection.sock.sendall(
            b"".join(message.serialise(serial=serial) for message, serial in zip(messages, serials, strict=True))
        )
        answers: dict[int, tuple[Any, ...] | BusError] = {}
        while len(answers) < len(serials):
            reply = connection.receive(timeout=max(0.0, deadline - time.monotonic()))
            serial = reply.header.fields.get(HeaderFields.reply_serial)
            if serial in serials:
                refused = reply.header.message_type is MessageType.error
                answers[serial] = BusError(_reason(reply)) if refused else reply.body
        return [answers[serial] for serial in serials]

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()


def _reason(reply: Message) -> str:
    name = reply.header.fields.get(HeaderFields.error_name, "")
    return f"{name}: {reply.body[0]}" if reply.body else str(name)
