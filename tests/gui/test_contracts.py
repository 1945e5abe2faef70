"""What no source of the window may do, because it would lose data or read somebody's text as markup."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.__main__ import ROOT

ASKS_FOR_FILES = Path("netdesk/ui/dialogs/files.py")
RICH = {"setHtml", "insertHtml", "setMarkdown", "appendHtml", "QTextBrowser", "QErrorMessage", "QMessageBox"}
CLIPBOARD = Path("netdesk/ui/composer/send_bar.py")


def sources() -> Iterator[tuple[Path, ast.Module]]:
    """The sources of the application, by their path in the project."""
    for path in sorted((ROOT / "netdesk").rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name that is imported, read or reached through a dot, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, alias.name) for alias in node.names)


def asks_for_a_file(tree: ast.AST) -> list[int]:
    """The lines that open Qt's file dialog, in one of its forms."""
    statics = ("getOpenFile", "getSaveFile", "getExistingDirectory")
    return [line for line, name in names(tree) if name == "QFileDialog" or name.startswith(statics)]


def asks_by_itself(tree: ast.AST) -> list[int]:
    """The lines that call a file dialog's static functions, which read the file's folder and drop the book's locks."""
    return [line for line, name in names(tree) if name.startswith("get") and ("File" in name or "Directory" in name)]


def shows_markup(tree: ast.AST) -> list[int]:
    """The lines that use what reads text as markup."""
    return [line for line, name in names(tree) if name in RICH]


def unescaped_tips(tree: ast.AST) -> list[int]:
    """The lines that set a tool tip which is neither escaped nor the program's own words."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("setToolTip", "setWhatsThis")
        and not any(
            isinstance(given, ast.Constant)
            or (isinstance(given, ast.Call) and ast.unparse(given.func) in ("tooltip", "self.tr", "_tr"))
            for given in node.args
        )
    ]


def test_files_are_asked_for_in_one_place_only() -> None:
    used = {f"{path}:{line}" for path, tree in sources() if path != ASKS_FOR_FILES for line in asks_for_a_file(tree)}
    assert used == set()


def test_the_place_that_asks_for_files_calls_no_static_dialog() -> None:
    trees = dict(sources())
    assert asks_for_a_file(trees[ASKS_FOR_FILES])
    assert asks_by_itself(trees[ASKS_FOR_FILES]) == []


def test_nothing_on_the_screen_reads_text_as_markup() -> None:
    used = {f"{path}:{line}" for path, tree in sources() if path != CLIPBOARD for line in shows_markup(tree)}
    assert used == set()


def test_every_tool_tip_is_escaped() -> None:
    assert {f"{path}:{line}" for path, tree in sources() for line in unescaped_tips(tree)} == set()


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("from PySide6.QtWidgets import QFileDialog", asks_for_a_file),
        ("from PySide6 import QtWidgets as w\nw.QFileDialog.getOpenFileName()", asks_for_a_file),
        ("dialog.getSaveFileName(parent)", asks_by_itself),
        ("QMessageBox.warning(self, 'a', text)", shows_markup),
        ("label.setToolTip(name)", unescaped_tips),
        ("label.setToolTip(tooltip(name) + name)", unescaped_tips),
    ],
)
def test_the_rules_see_what_they_forbid(source: str, rule: object) -> None:
    assert callable(rule)
    assert rule(ast.parse(source))
