"""Opens the window first, and builds the parts behind it."""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from interviewer import paths
from interviewer.settings import Settings
from interviewer.ui.look import icon, theme
from interviewer.ui.look.colours import LIGHT
from interviewer.ui.window import MainWindow
from interviewer.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from interviewer.ui.parts import Parts

_log = logging.getLogger(__name__)


#: What ``run`` returns where the window is to open again, on another library.
REOPEN = 75


def run(
    parts_factory: Callable[[], Parts],
    argv: Sequence[str],
    *,
    settings: Settings | None = None,
    told: str = "",
    salvage: Callable[[], None] | None = None,
) -> int:
    """Runs the window until it is closed; returns the exit status.

    ``parts_factory`` is called on the worker once the window is on the screen, so it may take its time.
    ``told`` is what the person should know at once; ``salvage`` prepares what helps a damaged history.
    """
    chosen = settings or Settings()
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else make_application(argv)
    theme.dress(chosen)
    workplace = Workplace()
    window = MainWindow(workplace, chosen, salvage=salvage)
    follow = application.styleHints().colorSchemeChanged.connect(lambda _scheme: window.follow_system())

    def go_on() -> None:
        """A step at a time, between which the window answers."""
        from PySide6.QtCore import Qt  # noqa: F401, PLC0415 - two threads that load it at once would break it

        QTimer.singleShot(0, window, load_behind)

    def load_behind() -> None:
        application.setWindowIcon(icon.icon("app", LIGHT.accent))
        workplace.worker.run(
            lambda _cancel: _behind(parts_factory), done=window.furnish, failed=window.tell_no_bank
        )

    _FirstPaint(window, then=go_on)
    window.show()
    if told:
        from interviewer.ui.elements import words  # noqa: PLC0415 - the window starts without

        window.greet(words.said(told))
    sys.excepthook = _excepthook(window)
    status = application.exec()
    QObject.disconnect(follow)
    window.deleteLater()
    return REOPEN if window.reopening else status


class _FirstPaint(QObject):
    """Goes on once when a window is painted: what is loaded behind it must not hold it up.

    All names of ``PySide6.QtCore.Qt`` are loaded with the first one that is used, which takes 30 ms: longer
    than the window itself. So it is built and painted without any of them, and its modules write
    ``QtCore.Qt`` for those that they use later. To set a pen or a brush is to use one.
    """

    def __init__(self, window: QWidget, *, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, watched, self._then)
        return False


def _behind(parts_factory: Callable[[], Parts]) -> Parts:
    """What takes long to load, loaded off the main thread while the window is already seen."""
    importlib.import_module("interviewer.ui.pages")
    return parts_factory()


def tell(text: str) -> None:
    """Says why no window opens, to somebody who has no terminal to read it in."""
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - the window starts without

    from interviewer.ui.elements import words  # noqa: PLC0415 - the window starts without

    if QApplication.instance() is None:
        make_application([])
    box = QMessageBox(
        QMessageBox.Icon.Warning, QCoreApplication.translate("application", "Interviewer"), words.said(text)
    )
    box.setAccessibleName(box.text())
    box.exec()


def make_application(argv: Sequence[str]) -> QApplication:
    """The application with its name and style."""
    # QApplication.setStyle would do, but returns a QStyle, whose enums take 7 ms to load.
    application = QApplication([*(argv or ["interviewer"]), "-style", "fusion"])
    application.setApplicationName("interviewer")
    application.setApplicationDisplayName("Interviewer")
    application.setDesktopFileName("org.interviewer.Interviewer")
    _translate(application, paths.assets() / "translations")
    return application


def _translate(application: QApplication, folder: Path) -> None:
    if not folder.is_dir():
        return
    from PySide6.QtCore import QLocale  # noqa: PLC0415 - only where there are translations

    translate(application, QLocale().name(), folder)


def translate(application: QApplication, language: str, folder: Path) -> None:
    """Has the window speak a language ("de_AT") for which there is a translation, else it speaks English."""
    from PySide6.QtCore import QLibraryInfo, QTranslator  # noqa: PLC0415 - only where there are translations

    of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, place in (("interviewer", str(folder)), ("qtbase", of_qt)):
        translator = QTranslator(application)
        if not translator.load(f"{name}_{language}", place):
            return
        application.installTranslator(translator)


def _excepthook(
    window: MainWindow,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """A bug on the main thread goes to the log in full, and to the person in words."""

    def tell(_kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        _log.error("a bug", exc_info=(type(fault), fault, trace))
        window.tell_bug(fault)

    return tell
