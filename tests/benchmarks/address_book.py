"""An address book as real ones are: hardly two cards have the same lines, and none of them is in the same order."""

from __future__ import annotations

import base64
import random
import textwrap
from collections.abc import Iterator

_GIVEN = ("Ana", "Jörg", "Zoë", "Wei", "Chloé", "Иван", "Siân", "Tom", "Łukasz", "Mary Ann", "李", "Bjørn")
_FAMILY = ("Ng", "Müller-Lüdenscheidt", "O'Neill", "Sørensen", "García Lorca", "Соколов", "Smith", "van der Berg", "王")
_WORDS = "met, at; the fair in Zürich likes kite surfing asks for an introduction to a grid engineer".split()  # noqa: SIM905
_MAIL_TYPES = ("", ";TYPE=INTERNET", ";TYPE=HOME", ";TYPE=INTERNET,WORK", ";type=INTERNET;type=pref", ";PREF=1")
_PHONE_TYPES = (
    *("", ";TYPE=CELL", ";TYPE=HOME,VOICE", ";TYPE=WORK", ";type=CELL;type=VOICE;type=pref", ";TYPE=FAX,WORK"),
    *(";TYPE=pager", ";TYPE=home;PREF=1", ';TYPE="voice,work"', ";TYPE=main", ";X-SLOT=2;TYPE=OTHER"),
)
_OLD_TYPES = ("", ";CELL", ";HOME;VOICE", ";WORK;PREF", ";FAX")
_LABELS = ("_$!<HomePage>!$_", "_$!<Other>!$_", "Club", "Boat house", "Obchodní", "_$!<School>!$_")
_MARKS = ("X-PHONETIC-FIRST-NAME", "X-GENDER", "X-EVOLUTION-FILE-AS", "X-ABUID", "X-MOZILLA-HTML", "X-CARDDAV-ETAG")


class _Pen:
    """Writes one card after the other, the same ones for the same number."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)
        self.group = 0

    def card(self, number: int) -> Iterator[str]:
        chance, self.group = self.chance, 0
        given, family = chance.choice(_GIVEN), f"{chance.choice(_FAMILY)} {number}"
        version = chance.choice(("2.1", "3.0", "3.0", "3.0", "4.0"))
        yield "BEGIN:VCARD"
        yield f"VERSION:{version}"
        yield from (f"N:{family};{given};;;", f"FN:{given} {family}")
        lines = [
            *self._points("EMAIL", _MAIL_TYPES if version != "2.1" else _OLD_TYPES[:4], f"p{number}@mail.example"),
            *self._points("TEL", _PHONE_TYPES if version != "2.1" else _OLD_TYPES, f"+49 30 {number}"),
            *self._some(number, version),
        ]
        if chance.random() < 0.7:
            chance.shuffle(lines)
        yield from (line for together in lines for line in together)
        yield "END:VCARD"

    def _points(self, name: str, types: tuple[str, ...], value: str) -> Iterator[list[str]]:
        for place in range(self.chance.choice((0, 1, 1, 2, 3, 4))):
            yield self._labelled(f"{name}{self.chance.choice(types)}:{place}{value}", 0.25)

    def _labelled(self, line: str, share: float) -> list[str]:
        """Put some lines into a group, with a label of the user's own."""
        if self.chance.random() > share:
            return [line]
        self.group += 1
        return [f"item{self.group}.{line}", f"item{self.group}.X-ABLabel:{self.chance.choice(_LABELS)}"]

    def _text(self, most: int) -> str:
        return " ".join(self.chance.choices(_WORDS, k=self.chance.randint(2, most)))

    def _some(self, number: int, version: str) -> Iterator[list[str]]:
        chance = self.chance
        street = f";;Straße der Träume {number % 90};{chance.choice(_FAMILY)};;{number:05};Österreich"
        quoted = ";ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8" if version == "2.1" else ""
        note = "=0D=0A".join(["Caf=C3=A9", "three words here"]) if quoted else self._text(40)
        picture = base64.b64encode(b"\xff\xd8\xff" + chance.randbytes(chance.randint(600, 3_000))).decode()
        coded = {"2.1": ";ENCODING=BASE64;JPEG:", "4.0": ":data:image/jpeg;base64,"}.get(version, ";ENCODING=b:")
        for share, line in (
            (0.6, f"ORG:Firm {number % 700}{chance.choice(('', ';Research', ' & Söhne'))}"),
            (0.5, f"TITLE:{self._text(3)}"),
            (0.4, f"BDAY{chance.choice(('', ';VALUE=date'))}:19{number % 60 + 30}-0{number % 9 + 1}-1{number % 10}"),
            (0.3, f"NICKNAME:{chance.choice(_GIVEN)}"),
            (0.4, f"CATEGORIES:{','.join(chance.sample(_WORDS, 2)).replace(';', '')}"),
            (0.5, f"NOTE{quoted}:{note if quoted else note.replace(',', chr(92) + ',').replace(';', chr(92) + ';')}"),
            (0.5, f"REV:20{number % 20 + 10}-01-01T00:00:00Z"),
            (0.5, f"UID:{chance.randbytes(16).hex()}"),
            (0.15, f"PHOTO{coded}{picture}"),
            (0.2, f"{chance.choice(_MARKS)}:{number}"),
            (0.2, f"{chance.choice(_MARKS)};X-{number % 900}=yes:{self._text(4)}"),
            (0.1, f"X-CUSTOM{number % 900}:{self._text(5)}"),
        ):
            if chance.random() < share:
                yield [line]
        if chance.random() < 0.5:
            yield self._labelled(f"ADR;TYPE={chance.choice(('HOME', 'WORK', 'home,pref', 'dom'))}:{street}", 0.2)
        for _ in range(chance.choice((0, 0, 1, 1, 2))):
            yield self._labelled(f"URL:https://{chance.choice(('www.linkedin.com/in', 'home.example'))}/{number}", 0.4)


def varied_cards(count: int, number: int = 1) -> bytes:
    """Give so many cards, long lines of which are folded."""
    pen = _Pen(number)
    lines = (line for at in range(count) for line in pen.card(at))
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _folded(line: str) -> str:
    return "\r\n ".join(textwrap.wrap(line, 70, drop_whitespace=False)) if len(line) > 70 else line
