"""A small window with one control of each kind, driven by the test of the driver itself."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTableView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

ROWS = 20_000


class SmallWindow(QMainWindow):
    """Greets whoever is named in it and keeps the greeting on the clipboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Small window")
        self.name = QLineEdit()
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.greeting = QLabel("Nobody greeted")
        self.greeting.setAccessibleName("Greeting")
        self.greeting.setAccessibleDescription(self.greeting.text())
        button = QPushButton("Greet")
        button.clicked.connect(self._on_greet)
        self.loud = QCheckBox("Loudly")
        times = QSpinBox()
        self.kind = QComboBox()
        self.kind.addItems(["Hello", "Good morning", "Good evening"])
        towns = QListWidget()
        towns.addItems(["Berlin", "Lima", "Osaka"])
        tree = QTreeWidget()
        tree.setHeaderLabels(["Hop", "State"])
        parent = QTreeWidgetItem(tree, ["Ada", "asked"])
        QTreeWidgetItem(parent, ["Grace", "planned"])
        tree.expandAll()
        people = QStandardItemModel(0, 2)
        people.setHorizontalHeaderLabels(["Name", "Town"])
        for row in range(ROWS):
            people.appendRow([QStandardItem(f"Person {row}"), QStandardItem("Lima" if row % 2 else "Oslo")])
        table = QTableView()
        table.setModel(people)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setAccessibleName("People")
        table.selectionModel().currentRowChanged.connect(
            lambda current: self.statusBar().showMessage(f"Row {current.row()}")
        )
        form = QFormLayout()
        for label, widget in {
            "&Name": self.name,
            "N&ote": self.note,
            "&Kind": self.kind,
            "&Times": times,
            "Towns": towns,
            "Chain": tree,
        }.items():
            form.addRow(label, widget)
            widget.setAccessibleName(label.replace("&", ""))
        for widget in (self.loud, button, self.greeting, table):
            form.addRow(widget)
        body = QWidget()
        body.setLayout(form)
        self.setCentralWidget(body)
        menu = self.menuBar().addMenu("&File")
        clear = QAction("&Clear", self, shortcut=QKeySequence("Ctrl+L"))
        clear.triggered.connect(self._on_clear)
        leave = QAction("&Quit", self, shortcut=QKeySequence(QKeySequence.StandardKey.Quit))
        leave.triggered.connect(self.close)
        about = QAction("&About", self)
        about.triggered.connect(self._on_about)
        menu.addActions([clear, about, leave])
        hidden = QPushButton("Hidden", body)
        hidden.hide()
        off = QPushButton("Off")
        off.setEnabled(False)
        form.addRow(off)

    def _on_greet(self) -> None:
        text = f"{self.kind.currentText()}, {self.name.text()}{'!' if self.loud.isChecked() else '.'}"
        self.greeting.setText(text)
        self.greeting.setAccessibleDescription(text)
        QApplication.clipboard().setText(text)

    def _on_about(self) -> None:
        QMessageBox.information(self, "About", "A small window")
        self.statusBar().showMessage("Read")

    def _on_clear(self) -> None:
        self.name.clear()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)


def main() -> int:
    """Show the window until it is closed."""
    application = QApplication(sys.argv)
    window = SmallWindow()
    window.resize(900, 800)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
