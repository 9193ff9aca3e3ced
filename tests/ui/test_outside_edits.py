"""A document that is edited here and by others at once: both are kept, and nothing is written over."""

from __future__ import annotations

from bank_stage import BANK, BankStage
from steps import Until


def outside(bank: BankStage, old: str, new: str) -> str:
    text = bank.file.read_text(encoding="utf-8").replace(old, new)
    bank.file.write_text(text, encoding="utf-8")
    return text


def test_an_outside_edit_is_noticed_shown_and_told(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    outside(bank, "target: 75s", "target: 3m")
    until(lambda: bank.editor.form.base.target_s == 180.0)
    assert bank.editor.form._target.currentText() == "3m"
    assert "01-work.md was changed by another program" in bank.editor.notice.text


def test_edits_of_different_fields_are_brought_together(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.type_at_end(" Mine")
    outside(bank, "target: 75s", "target: 3m")
    until(lambda: bank.editor.form.base.target_s == 180.0)
    assert bank.editor.form.question.text.endswith("Mine")
    bank.save(until)
    assert bank.plan_week.target_s == 180.0
    assert bank.plan_week.text.endswith("Mine")


def test_where_both_edit_the_same_theirs_stays_until_the_person_decides(
    bank: BankStage, until: Until
) -> None:
    bank.edit(until)
    bank.points[0]._text.setPlainText("Mine.")
    theirs = outside(bank, "- point: I write down what there is to do.", "- point: Theirs.")
    until(lambda: "You changed the key points as well" in bank.editor.notice.text)
    assert bank.file.read_text(encoding="utf-8") == theirs
    assert bank.points[0].point.text == "Mine."
    bank.editor.notice._button.click()
    assert bank.points[0].point.text == "Theirs."
    assert not bank.editor.form.is_changed
    bank.editor.notice._button.click()
    assert bank.points[0].point.text == "Mine."
    assert bank.file.read_text(encoding="utf-8") == theirs


def test_a_save_faster_than_the_notice_is_refused(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.editor.editing._watcher.blockSignals(True)
    bank.type_at_end(" Mine")
    theirs = outside(bank, "tags: [planning]", "tags: [weeks]")
    bank.save(until)
    assert "changed by another program" in bank.editor.notice.text
    assert bank.file.read_text(encoding="utf-8") == theirs
    assert bank.editor.form.question.text.endswith("Mine")
    until(lambda: bank.editor.form.base.tags == ("weeks",))
    bank.save(until)
    assert bank.plan_week.tags == ("weeks",)
    assert bank.plan_week.text.endswith("Mine")


def test_a_question_that_others_took_out_is_told_and_not_lost(bank: BankStage, until: Until) -> None:
    bank.edit(until)
    bank.type_at_end(" Mine")
    bank.file.write_text(BANK[: BANK.index("### 1.")] + BANK[BANK.index("### 2.") :], encoding="utf-8")
    until(lambda: "no longer in it" in bank.editor.notice.text)
    assert bank.editor.form.question.text.endswith("Mine")
