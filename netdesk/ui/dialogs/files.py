"""Asking for the name of a file, without opening any that lies there.

Qt's own file dialog reads unknown files to guess their icons. Where one of them is the log of the open book, closing it
again takes away the locks of this process (POSIX record locks belong to the process), and another reader of the book
may then cut the log under the window. So icons and kinds are told without a look inside.
"""

from __future__ import annotations

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QFileDialog, QStyle, QWidget


class _Icons(QAbstractFileIconProvider):
    """Tells folders from files, and no more."""

    def __init__(self, style: QStyle) -> None:
        super().__init__()
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)

    def icon(self, asked: QFileInfo | QAbstractFileIconProvider.IconType, /) -> QIcon:
        folder = asked.isDir() if isinstance(asked, QFileInfo) else asked != QAbstractFileIconProvider.IconType.File
        return self._folder if folder else self._file

    def type(self, info: QFileInfo, /) -> str:
        return "" if info.isDir() else info.suffix()


def file_to_open(parent: QWidget, title: str, kinds: str = "") -> str:
    """Ask for a file that is there; empty where none was chosen."""
    dialog = _dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)[0]


def file_to_save(parent: QWidget, title: str, name: str, kinds: str = "") -> tuple[str, str]:
    """Ask for the name of a file to write, and the kind that was chosen; empty where none was."""
    dialog = _dialog(parent, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    return _chosen(dialog)


def _dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, "", kinds)
    icons = _Icons(parent.style())
    dialog.setIconProvider(icons)
    dialog.setProperty("icons", icons)
    return dialog


def _chosen(dialog: QFileDialog) -> tuple[str, str]:
    try:
        if dialog.exec() and dialog.selectedFiles():
            return dialog.selectedFiles()[0], dialog.selectedNameFilter()
        return "", ""
    finally:
        dialog.deleteLater()
