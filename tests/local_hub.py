"""A model hub on this machine, with one small model; it can misbehave."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from interviewer.models.catalogue import Model, ModelFile

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
    #: bytes after which a file waits until ``hold`` is set
    hold_after: int | None = None
    hold: threading.Event = field(default_factory=threading.Event)
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
            middle = end if hub.hold_after is None else min(end, start + hub.hold_after)
            self.wfile.write(content[start:middle])
            if middle < end:
                hub.hold.wait(20)
                with suppress(OSError):  # who asked has gone
                    self.wfile.write(content[middle:end])

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
