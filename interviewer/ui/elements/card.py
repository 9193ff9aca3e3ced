"""A card: what belongs together, in a frame under a heading."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from interviewer.ui.elements.label import label
from interviewer.ui.look.theme import Space, Type


def titled_card(parent: QWidget, title: str) -> tuple[QFrame, QVBoxLayout]:
    """The frame, and the rows in it that begin with the title."""
    card = QFrame(parent)
    card.setProperty("role", "card")
    rows = QVBoxLayout(card)
    rows.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.LARGE)
    rows.setSpacing(Space.SMALL)
    heading = label(title, card, step=Type.LEAD)
    heading.setProperty("strong", "true")
    rows.addWidget(heading)
    return card, rows
