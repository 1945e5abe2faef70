"""What a screen reader knows of a window: accessible objects with role, name, states, text, values and rows."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jeepney import DBusAddress, Message, Properties, new_method_call

from tests.end_to_end.bus import Bus, BusError

ATSPI = "org.a11y.atspi."
NULL = "/org/a11y/atspi/null"
CHILDREN_WALKED = 400
DEPTH_WALKED = 40
LABELLED_BY = 2
PRESSING = ("Press", "Toggle", "ShowMenu", "SetFocus")
# fmt: off
STATES = (
    "invalid", "active", "armed", "busy", "checked", "collapsed", "defunct", "editable", "enabled", "expandable",
    "expanded", "focusable", "focused", "has_tooltip", "horizontal", "iconified", "modal", "multi_line",
    "multiselectable", "opaque", "pressed", "resizable", "selectable", "selected", "sensitive", "showing",
    "single_line", "stale", "transient", "vertical", "visible", "manages_descendants", "indeterminate",
    "required", "truncated", "animated", "invalid_entry", "supports_autocompletion", "selectable_text",
    "is_default", "visited", "checkable", "has_popup", "read_only",
)
# fmt: on
PRINTED = frozenset({"focusable", "focused", "checked", "selected", "active", "modal", "expanded", "read_only"})
ASKED_OF_EACH = 5
ROLES = {"push button": "button"}

Wanted = str | re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Extents:
    """A rectangle in pixels of the screen."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessible:
    """One accessible object: its role, name, description and states as they were when it was found.

    What methods return is asked anew each time. Two are equal when they stand for the same object.
    The role is the one AT-SPI gives now ("button", which was "push button"), whatever the version of Qt says.
    `label` is the name of the label a combo box has, since Qt names a combo box after its current item on X.
    """

    bus: Bus = field(compare=False, repr=False)
    sender: str
    path: str
    role: str = field(compare=False)
    name: str = field(compare=False)
    description: str = field(compare=False)
    label: str = field(compare=False, default="")
    states: frozenset[str] = field(compare=False, repr=False)
    child_count: int = field(compare=False, repr=False)
    depth: int = field(compare=False, repr=False, default=0)

    def __str__(self) -> str:
        named = f"{self.role} {self.label or self.name!r}"
        shown = [state for state in STATES if state in self.states and state in PRINTED]
        about = f" ({self.description!r})" if self.description else ""
        return f"{named}{about} {' '.join(shown)}".rstrip()

    def now(self) -> Accessible:
        """Take a fresh look at the same object; raises BusError when it has gone."""
        found = look(self.bus, [(self.sender, self.path)], self.depth)
        if not found:
            raise BusError(f"{self} has gone")
        return found[0]

    def children(self) -> list[Accessible]:
        """The objects directly inside, hidden ones too; of very many only the first few hundred."""
        if self.child_count <= CHILDREN_WALKED:
            (references,) = self._ask("Accessible", "GetChildren")
        else:
            calls = [self._call("Accessible", "GetChildAtIndex", "i", i) for i in range(CHILDREN_WALKED)]
            references = [answer[0] for answer in self.bus.call_all(calls) if not isinstance(answer, BusError)]
        return look(self.bus, references, self.depth + 1)

    def walk(self, hidden: bool = False) -> Iterator[Accessible]:
        """This object and all below it, level by level.

        Passes over what is hidden unless asked for, and over the cells of tables too large to walk: ask those for
        their `rows`.
        """
        level = [self.now()]
        for _ in range(DEPTH_WALKED):
            yield from level
            parents = [a for a in level if 0 < a.child_count <= CHILDREN_WALKED]
            calls = [parent._call("Accessible", "GetChildren") for parent in parents]
            answers = self.bus.call_all(calls)
            references = [child for answer in answers if not isinstance(answer, BusError) for child in answer[0]]
            depth = level[0].depth + 1 if level else 0
            level = [a for a in look(self.bus, references, depth) if hidden or "visible" in a.states]
            if not level:
                return

    def tree(self, hidden: bool = False) -> str:
        """The objects below this one as indented lines, for reading after a failure."""
        lines = [f"{'  ' * self.depth}{self}"]
        if self.child_count <= CHILDREN_WALKED:
            lines += [child.tree(hidden) for child in self.children() if hidden or "visible" in child.states]
        return "\n".join(lines)

    def matches(self, role: str | None = None, name: Wanted | None = None) -> bool:
        """Whether role and name are the wanted ones; a pattern is searched, a label names its combo box."""
        return (role is None or self.role == role) and (
            name is None or any(_is(wanted, name) for wanted in (self.name, self.label) if wanted or wanted == name)
        )

    def extents(self) -> Extents:
        """Where the object is on the screen."""
        (rectangle,) = self._ask("Component", "GetExtents", "u", 0)
        return Extents(*rectangle)

    def actions(self) -> list[str]:
        """The names of what can be done with the object."""
        (actions,) = self._ask("Action", "GetActions")
        return [action[0] for action in actions]

    def press(self) -> None:
        """Do what a click does, also where a modal dialog opens and answers only when it closes.

        Raises AssertionError for an object that is disabled, since no user could press it.
        """
        assert "enabled" in self.now().states or self.role == "menu item", f"{self} is disabled"
        offered = self.actions()
        action = next((wanted for wanted in PRESSING if wanted in offered), None)
        assert action is not None, f"{self} cannot be pressed; it offers {offered}"
        with contextlib.suppress(TimeoutError):
            self._ask("Action", "DoAction", "i", offered.index(action), seconds=1)

    def grab_focus(self) -> None:
        """Move the keyboard focus here."""
        self._ask("Component", "GrabFocus")

    def text(self) -> str:
        """The text in a field, or the name where there is no field."""
        try:
            (text,) = self._ask("Text", "GetText", "ii", 0, -1)
        except BusError:
            return self.now().name
        return str(text)

    def set_text(self, text: str) -> None:
        """Replace the text of a field at once. Qt emits no `textEdited` then: type where that matters."""
        (done,) = self._ask("EditableText", "SetTextContents", "s", text)
        assert done, f"{self} took no text"

    def value(self) -> float:
        """The number in a spin box, slider or progress bar."""
        return float(self._property("Value", "CurrentValue"))

    def set_value(self, value: float) -> None:
        """Set the number in a spin box or slider."""
        self.bus.call(Properties(self._address("Value")).set("CurrentValue", "d", value))

    def row_count(self) -> int:
        """The number of rows of a list, tree or table."""
        return int(self._property("Table", "NRows"))

    def headers(self) -> list[str]:
        """The names of the columns of a table or tree."""
        columns = int(self._property("Table", "NColumns"))
        return [cell.name for cell in self._cells("GetColumnHeader", "i", [(column,) for column in range(columns)])]

    def rows(self, first: int = 0, count: int = 100) -> list[list[str]]:
        """The names of the cells of at most `count` rows."""
        columns = int(self._property("Table", "NColumns"))
        last = min(self.row_count(), first + count)
        places = [(row, column) for row in range(first, last) for column in range(columns)]
        names = [cell.name for cell in self._cells("GetAccessibleAt", "ii", places)]
        return [names[start : start + columns] for start in range(0, len(names), columns)]

    def row_of(self, name: Wanted, limit: int = 2000) -> int:
        """The first row with a cell of that name; raises AssertionError when the first `limit` rows have none."""
        for first in range(0, limit, 100):
            rows = self.rows(first)
            for number, cells in enumerate(rows, first):
                if any(_is(cell, name) for cell in cells):
                    return number
            if len(rows) < 100:
                break
        raise AssertionError(f"no row {name!r} in {self}; the first rows are {self.rows(count=10)}")

    def cell(self, row: int, column: int = 0) -> Accessible:
        """One cell of a list, tree or table."""
        (cell,) = self._cells("GetAccessibleAt", "ii", [(row, column)])
        return cell

    def selected_rows(self) -> list[int]:
        """The selected rows of a list, tree or table."""
        (rows,) = self._ask("Table", "GetSelectedRows")
        return sorted(rows)

    def select_row(self, row: int) -> None:
        """Add a row to the selection; the current row stays where it was (`Application.choose_row` moves it)."""
        (done,) = self._ask("Table", "AddRowSelection", "i", row)
        assert done, f"row {row} of {self} cannot be selected"

    def select_child(self, index: int) -> None:
        """Select the child of that index, as in a row of tabs."""
        (done,) = self._ask("Selection", "SelectChild", "i", index)
        assert done, f"child {index} of {self} cannot be selected"

    def _cells(self, method: str, signature: str, places: Iterable[tuple[int, ...]]) -> list[Accessible]:
        answers = self.bus.call_all([self._call("Table", method, signature, *place) for place in places])
        for answer in answers:
            if isinstance(answer, BusError):
                raise answer
        references = [answer[0] for answer in answers if not isinstance(answer, BusError)]
        return look(self.bus, references, self.depth + 1)

    def _address(self, interface: str) -> DBusAddress:
        return _address(self.sender, self.path, interface)

    def _call(self, interface: str, method: str, signature: str = "", *values: Any) -> Message:
        return new_method_call(self._address(interface), method, signature, values)

    def _ask(self, interface: str, method: str, signature: str = "", *values: Any, seconds: float = 10) -> Any:
        return self.bus.call(self._call(interface, method, signature, *values), seconds)

    def _property(self, interface: str, name: str) -> Any:
        return self.bus.call(Properties(self._address(interface)).get(name))[0][1]


