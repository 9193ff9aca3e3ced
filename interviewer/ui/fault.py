"""How a fault is told: the environment's in words and what to do, ours with a report to copy."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from interviewer.errors import InterviewerError


def in_words(fault: Exception) -> str:
    """What to say about a fault, whoever's it is."""
    if isinstance(fault, InterviewerError):
        return _said(fault.in_words())
    return QCoreApplication.translate(
        "fault", "Something went wrong inside the app ({kind}). Your recordings are safe."
    ).format(kind=type(fault).__name__)


def message(fault: InterviewerError) -> str:
    """What is wrong, where a button offers what to do about it."""
    return _said(fault.message)


def tell_bug(parent: QWidget | None, report: str) -> None:
    """Opens the dialog with the report, without stopping the window behind it."""
    from interviewer.ui.bug_dialog import BugDialog  # noqa: PLC0415 - the window starts without

    dialog = BugDialog(parent, report)
    dialog.setModal(False)
    dialog.show()


def _said(text: str) -> str:
    from interviewer.ui.elements import words  # noqa: PLC0415 - the window starts without

    return words.said(text)
