"""An edit writes one block of one document, can be taken back, and never writes over what others wrote."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator
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

from interviewer.interview.question import FollowUp, Question, QuestionType, StarPart
from interviewer.settings import Settings
from interviewer.ui.banks.point_editor import PointEditor
from interviewer.ui.desk import Form
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.look import theme

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def stage(application: QApplication, tmp_path: Path) -> Iterator[BankStage]:
    """The person's own bank."""
    made = BankStage(tmp_path, own=True)
    yield made
    made.close()


@pytest.fixture
def shipped(application: QApplication, tmp_path: Path) -> Iterator[BankStage]:
    made = BankStage(tmp_path)
    yield made
    made.close()


def press(
    stage: BankStage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or stage.editor, key, modifiers)


def save(stage: BankStage, until: Until) -> None:
    """By its key; waits until it is written, or refused."""
    told: list[object] = []
    stage.editor.editing.written.connect(told.append)
    stage.editor.editing.failed.connect(told.append)
    press(stage, Qt.Key.Key_S, CTRL)
    until(lambda: told)


def changed_lines(before: str, after: str) -> list[str]:
    return [
        line
        for line in difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
        if line[0] in "+-" and not line.startswith(("+++", "---"))
    ]


def points(stage: BankStage) -> list[PointEditor]:
    return list(stage.editor.form.points.editors)


def plan_week(stage: BankStage) -> Question:
    return next(question for question in stage.questions if question.id == "plan-week")


def type_at_end(stage: BankStage, text: str) -> None:
    field = stage.editor.form._text
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_End, CTRL)
    QTest.keyClicks(field, text)


