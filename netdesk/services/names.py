"""Names as people write them: split where they come whole, joined where they come in parts, sorted by family name."""

from __future__ import annotations

from dataclasses import dataclass

from netdesk.domain.text import clean_line, fold


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name and how it is shown."""

    display: str
    given: str = ""
    family: str = ""
    prefix: str = ""
    middle: str = ""
    suffix: str = ""

    @property
    def sort(self) -> str:
        """The folded form that lists sort by."""
        return fold(f"{self.family} {self.given}" if self.family else self.display) or fold(self.display)


def whole(text: str) -> Name:
    """Split a name that comes unsplit, as the nameparser library does; titles and suffixes go to their own parts."""
    shown = clean_line(text)[:1000]
    if len(shown.split()) < 2 or len(shown) > 200:
        return Name(display=shown, given=shown if len(shown.split()) == 1 else "")
    if len(shown.split()) == 2 and "," not in shown and "." not in shown:
        given, family = shown.split()
        return Name(display=shown, given=given, family=family)
    from nameparser import HumanName  # noqa: PLC0415 - its tables take a moment to load

    parsed = HumanName(shown)
    return Name(
        display=shown,
        given=str(parsed.first),
        family=str(parsed.last),
        prefix=str(parsed.title),
        middle=str(parsed.middle),
        suffix=str(parsed.suffix),
    )


def joined(given: str, family: str, prefix: str = "", middle: str = "", suffix: str = "") -> Name:
    """Join the parts of a name to what is shown."""
    parts = [clean_line(part) for part in (prefix, given, middle, family, suffix)]
    return Name(" ".join(part for part in parts if part), parts[1], parts[3], parts[0], parts[2], parts[4])
