"""Photos of contacts: decoded small, so that neither memory nor painting suffers from large ones."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

KEPT_SIDE, LARGEST_PIXELS = 512, 100_000_000


def decode(data: bytes | None, side: int) -> QImage:
    """Decode a photo so that its shorter side has at most `side` pixels; a null image for what is no photo."""
    if not data:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return _read(QImageReader(buffer), side)


def shrink(path: str) -> bytes | None:
    """Read a picture from a file and return it as JPEG, small enough to keep; None for what is no picture."""
    image = _read(QImageReader(path), KEPT_SIDE)
    if image.isNull():
        return None
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_RGB32).save(buffer, "JPEG", 88)  # type: ignore[call-overload]
    return bytes(data.data())


def _read(reader: QImageReader, side: int) -> QImage:
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        if size.width() * size.height() > LARGEST_PIXELS:
            return QImage()
        if min(size.width(), size.height()) > side:
            reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    return reader.read()
