"""The questions page: the bank as a list, and the question that is chosen as a form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from interviewer.interview.question import QuestionId
from interviewer.ui.banks.editing import BankEditing, OpenBank, OutsideChange, export_forms
from interviewer.ui.banks.open_question import OpenQuestion
from interviewer.ui.banks.question_form import QuestionForm
from interviewer.ui.banks.question_index import QuestionIndex
from interviewer.ui.desk import Form
from interviewer.ui.elements import question_words
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.export_menu import ask_export
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label, set_tone, titled
from interviewer.ui.elements.notice import Notice
from interviewer.ui.elements.page import Page
from interviewer.ui.fault import in_words
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type

if TYPE_CHECKING:
    from interviewer.interview.ports import Voice
    from interviewer.ui.banks.drafts import Clash, Draft
    from interviewer.ui.desk import Desk
    from interviewer.ui.work.workplace import Workplace


_NARROW_PX = 700


class BankEditorPage(Page):
    """Where the page is narrow, there is the list or the form."""

    import_wanted = Signal()
    #: the bank on disk is another one now
    changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QWidget, workplace: Workplace) -> None:
        super().__init__(parent, QCoreApplication.translate("BankEditorPage", "Questions"))
        self._listing = True
        self._wanted: QuestionId | None = None
        self._was_shipped = False
        self.editing = BankEditing(self, workplace)
        self.editing.opened.connect(self._show_opened)
        self.editing.written.connect(self._show_written)
        self.editing.changed_outside.connect(self._show_outside)
        self.editing.failed.connect(self._tell)
        self._build_head()
        self._build_list()
        self._build_form()
        self._lay_out()

    def use(self, desk: Desk, voice: Voice) -> None:
        self.editing.use(desk, voice)

    def show_bank(self, name: str, *, question: QuestionId | None = None) -> None:
        """Opens the bank, or looks at the one that is open for what others changed in it.

        A ``question`` is what the person came to edit: they are taken into its form.
        """
        self._wanted = question
        if self._bank is not None and self._bank.name == name:
            self.editing.look()
            self._go_to_wanted()
        else:
            self.forget()
            self.editing.open(name)

    def forget(self) -> None:
        """The bank that is open is no longer what was read: it is opened anew when it is shown next."""
        self._question.put_away()

    @property
    def unsaved(self) -> int:
        """How many questions have edits that are not saved."""
        return self._question.unsaved

    @property
    def _bank(self) -> OpenBank | None:
        return self._question.bank

    @property
    def notice(self) -> Notice:
        return self._notice

    # -- what is on it -----------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._title = label(self.tr("Questions"), self, step=Type.TITLE)
        self._glance = label("", self, tone="muted")
        self._import = KeyButton(self.tr("Import (Ctrl+O)"), self, icon_name="import")
        self._import.clicked.connect(self.import_wanted)
        self._export = KeyButton(self.tr("Export"), self, key="Ctrl+E", icon_name="export")
        self._export.clicked.connect(self._ask_form)
        self._notice = Notice(self)

    def _build_list(self) -> None:
        self.index = QuestionIndex(self)
        self.index.chosen.connect(lambda which: self.choose(QuestionId(which)))
        self.index.clicked.connect(self._go_on_if_narrow)
        self.index.entered.connect(self._go_on)

    def _build_form(self) -> None:
        self.form = QuestionForm(self)
        self.form.edited.connect(self._show_state)
        self.form.hear.connect(self.editing.speak)
        self._question = OpenQuestion(self.form, marked=self._fill_list)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.form)
        self.form.hide()  # until there is a question to show in it
        self._state = label("", self, step=Type.CAPTION, tone="muted")
        self._list_button = KeyButton(self.tr("All questions"), self, key="Ctrl+L", icon_name="back")
        self._list_button.clicked.connect(self._show_list)
        self._undo = KeyButton(self.tr("Undo last save"), self, key="Alt+Z", icon_name="undo", role="quiet")
        self._undo.clicked.connect(self.editing.undo)
        self._redo = KeyButton(self.tr("Redo"), self, key="Alt+Y", icon_name="again", role="quiet")
        self._redo.clicked.connect(self.editing.redo)
        self._drop = KeyButton(self.tr("Discard"), self, key="Esc", icon_name="discard", role="quiet")
        self._drop.clicked.connect(self._discard)
        self._save = KeyButton(self.tr("Save"), self, key="Ctrl+S", icon_name="save", role="primary")
        self._save.clicked.connect(self._save_current)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.SMALL)
        top.addLayout(titled(self._title, self._glance), 1)
        top.addWidget(self._import, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._export, 0, Qt.AlignmentFlag.AlignTop)
        bar = QHBoxLayout()
        bar.setSpacing(Space.SMALL)
        bar.addWidget(self._list_button)
        bar.addStretch(1)
        for button in (self._redo, self._undo, self._drop, self._save):
            bar.addWidget(button)
        columns = QHBoxLayout()
        columns.setSpacing(Space.MEDIUM)
        columns.addWidget(self.index)
        columns.addWidget(self._scroll, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.MEDIUM)
        rows.setSpacing(Space.MEDIUM)
        rows.addLayout(top)
        rows.addWidget(self._notice)
        rows.addLayout(columns, 1)
        rows.addWidget(self._state)
        rows.addLayout(bar)
        self._show_state()

    def fit(self) -> None:
        """What is measured in text follows the text size and the width."""
        self.index.fit()
        narrow = self.width() < theme.scaled(_NARROW_PX)
        self.index.show_alone(alone=narrow)
        self.index.setVisible(not narrow or self._listing)
        self._scroll.setVisible(not narrow or not self._listing)
        self._list_button.setVisible(narrow and not self._listing)
        for button in (self._import, self._export, self._list_button, self._undo, self._redo, self._drop):
            button.show_compact(compact=narrow)
        self._save.show_key(shown=self.width() >= theme.scaled(_NARROW_PX // 2))
        self._title.setWordWrap(not narrow)

    def focus_first(self) -> None:
        """To the list, where the form is one Enter away, unless the person came to edit a question."""
        if self._wanted is None:
            self._show_list()

    def _show_list(self) -> None:
        self._listing = True
        self.fit()
        self.index.focus_list()

    def _go_on(self) -> None:
        self._listing = False
        self.fit()
        self.form.focus_first()

    def _go_on_if_narrow(self) -> None:
        if self.width() < theme.scaled(_NARROW_PX):
            self._go_on()

    # -- showing -----------------------------------------------------------------------------------

    def _show_opened(self, now: OpenBank) -> None:
        self._question.open(now)
        self._show_bank(now)
        if now.bank.questions:
            self.choose(now.bank.questions[0].id)
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        if self._wanted is None:
            return
        if self._question.on_disk(self._wanted) is not None:
            self.choose(self._wanted)
            self._go_on()
        else:
            self._notice.tell(self.tr("That question is not in this bank, or no longer."))
            self._show_list()

    def _show_bank(self, now: OpenBank) -> None:
        self._title.setText(now.bank.title or now.name)
        if now.shipped:
            told = self.tr("It ships with the app. Your first save makes your own copy of it.")
        else:
            told = self.tr("Your own bank, in {folder}").format(folder=now.place_shown)
        self._glance.setText(told)
        self._fill_list()
        self._show_state()

    def _fill_list(self) -> None:
        if self._bank is not None:
            self.index.show_bank(self._bank.bank, unsaved=self._question.drafts)

    def choose(self, which: QuestionId) -> None:
        """Shows a question in the form, with what of it is not saved."""
        if self._question.show(which):
            self._show_chosen(which)

    def _show_chosen(self, which: QuestionId) -> None:
        self._scroll.verticalScrollBar().setValue(0)
        self.index.select(which)
        self._show_state()

    def _show_state(self) -> None:
        now = self._bank
        changed = self.form.is_changed
        text = self.form.hint if changed and self.form.hint else ""
        if not text and self._question:
            text = self.tr("Not saved yet.") if changed else self.tr("As it is in the document.")
        self._state.setText(text)
        set_tone(self._state, "warning" if changed else "muted")
        self._save.setEnabled(changed and not self.form.hint and not self.editing.busy)
        self._drop.setEnabled(changed)
        self._undo.setEnabled(now is not None and now.can_undo)
        self._redo.setVisible(now is not None and now.can_redo)
        self.form.setEnabled(bool(self._question))

    # -- saving ------------------------------------------------------------------------------------

    def _save_current(self) -> None:
        question = self.form.question
        if question is None or self._bank is None or self.editing.busy or self.form.hint:
            return
        self._was_shipped = self._bank.shipped
        self.editing.save(question)
        self._save.setEnabled(False)

    def _show_written(self, now: OpenBank) -> None:
        copied = self._was_shipped and not now.shipped
        self._was_shipped = now.shipped
        self._question.settle(now)
        self._show_bank(now)
        self._state.setText(self.tr("Saved.") if not self.form.is_changed else self._state.text())
        announce(self, self._state.text())
        if copied:
            self._notice.tell(
                self.tr("Your own copy of the bank was made in {folder}; it is used from now on.").format(
                    folder=now.place_shown
                )
            )
        self.changed.emit()

    def _discard(self) -> None:
        self._drop_edit(self.tr("Your changes to this question were discarded."), self.tr("Take it back"))

    def _drop_edit(self, told: str, back: str) -> None:
        """Shows what is on disk; the button with the words ``back`` brings the edit back."""
        mine = self._question.drop()
        self._show_state()
        if mine is not None:
            self._notice.tell(told, action=back, act=lambda: self._restore(mine))

    def _restore(self, mine: Draft) -> None:
        if self._question.restore(mine):
            self._show_chosen(mine.base.id)

    # -- what others changed -----------------------------------------------------------------------

    def _show_outside(self, change: OutsideChange) -> None:
        clash = self._question.follow(change.now)
        self._show_bank(change.now)
        self._tell_outside(change.in_words(), clash)
        self.changed.emit()

    def _tell_outside(self, told: str, clash: Clash | None) -> None:
        if clash is None:
            self._notice.tell(told)
        elif clash.gone:
            self._notice.tell(told + " " + self.tr("The question that you are editing is no longer in it."))
        else:
            fields = ", ".join(question_words.field(name) for name in sorted(clash.fields))
            told += " " + self.tr(
                "You changed {fields} as well. The form shows yours; it is not saved."
            ).format(fields=fields)
            self._notice.tell(told, action=self.tr("Take theirs"), act=self._take_theirs)

    def _take_theirs(self) -> None:
        self._drop_edit(self.tr("The form shows theirs."), self.tr("Back to mine"))

    # -- handing on --------------------------------------------------------------------------------

    def _ask_form(self) -> None:
        if self._bank is not None:
            ask_export(self._export, self._bank.name, export_forms(), self.export_to)

    def export_to(self, file: Path, ending: str) -> None:
        """Writes the bank as it is on disk in another form."""
        if self._bank is not None:
            self.editing.export(
                self._bank.bank,
                file,
                Form(ending),
                lambda lost: self._notice.tell(
                    self.tr("Written: {file}. {lost}").format(file=file, lost=lost)
                ),
            )

    # -- faults ------------------------------------------------------------------------------------

    def _tell(self, fault: Exception) -> None:
        self._notice.tell(in_words(fault))
        self._show_state()
        self.failed.emit(fault)
