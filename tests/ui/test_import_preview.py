"""A document is looked at before it is imported, and nothing is written until then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from bank_stage import BANK, SEED, BankStage
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QTextEdit
from stand_ins import HandLine
from steps import Until

from interviewer.interview.documents.succession import Fate
from interviewer.ui.banks.import_preview import ImportPage
from interviewer.ui.banks.importing import Imported, Importing
from interviewer.ui.banks.preview import Tab


def rows(shipped: BankStage, *, headings: bool = False) -> list[str]:
    return [row.text for row in shipped.page._model.rows if row.is_heading is headings]


def detail(shipped: BankStage) -> str:
    return shipped.page._detail.toPlainText()


def test_the_seed_document_is_shown_whole_and_imported_by_keys(shipped: BankStage, until: Until) -> None:
    done: list[Imported] = []
    shipped.importing.done.connect(done.append)
    shipped.read(until, SEED)
    assert len(rows(shipped)) == 58
    assert len(rows(shipped, headings=True)) == 10
    assert "58 questions in 10 sections" in shipped.page._glance.text()
    assert "Key points: 5" in detail(shipped)
    assert not shipped.own.exists()
    shipped.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: done)
    assert done == [Imported("model-answers", done[0].title, 58)]
    assert len(shipped.library.load("model-answers").questions) == 58


def test_each_warning_stands_beside_its_line(shipped: BankStage, until: Until) -> None:
    shipped.read(until, SEED)
    shipped.press(Qt.Key.Key_2)
    assert sum("amount was lost" in row for row in rows(shipped)) == 6
    amounts = [place for place, row in enumerate(shipped.page._model.rows) if "amount was lost" in row.text]
    shipped.page._list.setCurrentIndex(shipped.page._model.index(amounts[0]))
    line = shipped.page._model.rows[amounts[0]].about.line
    assert str(line) in detail(shipped)
    assert SEED.read_text(encoding="utf-8").splitlines()[line - 1][:60] in detail(shipped)


def test_the_offer_is_one_switch_with_before_and_after(shipped: BankStage, until: Until) -> None:
    shipped.read(until, SEED)
    shipped.press(Qt.Key.Key_3)
    assert len(rows(shipped)) == 23
    assert "Before" in detail(shipped)
    assert r"Terraform \pply\ usually" in detail(shipped)
    assert "Terraform `apply` usually" in detail(shipped)
    before = shipped.page.preview
    shipped.press(Qt.Key.Key_R)
    until(lambda: shipped.page.preview is not before)
    assert shipped.page.preview.backticks
    assert shipped.page.preview.planned.offered == 0
    assert shipped.page._tab is Tab.REPAIR
    assert not shipped.own.exists()
    shipped.page._accept.click()
    until(lambda: shipped.own.exists() and (shipped.own / "model-answers").exists())
    until(lambda: "model-answers" in shipped.library.names())
    text = next((shipped.own / "model-answers").glob("*.md")).read_text(encoding="utf-8")
    assert "Terraform `apply` usually" in text


def test_escape_leaves_everything_as_it_was(shipped: BankStage, until: Until) -> None:
    left: list[bool] = []
    shipped.importing.left.connect(lambda: left.append(True))
    shipped.read(until, SEED)
    shipped.press(Qt.Key.Key_Escape)
    assert left == [True]
    assert not shipped.own.exists()


def at_once(call: Callable[[], None]) -> None:
    call()


def by_hand(post: Callable[[Callable[[], None]], None] = at_once) -> SimpleNamespace:
    """A workplace whose work is done when the test says so."""
    return SimpleNamespace(worker=HandLine(), bridge=SimpleNamespace(post=post))


def test_how_much_was_read_is_shown_and_it_stops_when_it_is_called_off(shipped: BankStage) -> None:
    shown: list[str] = []

    def post(call: Callable[[], None]) -> None:
        call()
        shown.append(page.waiting._share.text())
        if len(shown) == 20:
            page.waiting._stop.click()

    place = by_hand(post)
    page = ImportPage(shipped.window)
    importing = Importing(page, place)
    importing.use(shipped.desk)
    importing.read(SEED)
    assert page.waiting._share.text() == ""
    place.worker.run_dry()
    assert (shown[0], shown[15], len(shown)) == ("0%", "26%", 20)
    assert page.preview is None


def test_reading_can_be_called_off(shipped: BankStage) -> None:
    place = by_hand()
    line = place.worker
    page = ImportPage(shipped.window)
    importing = Importing(page, place)
    importing.use(shipped.desk)
    importing.read(SEED)
    assert page.waiting.bar.isVisibleTo(page)
    page.waiting._stop.click()
    line.run_dry()
    assert page.preview is None


def test_while_it_is_written_there_is_no_way_back(shipped: BankStage, until: Until) -> None:
    place = by_hand()
    line = place.worker
    page = ImportPage(shipped.window)
    importing = Importing(page, place)
    importing.use(shipped.desk)
    importing.read(SEED)
    line.run_dry()
    page._accept.click()
    assert not page.waiting._stop.isEnabled()
    line.run_dry()
    assert "model-answers" in shipped.library.names()


def test_a_document_with_errors_can_be_looked_at_and_not_imported(
    shipped: BankStage, until: Until, tmp_path: Path
) -> None:
    file = tmp_path / "bad.md"
    file.write_text(BANK.replace("type: knowledge", "type: guesswork"), encoding="utf-8")
    shipped.read(until, file)
    assert shipped.page._tab is Tab.MESSAGES
    assert not shipped.page._accept.isEnabled()
    assert "type: guesswork" in detail(shipped)
    shipped.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not shipped.own.exists()


@pytest.mark.fault("a dropped file that is no text", sees="what it is not, and a way on", kept="everything")
def test_what_is_no_text_is_told_with_a_way_on(shipped: BankStage, until: Until, tmp_path: Path) -> None:
    file = tmp_path / "picture.md"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    shipped.show(shipped.page)
    shipped.importing.read(file)
    until(shipped.page.waiting._another.isVisible)
    assert "image" in shipped.page.waiting._text.text()
    assert shipped.page.waiting._another.hasFocus()


def test_a_file_that_changes_under_the_preview_is_not_imported(
    shipped: BankStage, until: Until, tmp_path: Path
) -> None:
    file = tmp_path / "mine.md"
    file.write_text("### 1. Why?\n**Answer:**\n- So.\n", encoding="utf-8")
    shipped.read(until, file)
    file.write_text("### 1. Why not?\n**Answer:**\n- So.\n", encoding="utf-8")
    shipped.page._accept.click()
    until(shipped.page.waiting._another.isVisible)
    assert "changed" in shipped.page.waiting._text.text()
    assert shipped.library.names() == ["small"]


def test_what_an_import_would_change_is_shown_first(shipped: BankStage, until: Until, tmp_path: Path) -> None:
    file = tmp_path / "01-work.md"
    text = BANK.replace("I put it in order, and I cut what can wait.\n\n", "I put it in order at once.\n\n")
    text = text[: text.index("### 2.")] + "### 2. What is new?\n**Answer:**\n- A lot.\n"
    file.write_text(text, encoding="utf-8")
    shipped.read(until, file)
    preview = shipped.page.preview
    assert preview.exists
    assert [preview.count(fate) for fate in (Fate.GONE, Fate.CHANGED, Fate.NEW)] == [1, 1, 1]
    assert shipped.page._tab is Tab.CHANGES
    assert rows(shipped, headings=True)[0] == "Gone: 1"
    assert "1 new, 1 changed, 1 gone" in shipped.page._into_told.text()
    assert "your own copy is made first" in shipped.page._into_told.text()
    done: list[Imported] = []
    shipped.importing.done.connect(done.append)
    shipped.page._accept.click()
    until(lambda: done)
    assert "failed" in shipped.file.read_text(encoding="utf-8")
    assert "failed" not in (shipped.own / "small" / "01-work.md").read_text(encoding="utf-8")


def test_a_name_that_can_be_no_bank_is_told_and_can_be_mended(
    shipped: BankStage, until: Until, tmp_path: Path
) -> None:
    file = tmp_path / "mine.md"
    file.write_text("### 1. Why?\n**Answer:**\n- So.\n", encoding="utf-8")
    shipped.read(until, file)
    shipped.page._into.setEditText("../elsewhere")
    shipped.page._into.lineEdit().editingFinished.emit()
    until(lambda: "can't be the name" in shipped.page._into_told.text())
    assert not shipped.page._accept.isEnabled()
    before = shipped.page.preview
    shipped.page._into.setEditText("elsewhere")
    shipped.page._into.lineEdit().editingFinished.emit()
    until(lambda: shipped.page.preview is not before)
    assert shipped.page._accept.isEnabled()
    assert shipped.page.preview.name == "elsewhere"


@pytest.mark.fault(
    "remote images, links and scripts in a document",
    sees="their text",
    kept="no connection, no file outside, nothing run",
)
def test_nothing_in_a_document_is_run_or_loaded(shipped: BankStage, until: Until, tmp_path: Path) -> None:
    file = tmp_path / "sly.md"
    evil = '<img src="file:///etc/passwd"> & <b>bold</b>'
    file.write_text(f"### 1. What is 1 < 2 & 3?\n**Answer:**\n- `{evil}` is text.\n", encoding="utf-8")
    shipped.read(until, file)
    assert "1 < 2 & 3" in detail(shipped)
    assert "<b>bold</b>" in detail(shipped)


def drop(shipped: BankStage, file: Path, *, enter_only: bool = False) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    QApplication.sendEvent(shipped.window, QDragEnterEvent(QPoint(50, 50), action, mime, buttons, keys))
    if not enter_only:
        QApplication.sendEvent(shipped.window, QDropEvent(QPointF(50, 50), action, mime, buttons, keys))


def test_a_file_dropped_on_the_window_is_read(shipped: BankStage, until: Until) -> None:
    shipped.show(shipped.page)
    drop(shipped, SEED, enter_only=True)
    assert shipped.drops.veil.isVisible()
    drop(shipped, SEED)
    assert not shipped.drops.veil.isVisible()
    until(lambda: shipped.page.preview is not None)
    assert len(shipped.page.preview.planned.bank.questions) == 58


def test_a_file_that_is_dragged_away_again_is_not_read(shipped: BankStage) -> None:
    shipped.show(shipped.page)
    drop(shipped, SEED, enter_only=True)
    QApplication.sendEvent(shipped.window, QDragLeaveEvent())
    assert not shipped.drops.veil.isVisible()
    assert shipped.page.preview is None


def test_while_an_answer_is_given_nothing_is_taken(shipped: BankStage) -> None:
    shipped.show(shipped.page)
    shipped.drops.show_free(free=False)
    drop(shipped, SEED, enter_only=True)
    assert not shipped.drops.veil.isVisible()


def test_everything_on_the_page_has_a_name(shipped: BankStage, until: Until) -> None:
    shipped.read(until, SEED)
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QTextEdit)
    used = [one for kind in kinds for one in shipped.page.findChildren(kind) if one.isVisible()]
    assert len(used) > 8
    assert [one for one in used if not (one.accessibleName() or getattr(one, "text", str)())] == []
