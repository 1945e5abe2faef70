"""Who introduced whom and who knows whom, as GraphML (graphml.graphdrawing.org) for other graph programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE_KEYS = ("name", "organisation", "role", "tags")
_EDGE_KEYS = ("kind", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRecord:
    """A contact."""

    uid: str
    name: str
    organisation: str = ""
    role: str = ""
    tags: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeRecord:
    """From the introducer to whom they introduced to me (`introduced`), or between two who know each other."""

    source: str
    target: str
    kind: str
    date: str = ""


def write_graphml(nodes: Iterable[NodeRecord], edges: Iterable[EdgeRecord]) -> Iterator[str]:
    """Write nodes and edges; characters that XML 1.0 has no way to write become U+FFFD."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for owner, names in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name in names:
            yield f'<key id="{owner}_{name}" for="{owner}" attr.name="{name}" attr.type="string"/>\n'
    yield '<graph edgedefault="directed">\n'
    for node in nodes:
        texts = zip(_NODE_KEYS, (node.name, node.organisation, node.role, node.tags), strict=True)
        yield f"<node id={_quoted(node.uid)}>{_data('node', texts)}</node>\n"
    for edge in edges:
        texts = zip(_EDGE_KEYS, (edge.kind, edge.date), strict=True)
        yield f"<edge source={_quoted(edge.source)} target={_quoted(edge.target)}>{_data('edge', texts)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))


def _data(owner: str, texts: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f'<data key="{owner}_{name}">{escape(_FORBIDDEN.sub(chr(0xFFFD), text))}</data>' for name, text in texts if text
    )
