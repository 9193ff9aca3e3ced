"""The frame of the window: the places on the left, on the right the page, and above it what is to be told."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from interviewer.ui.elements.notice import Notice
from interviewer.ui.elements.page import Page, PageStack
from interviewer.ui.elements.waiting import Waiting
from interviewer.ui.look import theme
from interviewer.ui.rail import Rail

#: Below this the places are icons alone.
_NARROW_PX = 1100


class Frame(QFrame):
    """Stands from the first moment on; until there are pages, ``waiting`` is all that it shows."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "page")
        self.rail = Rail(self)
        self.notice = Notice(self)
        self.pages = PageStack(self)
        self.pages.setAccessibleName(self.tr("Page"))
        self.waiting = Waiting(self)
        self.pages.addWidget(self.waiting)
        self._lay_out()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.notice)
        right.addWidget(self.pages, 1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self.rail)
        columns.addLayout(right, 1)

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self.pages.currentWidget()

    def show_page(self, page: Page) -> None:
        """The focus stays where it is."""
        self.pages.setCurrentWidget(page)

    def turn_to(self, page: Page) -> None:
        """To a page that is filled already: it is laid out once."""
        self.show_page(page)
        page.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit_rail()

    def fit(self) -> None:
        """What is measured in text follows the text size."""
        self._fit_rail()
        self.rail.fit()
        self.pages.fit()

    def _fit_rail(self) -> None:
        self.rail.show_compact(compact=self.width() < theme.scaled(_NARROW_PX))
