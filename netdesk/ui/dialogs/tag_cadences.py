"""How often to hear from those who have a tag: a tag, and its cadence beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.domain.rhythm import every
from netdesk.ui.sections.contact.about import fill_cadences
from netdesk.ui.widgets.fields import Choice
from netdesk.ui.widgets.text import set_tip


class TagCadences(QWidget):
    """Two choices; each tag says its cadence, so that one sees which have one."""

    def __init__(self, tags: Sequence[tuple[int, str, int | None]], parent: QWidget | None = None) -> None:
        """Show the first tag that has a cadence, else the first of all."""
        super().__init__(parent)
        self._names = {tag_id: name for tag_id, name, _ in tags}
        self._before = {tag_id: days for tag_id, _, days in tags}
        self._now = dict(self._before)
        self.tag = Choice(self.tr("Tag"))
        self.tag.setSizePolicy(self.tag.sizePolicy().Policy.Expanding, self.tag.sizePolicy().Policy.Fixed)
        self.cadence = Choice(self.tr("Cadence of the tag"))
        set_tip(self.cadence, self.tr("A contact’s own cadence comes before that of a tag."))
        for tag_id in self._names:
            self.tag.addItem(self._shown(tag_id), tag_id)
        if not self._names:
            self.tag.addItem(self.tr("no tags yet"), None)
        self.setEnabled(bool(self._names))
        with_cadence = (number for number, days in enumerate(self._now.values()) if days is not None)
        self.tag.setCurrentIndex(next(with_cadence, 0))
        self.tag.currentIndexChanged.connect(self._show_cadence)
        self.cadence.activated.connect(self._on_cadence)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.tag, 1)
        row.addWidget(self.cadence, 1)
        self.setFocusProxy(self.tag)
        self._show_cadence()

    def changed(self) -> dict[int, int | None]:
        """Return the tags that have another cadence now, in days."""
        return {tag_id: days for tag_id, days in self._now.items() if days != self._before[tag_id]}

    def _shown(self, tag_id: int) -> str:
        days = self._now[tag_id]
        name = self._names[tag_id]
        return name if days is None else self.tr("{name} · every {time}").format(name=name, time=every(days))

    def _show_cadence(self) -> None:
        fill_cadences(self.cadence, self._now.get(self.tag.currentData()))

    def _on_cadence(self) -> None:
        tag_id = self.tag.currentData()
        self._now[tag_id] = self.cadence.currentData()
        self.tag.setItemText(self.tag.currentIndex(), self._shown(tag_id))
