"""Takes on a disk that is full, read-only or gone: the kernel says so, not a stand-in."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import confinement
import pytest
from program import ROOT, run, started
from virtual_sound import VirtualSound, agreement, read

SPEECH = ROOT / "tests" / "data" / "speech"

pytestmark = pytest.mark.sound

#: Records until the take ends by itself or a line comes in; then copies the take to a place of its own.
_TAKE = """
import shutil, sys, threading
from contextlib import suppress
from pathlib import Path
from interviewer.errors import InterviewerError
from interviewer.speech.recorder import MicrophoneRecorder
recorder = MicrophoneRecorder()
try:
    recorder.start(Path(sys.argv[1]))
except InterviewerError as fault:
    print("refused:", fault.in_words())
    sys.exit()
sound = recorder.sound()
first = next(iter(sound))
print("recording", flush=True)
if sys.argv[3:]:  # fill the disk
    with suppress(OSError), open(sys.argv[3], "wb", buffering=0) as other:
        while True:
            other.write(bytes(100_000))
threading.Thread(target=lambda: (sys.stdin.readline(), recorder.stop()), daemon=True).start()
heard = len(first) + sum(map(len, sound))
take = recorder.stop()
print("ended:", recorder.fault.in_words() if recorder.fault else None)
print(heard, take.file.name)
shutil.copyfile(take.file, sys.argv[2])
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the takes go."""
    folder = tmp_path / "takes"
    folder.mkdir()
    return folder


def words(place: Path) -> list[str]:
    return [sys.executable, "-c", _TAKE, str(place / "take.wav"), str(place.parent / "kept.wav")]


@pytest.mark.fault(
    "a disk with room for less than ten minutes of sound",
    sees="that there is no room, before anything is said, and how much to free",
    kept="what was there before",
)
def test_a_full_disk_before_a_take(virtual_sound: VirtualSound, place: Path) -> None:
    said = run(confinement.on_a_disk_of(place, size="4m", command=words(place))).out
    assert said.startswith("refused: There is no room for recordings")
    assert "20 MB" in said


@pytest.mark.fault(
    "the disk fills up in the middle of an answer",
    sees="that there is no room, and how much to free",
    kept="the take so far, playable",
)
def test_a_disk_that_fills_up_in_the_middle(virtual_sound: VirtualSound, place: Path) -> None:
    recording = [*words(place), str(place / "other")]
    said = run(confinement.on_a_disk_of(place, size="21m", command=recording)).out
    assert "ended: There is no room for recordings" in said
    heard, name = said.splitlines()[-1].split()
    assert name == "take.wav"
    assert len(read(place.parent / "kept.wav")) == int(heard) > 0


@pytest.mark.fault(
    "recordings are to be written to a read-only disk",
    sees="that the folder is not writable, and what to change",
    kept="what was there before",
)
def test_a_read_only_disk(virtual_sound: VirtualSound, place: Path) -> None:
    said = run(confinement.on_a_read_only_disk(place, command=words(place))).out
    assert "refused: Recordings can't be written" in said
    assert "INTERVIEWER_HOME" in said


@pytest.mark.skipif(os.name != "posix", reason="Windows deletes no open file")
@pytest.mark.fault(
    "the folder of recordings is deleted in the middle of an answer",
    sees="nothing: it is made again",
    kept="the whole take",
)
def test_a_folder_that_vanishes_in_the_middle(virtual_sound: VirtualSound, place: Path, clip: Path) -> None:
    with started(words(place)) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "recording\n"
        (place / "take.part.wav").unlink()
        place.rmdir()
        virtual_sound.speak(clip)
        said, _ = child.communicate("stop\n", timeout=30)
    assert said.startswith("ended: None")
    assert agreement(read(place.parent / "kept.wav"), read(clip), piece_s=0.5) >= 0.6
