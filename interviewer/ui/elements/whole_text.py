"""Gives a text view the height of its text, so that only the page around it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtWidgets import QTextEdit

from interviewer.ui.look import theme

#: The padding of the style sheet and the border, above and below.
_AROUND_PX = 12


def show_whole(view: QTextEdit) -> None:
    """The height follows the text and the width, from now on."""

    def fit(size: QSizeF) -> None:
        view.setFixedHeight(round(size.height()) + 2 * theme.scaled(_AROUND_PX))

    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.document().documentLayout().documentSizeChanged.connect(fit)
