"""What reaches me from outside the book, as file or text: told apart, looked at, and written once it is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.db.book import Book
from netdesk.db.tables import Contact
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import InvalidInputError, UnreadableFileError
from netdesk.domain.instant import Instant
from netdesk.domain.text import clean, shorten
from netdesk.domain.words import Direction, InteractionKind, PointKind, RequestDirection
from netdesk.exchange.decoding import decode
from netdesk.exchange.mail import MAIL_SOURCE, Mail, is_mail, read_mail
from netdesk.services.interactions import is_logged, record
from netdesk.services.people import NewContact, create, put_point, with_address
from netdesk.services.records import get
from netdesk.services.requests import capture

CONTACT_SUFFIXES = frozenset({".vcf", ".vcard", ".csv", ".json"})
INTERACTION_SUFFIXES = frozenset({".mbox", ".mbx", ".ics"})
PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"})
MEGABYTE = 1_000_000
MOST_RECEIVERS = 50
LARGEST_IMPORT, LARGEST_FILE, LARGEST_TEXT = 100 * MEGABYTE, 32 * MEGABYTE, MEGABYTE
"""Bytes of a table or archive, of a picture or mail, and of a text that are taken by dropping or pasting."""

WHAT_CAN_BE_DROPPED = (
    "Drop or paste one of these: text, a contacts file (.vcf, .csv, .json), a picture, an e-mail (.eml), "
    "a mailbox (.mbox), or a calendar (.ics)."
)


@dataclass(frozen=True, slots=True)
class ContactsFile:
    """A file to import: contacts, or the mails or meetings with them."""

    path: Path


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that may be a picture."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Wording:
    """Text that may be a request."""

    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail, and who in the book may have written it, by address or else by name; `mine` where that is me."""

    mail: Mail
    writers: tuple[tuple[int, str], ...]
    by_address: bool
    mine: bool = False


