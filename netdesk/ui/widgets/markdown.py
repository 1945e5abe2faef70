"""Markdown as runs of a paragraph: headings, lists, quotes, stress, code and links, with nothing ever loaded.

Lines stay as they were typed; what is no Markdown, HTML for one, stands as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from netdesk.ui.tokens import Token
from netdesk.ui.widgets.labels import SHOWN_LENGTH, Run

_HEADING = re.compile(r"#{1,6}\s+")
_ITEM = re.compile(r"(\s*)[-*+]\s+(?:\[([ xX])\]\s+)?")
_QUOTE = re.compile(r"\s*>\s?")
_STRESS = re.compile(
    r"(?P<bold>\*\*|__)(?=\S)(?P<strong>.{1,400}?)(?<=\S)(?P=bold)"
    r"|(?<!\w)(?P<mark>[*_])(?=\S)(?P<slanted>.{1,400}?)(?<=\S)(?P=mark)(?!\w)"
    r"|`(?P<code>[^`]{1,400})`"
    r"|\[(?P<link>[^\]\[]{1,200})\]\((?P<target>[^()\s]{1,400})\)"
)
"""Each is bounded, so that a line of open marks takes no longer than another."""


def runs(text: str) -> list[Run]:
    """Style as much of a text as a paragraph shows; the rest follows as it is."""
    shown, rest = text[:SHOWN_LENGTH], text[SHOWN_LENGTH:]
    found: list[Run] = []
    for number, line in enumerate(shown.split("\n")):
        if number:
            found.append(Run("\n"))
        found += _line(line)
    return [*found, Run(rest)] if rest else found


def _line(line: str) -> Iterator[Run]:
    if (mark := _HEADING.match(line)) is not None:
        yield from (replace(run, strong=True) for run in _styled(line[mark.end() :]))
    elif (mark := _ITEM.match(line)) is not None:
        box = {None: "•", " ": "☐"}.get(mark[2], "☑")
        yield Run(f"{mark[1]}{box}  ", token=Token.SECOND)
        yield from _styled(line[mark.end() :])
    elif (mark := _QUOTE.match(line)) is not None:
        yield Run("▏ ", token=Token.ACCENT)
        yield from (replace(run, token=Token.SECOND) for run in _styled(line[mark.end() :]))
    else:
        yield from _styled(line)


def _styled(line: str) -> Iterator[Run]:
    end = 0
    for found in _STRESS.finditer(line):
        if found.start() > end:
            yield Run(line[end : found.start()])
        end = found.end()
        if found["strong"]:
            yield Run(found["strong"], strong=True)
        elif found["slanted"]:
            yield Run(found["slanted"], slanted=True)
        elif found["code"]:
            yield Run(found["code"], token=Token.SECOND)
        else:
            yield Run(found["link"], token=Token.ACCENT)
            if found["target"] != found["link"]:
                yield Run(f" ({found['target']})", token=Token.THIRD)
    if end < len(line):
        yield Run(line[end:])
