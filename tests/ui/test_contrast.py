"""Every text on every page, as it is painted: its contrast, as WCAG AA asks for it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from staging import Stage
from steps import PAGES, Until, bring
from test_colours import contrast

from interviewer.settings import Settings
from interviewer.ui.look import theme

_TEXT = 4.5
#: Large text, from 24 px or bold from 18.7 px on.
_LARGE = 3.0


def test_what_the_system_has_comes_back_after_the_other_was_chosen(application: QApplication) -> None:
    theme.apply(application, theme="system")
    of_the_system = theme.colours()
    theme.apply(application, theme="light" if of_the_system.dark else "dark")
    assert theme.colours().dark is not of_the_system.dark
    theme.apply(application, theme="system")
    assert theme.colours() is of_the_system


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_what_is_written_can_be_read(
    application: QApplication, tmp_path: Path, until: Until, name: str, colours: str
) -> None:
    theme.dress(Settings(theme=colours))
    stage = Stage(tmp_path, settings=Settings(theme=colours, welcomed=True))
    bring(stage, until, name)
    if name == "progress":
        until(
            lambda: "answers so far" in "".join(map(_words, stage.window.pages.progress.findChildren(QLabel)))
        )
    application.processEvents()
    painted = stage.window.grab().toImage()
    seen = [widget for widget in stage.window.findChildren(QWidget) if _is_text(widget)]
    assert seen
    for widget in seen:
        found = _contrast(widget, painted, stage.window)
        if found is not None:
            assert found >= _least(widget), f"{type(widget).__name__} “{_words(widget)}”: {found:.2f}"
    stage.window.close()


def _is_text(widget: QWidget) -> bool:
    kinds = QLabel | QAbstractButton | QComboBox | QLineEdit
    whole = not widget.visibleRegion().isEmpty() and widget.isEnabled()
    return isinstance(widget, kinds) and whole and bool(_words(widget))


def _words(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""


def _contrast(widget: QWidget, painted: QImage, window: QWidget) -> float | None:
    """The most frequent colour is the ground, and what stands out most from it is the ink.

    None where too little of it is on the screen to tell.
    """
    seen = widget.visibleRegion().boundingRect()
    if seen.height() < widget.fontMetrics().height():
        return None
    scale = painted.devicePixelRatio()
    place = QRectF(QPointF(widget.mapTo(window, seen.topLeft())) * scale, QSizeF(seen.size()) * scale)
    part = painted.copy(place.toRect()).convertToFormat(QImage.Format.Format_RGB32)
    found, counts = np.unique(np.frombuffer(part.constBits(), dtype=np.uint32), return_counts=True)
    colours = [f"#{one & 0xFFFFFF:06x}" for one in found.tolist()]
    ground = colours[counts.argmax()]
    return max((contrast(colour, ground) for colour in colours if colour != ground), default=None)


def _least(widget: QWidget) -> float:
    font = widget.fontInfo()
    return _LARGE if font.pixelSize() >= (18.7 if font.bold() else 24) else _TEXT