class Received:
    """Looks at what comes in, and writes it down."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def look_at_file(self, path: Path) -> ContactsFile | Picture | Wording | Letter:
        """Tell what a file is, reading no more than needed; raises UnreadableFileError with what can be done."""
        suffix = path.suffix.lower()
        if suffix in CONTACT_SUFFIXES:
            _refuse_larger(path, LARGEST_IMPORT)
            return ContactsFile(path)
        if suffix in INTERACTION_SUFFIXES:
            return ContactsFile(path)
        if suffix in PICTURE_SUFFIXES:
            return Picture(path.name, _read(path, LARGEST_FILE))
        if suffix == ".eml":
            return self._letter(_read(path, LARGEST_FILE))
        if suffix in (".txt", ".md", ".text"):
            return self.look_at_text(decode(_read(path, LARGEST_TEXT)))
        _refuse_larger(path, LARGEST_IMPORT)
        raise UnreadableFileError(f"“{path.name}” is none of what netdesk takes. {WHAT_CAN_BE_DROPPED}")

    def look_at_text(self, text: str) -> Wording | Letter:
        """Tell an e-mail with its headers from other text; raises InvalidInputError for what is empty or too long."""
        if len(text) > LARGEST_TEXT:
            raise InvalidInputError("This text is longer than a million characters. Take the part that matters.")
        kept = clean(text).strip()
        if not kept:
            raise InvalidInputError(f"There is no text in it. {WHAT_CAN_BE_DROPPED}")
        return self._letter(kept.encode()) if is_mail(kept) else Wording(kept)

    def writer(self, text: str) -> tuple[int | str, str] | None:
        """Return who wrote an e-mail, by its headers: a contact, else a name with its address.

        None where it is no e-mail, has no sender, or is mine.
        """
        if not is_mail(text):
            return None
        try:
            letter = self._letter(clean(text).strip().encode())
        except UnreadableFileError:
            return None
        if letter.mine:
            return None
        if letter.by_address and len(letter.writers) == 1:
            return letter.writers[0]
        named = f"{letter.mail.name} <{letter.mail.address}>"
        return named, named

    def log(self, letter: Letter, writer: int | None) -> int:
        """Log an e-mail as received from a contact, or from a new one, or as sent to whom I wrote it.

        Returns the interaction.
        """
        with self._book.write("Log an email") as work:
            mail = letter.mail
            if is_logged(work.session, MAIL_SOURCE, mail.key):
                raise InvalidInputError("This e-mail is logged already. Look for it in the timeline of who wrote it.")
            people = _receivers(work, mail) if letter.mine else [_writer(work, letter, writer)]
            names = " and ".join(one.display_name for one in people[:2])
            work.label = f"Log an email to {names}" if letter.mine else f"Log an email of {names}"
            return record(
                work,
                InteractionKind.EMAIL,
                [one.id for one in people],
                direction=Direction.OUT if letter.mine else Direction.IN,
                at=_sent(work, mail),
                subject=mail.subject,
                text=mail.text,
                origin=(MAIL_SOURCE, mail.key),
            ).id

    def capture(self, letter: Letter, writer: int | None) -> int:
        """Capture an e-mail as a request of who wrote it, mine too; returns the request."""
        with self._book.write("Capture a request") as work:
            mail = letter.mail
            wording = mail.text or mail.subject
            title = shorten(mail.subject, 80)
            return capture(
                work,
                RequestDirection.MADE if letter.mine else RequestDirection.RECEIVED,
                wording,
                who=() if letter.mine else (_writer(work, letter, writer).id,),
                title=title,
                asked_at=_sent(work, mail),
            ).id

    def _letter(self, data: bytes) -> Letter:
        mail = read_mail(data)
        with self._book.read() as session:
            found = with_address(session, mail.address)
            by_address = bool(found)
            found = found or _with_name(session, mail.name)
            mine = any(one.is_me for one in found)
            return Letter(mail, tuple((one.id, one.display_name) for one in found), by_address, mine)


def _with_name(session: Session, name: str) -> list[Contact]:
    return list(session.scalars(select(Contact).where(Contact.display_name == name).order_by(Contact.id)))


def _writer(work: UnitOfWork, letter: Letter, writer: int | None) -> Contact:
    """Return who wrote a mail, adding a new contact, or the address to a known one that lacks it."""
    mail = letter.mail
    if writer is None:
        return create(work, NewContact(name=mail.name, email=mail.address))
    contact = get(work.session, Contact, writer)
    if not letter.by_address:
        put_point(work, contact.id, PointKind.EMAIL, mail.address)
    return contact


def _receivers(work: UnitOfWork, mail: Mail) -> list[Contact]:
    """Return who got a mail of mine, adding those who are new, and addresses to known ones who lack them."""
    found: dict[int, Contact] = {}
    for name, address in mail.to[:MOST_RECEIVERS]:
        known = with_address(work.session, address)
        if not known:
            known = [one for one in _with_name(work.session, name) if not one.is_me]
            if len(known) == 1:
                put_point(work, known[0].id, PointKind.EMAIL, address)
            else:
                known = [create(work, NewContact(name=name, email=address))]
            work.session.flush()
        found |= {one.id: one for one in known[:1] if not one.is_me}
    if not found:
        raise InvalidInputError("This e-mail of yours names nobody it went to. Log it by Log interaction.")
    return list(found.values())


def _sent(work: UnitOfWork, mail: Mail) -> Instant | None:
    return Instant(mail.sent, work.now.zone) if mail.sent is not None else None


def _refuse_larger(path: Path, most: int) -> None:
    try:
        if path.is_dir():
            raise UnreadableFileError(f"“{path.name}” is a folder. Drop the file inside that you mean.")
        if path.stat().st_size > most:
            raise UnreadableFileError(f"“{path.name}” is larger than {most // MEGABYTE} MB, too large to drop.")
    except FileNotFoundError:
        raise UnreadableFileError(f"“{path.name}” is not there any more. Drop it again from where it is now.") from None
    except OSError as error:
        raise UnreadableFileError(
            f"“{path.name}” cannot be read ({error.strerror}). Copy it, then try again."
        ) from None


def _read(path: Path, most: int) -> bytes:
    """Read a file that is no larger than `most`, whatever its size claims to be."""
    _refuse_larger(path, most)
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise UnreadableFileError(
            f"“{path.name}” cannot be read ({error.strerror}). Copy it, then try again."
        ) from None
    if len(data) > most:
        raise UnreadableFileError(f"“{path.name}” is larger than {most // MEGABYTE} MB, too large to drop.")
    return data
