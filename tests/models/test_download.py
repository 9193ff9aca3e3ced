"""Downloads against a real server on this machine: resume, cancel, a wrong hash, a full disk."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from local_hub import CONFIG, SMALL, WEIGHTS, Hub

from interviewer.errors import Cancelled, InterviewerError
from interviewer.interview.speech_model import Where
from interviewer.models import download
from interviewer.models.catalogue import TINY_EN, Model, ModelFile
from interviewer.models.download import fetch
from interviewer.models.store import ModelStore


class After:
    """Cancels after so many questions."""

    def __init__(self, questions: int) -> None:
        self._left = questions

    def raise_if_cancelled(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Cancelled


def test_a_model_is_fetched_whole_with_progress(hub: Hub, tmp_path: Path) -> None:
    shares: list[float] = []
    folder = fetch(SMALL, to=tmp_path, progress=shares.append, hub=hub.url)
    assert (folder / "model.bin").read_bytes() == WEIGHTS
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [path.name for path in tmp_path.iterdir()] == ["small"]


def test_what_is_here_is_not_fetched_again(hub: Hub, tmp_path: Path) -> None:
    fetch(SMALL, to=tmp_path, hub=hub.url)
    hub.asked.clear()
    fetch(SMALL, to=tmp_path, hub=hub.url)
    assert hub.asked == []


@pytest.mark.fault(
    "the connection breaks during a download",
    sees="nothing: it goes on where it stopped",
    kept="what had come",
)
def test_a_connection_that_breaks_is_taken_up_where_it_stopped(hub: Hub, tmp_path: Path) -> None:
    hub.break_after = 300_000
    folder = fetch(SMALL, to=tmp_path, hub=hub.url)
    assert (folder / "model.bin").read_bytes() == WEIGHTS
    assert [wanted for path, wanted in hub.asked if path.endswith("model.bin")] == [
        None,
        "bytes=300000-",
        "bytes=600000-",
        "bytes=900000-",
    ]


@pytest.mark.fault("a download is called off", sees="that it can be resumed", kept="what had come")
def test_a_cancelled_download_goes_on_later(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        fetch(SMALL, to=tmp_path, cancel=After(3), hub=hub.url)
    assert not (tmp_path / "small").exists()
    hub.asked.clear()
    folder = fetch(SMALL, to=tmp_path, hub=hub.url)
    assert (folder / "model.bin").read_bytes() == WEIGHTS
    assert hub.asked == [(f"/someone/small/resolve/{'0' * 40}/model.bin", "bytes=524288-")]


def test_a_server_without_ranges_sends_it_from_the_start(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        fetch(SMALL, to=tmp_path, cancel=After(3), hub=hub.url)
    hub.knows_ranges = False
    folder = fetch(SMALL, to=tmp_path, hub=hub.url)
    assert (folder / "model.bin").read_bytes() == WEIGHTS


@pytest.mark.fault(
    "a downloaded file is not what was published",
    sees="that it was removed",
    kept="no file that is not verified",
)
def test_a_file_that_is_not_what_was_published_is_refused_and_removed(hub: Hub, tmp_path: Path) -> None:
    hub.files = {path: content.replace(b"\x07", b"\x08") for path, content in hub.files.items()}
    with pytest.raises(InterviewerError, match="not what was published"):
        fetch(SMALL, to=tmp_path, hub=hub.url)
    assert not (tmp_path / "small").exists()
    assert not list(tmp_path.rglob("model.bin"))


@pytest.mark.fault(
    "a download that never ends", sees="that it was removed", kept="no file that is not verified"
)
def test_a_file_that_never_ends_is_refused_and_removed(hub: Hub, tmp_path: Path) -> None:
    hub.files = {path: content * 3 for path, content in hub.files.items()}
    with pytest.raises(InterviewerError, match="not what was published"):
        fetch(SMALL, to=tmp_path, hub=hub.url)
    assert not list(tmp_path.rglob("config.json"))


def test_a_damaged_model_is_fetched_afresh(hub: Hub, tmp_path: Path) -> None:
    folder = fetch(SMALL, to=tmp_path, hub=hub.url)
    (folder / "model.bin").write_bytes(b"damaged")
    fetch(SMALL, to=tmp_path, hub=hub.url)
    assert (folder / "model.bin").read_bytes() == WEIGHTS


def test_a_hub_that_has_no_such_file_is_told_in_words(hub: Hub, tmp_path: Path) -> None:
    hub.files.clear()
    with pytest.raises(InterviewerError, match="Not Found"):
        fetch(SMALL, to=tmp_path, hub=hub.url)


@pytest.mark.fault(
    "no connection when a model is asked for",
    sees="that it stopped and can be started again",
    kept="what had come",
)
def test_no_connection_is_told_in_words(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(InterviewerError, match="stopped") as refused:
        fetch(SMALL, to=tmp_path, hub="http://127.0.0.1:1")
    assert "goes on where it stopped" in refused.value.fix


def test_a_disk_that_fills_up_is_told_in_words(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def raise_if_cancelled(self) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(InterviewerError, match="not enough room"):
        fetch(SMALL, to=tmp_path, cancel=Full(), hub=hub.url)


@pytest.mark.fault(
    "too little room for a model", sees="how much to free, before anything is fetched", kept="everything"
)
def test_a_disk_too_small_is_told_before_anything_is_fetched(hub: Hub, tmp_path: Path) -> None:
    huge = Model("huge", "", "MIT", (ModelFile("model.bin", 1 << 60, "0" * 64),), "a/b", "0" * 40)
    with pytest.raises(InterviewerError, match="not enough room"):
        fetch(huge, to=tmp_path, hub=hub.url)
    assert hub.asked == []


def test_a_model_that_comes_with_the_app_is_not_fetched(tmp_path: Path) -> None:
    with pytest.raises(InterviewerError, match="comes with the app"):
        fetch(replace(SMALL, repository=""), to=tmp_path)


def test_nothing_about_the_person_or_the_machine_is_sent() -> None:
    opener = download._Download(SMALL, Path(), "", None, None)._opener
    assert dict(opener.addheaders) == {"User-Agent": "interviewer", "Accept-Encoding": "identity"}


def test_a_discarded_download_leaves_nothing(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        fetch(SMALL, to=tmp_path, cancel=After(3), hub=hub.url)
    download.discard("small", models=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_store_lists_fetches_and_removes(hub: Hub, tmp_path: Path) -> None:
    store = ModelStore(tmp_path, offered=[SMALL, TINY_EN], hub=hub.url)
    small, tiny = store.listed()
    assert (small.where, tiny.where) == (Where.TO_DOWNLOAD, Where.HERE)
    with pytest.raises(Cancelled):
        store.fetch("small", progress=lambda _share: None, cancel=After(3))
    assert store.listed()[0].brought_bytes == 524_288 + len(CONFIG)
    store.fetch("small", progress=lambda _share: None)
    assert store.listed()[0].where is Where.FETCHED
    assert store.listed()[0].brought_bytes == 0
    store.remove("small")
    assert store.listed()[0].where is Where.TO_DOWNLOAD
    with pytest.raises(InterviewerError, match="comes with the app"):
        store.remove("tiny.en")
