"""Asking for the name of a file, without opening any that lies there.

Qt's own file dialog reads unknown files to guess their icons. Where one of them is the log of the open book, closing it
again takes away the locks of this process (POSIX record locks belong to the process), and another reader of the book
may then cut the log under the window. So icons and kinds are told without a look inside.
"""

from __future__ import annotations

from PySide6.QtCore import QDir, QFileInfo, QStandardPaths
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QFileDialog, QStyle, QWidget


def _documents() -> str:
    """Return where the user keeps documents, or the home folder where there is no such place."""
    at = QStandardPaths.StandardLocation
    documents, home = (QStandardPaths.writableLocation(one) for one in (at.DocumentsLocation, at.HomeLocation))
    return documents if QDir(documents).exists() else home


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


def file_to_open(parent: QWidget, title: str, kinds: str = "", folder: str = "") -> str:
    """Ask for a file that is there; empty where none was chosen."""
    return next(iter(_asked(QFileDialog(parent, title, folder, kinds), QFileDialog.FileMode.ExistingFile)), "")


def files_to_open(parent: QWidget, title: str, kinds: str = "") -> list[str]:
    """Ask for files that are there; none where none were chosen."""
    return _asked(QFileDialog(parent, title, "", kinds), QFileDialog.FileMode.ExistingFiles)


def file_to_save(parent: QWidget, title: str, name: str, kinds: str = "", *, replaces: bool = True) -> tuple[str, str]:
    """Ask for the name of a file to write, and the kind that was chosen; empty where none was.

    Where nothing is replaced, the caller says so, and the user is not asked whether to.
    """
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not replaces)
    dialog.selectFile(name)
    chosen = _asked(dialog, QFileDialog.FileMode.AnyFile)
    return (chosen[0], dialog.selectedNameFilter()) if chosen else ("", "")


def _asked(dialog: QFileDialog, mode: QFileDialog.FileMode) -> list[str]:
    """Run a dialog, first among the user's documents: where the program was started from is no place for files.

    The icons live here, since the dialog does not own them.
    """
    if dialog.directory() == QDir.current():
        dialog.setDirectory(_documents())
    icons = _Icons(dialog.style())
    dialog.setIconProvider(icons)
    dialog.setFileMode(mode)
    accepted = dialog.exec()
    dialog.deleteLater()
    return dialog.selectedFiles() if accepted else []
