"""Which question does it answer? Typed words narrow the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from interviewer.interview.question import Bank, Question
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type


class _NoWider(QStyledItemDelegate):
    """Than the list, which so never scrolls sideways: a word longer than a line ends in an ellipsis."""

    def __init__(self, of: QListWidget) -> None:
        super().__init__(of)
        self._viewport = of.viewport()

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        wanted = super().sizeHint(option, index)
        return QSize(min(wanted.width(), self._viewport.width()), wanted.height())


class QuestionChoice(QDialog):
    """``chosen`` is the question once it was accepted."""

    def __init__(self, parent: QWidget | None, bank: Bank, file_name: str) -> None:
        super().__init__(parent)
        self.chosen: Question | None = None
        self.setWindowTitle(self.tr("Which question does it answer?"))
        self.setAccessibleName(self.windowTitle())
        self._questions = bank.questions
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(self.tr("Search the questions"))
        self._search.setAccessibleName(self.tr("Search the questions"))
        self._search.textChanged.connect(self._fill)
        self._search.installEventFilter(self)
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Questions"))
        self._list.setWordWrap(True)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setItemDelegate(_NoWider(self._list))
        self._list.itemActivated.connect(lambda _item: self._accept())
        take = KeyButton(self.tr("Grade it"), self, key="Enter", role="primary")
        take.clicked.connect(self._accept)
        leave = KeyButton(self.tr("Cancel"), self, key="Esc", role="quiet")
        leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(take)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.MEDIUM)
        rows.setSpacing(Space.MEDIUM)
        rows.addWidget(label(self.windowTitle(), self, step=Type.LEAD))
        rows.addWidget(label(file_name, self, tone="muted"))
        rows.addWidget(self._search)
        rows.addWidget(self._list, 1)
        rows.addLayout(buttons)
        self.resize(theme.scaled(640), theme.scaled(520))
        self._fill("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Up and down move in the list while the words are typed; Enter takes what is chosen."""
        if watched is self._search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                row = self._list.currentRow() + steps[Qt.Key(event.key())]
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._accept()
                return True
        return super().eventFilter(watched, event)

    def _fill(self, text: str) -> None:
        wanted = text.casefold().split()
        self._list.clear()
        for question in self._questions:
            if all(word in question.text.casefold() for word in wanted):
                item = QListWidgetItem(question.text)
                item.setToolTip(question.text)
                item.setData(Qt.ItemDataRole.UserRole, question)
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _accept(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.chosen = item.data(Qt.ItemDataRole.UserRole)
            self.accept()
