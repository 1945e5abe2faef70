"""Contact points as files label them: mail, phone and address types, and the networks behind links."""

from __future__ import annotations

import re

from netdesk.domain.text import clean_line
from netdesk.domain.words import PointKind
from netdesk.exchange.records import PointRecord, PostalAddress

_NETWORKS = {
    "linkedin.com": "linkedin",
    "xing.com": "xing",
    "twitter.com": "twitter",
    "x.com": "twitter",
    "github.com": "github",
    "gitlab.com": "gitlab",
    "facebook.com": "facebook",
    "instagram.com": "instagram",
    "bsky.app": "bluesky",
    "mastodon.social": "mastodon",
    "orcid.org": "orcid",
    "t.me": "telegram",
}
_HOST = re.compile(r"(?:[Hh][Tt][Tt][Pp][Ss]?://)?(?:[^/@]*@)?([A-Za-z0-9.-]+)")

_ADDRESS, _SOCIAL, _WEB = PointKind.ADDRESS, PointKind.SOCIAL, PointKind.WEB
"""Members of an enum take long to look up."""

_WORD_OF_TYPE = {"cell": "mobile"}
_TYPE_OF_WORD = {"mobile": "CELL"}
_KNOWN_WORDS = frozenset(
    {"home", "work", "mobile", "fax", "pager", "car", "video", "modem", "isdn", "bbs", "pcs", "text", "textphone"}
    | {"main", "other", "iphone", "school"}
)
_OWN_TYPE = re.compile(r"^x-(?:evolution-)?")
_SILENT_TYPES = frozenset(
    {"internet", "x-internet", "x400", "pref", "voice", "msg", "parcel", "postal", "dom", "intl", "uri"}
)
_FIRST = ("home", "work")


def network_of(url: str) -> str:
    """Name the social network a link leads to, or nothing."""
    found = _HOST.match(url)
    host = found[1].lower().rstrip(".") if found else ""
    return _NETWORKS.get(".".join(host.split(".")[-2:]), "")


def label_of_types(types: tuple[str, ...]) -> str:
    """Make a label of vCard types, the place before the device: `CELL,WORK` gives “work mobile”."""
    if not types:
        return ""
    words = [_WORD_OF_TYPE.get(one, _OWN_TYPE.sub("", one, 1)) for one in types if one and one not in _SILENT_TYPES]
    return " ".join(sorted(words, key=lambda word: word not in _FIRST))


def types_of_label(label: str) -> tuple[str, ...] | None:
    """Undo `label_of_types`; None for a label of the user's own, which no types can say."""
    words = label.split(" ") if label else []
    if not _KNOWN_WORDS.issuperset(words) or label_of_types(tuple(map(str.lower, map(_type, words)))) != label:
        return None
    return tuple(map(_type, words))


def _type(word: str) -> str:
    return _TYPE_OF_WORD.get(word, word.upper())


def link_point(url: str, label: str = "", preferred: bool = False) -> PointRecord | None:
    """Make a point of a link: social where a network is known, else web; None for an empty one."""
    value = clean_line(url)
    if not value:
        return None
    network = network_of(value)
    return PointRecord(_SOCIAL if network else _WEB, value, label or network, preferred)


def address_point(address: PostalAddress, label: str = "", preferred: bool = False) -> PointRecord | None:
    """Make a point of an address; None for an empty one."""
    value = address.one_line()
    if not value:
        return None
    return PointRecord(_ADDRESS, value, label, preferred, address)
