"""Models are found, put together and verified; a damaged one is never handed out."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.errors import InputError, InterviewerError
from interviewer.interview.speech_model import Where
from interviewer.models import shelf
from interviewer.models.catalogue import BASE, MODELS, TINY_EN
from interviewer.models.pace import Pace
from interviewer.models.shelf import choose, faults, ready


def test_tiny_is_ready_from_its_package_and_copies_nothing(tmp_path: Path) -> None:
    folder = ready("tiny.en", models=tmp_path)
    assert faults(TINY_EN, folder) == []
    assert list(tmp_path.iterdir()) == []


def test_base_is_put_together_once_and_whole(tmp_path: Path) -> None:
    folder = ready("base", models=tmp_path)
    assert faults(BASE, folder) == []
    assert [path.name for path in tmp_path.iterdir()] == ["base"]
    built = (folder / "model.bin").stat().st_mtime_ns
    assert ready("base", models=tmp_path) == folder
    assert (folder / "model.bin").stat().st_mtime_ns == built


@pytest.mark.fault(
    "putting a model together was cut off", sees="nothing: it is put together again", kept="everything"
)
def test_a_base_that_was_cut_off_is_put_together_again(tmp_path: Path) -> None:
    cut = tmp_path / "base"
    cut.mkdir()
    (cut / "model.bin").write_bytes(b"half")
    assert faults(BASE, ready("base", models=tmp_path)) == []


@pytest.mark.fault(
    "one byte of a speech model is changed", sees="which file, and how to mend it", kept="everything else"
)
def test_one_changed_byte_is_refused_and_named(tmp_path: Path) -> None:
    folder = ready("base", models=tmp_path)
    with (folder / "model.bin").open("r+b") as file:
        file.seek(1_000_000)
        byte = file.read(1)
        file.seek(1_000_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(InterviewerError, match=r"model\.bin is not what was published") as refused:
        ready("base", models=tmp_path)
    assert str(folder) in refused.value.fix


@pytest.mark.fault(
    "a speech model that is cut short",
    sees="which file has how many bytes, and how to mend it",
    kept="everything else",
)
def test_a_truncated_download_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "small.en"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"half")
    with pytest.raises(InterviewerError, match="4 bytes, not 483,545,366"):
        ready("small.en", models=tmp_path)


def test_a_model_that_is_not_here_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(InterviewerError) as refused:
        ready("small.en", models=tmp_path)
    assert "interviewer models --fetch small.en" in refused.value.fix


def test_an_unknown_model_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        ready("enormous", models=tmp_path)


def test_no_room_to_put_a_model_together_says_how_much_is_missing(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    with pytest.raises(InterviewerError) as refused:
        shelf.require_room(tmp_path, free + 5_000_000_000)
    assert "Free at least" in refused.value.fix


def test_the_list_tells_what_is_here_and_what_can_be_fetched(tmp_path: Path) -> None:
    found = {one.name: shelf.where(one, tmp_path) for one in MODELS}
    assert found["tiny.en"] is Where.HERE
    assert found["base"] is Where.HERE
    assert found["small.en"] is Where.TO_DOWNLOAD


def _pretend(models: Path, name: str) -> None:
    """Files of the right size: what the list looks at."""
    wanted = shelf.model(name)
    (models / name).mkdir()
    for file in wanted.files:
        with (models / name / file.name).open("wb") as sparse:
            sparse.truncate(file.size_bytes)


@pytest.mark.parametrize(
    ("here", "cuda", "reading_s", "language", "chosen"),
    [
        ([], False, None, "en", "tiny.en"),
        ([], True, None, "en", "tiny.en"),
        ([], False, 0.4, "de", "base"),
        (["small.en"], False, None, "en", "tiny.en"),
        (["small.en"], False, 0.4, "en", "tiny.en"),
        (["small.en", "base.en"], False, 0.4, "en", "base.en"),
        (["small.en", "base.en"], False, 0.1, "en", "small.en"),
        (["base.en"], False, 3.0, "en", "tiny.en"),
        (["small.en", "large-v3-turbo"], True, 0.01, "en", "large-v3-turbo"),
        (["small.en", "large-v3-turbo"], True, 0.1, "en", "small.en"),
        (["large-v3-turbo"], True, None, "de", "large-v3-turbo"),
        (["large-v3-turbo"], False, 0.1, "de", "base"),
    ],
)
def test_auto_takes_the_best_that_keeps_up(
    tmp_path: Path, here: list[str], cuda: bool, reading_s: float | None, language: str, chosen: str
) -> None:
    for name in here:
        _pretend(tmp_path, name)
    measured = None if reading_s is None else Pace("tiny.en", reading_s, "")
    assert choose("auto", models=tmp_path, cuda=cuda, pace=measured, language=language) == chosen


def test_a_model_asked_for_by_name_is_that_model(tmp_path: Path) -> None:
    assert choose("base", models=tmp_path, cuda=True) == "base"


def test_a_package_that_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = replace(TINY_EN, packaged=replace(TINY_EN.packaged, packages=("no_such_package_anywhere",)))
    monkeypatch.setattr(shelf, "model", lambda _name: gone)
    with pytest.raises(InterviewerError) as refused:
        ready("tiny.en", models=tmp_path)
    assert "run.py" in refused.value.fix
