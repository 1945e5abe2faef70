"""What the list of contacts says while it shows nobody."""

from __future__ import annotations

from netdesk.ui.desk import Desk
from netdesk.ui.widgets.buttons import ButtonKind
from netdesk.ui.widgets.empty_state import EmptyState


class NobodyState(EmptyState):
    """Offers to bring contacts in; `new` is the button that makes one."""

    def __init__(self, desk: Desk) -> None:
        """Offer both ways, and say why with `say_why`."""
        super().__init__("contacts", "")
        bring = self.add_button(self.tr("Import contacts"), ButtonKind.PRIMARY, "import")
        bring.clicked.connect(desk.import_wanted)
        self.new = self.add_button(self.tr("New contact"), ButtonKind.PLAIN, "plus")

    def say_why(self, *, filtered: bool) -> None:
        """Say that the filter leaves nobody, or that there is nobody yet."""
        if filtered:
            self.say(self.tr("Nobody found"), self.tr("Loosen the filter, or add who is missing."))
        else:
            self.say(
                self.tr("No contacts yet"),
                self.tr("Bring in the people you know, from LinkedIn or an address book, or add them one by one."),
            )
