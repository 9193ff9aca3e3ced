"""What every page of the window has in common, and where the pages lie."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from interviewer.ui.look import theme

#: Beyond this lines get too long to read, and what belongs together lies far apart.
_WIDEST_PX = 1440


class Page(QFrame):
    """Has a name for screen readers, and a place where the focus goes on arrival."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAccessibleName(name)
        self._held: list[tuple[QWidget, int]] = []

    def focus_first(self) -> None:
        """Puts the focus where the person most likely goes on."""
        self.setFocus()

    def hold(self, part: QWidget, widest_px: int) -> None:
        """Keeps a part of the page no wider than this at the usual text size, and in step with it."""
        self._held.append((part, widest_px))
        part.setMaximumWidth(theme.scaled(widest_px))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """What is shown follows the size of the page, and what is measured in text the text size."""
        for part, widest_px in self._held:
            part.setMaximumWidth(theme.scaled(widest_px))


class PageStack(QStackedWidget):
    """One page at a time; on a very wide window in its middle."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.fit()
        super().resizeEvent(event)

    def fit(self) -> None:
        """The margins follow the width and the text size."""
        side = max(0, (self.width() - theme.scaled(_WIDEST_PX)) // 2)
        self.setContentsMargins(side, 0, side, 0)
