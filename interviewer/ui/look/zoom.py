"""Text larger and smaller by the keys that every program has for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from interviewer.settings import Settings
from interviewer.ui.look.theme import TEXT_SIZES_PERCENT


def add_zoom(window: QWidget, now: Callable[[], Settings], change: Callable[[Settings], None]) -> None:
    """Ctrl and plus, minus or 0, anywhere in the window."""

    def zoom(step: int) -> None:
        """Text one step larger or smaller; no step is the usual size."""
        sizes = TEXT_SIZES_PERCENT
        nearest = min(sizes, key=lambda size: abs(size - now().text_size_percent))
        place = max(0, min(len(sizes) - 1, sizes.index(nearest) + step)) if step else 0
        change(now()._replace(text_size_percent=sizes[place]))

    for keys, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
        QShortcut(QKeySequence(keys), window).activated.connect(partial(zoom, step))