def look(bus: Bus, references: Sequence[tuple[str, str]], depth: int = 0) -> list[Accessible]:
    """Take a look at objects in one go, leaving out those that have gone meanwhile."""
    references = [(sender, path) for sender, path in references if path != NULL]
    calls: list[Message] = []
    for sender, path in references:
        address = _address(sender, path, "Accessible")
        properties = Properties(address)
        calls += [new_method_call(address, "GetRoleName"), new_method_call(address, "GetState")]
        calls += [properties.get(name) for name in ("Name", "Description", "ChildCount")]
    answers = bus.call_all(calls)
    found = []
    for index, (sender, path) in enumerate(references):
        bodies = [
            answer
            for answer in answers[index * ASKED_OF_EACH : (index + 1) * ASKED_OF_EACH]
            if not isinstance(answer, BusError)
        ]
        if len(bodies) < ASKED_OF_EACH:
            continue
        role, states, name, description, child_count = (body[0] for body in bodies)
        found.append(
            Accessible(
                bus=bus,
                sender=sender,
                path=path,
                role=ROLES.get(role, role),
                name=name[1],
                description=description[1],
                label=_label(bus, sender, path) if role == "combo box" else "",
                states=_states(states),
                child_count=child_count[1],
                depth=depth,
            )
        )
    return found


def _label(bus: Bus, sender: str, path: str) -> str:
    (relations,) = bus.call(new_method_call(_address(sender, path, "Accessible"), "GetRelationSet"))
    for kind, targets in relations:
        if kind == LABELLED_BY and targets:
            target_sender, target_path = targets[0]
            return str(bus.call(Properties(_address(target_sender, target_path, "Accessible")).get("Name"))[0][1])
    return ""


def _address(sender: str, path: str, interface: str) -> DBusAddress:
    return DBusAddress(path, sender, ATSPI + interface)


def _states(words: Sequence[int]) -> frozenset[str]:
    bits = words[0] | words[1] << 32
    return frozenset(name for bit, name in enumerate(STATES) if bits >> bit & 1)


def _is(name: str, wanted: Wanted) -> bool:
    return name == wanted if isinstance(wanted, str) else wanted.search(name) is not None
