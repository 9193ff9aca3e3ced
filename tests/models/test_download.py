"""Downloads against a real server on this machine: resume, cancel, a wrong hash, a full disk."""

from __future__ import annotations

import errno
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from interviewer.errors import Cancelled, InterviewerError
from interviewer.models import download
from interviewer.models.catalogue import Model, ModelFile
from interviewer.models.download import fetch_model

CONFIG = b'{"alignment_heads": []}'
WEIGHTS = bytes(range(256)) * 4096  # 1 MiB


def _file(name: str, content: bytes) -> ModelFile:
    return ModelFile(name, len(content), hashlib.sha256(content).hexdigest())


SMALL = Model(
    name="small",
    about="",
    licence="MIT",
    repository="someone/small",
    revision="0" * 40,
    files=(_file("config.json", CONFIG), _file("model.bin", WEIGHTS)),
)


@dataclass
class Hub:
    """A hub that can misbehave."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    #: bytes after which each connection breaks
    break_after: int | None = None
    knows_ranges: bool = True
    asked: list[tuple[str, str | None]] = field(default_factory=list)


def _handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            hub.asked.append((self.path, wanted))
            content = hub.files.get(self.path)
            if content is None:
                self.send_error(404)
                return
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and hub.knows_ranges else 0
            if start >= len(content):
                self.send_error(416)
                return
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            end = len(content) if hub.break_after is None else start + hub.break_after
            self.wfile.write(content[start:end])

        def log_message(self, *arguments: object) -> None:
            pass

    return Handler


@pytest.fixture
def hub() -> Iterator[Hub]:
    made = Hub()
    made.files = {
        f"/someone/small/resolve/{'0' * 40}/config.json": CONFIG,
        f"/someone/small/resolve/{'0' * 40}/model.bin": WEIGHTS,
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


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
    folder = fetch_model(SMALL, to=tmp_path, progress=shares.append, hub=hub.url)
    assert (folder / "model.bin").read_bytes() == WEIGHTS
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [path.name for path in tmp_path.iterdir()] == ["small"]


def test_what_is_here_is_not_fetched_again(hub: Hub, tmp_path: Path) -> None:
    fetch_model(SMALL, to=tmp_path, hub=hub.url)
    hub.asked.clear()
    fetch_model(SMALL, to=tmp_path, hub=hub.url)
    assert hub.asked == []


@pytest.mark.fault(
    "the connection breaks during a download",
    sees="nothing: it goes on where it stopped",
    kept="what had come",
)
def test_a_connection_that_breaks_is_taken_up_where_it_stopped(hub: Hub, tmp_path: Path) -> None:
    hub.break_after = 300_000
    folder = fetch_model(SMALL, to=tmp_path, hub=hub.url)
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
        fetch_model(SMALL, to=tmp_path, cancel=After(3), hub=hub.url)
    assert not (tmp_path / "small").exists()
    hub.asked.clear()
    folder = fetch_model(SMALL, to=tmp_path, hub=hub.url)
    assert (folder / "model.bin").read_bytes() == WEIGHTS
    assert hub.asked == [(f"/someone/small/resolve/{'0' * 40}/model.bin", "bytes=524288-")]


def test_a_server_without_ranges_sends_it_from_the_start(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        fetch_model(SMALL, to=tmp_path, cancel=After(3), hub=hub.url)
    hub.knows_ranges = False
    folder = fetch_model(SMALL, to=tmp_path, hub=hub.url)
    assert (folder / "model.bin").read_bytes() == WEIGHTS


@pytest.mark.fault(
    "a downloaded file is not what was published",
    sees="that it was removed",
    kept="no file that is not verified",
)
def test_a_file_that_is_not_what_was_published_is_refused_and_removed(hub: Hub, tmp_path: Path) -> None:
    hub.files = {path: content.replace(b"\x07", b"\x08") for path, content in hub.files.items()}
    with pytest.raises(InterviewerError, match="not what was published"):
        fetch_model(SMALL, to=tmp_path, hub=hub.url)
    assert not (tmp_path / "small").exists()
    assert not list(tmp_path.rglob("model.bin"))


@pytest.mark.fault(
    "a download that never ends", sees="that it was removed", kept="no file that is not verified"
)
def test_a_file_that_never_ends_is_refused_and_removed(hub: Hub, tmp_path: Path) -> None:
    hub.files = {path: content * 3 for path, content in hub.files.items()}
    with pytest.raises(InterviewerError, match="not what was published"):
        fetch_model(SMALL, to=tmp_path, hub=hub.url)
    assert not list(tmp_path.rglob("config.json"))


def test_a_damaged_model_is_fetched_afresh(hub: Hub, tmp_path: Path) -> None:
    folder = fetch_model(SMALL, to=tmp_path, hub=hub.url)
    (folder / "model.bin").write_bytes(b"damaged")
    fetch_model(SMALL, to=tmp_path, hub=hub.url)
    assert (folder / "model.bin").read_bytes() == WEIGHTS


def test_a_hub_that_has_no_such_file_is_told_in_words(hub: Hub, tmp_path: Path) -> None:
    hub.files.clear()
    with pytest.raises(InterviewerError, match="Not Found"):
        fetch_model(SMALL, to=tmp_path, hub=hub.url)


@pytest.mark.fault(
    "no connection when a model is asked for",
    sees="that it stopped and can be started again",
    kept="what had come",
)
def test_no_connection_is_told_in_words(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(InterviewerError, match="stopped") as refused:
        fetch_model(SMALL, to=tmp_path, hub="http://127.0.0.1:1")
    assert "goes on where it stopped" in refused.value.fix


def test_a_disk_that_fills_up_is_told_in_words(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def raise_if_cancelled(self) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(InterviewerError, match="not enough room"):
        fetch_model(SMALL, to=tmp_path, cancel=Full(), hub=hub.url)


@pytest.mark.fault(
    "too little room for a model", sees="how much to free, before anything is fetched", kept="everything"
)
def test_a_disk_too_small_is_told_before_anything_is_fetched(hub: Hub, tmp_path: Path) -> None:
    huge = Model("huge", "", "MIT", (ModelFile("model.bin", 1 << 60, "0" * 64),), "a/b", "0" * 40)
    with pytest.raises(InterviewerError, match="not enough room"):
        fetch_model(huge, to=tmp_path, hub=hub.url)
    assert hub.asked == []


def test_a_model_that_comes_with_the_app_is_not_fetched(tmp_path: Path) -> None:
    with pytest.raises(InterviewerError, match="comes with the app"):
        fetch_model(replace(SMALL, repository=""), to=tmp_path)


def test_nothing_about_the_person_or_the_machine_is_sent() -> None:
    opener = download._Download(SMALL, Path(), "", None, None)._opener
    assert dict(opener.addheaders) == {"User-Agent": "interviewer", "Accept-Encoding": "identity"}


def test_a_discarded_download_leaves_nothing(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        fetch_model(SMALL, to=tmp_path, cancel=After(3), hub=hub.url)
    download.discard("small", models=tmp_path)
    assert list(tmp_path.iterdir()) == []
