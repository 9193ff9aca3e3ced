"""All that can be changed in a question, in one form."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from interviewer.interview.documents.coach import seconds
from interviewer.interview.documents.fence import duration
from interviewer.interview.documents.point import differences, open_todo
from interviewer.interview.question import Question, QuestionType, Rubric
from interviewer.ui.banks.follow_up_rows import FollowUpRows
from interviewer.ui.banks.point_list import PointList
from interviewer.ui.elements import question_words, words
from interviewer.ui.elements.flow import FlowLayout
from interviewer.ui.elements.growing_text import GrowingText
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type

#: what is offered; any other length of time can be written
_TARGETS_S = (45, 60, 75, 90, 120, 180, 300)
_HARDEST = 5
_NARROW_PX = 300


class QuestionForm(QWidget):
    """Shows a question, and gives it back as it stands in the fields."""

    edited = Signal()
    #: the spoken form, to be heard
    hear = Signal(str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setProperty("role", "page")
        self.setAccessibleName(self.tr("The question and its key points"))
        self._base: Question | None = None
        self._todo: tuple[str, ...] = ()
        self._filling = False
        self._build_todo()
        self._build_texts()
        self._build_facts()
        self._build_points()
        self._build_answer()
        self._lay_out()

    # -- what is on it -----------------------------------------------------------------------------

    def _build_todo(self) -> None:
        self._todo_card = QFrame(self)
        self._todo_card.setProperty("role", "notice")
        self._todo_card.setAccessibleName(self.tr("To be filled in"))
        self._todo_rows = QVBoxLayout(self._todo_card)
        self._todo_rows.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.SMALL, Space.SMALL)
        self._todo_rows.setSpacing(Space.TIGHT)

    def _build_texts(self) -> None:
        self._text = GrowingText(self, self.tr("Question"))
        self._say = GrowingText(self, self.tr("As it is spoken"))
        for one in (self._text, self._say):
            one.edited.connect(self._changed)
        self._hear = KeyButton(self.tr("Hear it"), self._page, key="Alt+H", icon_name="speaker")
        self._hear.clicked.connect(lambda: self.hear.emit(self._say.text or self._text.text))
        self._say_hint = label(
            self.tr("The question was changed. Does the spoken form still fit?"),
            self,
            step=Type.CAPTION,
            tone="warning",
        )

    def _build_facts(self) -> None:
        self._type = QComboBox(self)
        for kind in QuestionType:
            self._type.addItem(question_words.question_type(kind))
        self._target = QComboBox(self)
        self._target.setEditable(True)
        self._target.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._target.addItems([duration(length_s) for length_s in _TARGETS_S])
        self._target.setMaximumWidth(theme.scaled(120))
        self._difficulty = QComboBox(self)
        for difficulty in range(1, _HARDEST + 1):
            self._difficulty.addItem(
                self.tr("{difficulty} of {most}").format(difficulty=difficulty, most=_HARDEST)
            )
        self._tags = QLineEdit(self)
        self._tags.setPlaceholderText(self.tr("Tags, with commas between them"))
        for field in (self._type, self._target, self._difficulty):
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel scrolls the page, not the field
        self._type.currentIndexChanged.connect(lambda _index: self._changed())
        self._target.editTextChanged.connect(lambda _text: self._changed())
        self._difficulty.currentIndexChanged.connect(lambda _index: self._changed())
        self._tags.textChanged.connect(lambda _text: self._changed())

    def _build_points(self) -> None:
        self._points_title = label("", self, step=Type.LEAD)
        self._points_title.setProperty("strong", "true")
        self._points_keys = label(
            self.tr(
                "In a point: Alt+↑ ↓ moves it, Alt+S splits it at the cursor, Alt+M merges it with the next, "
                "Alt+Del removes it, Alt+W shows its terms."
            ),
            self,
            step=Type.CAPTION,
            tone="muted",
        )
        self.points = PointList(self, self._page)
        self.points.edited.connect(self._points_changed)
        self.follow_ups = FollowUpRows(self)
        self.follow_ups.edited.connect(self._changed)
        self.points.renamed.connect(self.follow_ups.rename)

    def _build_answer(self) -> None:
        self._answer = QPlainTextEdit(self)
        self._answer.setReadOnly(True)
        self._answer.setTabChangesFocus(True)
        self._answer.setAccessibleName(self.tr("The model answer, as it stands in the document"))
        self._answer.setFixedHeight(theme.scaled(220))
        self._answer.hide()
        self._show_answer = KeyButton(self.tr("Show the answer"), self._page, key="Alt+A", icon_name="answer")
        self._show_answer.clicked.connect(self._fold_answer)

    def _lay_out(self) -> None:
        spoken = QHBoxLayout()
        spoken.setSpacing(Space.SMALL)
        spoken.addWidget(self._say, 1, Qt.AlignmentFlag.AlignTop)
        spoken.addWidget(self._hear, 0, Qt.AlignmentFlag.AlignTop)
        facts = FlowLayout(spacing=Space.MEDIUM)
        for text, field in (
            (self.tr("Type"), self._type),
            (self.tr("Target time"), self._target),
            (self.tr("Difficulty"), self._difficulty),
        ):
            fact = QWidget(self)
            column = _named(self, text, field)
            column.setContentsMargins(0, 0, 0, 0)
            fact.setLayout(column)
            facts.addWidget(fact)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, Space.SMALL, Space.MEDIUM)
        rows.setSpacing(Space.SMALL)
        rows.addWidget(self._todo_card)
        rows.addLayout(_named(self, self.tr("Question"), self._text))
        rows.addWidget(_name(self, self.tr("As it is spoken"), self._say))
        rows.addLayout(spoken)
        rows.addWidget(self._say_hint)
        rows.addLayout(facts)
        rows.addLayout(_named(self, self.tr("Tags"), self._tags))
        rows.addSpacing(Space.SMALL)
        rows.addWidget(self._points_title)
        rows.addWidget(self._points_keys)
        rows.addWidget(self.points)
        rows.addSpacing(Space.SMALL)
        follow_ups = label(self.tr("Follow-ups"), self, step=Type.LEAD)
        follow_ups.setProperty("strong", "true")
        rows.addWidget(follow_ups)
        rows.addWidget(self.follow_ups)
        rows.addSpacing(Space.SMALL)
        rows.addWidget(self._show_answer, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._answer)
        rows.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._hear.show_compact(compact=self.width() < theme.scaled(_NARROW_PX))

    # -- showing -----------------------------------------------------------------------------------

    def show_question(self, base: Question, now: Question | None = None) -> None:
        """``base`` is what is on disk; ``now`` what stands in the fields, where that is something else."""
        shown = now or base
        self._filling = True
        self._base, self._todo = base, shown.todo
        self._text.show_text(shown.text)
        self._say.show_text(shown.say)
        self._type.setCurrentIndex(list(QuestionType).index(shown.type))
        self._target.setCurrentText(duration(shown.target_s))
        self._difficulty.setCurrentIndex(shown.difficulty - 1)
        self._tags.setText(", ".join(shown.tags))
        self._tags.setCursorPosition(0)
        self.points.show_points(shown.rubric.points)
        self.follow_ups.show_follow_ups(shown.follow_ups, self._labels())
        self._answer.setPlainText(shown.answer_markdown)
        self._filling = False
        self._show_todo()
        self._tell()
        self._order()
        self.show()

    def rest_on(self, base: Question) -> None:
        """The document was read again: what stands in the fields is compared with this from now on."""
        if self._base is not None:
            self._todo = open_todo(self._base, self._todo, self.points.points)
        self._base = base
        self._show_todo()
        self._tell()

    def focus_first(self) -> None:
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def base(self) -> Question | None:
        return self._base

    @property
    def question(self) -> Question | None:
        """The question as it stands in the fields."""
        base = self._base
        if base is None:
            return None
        points = self.points.points
        tags = tuple(dict.fromkeys(tag for one in self._tags.text().split(",") if (tag := one.strip())))
        return replace(
            base,
            text=self._text.text,
            say=self._say.text or base.say,
            type=list(QuestionType)[self._type.currentIndex()],
            target_s=self._target_s(base),
            difficulty=self._difficulty.currentIndex() + 1,
            tags=tags,
            rubric=Rubric(points),
            follow_ups=self.follow_ups.follow_ups,
            todo=open_todo(base, self._todo, points),
        )

    @property
    def is_changed(self) -> bool:
        return self._base is not None and self.differs_from(self._base)

    def differs_from(self, other: Question) -> bool:
        """Whether the fields say something else than a question does."""
        now = self.question
        return now is not None and bool(differences(other, now))

    @property
    def hint(self) -> str:
        """Why it can't be saved as it is; empty where it can."""
        if not self._text.text:
            return self.tr("A question has to ask something.")
        try:
            seconds(self._target.currentText())
        except ValueError as fault:
            return self.tr("Target time: {why}.").format(why=fault)
        return ""

    def _target_s(self, base: Question) -> float:
        """The target as it is written; the one before while that is no length of time."""
        written = self._target.currentText()
        try:
            return base.target_s if written == duration(base.target_s) else seconds(written)
        except ValueError:
            return -1.0

    def _show_todo(self) -> None:
        while (item := self._todo_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._todo_card.setVisible(bool(self._todo))
        for text in self._todo:
            self._todo_rows.addWidget(self._todo_row(text))

    def _todo_row(self, text: str) -> QWidget:
        row = QWidget(self._todo_card)
        told = words.said(text)
        done = KeyButton(self.tr("Done"), row, icon_name="good", role="quiet")
        done.setAccessibleName(self.tr("Done: {text}").format(text=told))
        done.clicked.connect(lambda: self._tick_off(text))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(self.tr("To fill in: {text}").format(text=told), row), 1)
        line.addWidget(done)
        return row

    def _tick_off(self, text: str) -> None:
        self._todo = tuple(one for one in self._todo if one != text)
        self._show_todo()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed()

    def _fold_answer(self) -> None:
        hidden = self._answer.isHidden()
        self._answer.setVisible(hidden)
        self._show_answer.say(self.tr("Hide the answer") if hidden else self.tr("Show the answer"))

    def _labels(self) -> list[str]:
        return [point.label for point in self.points.points if point.label]

    def _points_changed(self) -> None:
        if not self._filling:
            self.follow_ups.show_labels(self._labels())
            self._changed()

    def _changed(self) -> None:
        if not self._filling:
            self._tell()
            self.edited.emit()

    def _tell(self) -> None:
        base = self._base
        if base is None:
            return
        self._points_title.setText(self.tr("Key points: {count}").format(count=len(self.points.editors)))
        reworded = self._text.text != base.text and self._say.text == base.say
        self._say_hint.setVisible(reworded)

    def _order(self) -> None:
        facts = (self._type, self._target, self._difficulty, self._tags)
        chain = [self._text, self._say, self._hear, *facts, *self.points.chain()]
        chain += [*self.follow_ups.chain(), self._show_answer, self._answer]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)


def _name(parent: QWidget, text: str, field: QWidget) -> QLabel:
    made = label(text, parent, step=Type.CAPTION, tone="muted")
    made.setBuddy(field)
    field.setAccessibleName(text)
    return made


def _named(parent: QWidget, text: str, field: QWidget) -> QVBoxLayout:
    """The field under its name."""
    column = QVBoxLayout()
    column.setSpacing(Space.TIGHT)
    column.addWidget(_name(parent, text, field))
    column.addWidget(field)
    return column
