"""In which forms a bank is handed on, and to which file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from interviewer.ui.desk import Form


def export_menu(parent: QWidget, chosen: Callable[[Form], None]) -> QMenu:
    """A menu of the forms."""
    menu = QMenu(_tr("Export as"), parent)
    menu.setAccessibleName(menu.title())
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for form, text in (
        (Form.CSV, _tr("&Table (CSV) …")),
        (Form.ANKI, _tr("&Anki cards …")),
        (Form.TEXT, _tr("&Plain text, Q: and A: …")),
    ):
        menu.addAction(text).triggered.connect(lambda _checked=False, form=form: chosen(form))
    return menu


def ask_file(parent: QWidget, name: str, form: Form) -> Path | None:
    """Asks for a file in the system's own dialog, which also asks before one is replaced."""
    start = str(Path.home() / f"{name}.{form}")
    file, _ = QFileDialog.getSaveFileName(parent, _tr("Export the questions"), start)
    return Path(file) if file else None


def ask_export(button: QWidget, name: str, chosen: Callable[[Path, Form], None]) -> None:
    """Asks for form and file, beneath the button."""

    def ask(form: Form) -> None:
        file = ask_file(button, name, form)
        if file is not None:
            chosen(file, form)

    export_menu(button, ask).popup(button.mapToGlobal(button.rect().bottomLeft()))


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)
