"""Code and models are loaded only where they are, to the byte, what this version was made with."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer import pinned
from interviewer.errors import InterviewerError
from interviewer.speech import espeak, vad


@pytest.fixture
def untouched() -> Iterator[None]:
    vad._model.cache_clear()
    yield
    vad._model.cache_clear()


def test_the_right_file_is_read_and_another_is_not(tmp_path: Path) -> None:
    file = tmp_path / "model"
    file.write_bytes(b"as published")
    right = hashlib.sha256(b"as published").hexdigest()
    assert pinned.content(file, right, what="It") == b"as published"
    file.write_bytes(b"as publishee")
    with pytest.raises(InterviewerError, match="not the file that came with the app") as refused:
        pinned.content(file, right, what="It")
    assert refused.value.fix
    with pytest.raises(InterviewerError, match="It is missing"):
        pinned.content(tmp_path / "nothing", right, what="It")


@pytest.mark.usefixtures("untouched")
def test_another_model_of_voice_activity_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vad, "MODEL_SHA256", "0" * 64)
    with pytest.raises(InterviewerError, match=r"silero_vad_v6\.onnx is not the file"):
        vad.Silero()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system has its own engine")
@pytest.mark.parametrize("damaged", ["libespeak-ng.so", "espeak-ng-data/en_dict"])
def test_another_speech_engine_is_refused(
    damaged: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import espeakng_loader

    data = tmp_path / "espeak-ng-data"
    data.mkdir()
    (tmp_path / "libespeak-ng.so").write_bytes(Path(espeakng_loader.get_library_path()).read_bytes())
    for name in espeak._DATA_SHA256:
        (data / name).write_bytes((Path(espeakng_loader.get_data_path()) / name).read_bytes())
    with (tmp_path / damaged).open("r+b") as file:
        file.seek(1_000)
        file.write(b"something else")
    monkeypatch.setattr(espeakng_loader, "get_library_path", lambda: str(tmp_path / "libespeak-ng.so"))
    monkeypatch.setattr(espeakng_loader, "get_data_path", lambda: str(data))
    with pytest.raises(InterviewerError, match=f"{Path(damaged).name} is not the file"):
        espeak.bring()
