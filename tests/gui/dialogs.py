"""Every dialog of the window by name, over whatever book is open, for pictures and for tests of the look."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog

from netdesk.domain.words import MessageKind, RequestState
from netdesk.services.purpose import Purpose
from netdesk.services.received import Letter
from netdesk.services.request_detail import HopRow
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs import confirm
from netdesk.ui.dialogs.about import AboutDialog
from netdesk.ui.dialogs.book_fault import BookFaultDialog
from netdesk.ui.dialogs.capture import CaptureDialog
from netdesk.ui.dialogs.confirm import question
from netdesk.ui.dialogs.day import DayDialog
from netdesk.ui.dialogs.drafts import DraftsDialog
from netdesk.ui.dialogs.duplicates import DuplicatesDialog
from netdesk.ui.dialogs.follow_up import FollowUpDialog
from netdesk.ui.dialogs.gifts import GiftsDialog
from netdesk.ui.dialogs.glance import MailGlance, PictureGlance
from netdesk.ui.dialogs.help import Page
from netdesk.ui.dialogs.hop import AddHopDialog, HopAnswerDialog
from netdesk.ui.dialogs.import_file import ImportDialog
from netdesk.ui.dialogs.interaction import InteractionDialog
from netdesk.ui.dialogs.introduction import IntroductionDialog, MadeIntroductionDialog
from netdesk.ui.dialogs.merge import MergeDialog
from netdesk.ui.dialogs.new_contact import NewContactDialog
from netdesk.ui.dialogs.park import ParkDialog
from netdesk.ui.dialogs.requesters import RequestersDialog
from netdesk.ui.dialogs.resource import ResourceDialog
from netdesk.ui.dialogs.settings import SettingsDialog
from netdesk.ui.dialogs.templates import TemplatesDialog
from netdesk.ui.dialogs.verb_text import VerbTextDialog
from netdesk.ui.main_window import MainWindow
from netdesk.ui.photos import Seen
from netdesk.ui.sections import introduction_detail
from netdesk.ui.sections.contact import deleting
from netdesk.ui.sections.introduction_detail import IntroductionDetail
from netdesk.ui.sections.request import moves
from netdesk.ui.sections.request.moves import RequestMoves
from netdesk.ui.sections.section import Taker

FILE_ROWS = 4_000
VAGUE = "Hi, I'd love to pick your brain sometime about robots in small workshops. Could you spare a few minutes?"
MAIL = (
    "From: Rosa Quint <rosa@looms.example>\nTo: me@example.org\nSubject: Apprentices\n"
    "Date: Mon, 16 Nov 2026 09:12:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"
    "Hello,\n\nwe look for a retired machinist who would teach two apprentices one afternoon a week until spring. "
    "Do you know anybody I should talk with?\n\nThank you,\nRosa\n"
)
Maker = Callable[[MainWindow, Path], QDialog]


def go_on(name: str, dialog: QDialog) -> bool:
    """Do once what leads to the page of a dialog that is to be seen; returns whether the book was changed by that."""
    if name != "import-report":
        return False
    assert isinstance(dialog, ImportDialog)
    dialog.submit()
    return True


def makers(desk: Desk) -> dict[str, Maker]:
    """Return what opens each dialog that this book can show, by its name in the files of pictures."""
    return ALWAYS | (WITH_A_REQUEST if desk.services.request_rows.rows() else {})


def _request_id(desk: Desk) -> int:
    rows = desk.services.request_rows.rows(states=[RequestState.MOVING]) or desk.services.request_rows.rows()
    return rows[0].id


def _hops(desk: Desk) -> list[HopRow]:
    return list(desk.services.request_rows.detail(_request_id(desk)).hops)


def _letter(desk: Desk) -> Letter:
    letter = desk.services.received.look_at_text(MAIL)
    assert isinstance(letter, Letter)
    return letter


def _picture(window: MainWindow) -> QDialog:
    image = QImage(480, 480, QImage.Format.Format_RGB32)
    image.fill(0x2F6F5E)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    seen = Seen("portrait.png", bytes(data.data()), image)
    return PictureGlance(window.desk, Taker("Rosa Quint", contact_id=1), seen, window)


def _table(folder: Path) -> Path:
    """Write a file as LinkedIn exports it: many people, some without a name, some twice."""
    lines = ["First Name,Last Name,URL,Email Address,Company,Position,Connected On"]
    for number in range(FILE_ROWS):
        given, family = ("", "") if number % 97 == 0 else (f"Person{number % 1900}", f"Family{number % 1900}")
        address = f"p{number % 1900}@example.org" if number % 3 else ""
        lines.append(f"{given},{family},,{address},Company {number % 40},Engineer,03 Mar 2024")
    path = folder / "Connections.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _mailbox(folder: Path) -> Path:
    """Write a mailbox of people whom no book knows."""
    path = folder / "Inbox.mbox"
    mails = (MAIL.replace("Rosa Quint <rosa", f"Rosa Quint {n} <rosa{n}") for n in range(40))
    path.write_text("".join(f"From a@b.example Mon Nov 16 09:12:00 2026\n{mail}\n" for mail in mails), encoding="utf-8")
    return path


def _strange_table(folder: Path) -> Path:
    """Write a table whose header says nothing."""
    path = folder / "people.csv"
    rows = (f"Person Number{n};Works No. {n};p{n}@example.org;Lyon;03.04.2024;x" for n in range(60))
    path.write_text("\n".join(["wer;wo;erreichbar;ort;wann;frei", *rows]), encoding="utf-8")
    return path


def _few(folder: Path) -> Path:
    """Write a file whose import takes no time, with some who are there twice and one who is nobody."""
    path = folder / "Few connections.csv"
    path.write_text("\n".join(_table(folder).read_text(encoding="utf-8").splitlines()[:30]), encoding="utf-8")
    return path


def _gifts(window: MainWindow) -> QDialog:
    contact_id, name, _ = window.desk.services.contact_rows.complete("a", 1)[0]
    purpose = Purpose(kind=MessageKind.THANK_YOU, to=(contact_id,))
    return GiftsDialog(window.desk, purpose, contact_id, name, window)


def _asked(window: MainWindow, module: object, ask: Callable[[], object]) -> QDialog:
    """Make the question that a verb of a module asks first."""
    with patch.object(module, "confirm", return_value=False) as asked:
        ask()
    _, *words = asked.call_args.args
    return question(window, *words, **asked.call_args.kwargs)


def _delete_contacts(window: MainWindow, number: int) -> QDialog:
    contacts = window.desk.services.contacts
    ids = tuple(row[0] for row in window.desk.services.contact_rows.complete("", number))
    return _asked(window, deleting, partial(deleting._ask, window, window.desk, ids, contacts.goes_with(ids)))


def _delete_request(window: MainWindow) -> QDialog:
    services, wanted = window.desk.services, _request_id(window.desk)
    ask = RequestMoves(window.desk, window)._ask_to_delete
    return _asked(
        window, moves, partial(ask, services.request_rows.detail(wanted), services.requests.goes_with(wanted))
    )


def _delete_introduction(window: MainWindow) -> QDialog:
    detail = IntroductionDetail(window.desk, window)
    detail.hide()
    detail.show_introduction(window.desk.services.introduction_rows.rows()[0].id)
    detail.deleteLater()
    return _asked(window, introduction_detail, detail.delete)


def _outcome(window: MainWindow) -> QDialog:
    def record(text: str) -> None:
        """Do nothing, since nothing is entered."""

    return VerbTextDialog(window.desk, window, "Close request", "What came of it?", record, action="Record")


def _requesters(window: MainWindow) -> QDialog:
    wanted = _request_id(window.desk)
    row = next(one for one in window.desk.services.request_rows.rows() if one.id == wanted)
    people = tuple(zip(row.requester_ids, row.requesters, strict=True))
    return RequestersDialog(window.desk, row.id, people, window)


def _day(window: MainWindow) -> QDialog:
    return DayDialog(window.desk, window.desk.services.follow_up_rows.rows()[:2], window)


def _merge(window: MainWindow) -> QDialog:
    first, second = (row[0] for row in window.desk.services.contact_rows.complete("", 2))
    return MergeDialog(window.desk, first, second, window)


def _fault(window: MainWindow) -> QDialog:
    sentence = "The book was written by a newer netdesk. Open it with that version, or open another book."
    return BookFaultDialog(sentence, window.book_path())


ALWAYS: dict[str, Maker] = {
    "capture": lambda window, _: CaptureDialog(window.desk, "", window),
    "capture-vague": lambda window, _: CaptureDialog(window.desk, VAGUE, window),
    "log": lambda window, _: InteractionDialog(window.desk, (), window),
    "new-contact": lambda window, _: NewContactDialog(window.desk, window),
    "follow-up": lambda window, _: FollowUpDialog(window.desk, None, window),
    "introduction": lambda window, _: IntroductionDialog(window.desk, (), window),
    "introduction-made": lambda window, _: MadeIntroductionDialog(window.desk, window),
    "import": lambda window, folder: ImportDialog(window.desk, _table(folder), window),
    "import-mail": lambda window, folder: ImportDialog(window.desk, _mailbox(folder), window),
    "import-columns": lambda window, folder: ImportDialog(window.desk, _strange_table(folder), window),
    "duplicates": lambda window, _: DuplicatesDialog(window.desk, window),
    "drafts": lambda window, _: DraftsDialog(window.desk, window),
    "glance-mail": lambda window, _: MailGlance(window.desk, _letter(window.desk), window),
    "glance-picture": lambda window, _: _picture(window),
    "outcome": lambda window, _: _outcome(window),
    "import-report": lambda window, folder: ImportDialog(window.desk, _few(folder), window),
    "stop-work": lambda window, _: _asked(
        window, confirm, partial(window.errands.may_stop, "Importing Connections.csv")
    ),
    "book-fault": lambda window, _: _fault(window),
    "settings": lambda window, _: SettingsDialog(window.desk, window),
    "templates": lambda window, _: TemplatesDialog(window.desk, window),
    "keys": lambda window, _: window.errands.help(Page.KEYS),
    "words": lambda window, _: window.errands.help(Page.WORDS),
    "about": lambda window, _: AboutDialog(window.book_path(), window),
}
WITH_A_REQUEST: dict[str, Maker] = {
    "delete-contact": lambda window, _: _delete_contacts(window, 1),
    "delete-contacts": lambda window, _: _delete_contacts(window, 3),
    "delete-request": lambda window, _: _delete_request(window),
    "delete-introduction": lambda window, _: _delete_introduction(window),
    "day": lambda window, _: _day(window),
    "merge": lambda window, _: _merge(window),
    "park": lambda window, _: ParkDialog(window.desk, _request_id(window.desk), window),
    "hop": lambda window, _: AddHopDialog(window.desk, _request_id(window.desk), _hops(window.desk), None, window),
    "hop-answer": lambda window, _: HopAnswerDialog(window.desk, _hops(window.desk)[0], window),
    "resource": lambda window, _: ResourceDialog(window.desk, _request_id(window.desk), None, window),
    "requesters": lambda window, _: _requesters(window),
    "gifts": lambda window, _: _gifts(window),
}
