"""Says to a screen reader what sighted people see happen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(where: QWidget, text: str) -> None:
    """Has the text read aloud by a screen reader, if one is running."""
    from PySide6.QtGui import (  # noqa: PLC0415 - its enums take 4 ms to load, and the window starts without
        QAccessible,
        QAccessibleAnnouncementEvent,
    )

    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(where, text))
