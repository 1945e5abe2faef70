"""The application: opens a book in a window, and another one in its place when asked to."""

from __future__ import annotations

import gc
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from netdesk import paths
from netdesk.domain.errors import NetdeskError
from netdesk.ui.display import NoDisplayError, require_display

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from netdesk.bootstrap import Services
    from netdesk.ui.crash import CrashHandler

LOG_NAME = "netdesk.log"
SWITCH_SECONDS = 0.0005
"""How long work beside the window may keep the interpreter once the window wants it; Python's own 0.005 is felt."""


def run(*, db: Path | None, sample: bool, section: str, startup_report: bool) -> int:
    """Open the window and return the exit code once it is closed; without a display, say so on standard error."""
    path = db or paths.default_book()
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.disable()  # nothing that is made while the window opens goes away again
    try:
        require_display()
        opening = None if sample else _Opening(path)
        try:
            application, crash = _application()
        except NoDisplayError:
            if opening is not None:
                opening.abandon()
            raise
    except NoDisplayError as error:
        print(f"netdesk: {error}", file=sys.stderr)
        return 1
    from netdesk.ui.session import Session  # noqa: PLC0415 - Qt is there only now

    session = Session(application, crash, report=startup_report)
    try:
        opened = session.open_sample(section) if sample else session.begin(path, section, opening)
        return application.exec() if opened else 1
    finally:
        session.close()
        crash.uninstall()


class _Opening:
    """A book that is looked over and opened while Qt loads."""

    def __init__(self, path: Path) -> None:
        """Begin at once."""
        from netdesk.bootstrap import open_for_window  # noqa: PLC0415

        pool = ThreadPoolExecutor(1, "open")
        self._services = pool.submit(open_for_window, path)
        pool.shutdown(wait=False)

    def __call__(self) -> Services:
        """Wait for it; raises BookError and its kinds."""
        return self._services.result()

    def abandon(self) -> None:
        """Close it again where no window can be shown."""
        with suppress(NetdeskError):
            self().close()


def self_test() -> int:
    """Open the real window on a sample, visit every section, draft a message; 0 only if nothing went wrong."""
    try:
        require_display()
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
