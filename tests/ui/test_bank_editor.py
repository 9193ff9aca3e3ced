"""An edit writes one block of one document, can be taken back, and never writes over what others wrote."""

from __future__ import annotations

import difflib
import itertools
from pathlib import Path

import pytest
from bank_stage import BANK, BankStage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
from steps import Until

from interviewer.interview.question import FollowUp, QuestionType, StarPart
from interviewer.settings import Settings
from interviewer.ui.desk import Form
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.look import theme

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def changed_lines(before: str, after: str) -> list[str]:
    return [
        line
        for line in difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
        if line[0] in "+-" and not line.startswith(("+++", "---"))
    ]


def test_before_the_bank_is_read_there_is_no_form(bank: BankStage, until: Until) -> None:
    bank.show(bank.editor)
    bank.editor.show_bank("small")
    assert not bank.editor.form.isVisible()
    until(bank.editor.form.isVisible)
    assert bank.editor.form.base == bank.plan_week


def test_an_edit_of_a_word_is_a_diff_of_a_line_and_can_be_taken_back(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    field = bank.points[0]._text
    field.setPlainText("I write down what there is to decide.")
    field.setFocus()
    bank.save(until)
    assert changed_lines(BANK, bank.file.read_text(encoding="utf-8")) == [
        "-  - point: I write down what there is to do.",
        "+  - point: I write down what there is to decide.",
    ]
    assert bank.editor._state.text() == "Saved."
    assert not bank.editor._save.isEnabled()
    bank.press(Qt.Key.Key_Z, ALT)
    until(lambda: bank.file.read_text(encoding="utf-8") == BANK)
    until(lambda: bank.points[0].point.text == "I write down what there is to do.")
    bank.press(Qt.Key.Key_Y, ALT)
    until(lambda: bank.points[0].point.text == "I write down what there is to decide.")


def test_the_heading_keeps_its_marks(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.editor.form._text.setPlainText("How do you plan a month?")
    assert bank.editor.form._say_hint.isVisible()
    bank.editor.form._say.setPlainText("How do you plan a month?")
    assert not bank.editor.form._say_hint.isVisible()
    bank.save(until)
    assert changed_lines(BANK, bank.file.read_text(encoding="utf-8")) == [
        "-### 1. How do you **plan** a week?",
        "+### 1. How do you **plan** a month?",
        "-say: How do you plan a week?",
        "+say: How do you plan a month?",
    ]


def test_a_shipped_bank_is_copied_first_and_that_is_said(shipped: BankStage, until: Until) -> None:
    shipped.edit(until)
    assert "Your first save makes your own copy" in shipped.editor._glance.text()
    shipped.type_at_end(" Now")
    shipped.save(until)
    assert shipped.file.read_text(encoding="utf-8") == BANK
    assert "Now" in (shipped.own / "small" / "01-work.md").read_text(encoding="utf-8")
    assert "Your own copy of the bank was made" in shipped.editor.notice.text
    assert "Your own bank" in shipped.editor._glance.text()
    shipped.press(Qt.Key.Key_Z, ALT)
    until(lambda: (shipped.own / "small" / "01-work.md").read_text(encoding="utf-8") == BANK)


def test_facts_are_written(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    form = bank.editor.form
    form._type.setCurrentIndex(list(QuestionType).index(QuestionType.HOWTO))
    form._difficulty.setCurrentIndex(3)
    form._target.setEditText("1m 30s")
    form._tags.setText("planning,  weeks , planning")
    form._tags.setFocus()
    bank.save(until)
    now = bank.plan_week
    assert (now.type, now.difficulty, now.target_s) == (QuestionType.HOWTO, 4, 90.0)
    assert now.tags == ("planning", "weeks")


def test_what_is_no_length_of_time_is_said_and_not_saved(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.editor.form._target.setEditText("soon")
    assert not bank.editor._save.isEnabled()
    assert "“soon” is no length of time" in bank.editor._state.text()
    bank.press(Qt.Key.Key_S, CTRL)
    bank.editor.form._target.setEditText("75s")
    assert not bank.editor.form.is_changed
    assert bank.file.read_text(encoding="utf-8") == BANK


def test_a_question_that_asks_nothing_is_not_saved(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.editor.form._text.setPlainText("  ")
    assert not bank.editor._save.isEnabled()
    assert bank.editor._state.text() == "A question has to ask something."


def test_points_are_put_in_order_by_key_and_keep_their_lines(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.points[1].focus_first()
    bank.press(Qt.Key.Key_Up, ALT)
    assert [editor.point.label for editor in bank.points] == ["Order", "List"]
    assert bank.points[0].isAncestorOf(QApplication.focusWidget())
    bank.save(until)
    assert [point.label for point in bank.plan_week.rubric.points] == ["Order", "List"]
    text = bank.file.read_text(encoding="utf-8")
    assert sorted(text.splitlines()) == sorted(BANK.splitlines())


def test_a_point_is_split_at_the_cursor_and_merged_again(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    editor = bank.points[1]
    editor.focus_first()
    cursor = editor._text.textCursor()
    cursor.setPosition(editor.point.text.index("and I cut"))
    editor._text.setTextCursor(cursor)
    bank.press(Qt.Key.Key_S, ALT)
    assert [one.point.text for one in bank.points][1:] == [
        "I put it in order.",
        "And I cut what can wait.",
    ]
    assert bank.points[2].isAncestorOf(QApplication.focusWidget())
    bank.points[1].focus_first()
    bank.press(Qt.Key.Key_M, ALT)
    bank.save(until)
    now = bank.plan_week.rubric.points
    assert [point.text for point in now][1:] == ["I put it in order. And I cut what can wait."]
    assert now[1].weight == 3


def test_a_split_at_the_very_end_does_nothing(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.points[0].focus_first()
    bank.press(Qt.Key.Key_End, CTRL)
    bank.press(Qt.Key.Key_S, ALT)
    assert len(bank.points) == 2
    assert not bank.editor.form.is_changed


def test_a_point_is_added_with_all_it_can_have(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.points[0].focus_first()
    bank.press(Qt.Key.Key_N, ALT)
    new = bank.points[2]
    assert new.isAncestorOf(QApplication.focusWidget())
    assert not bank.editor.form.is_changed
    QTest.keyClicks(QApplication.focusWidget(), "I look back on Friday.")
    new._label.setText("Review")
    new._weight.setCurrentIndex(4)
    bank.press(Qt.Key.Key_W, ALT)
    new._part.setCurrentIndex(1 + list(StarPart).index(StarPart.LEARNING))
    new._wordings._add.click()
    term, heard, _ = new._wordings._rows[0]
    term.setText("look back")
    heard.setText("retrospective; review,  weekly ;")
    bank.save(until)
    point = bank.plan_week.rubric.points[2]
    assert (point.text, point.label, point.weight) == ("I look back on Friday.", "Review", 5)
    assert point.part is StarPart.LEARNING
    assert point.terms == ("look back",)
    assert point.accept == {"look back": ("retrospective", "review, weekly")}


def test_a_point_is_removed(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.points[0].focus_first()
    bank.press(Qt.Key.Key_Delete, ALT)
    assert bank.points[0].isAncestorOf(QApplication.focusWidget())
    bank.save(until)
    assert [point.label for point in bank.plan_week.rubric.points] == ["Order"]


def test_a_follow_up_stays_tied_to_a_point_whose_label_changes(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    label = bank.points[1]._label
    label.setText("Cutting")
    label.editingFinished.emit()
    bank.editor.form.follow_ups._add.click()
    QTest.keyClicks(QApplication.focusWidget(), "Who helps you?")
    bank.save(until)
    assert bank.plan_week.follow_ups == (
        FollowUp("What do you cut first?", "Cutting"),
        FollowUp("Who helps you?", None),
    )


def test_points_that_were_derived_are_written_only_when_they_are_edited(
    bank: BankStage, until: Until
) -> None:
    bank.edit(until, "Tell me about a time you failed.")
    bank.editor.form._tags.setText("story")
    bank.editor.form._tags.setFocus()
    bank.save(until)
    text = bank.file.read_text(encoding="utf-8")
    assert text.startswith(BANK)
    assert "tags: [story]" in text
    assert "points:" not in text[len(BANK) :]


def test_what_was_lost_is_shown_to_be_filled_in(bank: BankStage, until: Until) -> None:
    bank.edit(until, "Tell me about a time you failed.")
    form = bank.editor.form
    assert form._todo_card.isVisible()
    cost = next(editor for editor in bank.points if "[amount?]" in editor.point.text)
    assert cost._amount.isVisible()
    cost._text.setPlainText(cost.point.text.replace("[amount?]", "4,000 euros"))
    assert not cost._amount.isVisible()
    cost.focus_first()
    bank.save(until)
    failed = next(question for question in bank.questions if "failed" in question.text)
    assert failed.todo == ()
    until(lambda: not form._todo_card.isVisible())


def test_a_todo_that_is_done_goes(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    done = bank.editor.form._todo_card.findChild(QAbstractButton)
    assert done.accessibleName() == "Done: put in your own week"
    done.click()
    bank.save(until)
    assert changed_lines(BANK, bank.file.read_text(encoding="utf-8")) == ['-todo: ["put in your own week"]']


def test_the_spoken_form_is_heard_as_it_stands(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.editor.form._say.setPlainText("How do you plan?")
    bank.press(Qt.Key.Key_H, ALT)
    assert bank.voice.said == ["How do you plan?"]
    bank.voice.end()


def test_an_edit_waits_while_another_question_is_looked_at(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.type_at_end(" Mine")
    other = bank.questions[1].id
    bank.editor.choose(other)
    assert bank.editor.unsaved == 1
    marked = [row.marked for row in bank.editor.index.rows if row.about is not None]
    assert marked == ["not saved", "to fill in"]
    bank.editor.choose(bank.plan_week.id)
    assert bank.editor.form.question.text.endswith("Mine")
    assert bank.file.read_text(encoding="utf-8") == BANK


def test_an_edit_waits_in_its_own_bank_while_another_is_looked_at(bank: BankStage, until: Until) -> None:
    other = bank.own / "other" / "01-work.md"
    other.parent.mkdir()
    other.write_text(BANK.replace("id: plan-week", "id: plan-month"), encoding="utf-8")
    bank.edit(until)
    bank.type_at_end(" or a month")
    assert bank.editor.unsaved == 1
    bank.editor.show_bank("other")
    until(lambda: bank.editor.form.base.id == "plan-month")
    assert bank.editor.unsaved == 1
    bank.editor.show_bank("small")
    until(lambda: bank.editor.form.base.id == "plan-week")
    assert bank.editor.form.is_changed


def test_what_was_discarded_can_be_taken_back(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.type_at_end(" Mine")
    bank.press(Qt.Key.Key_Escape)
    assert not bank.editor.form.is_changed
    bank.editor.notice._button.click()
    assert bank.editor.form.question.text.endswith("Mine")


@pytest.mark.parametrize(
    ("form", "holds"),
    [
        (Form.CSV, "question,answer,tags,id"),
        (Form.ANKI, "#separator:tab"),
        (Form.TEXT, "Q: How do you plan a week?"),
    ],
)
def test_what_an_export_can_not_hold_is_said(
    bank: BankStage, until: Until, tmp_path: Path, form: Form, holds: str
) -> None:
    bank.edit(until)
    file = tmp_path / f"out.{form}"
    bank.editor.export_to(file, form)
    until(lambda: bank.editor.notice.text)
    assert holds in file.read_text(encoding="utf-8")
    assert "can't hold" in bank.editor.notice.text


def test_search_and_list_by_keys(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.editor.focus_first()
    bank.press(Qt.Key.Key_Down)
    assert bank.editor.form.base.text == "Tell me about a time you failed."
    bank.press(Qt.Key.Key_F, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "plan")
    assert [row.text for row in bank.editor.index.rows if row.about is not None] == [
        "How do you plan a week?"
    ]
    bank.press(Qt.Key.Key_Return)
    bank.press(Qt.Key.Key_Down)
    bank.press(Qt.Key.Key_Return)
    assert bank.editor.form.base.id == "plan-week"


def test_tab_goes_from_the_top_of_the_form_to_its_end(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    form = bank.editor.form
    form.focus_first()
    seen: list[object] = []
    while QApplication.focusWidget() not in seen:
        seen.append(QApplication.focusWidget())
        bank.press(Qt.Key.Key_Tab)
    visible = [
        one
        for kind in (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton)
        for one in form.findChildren(kind)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    inside = [one for one in visible if not isinstance(one.parent(), QComboBox)]
    assert [one.accessibleName() for one in inside if one not in seen] == []
    tops = [one.mapTo(form, one.rect().topLeft()).y() for one in seen if form.isAncestorOf(one)]
    downward = tops[: tops.index(max(tops)) + 1]
    assert all(after >= before - 40 for before, after in itertools.pairwise(downward))


def test_everything_on_the_page_has_a_name(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    for editor in bank.points:
        editor.show_more(more=True)
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
    used = [one for kind in kinds for one in bank.editor.findChildren(kind) if one.isVisible()]
    own = [one for one in used if not isinstance(one.parent(), QComboBox | QLineEdit)]
    assert len(own) > 30
    assert [type(one).__name__ for one in own if not one.accessibleName()] == []


# 530 px are left beside the rail in the smallest window
@pytest.mark.parametrize("width_px", [530, 900, 1280])
def test_the_largest_text_fits_without_scrolling_sideways(
    bank: BankStage, until: Until, width_px: int
) -> None:
    theme.dress(Settings(text_size_percent=max(theme.TEXT_SIZES_PERCENT)))
    try:
        bank.window.setMinimumSize(width_px, 480)
        bank.window.resize(width_px, 700)
        bank.edit(until)
        bank.editor._go_on()
        bank.editor.form.points.editors[0].show_more(more=True)
        QApplication.processEvents()
        bar = bank.editor._scroll.horizontalScrollBar()
        assert bar.maximum() == 0
        for button in bank.editor.findChildren(KeyButton):
            assert not button.isVisible() or button.width() >= button.sizeHint().width()
    finally:
        theme.dress(Settings())
