"""Telling raster pictures by their content, so that neither a name nor a header decides what is decoded."""

from __future__ import annotations

import base64
import binascii
import re
import struct

from netdesk.exchange.records import PhotoRecord

MOST_PIXELS = 64_000_000
"""Larger pictures take more memory than a portrait deserves; they are not taken as photos."""

_BASE64 = re.compile(r"[A-Za-z0-9+/]++={0,2}")
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MOST_SEGMENTS = 10_000
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the segments up to the frame header (ITU T.81, annex B)."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if at + 9 > len(data) or data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        if marker == 0xFF:
            at += 1
        elif marker in _JPEG_BARE:
            at += 2
        else:
            at += 2 + max(2, struct.unpack_from(">H", data, at + 2)[0])
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _size(data: bytes) -> tuple[str, tuple[int, int] | None]:
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg", _jpeg_size(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png", struct.unpack_from(">II", data, 16)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif", struct.unpack_from("<HH", data, 6)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp", _webp_size(data)
    if data.startswith(b"BM"):
        width, height = struct.unpack_from("<ii", data, 18)
        return "image/bmp", (abs(width), abs(height))
    return "", None


def photo_of(data: bytes) -> PhotoRecord | None:
    """Take the bytes as a photo if they are a raster picture of a bearable size; None otherwise."""
    if len(data) < 32:
        return None
    media_type, size = _size(data)
    if size is None or not 0 < size[0] * size[1] <= MOST_PIXELS:
        return None
    return PhotoRecord(media_type, data)


def photo_of_bare_base64(text: str) -> PhotoRecord | None:
    """Take a text that does not say how it is encoded as a photo, if it is nothing but base64."""
    bare = "".join(text.replace("\\n", "").split())
    whole = bare[:-1] if len(bare) % 4 == 1 else bare
    return photo_of_base64(whole) if _BASE64.fullmatch(whole) else None


def photo_of_base64(text: str) -> PhotoRecord | None:
    """Take base64 text as a photo; None if it is none."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    return photo_of(data)
