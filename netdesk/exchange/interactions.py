"""The mails and meetings of a file as interactions, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from netdesk.domain.errors import UnreadableFileError
from netdesk.domain.instant import Instant
from netdesk.domain.words import InteractionKind
from netdesk.exchange.mail import MAIL_SOURCE, read_mail
from netdesk.exchange.mail_headers import Address
from netdesk.exchange.mbox import Message, read_messages
from netdesk.exchange.records import InteractionRecord, PersonReference, Skipped

_CLOCKS_DIFFER = timedelta(days=2)


def read_mailbox(path: Path, now: Instant, *, with_text: bool) -> Iterator[InteractionRecord | Skipped]:
    """Give every mail of a file, or why one is not taken; raises UnreadableFileError where the file cannot be read."""
    try:
        for message in read_messages(path):
            yield mail_record(message, now, with_text=with_text)
    except OSError as error:
        raise UnreadableFileError(
            f"{path} cannot be read: {error.strerror}. Copy it to this computer and try again."
        ) from None


def mail_record(message: Message, now: Instant, *, with_text: bool) -> InteractionRecord | Skipped:
    """Give a message as an interaction, or why it is none."""
    line = message.line
    try:
        mail = read_mail(message.data, with_text=with_text)
    except UnreadableFileError as error:
        return Skipped(line, str(error))
    if mail.sent is None:
        return Skipped(line, "This e-mail does not say when it was sent.")
    if mail.sent > now.utc + _CLOCKS_DIFFER:
        return Skipped(line, "This e-mail says that it was sent in the future.")
    everybody = (Address(mail.name, mail.address), *mail.to)
    return InteractionRecord(
        kind=InteractionKind.EMAIL,
        source=MAIL_SOURCE,
        key=mail.key,
        at=Instant(mail.sent, now.zone),
        people=tuple(PersonReference(name=name, email=address) for name, address in everybody),
        writer=mail.address,
        subject=mail.subject,
        text=mail.text,
        bulk=mail.bulk,
        line=line,
    )
