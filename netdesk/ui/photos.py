"""Photos of contacts: decoded small, so that neither memory nor painting suffers from large ones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

KEPT_SIDE, LARGEST_PIXELS, LARGEST_BYTES = 512, 100_000_000, 100_000_000
SCAN, END = b"\xda", b"\xd9"
"""Markers of a JPEG: where its picture begins, and where it ends."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture that came from outside: its name, its bytes, and the picture itself, as small as a photo is kept."""

    name: str
    data: bytes
    image: QImage


def decode(data: bytes | None, side: int) -> QImage:
    """Decode a photo so that its shorter side has at most `side` pixels; a null image for what is no photo."""
    if not data or _is_cut_short(data):
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return _read(QImageReader(buffer), side)


def shrink(path: str) -> bytes | None:
    """Read a picture from a file and return it as JPEG, small enough to keep; None for what is no picture."""
    try:
        with Path(path).open("rb") as stream:
            image = decode(stream.read(LARGEST_BYTES), KEPT_SIDE)
    except OSError:
        return None
    return None if image.isNull() else to_jpeg(image)


def to_jpeg(image: QImage) -> bytes:
    """Write a picture as a photo is kept."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_RGB32).save(buffer, "JPEG", 88)  # type: ignore[call-overload]
    return bytes(data.data())


def _is_cut_short(data: bytes) -> bool:
    """Tell whether a JPEG ends before its picture does, which decoders fill with grey (ITU-T T.81, B.1.1.3)."""
    if not data.startswith(b"\xff\xd8"):
        return False
    place = 2
    while data[place : place + 1] == b"\xff":
        marker = data[place + 1 : place + 2]
        if marker == SCAN:
            return data.find(b"\xff" + END, place) < 0
        place += 1 if marker == b"\xff" else 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return True


def _read(reader: QImageReader, side: int) -> QImage:
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        if size.width() * size.height() > LARGEST_PIXELS:
            return QImage()
        if min(size.width(), size.height()) > side:
            reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    return reader.read()
