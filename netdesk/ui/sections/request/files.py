"""Files that belong to a request, such as a CV."""

from __future__ import annotations

import mimetypes
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.domain.errors import NetdeskError
from netdesk.services.request_detail import AttachmentRow, RequestDetail
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.files import file_to_save, files_to_open
from netdesk.ui.sections.request.part import Part
from netdesk.ui.widgets.buttons import Button, ButtonKind, IconButton
from netdesk.ui.widgets.labels import ElidedLabel, Muted
from netdesk.ui.widgets.rows import Rows

LARGEST = 32 * 1024 * 1024


class FilesPart(Part):
    """The files with their sizes; each is saved elsewhere or removed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build an empty part."""
        super().__init__(desk, QCoreApplication.translate("FilesPart", "Attachments"), parent)
        add = Button(self.tr("Add file"), ButtonKind.LINK, "plus")
        add.clicked.connect(self._on_add)
        self.head.addWidget(add)
        self._rows = Rows(0)
        self.body.addLayout(self._rows)

    def refresh(self, request: RequestDetail) -> None:
        """Show the files."""
        self._rows.show_values(request.attachments, self._line)

    def attach(self, path: Path) -> None:
        """Keep a copy of a file with the request."""
        if self.request is None:
            return
        requests, request_id = self.desk.services.requests, self.request.id

        def keep() -> int:
            data = _read(path)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return requests.attach(request_id, path.name, data, kind)

        self.desk.do(self, keep)

    def save(self, attachment_id: int, path: Path) -> None:
        """Write a file of the request to a place outside."""
        rows = self.desk.services.request_rows

        def write() -> str:
            try:
                path.write_bytes(rows.attachment(attachment_id))
            except OSError as error:
                raise NetdeskError(f"{path} cannot be written ({error.strerror}). Choose another place.") from None
            return str(path)

        self.desk.tasks.read(self, write, self._on_saved)

    def _line(self, row: AttachmentRow) -> QWidget:
        holder = QWidget()
        save = IconButton("save", self.tr("Save {name}").format(name=row.name))
        save.clicked.connect(partial(self._on_save, row.id, row.name))
        remove = IconButton("trash", self.tr("Remove {name}").format(name=row.name))
        remove.clicked.connect(partial(self._on_remove, row.id))
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(ElidedLabel(row.name), 1)
        line.addWidget(Muted(QLocale().formattedDataSize(row.size), small=True))
        line.addWidget(save)
        line.addWidget(remove)
        return holder

    def _on_add(self) -> None:
        for one in files_to_open(self, self.tr("Add files")):
            self.attach(Path(one))

    def _on_save(self, attachment_id: int, name: str) -> None:
        chosen, _ = file_to_save(self, self.tr("Save file"), Path(name).name)
        if chosen:
            self.save(attachment_id, Path(chosen))

    def _on_remove(self, attachment_id: int) -> None:
        self.do(partial(self.desk.services.requests.detach, attachment_id))

    def _on_saved(self, path: str) -> None:
        self.desk.said.emit(self.tr("Saved to {path}.").format(path=path))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise NetdeskError(f"{path.name} is larger than 32 MB. Keep a link to it as a resource instead.")
        return path.read_bytes()
    except OSError as error:
        raise NetdeskError(f"{path} cannot be read ({error.strerror}). Choose another file.") from None
