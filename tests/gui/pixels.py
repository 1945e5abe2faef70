"""Measuring what was painted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from netdesk.ui.tokens import contrast

FINE = 2
"""Thin strokes of small glyphs reach their own colour only on a fine screen."""


def painted(widget: QWidget) -> QImage:
    """A widget as it is painted on a fine screen."""
    image = QImage(widget.size() * FINE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(FINE)
    widget.render(image)
    return image


def pixels(image: QImage) -> NDArray[np.uint32]:
    """The colours of an image as 0xRRGGBB, row by row."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    words = np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), plain.bytesPerLine() // 4)
    return words[:, : plain.width()] & 0xFFFFFF


def text_contrast(image: QImage, area: QRect | None = None) -> float:
    """The contrast between the ground (the commonest colour) and the pixel that differs most from it.

    The area is that of a widget, whatever the fineness of the image.
    """
    if area is not None:
        ratio = round(image.devicePixelRatio())
        image = image.copy(QRect(area.topLeft() * ratio, area.size() * ratio))
    seen, counts = np.unique(pixels(image), return_counts=True)
    names = [QColor(int(colour)).name() for colour in seen]
    ground = names[int(counts.argmax())]
    return max(contrast(ground, name) for name in names)


def changed(before: QImage, after: QImage) -> int:
    """How many pixels differ."""
    return int((pixels(before) != pixels(after)).sum())
