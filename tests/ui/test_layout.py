"""A walk over all pages on small and large windows, with large text, on fine screens: all is seen whole."""

from __future__ import annotations

import os
import sys

import pytest
from layout import faults
from program import run
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QScrollArea, QWidget
from staging import Stage
from steps import PAGES, Until, bring

_SMALL, _FOUR_K = (1024, 700), (3840, 2160)
#: size of the window in Qt's pixels, text size in percent; on a fine screen Qt's pixels are larger
_LOOKS = ((_SMALL, 100), (_FOUR_K, 100), (_SMALL, 200))
_LOOKS_ON_A_FINE_SCREEN = ((_SMALL, 100), ((1920, 1080), 100))
_ROUNDS = 20


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_off_or_covered(
    application: QApplication, stage: Stage, until: Until, name: str
) -> None:
    bring(stage, until, name)
    found = {}
    for size, percent in _LOOKS if application.devicePixelRatio() == 1 else _LOOKS_ON_A_FINE_SCREEN:
        if percent != stage.window._settings.text_size_percent:
            stage.window._change_settings(stage.settings._replace(text_size_percent=percent))
        stage.window.resize(*size)
        for _ in range(_ROUNDS):  # what follows from a size may change a size
            application.processEvents()
            if not (wrong := faults(stage.window)):
                break
        assert stage.window.size().toTuple() == size
        found.update({(size, percent): wrong} if wrong else {})
    assert found == {}


@pytest.mark.parametrize("factor", ["1.5", "2"])
def test_nor_on_a_finer_screen(factor: str) -> None:
    """How fine it is, Qt asks once, at its start."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    again = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__, "-k", "cut_off"]
    run(again, environment={**environment, "QT_SCALE_FACTOR": factor})


def test_a_page_keeps_to_the_middle_of_a_very_wide_window(
    application: QApplication, stage: Stage, until: Until
) -> None:
    bring(stage, until, "home")
    stage.window.resize(*_FOUR_K)
    application.processEvents()
    home, pages = stage.window.home, stage.window.frame.pages
    assert home.width() < 1500
    assert abs((home.x() + home.width() / 2) - pages.width() / 2) <= 1


def test_what_is_wrong_is_found(application: QApplication) -> None:
    window = QWidget()
    window.setFixedSize(300, 200)
    cut = QLabel("Much too long for so narrow a place", window)
    cut.setFixedWidth(60)
    covering = QPushButton("On it", window)
    covering.move(20, 0)
    QLabel("Beside the window", window).move(280, 100)
    area = QScrollArea(window)
    area.setGeometry(0, 120, 100, 60)
    wide = QWidget()
    wide.setFixedWidth(500)
    area.setWidget(wide)
    window.show()
    application.processEvents()
    told = "\n".join(faults(window))
    for wrong in (
        "place” has 60x",
        "scrolls sideways",
        "“Beside the window” sticks out",
        "lies on QPushButton",
    ):
        assert wrong in told


def test_what_is_right_is_left_alone(application: QApplication) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    row.addWidget(QLabel("Some words"))
    row.addWidget(QPushButton("A button"))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    application.processEvents()
    assert faults(window) == []
