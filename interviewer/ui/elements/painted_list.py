"""A list whose rows are painted by a delegate."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QWidget


def painted_list(
    parent: QWidget, model: QAbstractItemModel, delegate: QStyledItemDelegate, name: str = ""
) -> QListView:
    """Scrolls up and down only, and tells its rows where the mouse is."""
    made = QListView(parent)
    made.setModel(model)
    made.setItemDelegate(delegate)
    made.setAccessibleName(name)
    made.setMouseTracking(True)
    made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made
