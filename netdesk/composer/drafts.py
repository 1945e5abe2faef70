"""From what may be said to a draft a person can send."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from netdesk.composer.records import Draft, DraftContext, Lack, Sender
from netdesk.composer.review import lacks, warnings, withhold
from netdesk.composer.templates import PARTS, partial_name, render, shipped, template_name
from netdesk.composer.values import presenting, values_of
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.text import clean, clean_line, shorten
from netdesk.domain.words import Tone

MAX_LINE = 2_000
MAX_TEXT = 20_000
_MANY_LINES = frozenset({"signature", "forwardable_note", "what_i_did", "outcome", "reason"})
_VEIL = str.maketrans({"{": "\ufdd0", "}": "\ufdd1"})
_UNVEIL = str.maketrans({"\ufdd0": "{", "\ufdd1": "}"})
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef]")
_SPACE_BEFORE = re.compile(r" +([,.;:!?]+)(?=\s|$|[”’])")

Record = TypeVar("Record")


def draft(context: DraftContext, overrides: Mapping[str, str] | None = None) -> Draft:
    """Write a draft of the kind and tone of the context.

    `overrides` maps names of templates (see `templates.template_names`) to texts of the user's own. Raises
    InvalidInputError, with the line, for one that is broken or leaves a placeholder behind. What a user typed into a
    field is never evaluated and stays as typed, but for spaces and empty lines too many.
    """
    tidy, withheld = withhold(_tidied(context))
    texts = dict(overrides or {})
    for name in texts:
        shipped(name)
    values = _veiled(values_of(tidy))
    values |= _parts(tidy.tone, texts, values)
    name = template_name(tidy.kind)
    head, _, rest = _rendered(name, texts, values).partition("\n")
    if not head.startswith("Subject:"):
        raise InvalidInputError(f"Line 1 of the template “{name}” does not begin with “Subject:”; correct or reset it.")
    subject = clean_line(_normal(head.removeprefix("Subject:").translate(_UNVEIL)))
    body = _normal(rest.translate(_UNVEIL))
    return Draft(subject, body, tuple(map(Lack, withheld)) + lacks(tidy), warnings(tidy, body))


def resigned(body: str, old: Sender, new: Sender) -> str:
    """Let a draft be by the sender as they are now, where it reads exactly as one was given who they were.

    That is the sentence in which they present themselves, and the last lines that are their signature; where there
    was none, it goes below a closing that ends the draft.
    """
    before, after = _tidied(old), _tidied(new)
    presented = presenting(before)
    if presented:
        body = re.sub(rf"(?<!\S){re.escape(presented)}(?!\S)", lambda _: presenting(after), body, count=1)
    given, wanted = before.signature, after.signature
    if not given:
        return f"{body}\n{wanted}" if wanted and body.endswith(",") else body
    places = list(re.finditer(rf"^{re.escape(given)}$", body, re.MULTILINE))
    return body[: places[-1].start()] + wanted + body[places[-1].end() :] if places else body


def in_tone(body: str, context: DraftContext, tone: Tone, overrides: Mapping[str, str] | None = None) -> str:
    """Put the salutation, opening and closing of another tone in the place of those of a context.

    All else stays as it stands, and so does each of the three where somebody has written it anew.
    """
    tidy, texts = withhold(_tidied(context))[0], dict(overrides or {})
    values = _veiled(values_of(tidy))
    before, after = _shown(_parts(tidy.tone, texts, values)), _shown(_parts(tone, texts, values | {"tone": tone.value}))
    if body.startswith(before["salutation"]):
        rest = body[len(before["salutation"]) :]
        text = rest.lstrip()
        if text.startswith(before["opening"]):
            text = f"{after['opening']} {text[len(before['opening']) :].lstrip(' ')}".lstrip(" ")
        body = after["salutation"] + rest[: len(rest) - len(rest.lstrip())] + text
    if before["closing"] and body.endswith(before["closing"]):
        body = body.removesuffix(before["closing"]) + after["closing"]
    return body


def _parts(tone: Tone, texts: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, str]:
    return {part: _rendered(partial_name(part, tone), texts, values) for part in PARTS}


def _shown(parts: Mapping[str, str]) -> dict[str, str]:
    return {part: _normal(text.translate(_UNVEIL)) for part, text in parts.items()}


def _rendered(name: str, texts: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """Render a template and make sure that it leaves no placeholder: all braces of a user are veiled here."""
    text = render(name, texts.get(name) or shipped(name), values).strip()
    if left := re.search(r"[{}].{0,40}", text):
        shown = left.group().translate(_UNVEIL)
        raise InvalidInputError(f"The template “{name}” would leave “{shown}” in the draft; correct or reset it.")
    return text


def _tidied(record: Record) -> Record:
    """The record with texts of bounded length, in one line where a field has one, and without invisible characters."""
    changed: dict[str, object] = {}
    for field in fields(record):  # type: ignore[arg-type]
        changed[field.name] = _tidy(getattr(record, field.name), many_lines=field.name in _MANY_LINES)
    return replace(record, **changed)  # type: ignore[type-var]


def _tidy(value: Any, *, many_lines: bool) -> Any:
    if isinstance(value, tuple):
        tidied = (_tidy(item, many_lines=many_lines) for item in value)
        return tuple(tidied)
    if is_dataclass(value):
        return _tidied(value)
    if type(value) is not str:
        return value
    text = _INVISIBLE.sub("", clean(value[:MAX_TEXT]))
    return _normal(text) if many_lines else _normal(shorten(text, MAX_LINE))


def _normal(text: str) -> str:
    """No doubled space, no space before punctuation, no space at a line's end, one empty line at most."""
    lines = [_SPACE_BEFORE.sub(r"\1", " ".join(line.split())) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _veiled(values: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """Hide the braces in what users typed, so that those left over from a template can be told apart."""
    return {
        name: value.translate(_VEIL) if isinstance(value, str) else tuple(item.translate(_VEIL) for item in value)
        for name, value in values.items()
    }
