"""Mailboxes are taken apart message by message, whatever their dialect, and hostile mail takes linear time."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netdesk.domain.errors import UnreadableFileError
from netdesk.domain.instant import Instant
from netdesk.exchange.interactions import mail_record, read_mailbox
from netdesk.exchange.mail import Mail, is_nobody, read_mail
from netdesk.exchange.mail_headers import addresses, decode_words
from netdesk.exchange.mbox import read_messages, split_messages
from netdesk.exchange.records import InteractionRecord

NOW = Instant(datetime(2026, 11, 23, 10, tzinfo=UTC))
START = b"From ana@x.example Mon Nov 23 09:30:00 2026\n"
MAIL = (
    b'From: Ana Ruiz <ana@x.example>\nTo: Me <me@x.example>, "Berg, Lena" <lena@x.example>\nCc: bo@x.example\n'
    b"Subject: =?utf-8?q?K=C3=A4se?=\nDate: Mon, 23 Nov 2026 09:30:00 +0000\nMessage-ID: <%d@x.example>\n\n%s\n"
)
MULTIPART = (
    b'From: a@b.example\nDate: Mon, 23 Nov 2026 09:30:00 +0000\nContent-Type: multipart/mixed; boundary="out er"\n\n'
    b"preamble\n--out er\nContent-Type: multipart/alternative; boundary=in\n\n--in\nContent-Type: text/html\n\n"
    b"<p>HTML</p>\n--in\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\n"
    b"R3L832U=\n--in--\n--out er\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\n"
    b"attached\n--out er--\n"
)


def messages(tmp_path: Path, data: bytes) -> list[tuple[int, bytes]]:
    path = tmp_path / "a.mbox"
    path.write_bytes(data)
    return [(one.line, one.data) for one in read_messages(path)]


def subjects(tmp_path: Path, data: bytes) -> list[tuple[int, str]]:
    return [(line, read_mail(one).text) for line, one in messages(tmp_path, data)]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_each_message_is_given_with_its_line(tmp_path: Path, end: bytes) -> None:
    data = b"\n".join(START + MAIL % (number, b"Hello %d" % number) for number in range(3)).replace(b"\n", end)
    assert subjects(tmp_path, data) == [(1, "Hello 0"), (11, "Hello 1"), (21, "Hello 2")]


def test_a_sentence_that_begins_with_from_starts_no_message(tmp_path: Path) -> None:
    text = b"One\n\nFrom here on it is easy.\n>From quoted\n>>From twice\n\nFrom 9:30 we meet"
    assert subjects(tmp_path, START + MAIL % (1, text) + b"\n" + START + MAIL % (2, b"Two")) == [
        (1, "One\n\nFrom here on it is easy.\nFrom quoted\n>From twice\n\nFrom 9:30 we meet"),
        (17, "Two"),
    ]


def test_a_true_content_length_covers_what_looks_like_a_message(tmp_path: Path) -> None:
    body = b"Look:\n\n" + START + b"Subject: inner\n\ninner\n"
    first = START + b"From: a@b.example\nContent-Length: %d\n\n" % len(body) + body
    assert len(messages(tmp_path, first + b"\n" + START + MAIL % (2, b"Two"))) == 2
    lying = first.replace(b"Content-Length: ", b"Content-Length: 9")
    assert len(messages(tmp_path, lying + b"\n" + START + MAIL % (2, b"Two"))) == 3


def test_messages_are_found_wherever_a_block_of_the_file_ends(tmp_path: Path) -> None:
    count, data = 0, b""
    for size in (*range(1_047_400, 1_048_600, 97), 1_048_576, 3_000_000, 10):
        data += START + b"From: a@b.example\n\n" + b"x" * (size % 80) + b"y\n" * (size // 40) + b"\n"
        count += 1
    found = messages(tmp_path, data)
    assert len(found) == count
    lines = data.split(b"\n")
    assert all(lines[line - 1] == START.strip() for line, _ in found)
    assert b"".join(one for _, one in found) == data


def test_a_mail_says_to_whom_and_by_what_it_is_known() -> None:
    mail = read_mail(START + MAIL % (7, b"Text"))
    assert mail.to == (("Me", "me@x.example"), ("Berg, Lena", "lena@x.example"), ("bo", "bo@x.example"))
    assert (mail.subject, mail.key, mail.bulk) == ("Käse", "7@x.example", False)
    assert read_mail(b"List-Id: <l>\n" + MAIL % (7, b"")).bulk
    without = MAIL.replace(b"Message-ID: <%d@x.example>\n", b"")
    assert (
        read_mail(without % b"a").key == read_mail(without % b"b").key != read_mail(b"Subject: x\n" + without % b"").key
    )


def test_the_first_plain_text_of_a_multipart_is_the_text() -> None:
    assert read_mail(MULTIPART).text == "Grüße"
    assert read_mail(MULTIPART.replace(b"text/plain; charset", b"image/png; charset")).text == "HTML"


def test_html_quotes_are_cut_off() -> None:
    head = b"From: a@b.example\nContent-Type: text/html\n\n"
    html = head + b"<div>Yes &amp; no, 1 < 2</div><blockquote>old<br>older</blockquote>"
    assert read_mail(html).text == "Yes & no, 1 < 2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana <a@b.c>, b@b.c", [("Ana", "a@b.c"), ("", "b@b.c")]),
        ('"Ruiz, \\"A\\"" <a@b.c>', [('Ruiz, "A"', "a@b.c")]),
        ("a@b.c (Ana Ruiz)", [("Ana Ruiz", "a@b.c")]),
        ("Team: a@b.c, Bo <b@b.c>;", [("", "a@b.c"), ("Bo", "b@b.c")]),
        ("undisclosed-recipients:;", []),
        ("=?utf-8?b?w4VzYQ==?= <a@b.c>", [("Åsa", "a@b.c")]),
        ('"broken <a@b.c>, b@b.c', []),
        ("<<a@b.c>>", [("", "a@b.c")]),
    ],
)
def test_addresses_are_taken_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert addresses(text) == expected


def test_encoded_words_are_read_whatever_their_charset() -> None:
    assert decode_words("=?utf-8?q?a=C3?= =?utf-8?q?=A4b?=") == "aäb"
    assert decode_words("x =?nonsense?q?K=E4se?= y =?utf-8?b?%%%?=") == "x Käse y "


@pytest.mark.parametrize("address", ["no-reply@x.example", "noreply+a@x.example", "MAILER-DAEMON@x", "bounces@x"])
def test_programs_are_nobody(address: str) -> None:
    assert is_nobody(address)
    assert not is_nobody("nora.ruiz@x.example")
    assert not is_nobody("newsom@x.example")


def _head(line: bytes) -> Callable[[int], bytes]:
    return lambda n: b"From: a@b.example\nDate: Mon, 23 Nov 2026 09:30:00 +0000\n" + line * n + b"\n\ntext"


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "recipients": lambda n: b"From: a@b.example\nTo: " + b"Ana R <ana@b.example>, " * n + b"\n\nx",
    "quotes": lambda n: b"From: a@b.example\nTo: " + b'"\\' * n + b"\n\nx",
    "angles": lambda n: b"From: a@b.example\nTo: " + b"<(" * n + b"\n\nx",
    "words": lambda n: b"From: a@b.example\nSubject: " + b"=?utf-8?q?a?= " * n + b"\n\nx",
    "open words": lambda n: b"From: a@b.example\nSubject: " + b"=?a?q?" * n + b"\n\nx",
    "headers": _head(b"X-A: b\n"),
    "folds": lambda n: b"From: a@b.example\nSubject: x\n" + b" y\n" * n + b"\nx",
    "received": _head(b"Received: from x; Mon\n"),
    "line": lambda n: b"From: a@b.example\n\n" + b"x" * (10 * n),
    "tags": lambda n: b"From: a@b.example\nContent-Type: text/html\n\n" + b"<!--<script><a " * n,
    "scripts": lambda n: b"From: a@b.example\nContent-Type: text/html\n\n" + b"<script>x</script>" * n,
    "quotes in html": lambda n: b"From: a@b.example\nContent-Type: text/html\n\n" + b"<blockquote>x<p>" * n,
    "nested": lambda n: (
        b"From: a@b.example\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (k, k) for k in range(n // 4))
    ),
    "parts": lambda n: b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * n,
    "boundaries": lambda n: b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + b"\n--c" * n,
    "starts": lambda n: (START + b"\n") * n,
    "blank lines": lambda n: b"\n" * n,
    "parameters": lambda n: b"From: a@b.example\nContent-Type: text/plain" + b'; a="\\' * n + b"\n\nx",
    "base64": lambda n: b"From: a@b.example\nContent-Transfer-Encoding: base64\n\n" + b"=A" * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_takes_linear_time(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.mbox"

    def seconds(n: int) -> float:
        path.write_bytes(HOSTILE[name](n))
        start = time.process_time()
        list(read_mailbox(path, NOW, with_text=True))
        return time.process_time() - start

    small, large = min(seconds(10_000) for _ in range(3)), min(seconds(40_000) for _ in range(2))
    assert large < 8 * small + 0.3


def test_a_hundred_thousand_recipients_are_read() -> None:
    mail = read_mail(HOSTILE["recipients"](100_000))
    assert len(mail.to) == 100_000


SEEDS = (START + MAIL % (1, b"Hello\n> quoted") + b"\n" + START + MAIL % (2, b"Bye"), MULTIPART, MAIL % (3, b"x"))


def read_hostile(data: bytes) -> None:
    """Read mail of any bytes, to the last word of it."""
    for message in split_messages(io.BytesIO(data), io.BytesIO(data)):
        one = mail_record(message, NOW, with_text=True)
        if isinstance(one, InteractionRecord):
            one.text.encode()
            one.subject.encode()
            str(one.at)


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_mail_or_are_not(data: bytes) -> None:
    for source in (data, b"From: a@b.example\n" + data):
        try:
            assert isinstance(read_mail(source), Mail)
        except UnreadableFileError as error:
            assert str(error).endswith(".")
