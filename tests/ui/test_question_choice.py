"""The dialog that asks which question a file answers."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sample
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget

from interviewer.ui.look import theme
from interviewer.ui.recordings.question_choice import QuestionChoice

_LONG = f"What is {'module.' * 20} for?"


@pytest.mark.parametrize("percent", [100, 200])
def test_the_questions_never_scroll_sideways(application: QApplication, percent: int) -> None:
    theme.apply(application, theme="light", text_percent=percent)
    bank = sample.bank()
    questions = (replace(bank.questions[0], text=_LONG), *bank.questions[1:])
    dialog = QuestionChoice(None, replace(bank, questions=questions), "interview with Kim.m4a")
    (listed,) = dialog.findChildren(QListWidget)
    dialog.show()
    for width in range(500, 900, 9):
        dialog.resize(width, 600)
        application.processEvents()
        assert listed.horizontalScrollBar().maximum() == 0, width
    assert listed.item(0).data(Qt.ItemDataRole.ToolTipRole) == _LONG
