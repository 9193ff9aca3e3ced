"""The pages of the banks on the real library, in folders of their own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from stand_ins import RecordingVoice
from steps import Until

from interviewer.banks.desk import LibraryDesk
from interviewer.banks.library import Library
from interviewer.interview.question import Question
from interviewer.ui.banks.bank_editor import BankEditorPage
from interviewer.ui.banks.import_preview import ImportPage
from interviewer.ui.banks.importing import DropTarget, Importing
from interviewer.ui.banks.point_editor import PointEditor
from interviewer.ui.work.workplace import Workplace

SEED = Path(__file__).parent.parent / "data" / "seed" / "model-answers.md"
BANK = """---
bank: small
title: A small bank
---

## 1. Work

### 1. How do you **plan** a week?
**Answer:**
*   **List:** I write down what there is to do.
*   **Order:** I put it in order, and I cut what can wait.

```yaml coach
id: plan-week
say: How do you plan a week?
type: knowledge
difficulty: 2
target: 75s
tags: [planning]
points:
  - point: I write down what there is to do.
    label: List
    weight: 2
    terms: [write down]
    accept: {write down: [note, list]}
  # the person's own comment
  - point: I put it in order, and I cut what can wait.
    label: Order
    weight: 3
follow_ups:
  - ask: What do you cut first?
    if_missing: Order
todo: ["put in your own week"]
```

### 2. Tell me about a time you failed.
**Answer:**
*   **Situation:** A launch was late.
*   **Action:** I told everybody at once.
*   **Result:** It cost [amount?] and a week.
"""


class BankStage:
    """Both pages in a window, with a shipped bank ``small`` and a folder for the person's own."""

    def __init__(self, folder: Path, *, own: bool = False) -> None:
        self.shipped, self.own = folder / "shipped", folder / "own"
        place = (self.own if own else self.shipped) / "small"
        place.mkdir(parents=True)
        self.file = place / "01-work.md"
        self.file.write_text(BANK, encoding="utf-8")
        self.library = Library(self.shipped, self.own, lexicons=())
        self.desk = LibraryDesk(self.library)
        self.voice = RecordingVoice()
        self.workplace = Workplace()
        self.window = QWidget()
        self.window.setMinimumSize(640, 480)
        self.window.resize(1024, 700)
        self.drops = DropTarget(self.window)
        self.page = ImportPage(self.window)
        self.importing = Importing(self.page, self.workplace)
        self.importing.use(self.desk)
        self.drops.dropped.connect(self.importing.read)
        self.editor = BankEditorPage(self.window, self.workplace)
        self.editor.use(self.desk, self.voice)
        self.faults: list[Exception] = []
        self.editor.failed.connect(self.faults.append)
        rows = QVBoxLayout(self.window)
        rows.addWidget(self.page)
        rows.addWidget(self.editor)

    def show(self, page: QWidget) -> None:
        self.page.setVisible(page is self.page)
        self.editor.setVisible(page is self.editor)
        self.window.show()
        self.window.activateWindow()

    def edit(self, until: Until, question: str = "plan-week") -> None:
        """The editor, with a question in its form."""
        self.show(self.editor)
        self.editor.show_bank("small")
        until(lambda: self.editor.form.base is not None)
        self.editor.choose(next(q.id for q in self.questions if question in (q.id, q.text)))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type_at_end(self, text: str) -> None:
        """Of the question."""
        field = self.editor.form._text
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)

    def save(self, until: Until) -> None:
        """By its key; waits until it is written, or refused."""
        told: list[object] = []
        self.editor.editing.written.connect(told.append)
        self.editor.editing.failed.connect(told.append)
        self.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        until(lambda: told)

    @property
    def points(self) -> list[PointEditor]:
        return list(self.editor.form.points.editors)

    @property
    def plan_week(self) -> Question:
        return next(question for question in self.questions if question.id == "plan-week")

    @property
    def questions(self) -> list:
        return list(self.library.load("small").questions)

    def read(self, until: Until, file: Path) -> None:
        """The preview of a document."""
        self.show(self.page)
        before = self.page.preview
        self.importing.read(file)
        until(lambda: self.page.preview is not before)

    def written(self) -> dict[str, bytes]:
        """Every file of the person's own, with what is in it."""
        return {
            str(path.relative_to(self.own)): path.read_bytes()
            for path in sorted(self.own.rglob("*"))
            if path.is_file()
        }

    def close(self) -> None:
        self.workplace.close(limit_s=10)
        self.window.close()
