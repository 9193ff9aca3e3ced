"""A document is looked at before it is imported, and nothing is written until then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from bank_stage import BANK, SEED, BankStage
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QTextEdit
from stand_ins import HandLine
from steps import Until

from interviewer.interview.documents.succession import Fate
from interviewer.ui.banks.import_preview import ImportPage
from interviewer.ui.banks.importing import Imported, Importing
from interviewer.ui.banks.preview import Tab


@pytest.fixture
def stage(application: QApplication, tmp_path: Path) -> Iterator[BankStage]:
    made = BankStage(tmp_path)
    yield made
    made.close()


def press(
    stage: BankStage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or stage.page, key, modifiers)


def rows(stage: BankStage, *, headings: bool = False) -> list[str]:
    return [row.text for row in stage.page._model.rows if row.is_heading is headings]


def detail(stage: BankStage) -> str:
    return stage.page._detail.toPlainText()


def test_the_seed_document_is_shown_whole_and_imported_by_keys(stage: BankStage, until: Until) -> None:
    done: list[Imported] = []
    stage.importing.done.connect(done.append)
    stage.read(until, SEED)
    assert len(rows(stage)) == 58
    assert len(rows(stage, headings=True)) == 10
    assert "58 questions in 10 sections" in stage.page._glance.text()
    assert "Key points: 5" in detail(stage)
    assert not stage.own.exists()
    press(stage, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: done)
    assert done == [Imported("model-answers", done[0].title, 58)]
    assert len(stage.library.load("model-answers").questions) == 58


def test_each_warning_stands_beside_its_line(stage: BankStage, until: Until) -> None:
    stage.read(until, SEED)
    press(stage, Qt.Key.Key_2)
    assert sum("amount was lost" in row for row in rows(stage)) == 6
    amounts = [place for place, row in enumerate(stage.page._model.rows) if "amount was lost" in row.text]
    stage.page._list.setCurrentIndex(stage.page._model.index(amounts[0]))
    line = stage.page._model.rows[amounts[0]].about.line
    assert str(line) in detail(stage)
    assert SEED.read_text(encoding="utf-8").splitlines()[line - 1][:60] in detail(stage)


def test_the_offer_is_one_switch_with_before_and_after(stage: BankStage, until: Until) -> None:
    stage.read(until, SEED)
    press(stage, Qt.Key.Key_3)
    assert len(rows(stage)) == 23
    assert "Before" in detail(stage)
    assert r"Terraform \pply\ usually" in detail(stage)
    assert "Terraform `apply` usually" in detail(stage)
    before = stage.page.preview
    press(stage, Qt.Key.Key_R)
    until(lambda: stage.page.preview is not before)
    assert stage.page.preview.backticks
    assert stage.page.preview.planned.offered == 0
    assert stage.page._tab is Tab.REPAIR
    assert not stage.own.exists()
    stage.page._accept.click()
    until(lambda: stage.own.exists() and (stage.own / "model-answers").exists())
    until(lambda: "model-answers" in stage.library.names())
    text = next((stage.own / "model-answers").glob("*.md")).read_text(encoding="utf-8")
    assert "Terraform `apply` usually" in text


def test_escape_leaves_everything_as_it_was(stage: BankStage, until: Until) -> None:
    left: list[bool] = []
    stage.importing.left.connect(lambda: left.append(True))
    stage.read(until, SEED)
    press(stage, Qt.Key.Key_Escape)
    assert left == [True]
    assert not stage.own.exists()


def at_once(call: Callable[[], None]) -> None:
    call()


def by_hand(post: Callable[[Callable[[], None]], None] = at_once) -> SimpleNamespace:
    """A workplace whose work is done when the test says so."""
    return SimpleNamespace(worker=HandLine(), bridge=SimpleNamespace(post=post))


def test_how_much_was_read_is_shown_and_it_stops_when_it_is_called_off(stage: BankStage) -> None:
    shown: list[str] = []

    def post(call: Callable[[], None]) -> None:
        call()
        shown.append(page.waiting._share.text())
        if len(shown) == 20:
            page.waiting._stop.click()

    place = by_hand(post)
    page = ImportPage(stage.window)
    importing = Importing(page, place)
    importing.use(stage.desk)
    importing.read(SEED)
    assert page.waiting._share.text() == ""
    place.worker.run_dry()
    assert (shown[0], shown[15], len(shown)) == ("0%", "26%", 20)
    assert page.preview is None


def test_reading_can_be_called_off(stage: BankStage) -> None:
    place = by_hand()
    line = place.worker
    page = ImportPage(stage.window)
    importing = Importing(page, place)
    importing.use(stage.desk)
    importing.read(SEED)
    assert page.waiting.bar.isVisibleTo(page)
    page.waiting._stop.click()
    line.run_dry()
    assert page.preview is None


def test_while_it_is_written_there_is_no_way_back(stage: BankStage, until: Until) -> None:
    place = by_hand()
    line = place.worker
    page = ImportPage(stage.window)
    importing = Importing(page, place)
    importing.use(stage.desk)
    importing.read(SEED)
    line.run_dry()
    page._accept.click()
    assert not page.waiting._stop.isEnabled()
    line.run_dry()
    assert "model-answers" in stage.library.names()


def test_a_document_with_errors_can_be_looked_at_and_not_imported(
    stage: BankStage, until: Until, tmp_path: Path
) -> None:
    file = tmp_path / "bad.md"
    file.write_text(BANK.replace("type: knowledge", "type: guesswork"), encoding="utf-8")
    stage.read(until, file)
    assert stage.page._tab is Tab.MESSAGES
    assert not stage.page._accept.isEnabled()
    assert "type: guesswork" in detail(stage)
    press(stage, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not stage.own.exists()


@pytest.mark.fault("a dropped file that is no text", sees="what it is not, and a way on", kept="everything")
def test_what_is_no_text_is_told_with_a_way_on(stage: BankStage, until: Until, tmp_path: Path) -> None:
    file = tmp_path / "picture.md"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    stage.show(stage.page)
    stage.importing.read(file)
    until(stage.page.waiting._another.isVisible)
    assert "image" in stage.page.waiting._text.text()
    assert stage.page.waiting._another.hasFocus()


def test_a_file_that_changes_under_the_preview_is_not_imported(
    stage: BankStage, until: Until, tmp_path: Path
) -> None:
    file = tmp_path / "mine.md"
    file.write_text("### 1. Why?\n**Answer:**\n- So.\n", encoding="utf-8")
    stage.read(until, file)
    file.write_text("### 1. Why not?\n**Answer:**\n- So.\n", encoding="utf-8")
    stage.page._accept.click()
    until(stage.page.waiting._another.isVisible)
    assert "changed" in stage.page.waiting._text.text()
    assert stage.library.names() == ["small"]


def test_what_an_import_would_change_is_shown_first(stage: BankStage, until: Until, tmp_path: Path) -> None:
    file = tmp_path / "01-work.md"
    text = BANK.replace("I put it in order, and I cut what can wait.\n\n", "I put it in order at once.\n\n")
    text = text[: text.index("### 2.")] + "### 2. What is new?\n**Answer:**\n- A lot.\n"
    file.write_text(text, encoding="utf-8")
    stage.read(until, file)
    preview = stage.page.preview
    assert preview.exists
    assert [preview.count(fate) for fate in (Fate.GONE, Fate.CHANGED, Fate.NEW)] == [1, 1, 1]
    assert stage.page._tab is Tab.CHANGES
    assert rows(stage, headings=True)[0] == "Gone: 1"
    assert "1 new, 1 changed, 1 gone" in stage.page._into_told.text()
    assert "your own copy is made first" in stage.page._into_told.text()
    done: list[Imported] = []
    stage.importing.done.connect(done.append)
    stage.page._accept.click()
    until(lambda: done)
    assert "failed" in stage.file.read_text(encoding="utf-8")
    assert "failed" not in (stage.own / "small" / "01-work.md").read_text(encoding="utf-8")


def test_a_name_that_can_be_no_bank_is_told_and_can_be_mended(
    stage: BankStage, until: Until, tmp_path: Path
) -> None:
    file = tmp_path / "mine.md"
    file.write_text("### 1. Why?\n**Answer:**\n- So.\n", encoding="utf-8")
    stage.read(until, file)
    stage.page._into.setEditText("../elsewhere")
    stage.page._into.lineEdit().editingFinished.emit()
    until(lambda: "can't be the name" in stage.page._into_told.text())
    assert not stage.page._accept.isEnabled()
    before = stage.page.preview
    stage.page._into.setEditText("elsewhere")
    stage.page._into.lineEdit().editingFinished.emit()
    until(lambda: stage.page.preview is not before)
    assert stage.page._accept.isEnabled()
    assert stage.page.preview.name == "elsewhere"


@pytest.mark.fault(
    "remote images, links and scripts in a document",
    sees="their text",
    kept="no connection, no file outside, nothing run",
)
def test_nothing_in_a_document_is_run_or_loaded(stage: BankStage, until: Until, tmp_path: Path) -> None:
    file = tmp_path / "sly.md"
    evil = '<img src="file:///etc/passwd"> & <b>bold</b>'
    file.write_text(f"### 1. What is 1 < 2 & 3?\n**Answer:**\n- `{evil}` is text.\n", encoding="utf-8")
    stage.read(until, file)
    assert "1 < 2 & 3" in detail(stage)
    assert "<b>bold</b>" in detail(stage)


def drop(stage: BankStage, file: Path, *, enter_only: bool = False) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    QApplication.sendEvent(stage.window, QDragEnterEvent(QPoint(50, 50), action, mime, buttons, keys))
    if not enter_only:
        QApplication.sendEvent(stage.window, QDropEvent(QPointF(50, 50), action, mime, buttons, keys))


def test_a_file_dropped_on_the_window_is_read(stage: BankStage, until: Until) -> None:
    stage.show(stage.page)
    drop(stage, SEED, enter_only=True)
    assert stage.drops.veil.isVisible()
    drop(stage, SEED)
    assert not stage.drops.veil.isVisible()
    until(lambda: stage.page.preview is not None)
    assert len(stage.page.preview.planned.bank.questions) == 58


def test_a_file_that_is_dragged_away_again_is_not_read(stage: BankStage) -> None:
    stage.show(stage.page)
    drop(stage, SEED, enter_only=True)
    QApplication.sendEvent(stage.window, QDragLeaveEvent())
    assert not stage.drops.veil.isVisible()
    assert stage.page.preview is None


def test_while_an_answer_is_given_nothing_is_taken(stage: BankStage) -> None:
    stage.show(stage.page)
    stage.drops.show_free(free=False)
    drop(stage, SEED, enter_only=True)
    assert not stage.drops.veil.isVisible()


def test_everything_on_the_page_has_a_name(stage: BankStage, until: Until) -> None:
    stage.read(until, SEED)
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QTextEdit)
    used = [one for kind in kinds for one in stage.page.findChildren(kind) if one.isVisible()]
    assert len(used) > 8
    assert [one for one in used if not (one.accessibleName() or getattr(one, "text", str)())] == []
