"""A speech model is fetched in the window, from a real server on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from local_hub import SMALL, WEIGHTS, Hub
from PySide6.QtWidgets import QLabel, QProgressBar
from staging import Stage
from steps import Until

from interviewer.models.catalogue import TINY_EN
from interviewer.models.store import ModelStore
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.notice import Notice
from interviewer.ui.rail import Place
from interviewer.ui.upkeep.model_list import ModelList


@pytest.fixture
def shown(stage: Stage, until: Until, hub: Hub, tmp_path: Path) -> ModelList:
    """The settings page, with the models of the hub."""
    stage.models = ModelStore(tmp_path, offered=[TINY_EN, SMALL], hub=hub.url)
    stage.open()
    until(lambda: stage.window.home.filled)
    stage.window.go_to(Place.SETTINGS)
    page = stage.window.pages.settings.models
    until(lambda: buttons(page))
    return page


def buttons(page: ModelList) -> list[str]:
    return [button.text() for button in page.findChildren(KeyButton) if not button.isHidden()]


def press(page: ModelList, text: str) -> None:
    (button,) = [one for one in page.findChildren(KeyButton) if one.text().startswith(text)]
    button.click()


def texts(page: ModelList) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def test_size_licence_and_source_are_told_before_anything_is_fetched(shown: ModelList, hub: Hub) -> None:
    assert buttons(shown) == ["Download small, 1 MB"]
    told = texts(shown)
    assert "tiny.en – here" in told
    assert "small – not here" in told
    assert "MIT licence, from https://huggingface.co/someone/small" in told
    assert hub.asked == []


def test_a_model_is_fetched_used_and_removed(
    shown: ModelList, stage: Stage, until: Until, tmp_path: Path
) -> None:
    press(shown, "Download small")
    assert buttons(shown) == ["Stop the download of small"]
    until(lambda: buttons(shown) == ["Remove small"])
    assert (tmp_path / "small" / "model.bin").read_bytes() == WEIGHTS
    assert "small – here" in texts(shown)
    press(shown, "Remove small")
    until(lambda: buttons(shown) == ["Download small, 1 MB"])
    assert not (tmp_path / "small").exists()


@pytest.mark.fault(
    "a download in the window is stopped in the middle",
    sees="how much of it is here, and a button to resume",
    kept="what has come; it is not asked for again",
)
def test_a_download_is_stopped_and_resumed(shown: ModelList, until: Until, hub: Hub, tmp_path: Path) -> None:
    hub.hold_after = 400_000
    press(shown, "Download small")
    bar = next(bar for bar in shown.findChildren(QProgressBar) if not bar.isHidden())
    until(lambda: bar.value() > 0)
    press(shown, "Stop")
    hub.hold.set()
    until(lambda: buttons(shown) == ["Resume the download of small"])
    assert "of 1 MB are here" in texts(shown)
    assert not (tmp_path / "small").exists()
    hub.hold_after = None
    hub.asked.clear()
    press(shown, "Resume")
    until(lambda: buttons(shown) == ["Remove small"])
    assert (tmp_path / "small" / "model.bin").read_bytes() == WEIGHTS
    (asked,) = [wanted for path, wanted in hub.asked if path.endswith("model.bin")]
    assert asked is not None


@pytest.mark.fault(
    "what a download in the window brings is not what was published",
    sees="that it was removed, and what to do",
    kept="no file that is not verified",
)
def test_a_wrong_file_is_told(shown: ModelList, stage: Stage, until: Until, hub: Hub, tmp_path: Path) -> None:
    hub.files = {path: content.replace(b"\x07", b"\x08") for path, content in hub.files.items()}
    press(shown, "Download small")
    notice = stage.window.findChild(Notice)
    until(notice.isVisible)
    assert "not what was published" in notice.text
    until(lambda: buttons(shown) == ["Resume the download of small"])
    assert not list(tmp_path.rglob("model.bin"))


def test_the_window_closes_in_the_middle_of_a_download(shown: ModelList, stage: Stage, hub: Hub) -> None:
    hub.hold_after = 400_000
    press(shown, "Download small")
    hub.hold.set()
    assert stage.window.close()
