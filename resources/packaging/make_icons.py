"""Draws the application's icon in the forms the systems want: netdesk.png, netdesk.ico and netdesk.icns beside it.

    python resources/packaging/make_icons.py

Both containers hold PNG images: ICO since Windows Vista, ICNS since macOS 10.7.
"""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QSize
from PySide6.QtGui import QImageReader

HERE = Path(__file__).resolve().parent
ICO_SIDES = (16, 24, 32, 48, 64, 128, 256)
ICNS_TYPES = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def png(side: int) -> bytes:
    """The icon as a PNG of this many pixels a side."""
    reader = QImageReader(str(HERE / "netdesk.svg"))
    reader.setScaledSize(QSize(side, side))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    reader.read().save(buffer, "PNG")  # type: ignore[call-overload]
    return buffer.data().data()


def ico(images: dict[int, bytes]) -> bytes:
    """Windows: a directory of 16 bytes an image, then the images; a side of 256 is written as 0."""
    head = struct.pack("<HHH", 0, 1, len(images))
    offset = len(head) + 16 * len(images)
    for side, data in images.items():
        head += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return head + b"".join(images.values())


def icns(images: dict[bytes, bytes]) -> bytes:
    """macOS: each image behind its type and its length, all behind the length of the whole."""
    body = b"".join(kind + struct.pack(">I", len(data) + 8) + data for kind, data in images.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


if __name__ == "__main__":
    (HERE / "netdesk.png").write_bytes(png(256))
    (HERE / "netdesk.ico").write_bytes(ico({side: png(side) for side in ICO_SIDES}))
    (HERE / "netdesk.icns").write_bytes(icns({kind: png(side) for kind, side in ICNS_TYPES.items()}))
