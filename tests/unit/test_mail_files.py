"""E-mails from outside: read as far as they go, whatever their charset, and nothing in them is run or loaded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from netdesk.domain.errors import UnreadableFileError
from netdesk.exchange.mail import is_mail, read_mail

PLAIN = """From: "Lena Berg" <Lena@depot.example>
To: me@example.org
Subject: =?utf-8?q?Cold_storage_n=C3=A4chste_Woche?=
Date: Mon, 23 Nov 2026 09:30:00 +0100

Do you know a depot near Lyon with room in May?

Best
Lena

On Fri, 20 Nov 2026 at 10:00, Robin wrote:
> The old thread
"""


def test_a_mail_says_who_when_about_what_and_leaves_the_thread_out() -> None:
    mail = read_mail(PLAIN.encode())
    assert (mail.name, mail.address) == ("Lena Berg", "Lena@depot.example")
    assert mail.subject == "Cold storage nächste Woche"
    assert mail.sent == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert mail.text == "Do you know a depot near Lyon with room in May?"


@pytest.mark.parametrize(
    ("charset", "encoded"), [("iso-8859-1", "latin-1"), ("x-unknown-42", "cp1252"), ("utf-8", "cp1252"), ("", "utf-8")]
)
def test_any_charset_is_read(charset: str, encoded: str) -> None:
    declared = f"Content-Type: text/plain; charset={charset}\n" if charset else ""
    source = f"From: Åsa Öberg <asa@example.org>\nSubject: Grüße\n{declared}\nWo ist die Kühlhalle für Käse?\n"
    mail = read_mail(source.encode(encoded))
    assert (mail.name, mail.subject) == ("Åsa Öberg", "Grüße")
    assert mail.text == "Wo ist die Kühlhalle für Käse?"


def test_html_is_read_as_words_and_markup_in_the_subject_stays_text() -> None:
    source = (
        b"From: a@b.example\nSubject: <b>Hi</b><img src=x>\nContent-Type: text/html\n\n"
        b"<html><head><style>p{}</style></head><body><p>Who&nbsp;knows   <b>tiles</b>?</p>"
        b"<script>alert(1)</script><p>Ana</p></body></html>"
    )
    mail = read_mail(source)
    assert mail.subject == "<b>Hi</b><img src=x>"
    assert mail.name == "a"
    assert mail.text.split() == ["Who", "knows", "tiles?", "Ana"]


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 100, b"Subject: nobody\n\ntext", b"From:\nSubject: x\n\n", b"\xff\xfe\xfa" * 50],
)
def test_what_has_no_sender_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="who wrote it"):
        read_mail(data)


def test_hostile_mail_is_read_or_refused() -> None:
    nested = b"From: a@b.example\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
    )
    for source in (
        nested,
        b"From: a@b.example\nDate: Mon, 99 Foo 99999 99:99:99 +9999\nSubject: =?x?q?=ZZ?=\n\nHello there",
        b'From: a@b.example\nContent-Type: text/plain; charset="\n\nHello',
        b"From: a@b.example\nContent-Transfer-Encoding: base64\n\n!!!!",
    ):
        try:
            assert read_mail(source).address == "a@b.example"
        except UnreadableFileError as error:
            assert "broken" in str(error)


def test_pasted_source_is_told_from_other_text() -> None:
    assert is_mail(PLAIN)
    assert is_mail("\n\nFrom: a@b.example\nTo: c@d.example\nSubject: x\n\nHello")
    assert not is_mail("From: here to there, I need a lift.\n\nSubject: none")
    assert not is_mail("Hello,\nFrom: a\nSubject: b")


@pytest.mark.parametrize(
    ("declared", "written", "text"),
    [
        ("gb2312", "gb18030", "朱镕基来信"),
        ("ks_c_5601-1987", "cp949", "똠방각하"),
        ("iso-8859-1", "cp1252", "It’s “done” – 5 €"),
        ("shift_jis", "cp932", "①髙橋"),
    ],
)
def test_what_programs_write_under_the_name_of_a_smaller_charset_is_read(
    declared: str, written: str, text: str
) -> None:
    source = f"From: bo@x.example\nSubject: Hi\nContent-Type: text/plain; charset={declared}\n\n".encode()
    assert read_mail(source + text.encode(written)).text == text


def test_a_boundary_in_pieces_and_with_a_charset_is_put_together() -> None:
    source = (
        "From: bo@x.example\nSubject: Hi\nContent-Type: multipart/mixed; boundary*0*=utf-8''one%20;\n"
        " boundary*1=two\n\n"
        "--one two\nContent-Type: text/plain; charset*=us-ascii''utf-8\n\nWörter\n--one two--\n"
    )
    assert read_mail(source.encode()).text == "Wörter"
