"""A message leaves for the mail program of the computer exactly as it was shown."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.conftest import home_variables
from tests.end_to_end.application import Application
from tests.end_to_end.conftest import Launch

SUBJECT = "Größe + 50 % & #1: “Ünïcode” = 🦊?"
BODY = (
    "Dear Zoë,\n\nsales rose by 12 % + 3 % & more; see #4 (100%41 is no letter A).\n"
    "Łukasz asks: “Why <not>; or \\ / 'this'?” ½ · 日本\n\n"
    "https://example.org/a?b=1&c=2#d\n\n🦊🎉\nAda"
)
PEOPLE = "Name,Emails\nZoë Ångström,zoe+news@example.org\nKofi Mensah,kofi.mensah@example.org\n"
DRAFT = """
import sys
from pathlib import Path
from netdesk.bootstrap import open_services
from netdesk.domain.words import MessageKind, RecipientRole
from netdesk.services.purpose import Purpose
services = open_services(Path(sys.argv[1]))
zoe, kofi = (services.contact_rows.complete(name, 1)[0][0] for name in ("Zoë", "Kofi"))
message = services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(zoe,)))
services.messages.set_recipients(message, RecipientRole.CC, [kofi])
services.messages.set_recipients(message, RecipientRole.BCC, ["me%me@example.org"])
services.messages.edit(message, subject=sys.argv[2], body=sys.argv[3])
services.close()
"""


def needs(*programs: str) -> None:
    """Skip the test where a program is missing, or fail with NETDESK_REQUIRE_SCREEN=1."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and os.environ.get("NETDESK_REQUIRE_SCREEN") == "1":
        pytest.fail(f"this is required here: {', '.join(missing)}")
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")


def handler(home: Path) -> Path:
    """Register a mail program that notes what it is opened with; returns its note."""
    needs("xdg-open")
    note, program = home / "opened.txt", home / "mailer.sh"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" > "{note}.part" && mv "{note}.part" "{note}"\n')
    program.chmod(0o755)
    entries = home / ".local" / "share" / "applications"
    entries.mkdir(parents=True)
    (entries / "mailer.desktop").write_text(
        f"[Desktop Entry]\nType=Application\nName=Mailer\nExec={program} %u\nMimeType=x-scheme-handler/mailto;\n"
    )
    for folder in (entries, home / ".config"):
        folder.mkdir(exist_ok=True)
        (folder / "mimeapps.list").write_text("[Default Applications]\nx-scheme-handler/mailto=mailer.desktop\n")
    return note


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Path:
    made, people = tmp_path / "book.netdesk", tmp_path / "people.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    environment = os.environ | home_variables(home)
    for command in (
        ["-m", "netdesk", "import", str(people), "--db", str(made)],
        ["-c", DRAFT, str(made), SUBJECT, BODY],
    ):
        subprocess.run([sys.executable, *command], check=True, env=environment, capture_output=True)
    return made


def open_draft(launch: Launch, book: Path) -> Application:
    window = launch("--db", str(book), "--section", "contacts")
    window.keys("ctrl+d")
    assert window.find("text", "Message").text() == BODY
    return window


def test_a_mail_program_is_opened_with_every_letter_of_the_message(launch: Launch, home: Path, book: Path) -> None:
    note = handler(home)
    window = open_draft(launch, book)
    window.press("Open in mail")
    window.wait_for(note.exists, "the mail program having been opened")
    number, *arguments = note.read_text(encoding="utf-8").splitlines()
    assert (number, len(arguments)) == ("1", 1)
    link = urlsplit(arguments[0])
    fields = dict(pair.split("=", 1) for pair in link.query.split("&"))
    assert (link.scheme, link.fragment) == ("mailto", "")
    assert unquote(link.path) == "zoe+news@example.org"
    assert unquote(fields["cc"]) == "kofi.mensah@example.org"
    assert unquote(fields["bcc"]) == "me%me@example.org"
    assert unquote(fields["subject"]) == SUBJECT
    assert unquote(fields["body"]) == BODY.replace("\n", "\r\n")
    window.find("label", "Opened in your mail program. Once it is sent, mark it as sent.")


def test_a_message_too_long_for_a_link_is_copied_and_that_is_said(launch: Launch, home: Path, book: Path) -> None:
    note = handler(home)
    window = open_draft(launch, book)
    window.focus(window.find("text", "Message"))
    window.keys("ctrl+End")
    window.paste("日本語。" * 150)
    window.press("Open in mail")
    window.find("label", "This is too long for a link, so it was copied instead. Save .eml opens in mail programs too.")
    window.wait_clipboard(BODY + "日本語。" * 150)
    assert not note.exists()


def claws_mail(home: Path) -> None:
    """Give Claws Mail an account and a mailbox, so that it asks nothing when it starts first."""
    needs("claws-mail")
    folder = home / ".claws-mail"
    folder.mkdir()
    (home / "Mail").mkdir()
    (folder / "clawsrc").write_text("[Common]\nconfig_version=4\nenable_aspell=0\n")
    (folder / "accountrc").write_text(
        "[Account: 1]\naccount_name=me\nis_default=1\nname=Ada Lind\naddress=ada@example.org\nprotocol=5\n"
    )
    (folder / "folderlist.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<folderlist>\n<folder type="mh" name="Mailbox" path="Mail"/>\n'
        "</folderlist>\n"
    )


def test_a_real_mail_program_shows_what_was_sent_to_it(launch: Launch, home: Path, book: Path) -> None:
    note = handler(home)
    claws_mail(home)
    window = open_draft(launch, book)
    window.press("Open in mail")
    window.wait_for(note.exists, "the mail program having been opened")
    link = note.read_text(encoding="utf-8").splitlines()[1]
    program = launch(link, program=("claws-mail",), environment={"LC_ALL": "C.UTF-8"})

    def texts() -> list[str]:
        return [field.text().replace("\r\n", "\n").rstrip("\n") for field in program.find_all("text")]

    program.wait_for(lambda: BODY in texts(), "the message in Claws Mail", 30)
    assert {SUBJECT, "zoe+news@example.org", "kofi.mensah@example.org", "me%me@example.org"} <= set(texts())
