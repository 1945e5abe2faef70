"""A model's graph changed so that words are looked up in the small table as stored, not in one four times as large.

The runtime would turn the whole table of 8-bit numbers into fractions while it loads, several times over in memory.
Looking up first and turning only the rows found into fractions gives the same numbers. The fields are those of ONNX
(onnx.proto): a model holds a graph in field 7, a graph its nodes in field 1, a node its inputs, outputs, kind and
attributes in fields 1, 2, 4 and 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_GRAPH, _NODE = 7, 1
_INPUT, _OUTPUT, _KIND, _ATTRIBUTE = 1, 2, 4, 5
_BYTES = 2
_FIXED = {1: 8, 5: 4}


class _Field(NamedTuple):
    """A field of a message: its number, what it holds, and all of it as it stands in the message."""

    number: int
    value: memoryview
    whole: memoryview


class _Node(NamedTuple):
    kind: str
    inputs: list[str]
    outputs: list[str]
    attributes: list[bytes]


def look_up_first(model: memoryview, table: str) -> Iterator[bytes | memoryview]:
    """Move the lookup in a table before its numbers are cast and scaled; `table` names the table of fractions.

    Gives the changed model in pieces: whoever joined its 23 MB would keep the window from the interpreter meanwhile.
    """
    for field in _fields(model):
        if field.number == _GRAPH:
            graph = _with_lookup_first(field.value, table)
            yield _head(_GRAPH, sum(map(len, graph)))
            yield from graph
        else:
            yield field.whole


def _with_lookup_first(graph: memoryview, table: str) -> list[bytes | memoryview]:
    fields = list(_fields(graph))
    nodes = {row: _node(field.value) for row, field in enumerate(fields) if field.number == _NODE}
    makers = {output: row for row, node in nodes.items() for output in node.outputs}
    scaling = makers[table]
    numbers, scales = nodes[scaling].inputs
    casting = makers[numbers]
    lookup = next(row for row, node in nodes.items() if table in node.inputs)
    _, words = nodes[lookup].inputs
    found, sizes, fractions = (f"{table} {step}" for step in ("found", "sizes", "fractions"))
    find, cast = nodes[lookup], nodes[casting]
    steps = (
        find._replace(inputs=[cast.inputs[0], words], outputs=[found]),
        find._replace(inputs=[scales, words], outputs=[sizes]),
        cast._replace(inputs=[found], outputs=[fractions]),
        nodes[scaling]._replace(inputs=[fractions, sizes], outputs=find.outputs),
    )
    kept: list[bytes | memoryview] = []
    for row, field in enumerate(fields):
        if row == lookup:
            kept += [_packed(_NODE, _message(step)) for step in steps]
        elif row not in (casting, scaling):
            kept.append(field.whole)
    return kept


def _node(message: memoryview) -> _Node:
    parts: dict[int, list[bytes]] = {}
    for field in _fields(message):
        parts.setdefault(field.number, []).append(bytes(field.value))
    inputs, outputs = ([name.decode() for name in parts.get(number, [])] for number in (_INPUT, _OUTPUT))
    return _Node(parts[_KIND][0].decode(), inputs, outputs, parts.get(_ATTRIBUTE, []))


def _message(node: _Node) -> bytes:
    inputs = [_packed(_INPUT, name.encode()) for name in node.inputs]
    outputs = [_packed(_OUTPUT, name.encode()) for name in node.outputs]
    attributes = [_packed(_ATTRIBUTE, attribute) for attribute in node.attributes]
    return b"".join([*inputs, *outputs, _packed(_KIND, node.kind.encode()), *attributes])


def _fields(message: memoryview) -> Iterator[_Field]:
    """Walk through the fields of a message of protocol buffers."""
    place = 0
    while place < len(message):
        start = place
        key, place = _varint(message, place)
        number, kind = key >> 3, key & 7
        first = place
        if kind == _BYTES:
            length, first = _varint(message, place)
            place = first + length
        elif kind in _FIXED:
            place += _FIXED[kind]
        else:
            _, place = _varint(message, place)
        yield _Field(number, message[first:place], message[start:place])


def _varint(message: memoryview, place: int) -> tuple[int, int]:
    """Read a whole number of seven bits a byte; returns it and where it ends."""
    value = shift = 0
    while message[place] & 0x80:
        value |= (message[place] & 0x7F) << shift
        shift += 7
        place += 1
    return value | message[place] << shift, place + 1


def _packed(number: int, value: bytes) -> bytes:
    """Write a field that holds bytes."""
    return _head(number, len(value)) + value


def _head(number: int, length: int) -> bytes:
    """Write what stands before the bytes of a field."""
    head = bytearray()
    for whole in (number << 3 | _BYTES, length):
        rest = whole
        while rest > 0x7F:
            head.append(rest & 0x7F | 0x80)
            rest >>= 7
        head.append(rest)
    return bytes(head)
