"""In which form something is handed on, and to which file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from interviewer.ui.elements.menu import Menu

#: A form in words, and the ending of its files.
Form = tuple[str, str]


def ask_export(
    button: QWidget, name: str, forms: Sequence[Form], chosen: Callable[[Path, str], None]
) -> None:
    """Asks for form and file, beneath the button; the system's own dialog asks before a file is replaced."""
    title = QCoreApplication.translate("export", "Export as")

    def ask(ending: str) -> None:
        start = str(Path.home() / f"{name}.{ending}")
        file, _ = QFileDialog.getSaveFileName(button, title, start, f"*.{ending}")
        if file:
            chosen(Path(file if file.endswith(f".{ending}") else f"{file}.{ending}"), ending)

    menu = Menu(title, button)
    for text, ending in forms:
        menu.addAction(text).triggered.connect(lambda _checked=False, ending=ending: ask(ending))
    menu.open_beneath()
