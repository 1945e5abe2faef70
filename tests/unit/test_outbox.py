"""What arrives in a mail program is what was shown."""

from __future__ import annotations

from email import message_from_bytes, policy
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netdesk.composer.outbox import MAX_MAILTO, TAB, eml, html, mailto
from netdesk.domain.errors import InvalidInputError

HARD = "Grüße & 100 % + #1?\nzweite Zeile = „ja“ 🎉\n\nnaïve"


def test_a_mailto_link_gives_back_what_went_in() -> None:
    made = mailto(
        ("ama@x.example", "o'neil+a&b@x.example"), ("c@x.example",), ("d@x.example",), "50 % & more + #2 é", HARD
    )
    parts = urlsplit(made.url)
    query = parse_qs(parts.query, strict_parsing=True)
    assert parts.scheme == "mailto"
    assert [unquote(one) for one in parts.path.split(",")] == ["ama@x.example", "o'neil+a&b@x.example"]
    assert query == {
        "cc": ["c@x.example"],
        "bcc": ["d@x.example"],
        "subject": ["50 % & more + #2 é"],
        "body": [HARD.replace("\n", "\r\n")],
    }
    assert "+" not in made.url
    assert made.fits


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])), st.text())
def test_any_subject_and_body_survive_a_mailto_link(subject: str, body: str) -> None:
    made = mailto(subject=subject, body=body)
    query = parse_qs(urlsplit(made.url).query, keep_blank_values=True)
    assert set(query) <= {"subject", "body"}
    assert query.get("subject", [""])[0] == " ".join(subject.split())
    assert made.fits == (len(made.url) <= MAX_MAILTO)
    assert made.url.isascii()


def test_a_long_message_does_not_fit_a_link() -> None:
    assert not mailto(body="日" * 560).fits
    assert mailto(body="a" * (MAX_MAILTO - len("mailto:?body="))).fits
    assert not mailto(body="a" * (MAX_MAILTO - len("mailto:?body=") + 1)).fits


@pytest.mark.parametrize(
    "address", ["nobody", "a@", "a b@x.example", "a@x.example\r\nBcc: b@x.example", "a@x.example, b@x.example"]
)
def test_what_is_no_address_is_refused_with_a_sentence(address: str) -> None:
    for way in (mailto, eml):
        with pytest.raises(InvalidInputError, match="is no e-mail address"):
            way((address,))


def test_an_eml_file_opens_for_editing_with_everything_in_place() -> None:
    data = eml(("Ama Owusu <ama@x.example>",), ("çelik@x.example",), (), "Grüße & 🎉", HARD)
    message = message_from_bytes(data, policy=policy.default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "Ama Owusu <ama@x.example>"
    assert message["Subject"] == "Grüße & 🎉"
    assert message["Bcc"] is None
    assert message.get_content().replace("\r\n", "\n").rstrip("\n") == HARD


@given(st.text(), st.text())
def test_no_text_can_add_a_header(subject: str, body: str) -> None:
    message = message_from_bytes(eml(("a@x.example",), (), (), subject, body), policy=policy.default)
    assert {name.lower() for name in message} <= {
        "x-unsent",
        "to",
        "subject",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    }
    assert len(message.get_all("Subject", [])) == 1


class Reader(HTMLParser):
    """Collects tags, links and text of what a clipboard would hold."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""

    def shown(self) -> str:
        """The text as a mail program shows it."""
        return "\n".join(line.replace("\xa0", " ").rstrip() for line in self.text.removeprefix("\n\n").split("\n"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += {"p": "\n\n", "br": "\n"}.get(tag, "")
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert all(name == "href" for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(body: str) -> Reader:
    reader = Reader()
    reader.feed(html(body))
    reader.close()
    return reader


def test_rich_text_has_paragraphs_lines_and_safe_links_only() -> None:
    assert html("Hi <b>,\nline & two\n\nSee https://x.example/a?b=1&c=2.") == (
        "<p>Hi &lt;b&gt;,<br>line &amp; two</p>"
        '<p>See <a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>.</p>'
    )
    assert read("javascript:alert(1) data:text/html,x file:///etc/passwd <a href='javascript:x'>").links == []
    assert read('mailto:a@x.example "https://x.example/"onmouseover="x"').links == [
        "mailto:a@x.example",
        "https://x.example/",
    ]


@given(st.text(alphabet=st.sampled_from("<>&\"' \n/:.;=ahtpsjvcriml@#!-é")))
def test_no_text_becomes_markup(body: str) -> None:
    reader = read(body)
    assert reader.tags <= {"p", "br", "a"}
    assert all(link.lower().startswith(("http://", "https://", "mailto:")) for link in reader.links)
    assert "".join(reader.text.split()) == "".join(body.split())


@given(st.text(alphabet="ab <&\t\n.“”é🎉"))
@example("Hi,\n\n  - one\n  - two   of them\n\n\n\tthree")
def test_rich_text_shows_what_the_plain_text_shows(body: str) -> None:
    lines = body.replace("\t", " " * TAB).strip("\n").split("\n") if body.strip() else [""]
    assert read(body).shown() == "\n".join(line.rstrip() for line in lines)
