"""What the parts of a request's detail share."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLayout, QWidget

from netdesk.services.request_detail import RequestDetail
from netdesk.ui.desk import Desk
from netdesk.ui.sections.part import PartFrame


class Part(PartFrame):
    """A heading and what stands under it, about the request shown."""

    def __init__(self, desk: Desk, title: str = "", parent: QWidget | None = None) -> None:
        """Build the frame; rows come with `show_request`."""
        super().__init__(desk, title, 8, parent)
        self.request: RequestDetail | None = None

    def show_request(self, request: RequestDetail) -> None:
        """Show a request, or the one that is shown anew."""
        if self.request is not None and self.request.id != request.id:
            self.leave()
        self.request = request
        self.refresh(request)

    def refresh(self, request: RequestDetail) -> None:
        """Bring what is shown up to date."""
        raise NotImplementedError

    def leave(self) -> None:
        """Save and close what is being edited, before another request is shown."""


def clear(layout: QLayout) -> None:
    """Take all widgets out of a layout and delete them once nothing uses them any more."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def below(widget: QWidget) -> QPoint:
    """Return where a menu of the widget opens, on the screen."""
    return widget.mapToGlobal(widget.rect().bottomLeft())
