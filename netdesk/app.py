"""The application: opens a book in a window, and another one in its place when asked to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from netdesk import paths
from netdesk.ui.display import NoDisplayError, require_display

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from netdesk.ui.crash import CrashHandler

LOG_NAME = "netdesk.log"


def run(*, db: Path | None, sample: bool, section: str, startup_report: bool) -> int:
    """Open the window and return the exit code once it is closed; without a display, say so on standard error."""
    try:
        application, crash = _application()
    except NoDisplayError as error:
        print(f"netdesk: {error}", file=sys.stderr)
        return 1
    from netdesk.ui.session import Session  # noqa: PLC0415 - Qt is there only now

    session = Session(application, crash, report=startup_report)
    try:
        opened = session.open_sample(section) if sample else session.begin(db or paths.default_book(), section)
        return application.exec() if opened else 1
    finally:
        session.close()
        crash.uninstall()


def self_test() -> int:
    """Open the real window on a sample, visit every section, draft a message; 0 only if nothing went wrong."""
    try:
        application, crash = _application()
    except NoDisplayError as error:
        print(f"netdesk: {error}", file=sys.stderr)
        return 1
    from netdesk.ui.self_test import SelfTest  # noqa: PLC0415 - Qt is there only now
    from netdesk.ui.session import Session  # noqa: PLC0415

    session = Session(application, crash)
    try:
        session.open_sample("today")
        faults = SelfTest(session.window).run()
    finally:
        session.close()
        crash.uninstall()
    faults += crash.faults
    for line in faults:
        print(f"fault: {line}")
    print("self-test: " + (f"{len(faults)} faults" if faults else "nothing went wrong"))
    return 1 if faults else 0


def _application() -> tuple[QApplication, CrashHandler]:
    """Make the QApplication, in the user's language, and put the crash handler in place; raises NoDisplayError."""
    require_display()
    try:
        from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator  # noqa: PLC0415 - only with a display
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415
    except ImportError as error:
        raise NoDisplayError(f"Qt cannot be loaded: {error}. Install the system's graphics libraries.") from None
    from netdesk import __version__  # noqa: PLC0415
    from netdesk.ui.crash import CrashHandler  # noqa: PLC0415
    from netdesk.ui.icons import app_icon  # noqa: PLC0415
    from netdesk.ui.theme import theme  # noqa: PLC0415

    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("netdesk")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("netdesk")
    application.setWindowIcon(app_icon())
    for folder, name in (
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase"),
        (str(paths.resources() / "translations"), "netdesk"),
    ):
        translator = QTranslator(application)
        if translator.load(QLocale(), name, "_", folder):
            application.installTranslator(translator)
    theme()
    crash = CrashHandler(paths.data_folder() / LOG_NAME, application)
    crash.install()
    return application, crash
