"""How far long work is, with a way to stop it; it stands in the status line."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from netdesk.ui.tasks import Job
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.labels import PlainLabel


class JobBar(QWidget):
    """Shows the job that runs; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._label = PlainLabel("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme().px(140))
        self._cancel = Button(self.tr("Cancel"), ButtonKind.STATUS)
        self._cancel.clicked.connect(self._on_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._label, self._bar, self._cancel):
            row.addWidget(part)
        self.hide()

    def start(self, job: Job) -> None:
        """Show a job until `end`."""
        self._job = job
        self._label.setText(job.label)
        self._bar.setAccessibleName(job.label)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self._cancel.setAccessibleName(self.tr("Cancel: {job}").format(job=job.label))
        job.progressed.connect(self._on_progressed)
        self.show()

    def hold(self, job: Job) -> None:
        """Say that what was changed meanwhile is kept, and saved once the job is done."""
        if job is self._job:
            self._label.setText(self.tr("{job}. Your changes are saved right after it.").format(job=job.label))

    def end(self, job: Job) -> None:
        """Show nothing any more, if this is the job that is shown."""
        if job is self._job:
            self._job = None
            self.hide()

    def _on_progressed(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._cancel.setEnabled(False)
