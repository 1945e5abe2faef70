"""What every pane is handed: the services of the open book, work beside the window, and the ways to go elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from netdesk.bootstrap import Services
from netdesk.services.purpose import Purpose
from netdesk.ui.changes import ChangeBus
from netdesk.ui.tasks import Tasks

Result = TypeVar("Result")


class Desk(QObject):
    """The open book as panes see it; panes ask it to go elsewhere and never know each other."""

    section_wanted = Signal(str)
    """The name of a section, such as `requests`."""
    contact_wanted = Signal(int)
    contact_added = Signal(int)
    """A contact who is new, so that what was learned is written down next."""
    request_wanted = Signal(int)
    introduction_wanted = Signal(int)
    organisation_wanted = Signal(int)
    follow_up_wanted = Signal(int)
    network_wanted = Signal(int)
    """A contact to select in the picture of the network."""
    message_wanted = Signal(int)
    """A message to open in the composer, beside what is shown."""
    capture_wanted = Signal(str)
    """A request to capture, with the wording that is known already."""
    interaction_wanted = Signal(object)
    """An interaction to log, with a list of contact ids."""
    coach_opened = Signal()
    """The models of the coach may be loaded from now on."""
    index_brought = Signal()
    """The index by meaning knows everything that is in the book."""
    new_contact_wanted = Signal()
    import_wanted = Signal()
    duplicates_wanted = Signal()
    """The review of who may be in the book twice."""
    sample_wanted = Signal()
    said = Signal(str)
    """A short sentence for the status line."""
    done = Signal(str)
    """What was just changed, in a short sentence that offers to undo it."""

    def __init__(self, services: Services, settings: QSettings, parent: QObject | None = None) -> None:
        """Hold what panes need; `settings` are those of the window, not of the book."""
        super().__init__(parent)
        self.services = services
        self.settings = settings
        self.tasks = Tasks(self)
        self.changes = ChangeBus(services.book, self)
        self.coach_is_open = False

    def do(
        self,
        owner: QWidget,
        verb: Callable[[], Result],
        then: Callable[[Result], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Submit a verb; a stated failure is shown unless `failed` takes it."""
        self.tasks.write(owner, verb, then, failed)

    def draft(self, owner: QWidget, purpose: Purpose, gifts: tuple[tuple[int, str, str], ...] = ()) -> None:
        """Draft a message and open it in the composer."""
        self.do(owner, lambda: self.services.messages.draft(purpose, gifts=gifts), self.message_wanted.emit)

    def open_coach(self) -> None:
        """Let the coach load its models when it is asked; not before the window is painted, which that would delay."""
        self.coach_is_open = True
        self.coach_opened.emit()

    def close(self) -> None:
        """Finish all work and listen no more."""
        self.tasks.wait()
        self.changes.stop()
