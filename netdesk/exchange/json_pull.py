"""Reading one large JSON document piece by piece."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

_CHUNK = 65_536
_SPACES = " \t\r\n"


class BrokenJsonError(Exception):
    """The text is not the JSON that was expected; tells the line and what is wrong with it."""

    def __init__(self, line: int, reason: str) -> None:
        """Hold where and why."""
        super().__init__(reason)
        self.line = line
        self.reason = reason


class JsonPull:
    """Pulls marks, names and values from a text stream, holding no more than one value and a chunk of what follows."""

    def __init__(self, stream: IO[str]) -> None:
        """Read from where the stream stands."""
        self._stream = stream
        self._decoder = json.JSONDecoder()
        self._buffer = ""
        self._at = 0
        self._ended = False
        self._chunk = _CHUNK
        self.line = 1

    def expect(self, mark: str) -> None:
        """Take one of the marks of JSON, such as `{`; raises BrokenJsonError where something else stands."""
        if self._next() != mark:
            raise self._broken(f"“{mark}” is missing")
        self._at += 1

    def names(self) -> Iterator[str]:
        """Give the names of the object that has just begun; the caller takes each value before asking for the next."""
        first = True
        while self._goes_on("}", first):
            first = False
            name = self.value()
            if not isinstance(name, str):
                raise self._broken("a name is missing")
            self.expect(":")
            yield name

    def items(self) -> Iterator[Any]:
        """Give the values of the array that has just begun."""
        first = True
        while self._goes_on("]", first):
            first = False
            yield self.value()

    def value(self) -> Any:
        """Take one whole value."""
        self._next()
        self._chunk = _CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except RecursionError:
                raise self._broken("it is nested too deeply") from None
            except ValueError:
                if not self._fill():
                    raise self._broken("it ends or breaks off inside a value") from None
                continue
            if end < len(self._buffer) or not self._fill():
                self.line += self._buffer.count("\n", self._at, end)
                self._at = end
                return value

    def end(self) -> None:
        """Check that nothing follows."""
        if self._next():
            raise self._broken("something follows its end")

    def _goes_on(self, close: str, first: bool) -> bool:
        mark = self._next()
        if mark == close:
            self._at += 1
            return False
        if not first:
            self.expect(",")
        return True

    def _next(self) -> str:
        """Skip spaces and look at the next character; empty at the end."""
        while True:
            while self._at < len(self._buffer):
                mark = self._buffer[self._at]
                if mark not in _SPACES:
                    return mark
                self.line += mark == "\n"
                self._at += 1
            if not self._fill():
                return ""

    def _fill(self) -> bool:
        """Read on, twice as much each time a value does not end, so that a long one takes linear time."""
        if self._ended:
            return False
        more = self._stream.read(self._chunk)
        self._chunk *= 2
        self._ended = not more
        self._buffer = self._buffer[self._at :] + more
        self._at = 0
        return bool(more)

    def _broken(self, reason: str) -> BrokenJsonError:
        return BrokenJsonError(self.line, reason)