def test_an_edit_of_a_word_is_a_diff_of_a_line_and_can_be_taken_back(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    field = points(stage)[0]._text
    field.setPlainText("I write down what there is to decide.")
    field.setFocus()
    save(stage, until)
    assert changed_lines(BANK, stage.file.read_text(encoding="utf-8")) == [
        "-  - point: I write down what there is to do.",
        "+  - point: I write down what there is to decide.",
    ]
    assert stage.editor._state.text() == "Saved."
    assert not stage.editor._save.isEnabled()
    press(stage, Qt.Key.Key_Z, ALT)
    until(lambda: stage.file.read_text(encoding="utf-8") == BANK)
    until(lambda: points(stage)[0].point.text == "I write down what there is to do.")
    press(stage, Qt.Key.Key_Y, ALT)
    until(lambda: points(stage)[0].point.text == "I write down what there is to decide.")


def test_the_heading_keeps_its_marks(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    stage.editor.form._text.setPlainText("How do you plan a month?")
    assert stage.editor.form._say_hint.isVisible()
    stage.editor.form._say.setPlainText("How do you plan a month?")
    assert not stage.editor.form._say_hint.isVisible()
    save(stage, until)
    assert changed_lines(BANK, stage.file.read_text(encoding="utf-8")) == [
        "-### 1. How do you **plan** a week?",
        "+### 1. How do you **plan** a month?",
        "-say: How do you plan a week?",
        "+say: How do you plan a month?",
    ]


def test_a_shipped_bank_is_copied_first_and_that_is_said(shipped: BankStage, until: Until) -> None:
    shipped.edit(until)
    assert "Your first save makes your own copy" in shipped.editor._glance.text()
    type_at_end(shipped, " Now")
    save(shipped, until)
    assert shipped.file.read_text(encoding="utf-8") == BANK
    assert "Now" in (shipped.own / "small" / "01-work.md").read_text(encoding="utf-8")
    assert "Your own copy of the bank was made" in shipped.editor.notice.text
    assert "Your own bank" in shipped.editor._glance.text()
    press(shipped, Qt.Key.Key_Z, ALT)
    until(lambda: (shipped.own / "small" / "01-work.md").read_text(encoding="utf-8") == BANK)


def test_facts_are_written(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    form = stage.editor.form
    form._type.setCurrentIndex(list(QuestionType).index(QuestionType.HOWTO))
    form._difficulty.setCurrentIndex(3)
    form._target.setEditText("1m 30s")
    form._tags.setText("planning,  weeks , planning")
    form._tags.setFocus()
    save(stage, until)
    now = plan_week(stage)
    assert (now.type, now.difficulty, now.target_s) == (QuestionType.HOWTO, 4, 90.0)
    assert now.tags == ("planning", "weeks")


def test_what_is_no_length_of_time_is_said_and_not_saved(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    stage.editor.form._target.setEditText("soon")
    assert not stage.editor._save.isEnabled()
    assert "“soon” is no length of time" in stage.editor._state.text()
    press(stage, Qt.Key.Key_S, CTRL)
    stage.editor.form._target.setEditText("75s")
    assert not stage.editor.form.is_changed
    assert stage.file.read_text(encoding="utf-8") == BANK


def test_a_question_that_asks_nothing_is_not_saved(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    stage.editor.form._text.setPlainText("  ")
    assert not stage.editor._save.isEnabled()
    assert stage.editor._state.text() == "A question has to ask something."


def test_points_are_put_in_order_by_key_and_keep_their_lines(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    points(stage)[1].focus_first()
    press(stage, Qt.Key.Key_Up, ALT)
    assert [editor.point.label for editor in points(stage)] == ["Order", "List"]
    assert points(stage)[0].isAncestorOf(QApplication.focusWidget())
    save(stage, until)
    assert [point.label for point in plan_week(stage).rubric.points] == ["Order", "List"]
    text = stage.file.read_text(encoding="utf-8")
    assert sorted(text.splitlines()) == sorted(BANK.splitlines())


def test_a_point_is_split_at_the_cursor_and_merged_again(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    editor = points(stage)[1]
    editor.focus_first()
    cursor = editor._text.textCursor()
    cursor.setPosition(editor.point.text.index("and I cut"))
    editor._text.setTextCursor(cursor)
    press(stage, Qt.Key.Key_S, ALT)
    assert [one.point.text for one in points(stage)][1:] == [
        "I put it in order.",
        "And I cut what can wait.",
    ]
    assert points(stage)[2].isAncestorOf(QApplication.focusWidget())
    points(stage)[1].focus_first()
    press(stage, Qt.Key.Key_M, ALT)
    save(stage, until)
    now = plan_week(stage).rubric.points
    assert [point.text for point in now][1:] == ["I put it in order. And I cut what can wait."]
    assert now[1].weight == 3


def test_a_split_at_the_very_end_does_nothing(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    points(stage)[0].focus_first()
    press(stage, Qt.Key.Key_End, CTRL)
    press(stage, Qt.Key.Key_S, ALT)
    assert len(points(stage)) == 2
    assert not stage.editor.form.is_changed


def test_a_point_is_added_with_all_it_can_have(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    points(stage)[0].focus_first()
    press(stage, Qt.Key.Key_N, ALT)
    new = points(stage)[2]
    assert new.isAncestorOf(QApplication.focusWidget())
    assert not stage.editor.form.is_changed
    QTest.keyClicks(QApplication.focusWidget(), "I look back on Friday.")
    new._label.setText("Review")
    new._weight.setCurrentIndex(4)
    press(stage, Qt.Key.Key_W, ALT)
    new._part.setCurrentIndex(1 + list(StarPart).index(StarPart.LEARNING))
    new._wordings._add.click()
    term, heard, _ = new._wordings._rows[0]
    term.setText("look back")
    heard.setText("retrospective; review,  weekly ;")
    save(stage, until)
    point = plan_week(stage).rubric.points[2]
    assert (point.text, point.label, point.weight) == ("I look back on Friday.", "Review", 5)
    assert point.part is StarPart.LEARNING
    assert point.terms == ("look back",)
    assert point.accept == {"look back": ("retrospective", "review, weekly")}


def test_a_point_is_removed(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    points(stage)[0].focus_first()
    press(stage, Qt.Key.Key_Delete, ALT)
    assert points(stage)[0].isAncestorOf(QApplication.focusWidget())
    save(stage, until)
    assert [point.label for point in plan_week(stage).rubric.points] == ["Order"]


def test_a_follow_up_stays_tied_to_a_point_whose_label_changes(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    label = points(stage)[1]._label
    label.setText("Cutting")
    label.editingFinished.emit()
    stage.editor.form.follow_ups._add.click()
    QTest.keyClicks(QApplication.focusWidget(), "Who helps you?")
    save(stage, until)
    assert plan_week(stage).follow_ups == (
        FollowUp("What do you cut first?", "Cutting"),
        FollowUp("Who helps you?", None),
    )


def test_points_that_were_derived_are_written_only_when_they_are_edited(
    stage: BankStage, until: Until
) -> None:
    stage.edit(until, "Tell me about a time you failed.")
    stage.editor.form._tags.setText("story")
    stage.editor.form._tags.setFocus()
    save(stage, until)
    text = stage.file.read_text(encoding="utf-8")
    assert text.startswith(BANK)
    assert "tags: [story]" in text
    assert "points:" not in text[len(BANK) :]


def test_what_was_lost_is_shown_to_be_filled_in(stage: BankStage, until: Until) -> None:
    stage.edit(until, "Tell me about a time you failed.")
    form = stage.editor.form
    assert form._todo_card.isVisible()
    cost = next(editor for editor in points(stage) if "[amount?]" in editor.point.text)
    assert cost._amount.isVisible()
    cost._text.setPlainText(cost.point.text.replace("[amount?]", "4,000 euros"))
    assert not cost._amount.isVisible()
    cost.focus_first()
    save(stage, until)
    failed = next(question for question in stage.questions if "failed" in question.text)
    assert failed.todo == ()
    until(lambda: not form._todo_card.isVisible())


def test_a_todo_that_is_done_goes(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    done = stage.editor.form._todo_card.findChild(QAbstractButton)
    assert done.accessibleName() == "Done: put in your own week"
    done.click()
    save(stage, until)
    assert changed_lines(BANK, stage.file.read_text(encoding="utf-8")) == ['-todo: ["put in your own week"]']


def test_the_spoken_form_is_heard_as_it_stands(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    stage.editor.form._say.setPlainText("How do you plan?")
    press(stage, Qt.Key.Key_H, ALT)
    assert stage.voice.said == ["How do you plan?"]
    stage.voice.end()


def test_an_edit_waits_while_another_question_is_looked_at(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    type_at_end(stage, " Mine")
    other = stage.questions[1].id
    stage.editor.choose(other)
    assert stage.editor.unsaved == 1
    marked = [row.marked for row in stage.editor.index.rows if row.about is not None]
    assert marked == ["not saved", "to fill in"]
    stage.editor.choose(plan_week(stage).id)
    assert stage.editor.form.question.text.endswith("Mine")
    assert stage.file.read_text(encoding="utf-8") == BANK


def test_an_edit_waits_in_its_own_bank_while_another_is_looked_at(stage: BankStage, until: Until) -> None:
    other = stage.own / "other" / "01-work.md"
    other.parent.mkdir()
    other.write_text(BANK.replace("id: plan-week", "id: plan-month"), encoding="utf-8")
    stage.edit(until)
    type_at_end(stage, " or a month")
    assert stage.editor.unsaved == 1
    stage.editor.show_bank("other")
    until(lambda: stage.editor.form.base.id == "plan-month")
    assert stage.editor.unsaved == 1
    stage.editor.show_bank("small")
    until(lambda: stage.editor.form.base.id == "plan-week")
    assert stage.editor.form.is_changed


def test_what_was_discarded_can_be_taken_back(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    type_at_end(stage, " Mine")
    press(stage, Qt.Key.Key_Escape)
    assert not stage.editor.form.is_changed
    stage.editor.notice._button.click()
    assert stage.editor.form.question.text.endswith("Mine")


def outside(stage: BankStage, old: str, new: str) -> str:
    text = stage.file.read_text(encoding="utf-8").replace(old, new)
    stage.file.write_text(text, encoding="utf-8")
    return text


def test_an_outside_edit_is_noticed_shown_and_told(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    outside(stage, "target: 75s", "target: 3m")
    until(lambda: stage.editor.form.base.target_s == 180.0)
    assert stage.editor.form._target.currentText() == "3m"
    assert "01-work.md was changed by another program" in stage.editor.notice.text


def test_edits_of_different_fields_are_brought_together(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    type_at_end(stage, " Mine")
    outside(stage, "target: 75s", "target: 3m")
    until(lambda: stage.editor.form.base.target_s == 180.0)
    assert stage.editor.form.question.text.endswith("Mine")
    save(stage, until)
    assert plan_week(stage).target_s == 180.0
    assert plan_week(stage).text.endswith("Mine")


def test_where_both_edit_the_same_theirs_stays_until_the_person_decides(
    stage: BankStage, until: Until
) -> None:
    stage.edit(until)
    points(stage)[0]._text.setPlainText("Mine.")
    theirs = outside(stage, "- point: I write down what there is to do.", "- point: Theirs.")
    until(lambda: "You changed the key points as well" in stage.editor.notice.text)
    assert stage.file.read_text(encoding="utf-8") == theirs
    assert points(stage)[0].point.text == "Mine."
    stage.editor.notice._button.click()
    assert points(stage)[0].point.text == "Theirs."
    assert not stage.editor.form.is_changed
    stage.editor.notice._button.click()
    assert points(stage)[0].point.text == "Mine."
    assert stage.file.read_text(encoding="utf-8") == theirs


def test_a_save_faster_than_the_notice_is_refused(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    stage.editor.editing._watcher.blockSignals(True)
    type_at_end(stage, " Mine")
    theirs = outside(stage, "tags: [planning]", "tags: [weeks]")
    save(stage, until)
    assert "changed by another program" in stage.editor.notice.text
    assert stage.file.read_text(encoding="utf-8") == theirs
    assert stage.editor.form.question.text.endswith("Mine")
    until(lambda: stage.editor.form.base.tags == ("weeks",))
    save(stage, until)
    assert plan_week(stage).tags == ("weeks",)
    assert plan_week(stage).text.endswith("Mine")


def test_a_question_that_others_took_out_is_told_and_not_lost(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    type_at_end(stage, " Mine")
    stage.file.write_text(BANK[: BANK.index("### 1.")] + BANK[BANK.index("### 2.") :], encoding="utf-8")
    until(lambda: "no longer in it" in stage.editor.notice.text)
    assert stage.editor.form.question.text.endswith("Mine")


@pytest.mark.parametrize(
    ("form", "holds"),
    [
        (Form.CSV, "question,answer,tags,id"),
        (Form.ANKI, "#separator:tab"),
        (Form.TEXT, "Q: How do you plan a week?"),
    ],
)
def test_what_an_export_can_not_hold_is_said(
    stage: BankStage, until: Until, tmp_path: Path, form: Form, holds: str
) -> None:
    stage.edit(until)
    file = tmp_path / f"out.{form}"
    stage.editor.export_to(file, form)
    until(lambda: stage.editor.notice.text)
    assert holds in file.read_text(encoding="utf-8")
    assert "can't hold" in stage.editor.notice.text


def test_search_and_list_by_keys(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    stage.editor.focus_first()
    press(stage, Qt.Key.Key_Down)
    assert stage.editor.form.base.text == "Tell me about a time you failed."
    press(stage, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "plan")
    assert [row.text for row in stage.editor.index.rows if row.about is not None] == [
        "How do you plan a week?"
    ]
    press(stage, Qt.Key.Key_Return)
    press(stage, Qt.Key.Key_Down)
    press(stage, Qt.Key.Key_Return)
    assert stage.editor.form.base.id == "plan-week"


def test_tab_goes_from_the_top_of_the_form_to_its_end(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    form = stage.editor.form
    form.focus_first()
    seen: list[object] = []
    while QApplication.focusWidget() not in seen:
        seen.append(QApplication.focusWidget())
        press(stage, Qt.Key.Key_Tab)
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


def test_everything_on_the_page_has_a_name(stage: BankStage, until: Until) -> None:
    stage.edit(until)
    for editor in points(stage):
        editor.show_more(more=True)
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
    used = [one for kind in kinds for one in stage.editor.findChildren(kind) if one.isVisible()]
    own = [one for one in used if not isinstance(one.parent(), QComboBox | QLineEdit)]
    assert len(own) > 30
    assert [type(one).__name__ for one in own if not one.accessibleName()] == []


# 530 px are left beside the rail in the smallest window
@pytest.mark.parametrize("width_px", [530, 900, 1280])
def test_the_largest_text_fits_without_scrolling_sideways(
    stage: BankStage, until: Until, width_px: int
) -> None:
    theme.dress(Settings(text_size_percent=max(theme.TEXT_SIZES_PERCENT)))
    try:
        stage.window.setMinimumSize(width_px, 480)
        stage.window.resize(width_px, 700)
        stage.edit(until)
        stage.editor._go_on()
        stage.editor.form.points.editors[0].show_more(more=True)
        QApplication.processEvents()
        bar = stage.editor._scroll.horizontalScrollBar()
        assert bar.maximum() == 0
        for button in stage.editor.findChildren(KeyButton):
            assert not button.isVisible() or button.width() >= button.sizeHint().width()
    finally:
        theme.dress(Settings())
