"""The texts of the drafts: shipped ones, and a user's own in a sandbox too small to do harm.

Jinja2's sandbox keeps a template from Python's insides but not from running for ever, so a template may here only show
values, choose with `if`, and go once through a list: no calls, no assignments, no arithmetic, no nested loops. Time and
size are then bounded by the lengths of the template and of the values.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from netdesk.domain.errors import InvalidInputError
from netdesk.domain.words import MessageKind, Tone
from netdesk.language.phrases import inline, sentence, sentence_start
from netdesk.paths import resources

MAX_TEMPLATE = 20_000
MAX_DRAFT = 100_000
_MAX_DEPTH = 40
PARTS = ("salutation", "opening", "closing")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Name, nodes.Getattr, nodes.Const,
    nodes.Tuple, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.Filter, nodes.CondExpr,
)  # fmt: skip
_FILTERS: Mapping[str, Callable[[Any], object]] = {
    "first": lambda items: next(iter(items), ""),
    "inline": inline,
    "length": len,
    "sentence": sentence,
    "sentence_start": sentence_start,
}

Values = Mapping[str, str | tuple[str, ...]]


def template_name(kind: MessageKind) -> str:
    """The name of the template that drafts messages of this kind."""
    return kind.value.replace(" ", "-")


def partial_name(part: str, tone: Tone) -> str:
    """The name of the salutation, opening or closing in a tone."""
    return f"{part}.{tone.value}"


def template_names() -> tuple[str, ...]:
    """All names that can be edited: one template for each kind of message, and three partials for each tone."""
    kinds = tuple(template_name(kind) for kind in MessageKind)
    return kinds + tuple(partial_name(part, tone) for part in PARTS for tone in Tone)


def kinds_and_tones(name: str) -> tuple[tuple[MessageKind, Tone], ...]:
    """The messages that a template has a part in."""
    part, _, tone = name.partition(".")
    return tuple(
        (kind, one)
        for kind in MessageKind
        for one in Tone
        if (tone == one.value if tone else part == template_name(kind))
    )


@cache
def shipped(name: str) -> str:
    """The text a template has when nobody has changed it. Raises InvalidInputError for an unknown name."""
    if name not in template_names():
        raise InvalidInputError(f"There is no template “{name[:60]}”; choose one of {', '.join(template_names())}.")
    return (resources() / "templates" / f"{name}.txt").read_text(encoding="utf-8")


def _environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=lambda value: "" if value is None else value,
        autoescape=False,
    )
    made.filters, made.globals, made.tests = dict(_FILTERS), {}, {}
    return made


_ENVIRONMENT = _environment()


def _refuse(name: str, line: int, why: str) -> InvalidInputError:
    return InvalidInputError(f"Line {line} of the template “{name}” {why}; correct it, or reset the template.")


def _check(name: str, tree: nodes.Template, known_names: frozenset[str], lists: frozenset[str]) -> None:
    """Refuse whatever is not on the short list of what a template may do, with its line."""
    open_nodes: list[tuple[nodes.Node, int, frozenset[str]]] = [(tree, 0, known_names)]
    while open_nodes:
        node, depth, known = open_nodes.pop()
        if not isinstance(node, _ALLOWED) or depth > _MAX_DEPTH:
            raise _refuse(
                name, node.lineno, "does more than a template may: show values, choose with “if”, and repeat with “for”"
            )
        if isinstance(node, nodes.Name) and node.name not in known:
            raise _refuse(name, node.lineno, f"uses “{node.name[:60]}”, which no draft has")
        if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            raise _refuse(name, node.lineno, f"uses the filter “{node.name[:60]}”, which does not exist")
        if isinstance(node, nodes.Getattr) and not (isinstance(node.node, nodes.Name) and node.node.name == "loop"):
            raise _refuse(name, node.lineno, "looks inside a value")
        if isinstance(node, nodes.For):
            is_list = isinstance(node.iter, nodes.Name) and node.iter.name in lists
            if not is_list or "loop" in known or node.recursive or not isinstance(node.target, nodes.Name):
                raise _refuse(name, node.lineno, "repeats over something that is not a list, or inside another “for”")
            known = known | {"loop", node.target.name}
        open_nodes.extend((child, depth + 1, known) for child in node.iter_child_nodes())


@lru_cache(maxsize=128)
def _read(name: str, text: str, known_names: frozenset[str], lists: frozenset[str]) -> Template:
    """Read a template and check what it does; a draft takes four, and most are the same for the next draft."""
    try:
        tree = _ENVIRONMENT.parse(text)
        _check(name, tree, known_names, lists)
        return _ENVIRONMENT.from_string(tree)
    except TemplateSyntaxError as error:
        raise _refuse(name, error.lineno, f"cannot be read ({error.message})") from None
    except (RecursionError, SyntaxError, MemoryError):
        raise _refuse(name, 1, "begins a text that is nested too deeply") from None


def render(name: str, text: str, values: Values) -> str:
    """Fill in a template.

    Raises InvalidInputError, with the line, for one that is broken, does more than a template may, or is too long.
    """
    if len(text) > MAX_TEMPLATE:
        raise InvalidInputError(f"The template “{name}” is longer than {MAX_TEMPLATE} characters; shorten it.")
    lists = frozenset(key for key, value in values.items() if isinstance(value, tuple))
    template = _read(name, text, frozenset(values), lists)
    parts: list[str] = []
    size = 0
    try:
        for part in template.generate(dict[str, Any](values)):
            size += len(part)
            if size > MAX_DRAFT:
                raise InvalidInputError(
                    f"The template “{name}” makes a draft of more than {MAX_DRAFT} characters; shorten it."
                )
            parts.append(part)
    except (TemplateError, TypeError, ValueError, AttributeError) as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
        raise _refuse(name, lines[-1] if lines and lines[-1] else 1, f"cannot be filled in ({error})") from None
    return "".join(parts)
