"""The key points of a question: one editor each, added, removed, put in order, split and merged."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interviewer.interview.documents import point as points
from interviewer.interview.question import KeyPoint
from interviewer.ui.banks.point_editor import PointEditor
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.look.theme import Space


class PointList(QWidget):
    """Keeps the focus with the point that was worked on."""

    edited = Signal()
    renamed = Signal(str, str)

    def __init__(self, parent: QWidget, page: QWidget) -> None:
        """``page`` is where the key for a new point works."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Key points"))
        self._editors: list[PointEditor] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.SMALL)
        self._add = KeyButton(self.tr("Add a key point"), page, key="Alt+N", icon_name="add")
        self._add.clicked.connect(lambda: self._insert(len(self._editors), points.blank(), focus=True))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.SMALL)
        whole.addLayout(self._rows)
        whole.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def editors(self) -> Sequence[PointEditor]:
        return self._editors

    @property
    def points(self) -> tuple[KeyPoint, ...]:
        """The points that say something."""
        return tuple(point for editor in self._editors if (point := editor.point).text.strip())

    def show_points(self, shown: Sequence[KeyPoint]) -> None:
        for editor in list(self._editors):
            self._take_out(editor)
        for point in shown:
            self._insert(len(self._editors), point, quiet=True)
        self._renumber()

    def _insert(self, place: int, point: KeyPoint, *, focus: bool = False, quiet: bool = False) -> None:
        editor = PointEditor(point, self)
        editor.edited.connect(self.edited)
        editor.renamed.connect(self.renamed)
        editor.moved.connect(lambda by: self._move(editor, by))
        editor.split.connect(lambda at: self._split(editor, at))
        editor.merged.connect(lambda: self._merge(editor))
        editor.removed.connect(lambda: self._remove(editor))
        self._editors.insert(place, editor)
        self._rows.insertWidget(place, editor)
        editor.show()
        if focus:
            editor.focus_first()
        if not quiet:
            self._renumber()
            self.edited.emit()

    def _move(self, editor: PointEditor, by: int) -> None:
        place = self._editors.index(editor)
        other = place + by
        if not 0 <= other < len(self._editors):
            return
        self._editors.insert(other, self._editors.pop(place))
        focused = editor.focusWidget()
        self._rows.removeWidget(editor)
        self._rows.insertWidget(other, editor)
        if focused is not None:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self._renumber()
        announce(self, self.tr("Now number {number}").format(number=other + 1))
        self.edited.emit()

    def _split(self, editor: PointEditor, at: int) -> None:
        first, second = points.split(editor.point, at)
        if not first.text or not second.text:
            announce(self, self.tr("Put the cursor where the second point begins."))
            return
        place = self._editors.index(editor)
        self._take_out(editor)
        self._insert(place, first, quiet=True)
        self._insert(place + 1, second, focus=True)

    def _merge(self, editor: PointEditor) -> None:
        place = self._editors.index(editor)
        if place + 1 >= len(self._editors):
            return
        following = self._editors[place + 1]
        whole = points.merged(editor.point, following.point)
        self._take_out(editor)
        self._take_out(following)
        self._insert(place, whole, focus=True)

    def _remove(self, editor: PointEditor) -> None:
        place = self._editors.index(editor)
        self._take_out(editor)
        if self._editors:
            self._editors[min(place, len(self._editors) - 1)].focus_first()
        else:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._renumber()
        self.edited.emit()

    def _take_out(self, editor: PointEditor) -> None:
        self._editors.remove(editor)
        self._rows.removeWidget(editor)
        editor.hide()
        editor.deleteLater()

    def chain(self) -> list[QWidget]:
        """What takes the focus, in the order in which Tab goes."""
        return [*(widget for editor in self._editors for widget in editor.chain()), self._add]

    def _renumber(self) -> None:
        for number, editor in enumerate(self._editors, start=1):
            editor.show_number(number, len(self._editors))
        chain = self.chain()
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
