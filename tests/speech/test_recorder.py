"""Takes through a real microphone path: the virtual sound server's."""

from __future__ import annotations

import signal
import stat
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from program import started
from virtual_sound import RATE_HZ, VirtualSound, agreement, read, wait_until

from interviewer.errors import InterviewerError
from interviewer.interview.take import repaired_header
from interviewer.speech.recorder import Meter, MicrophoneRecorder

SPEECH = Path(__file__).parents[1] / "data" / "speech"

pytestmark = pytest.mark.sound


def test_a_take_holds_what_was_spoken(
    recorder: MicrophoneRecorder, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    file = tmp_path / "take.wav"
    recorder.start(file)
    heard: list[np.ndarray] = []
    reader = threading.Thread(target=lambda: heard.extend(recorder.sound()))
    reader.start()
    virtual_sound.speak(SPEECH / "jfk.flac")
    take = recorder.stop()
    reader.join(10)

    spoken = read(SPEECH / "jfk.flac")
    assert agreement(read(file), spoken) >= 0.8
    assert take.file == file
    assert take.duration_s == pytest.approx(soundfile.info(file).duration)
    assert len(spoken) / RATE_HZ <= take.duration_s < len(spoken) / RATE_HZ + 5
    assert recorder.fault is None
    assert recorder.notice == ""
    assert np.array_equal(np.concatenate(heard), read(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_spoken_is_on_disk_at_once_and_its_header_within_a_second(
    recorder: MicrophoneRecorder, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    part = tmp_path / "take.part.wav"
    recorder.start(tmp_path / "take.wav")
    wait_until(lambda: part.stat().st_size > 3 * RATE_HZ * 2, what="three seconds on disk")
    behind = recorder.elapsed_s - soundfile.info(part).duration
    assert behind < 1.5
    size = part.stat().st_size
    whole = part.read_bytes()[:size]
    (tmp_path / "repaired.wav").write_bytes(repaired_header(size) + whole[44:])
    assert soundfile.info(tmp_path / "repaired.wav").frames == (size - 44) // 2


def test_it_records_only_once_frames_arrive(recorder: MicrophoneRecorder, tmp_path: Path) -> None:
    assert recorder.level is None
    recorder.start(tmp_path / "take.wav")
    wait_until(lambda: recorder.level is not None, what="a level")
    assert recorder.elapsed_s >= 0.0


def test_a_pause_is_left_out(
    recorder: MicrophoneRecorder, virtual_sound: VirtualSound, clip: Path, tmp_path: Path
) -> None:
    recorder.start(tmp_path / "take.wav")
    wait_until(lambda: recorder.elapsed_s > 0.3, what="sound")
    recorder.pause()
    virtual_sound.speak(clip)
    paused_s = recorder.elapsed_s
    recorder.resume()
    wait_until(lambda: recorder.elapsed_s > paused_s + 0.5, what="sound after the pause")
    take = recorder.stop()
    assert take.duration_s < soundfile.info(clip).duration


def test_a_reader_that_lags_gets_everything(
    recorder: MicrophoneRecorder, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    recorder.start(tmp_path / "take.wav")
    sound = recorder.sound()
    first = next(iter(sound))
    wait_until(lambda: recorder.elapsed_s > 2.0, what="two seconds")
    take = recorder.stop()
    rest = list(sound)
    assert max(len(block) for block in rest) <= RATE_HZ // 2
    assert sum(map(len, [first, *rest])) == round(take.duration_s * RATE_HZ)


@pytest.mark.fault(
    "a take of that name is there already", sees="that there is one", kept="the take that was there"
)
def test_an_existing_take_is_never_overwritten(recorder: MicrophoneRecorder, tmp_path: Path) -> None:
    file = tmp_path / "take.wav"
    file.write_bytes(b"precious")
    with pytest.raises(InterviewerError, match="already"):
        recorder.start(file)
    assert file.read_bytes() == b"precious"


@pytest.mark.fault(
    "the folder for recordings is gone before a take",
    sees="that it is gone, and what to connect or change",
    kept="everything else",
)
def test_a_missing_folder_is_told_in_words(recorder: MicrophoneRecorder, tmp_path: Path) -> None:
    with pytest.raises(InterviewerError, match="is gone"):
        recorder.start(tmp_path / "nowhere" / "take.wav")


@pytest.mark.fault(
    "sound is lost between microphone and disk",
    sees="how often, with the attempt",
    kept="the take, without what was lost",
)
def test_sound_that_was_lost_on_the_way_is_counted(
    recorder: MicrophoneRecorder, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    recorder.start(tmp_path / "take.wav")
    wait_until(lambda: recorder.elapsed_s > 4.5, what="the usual pace is known")
    virtual_sound.control("suspend-source", "mic", "1")
    asleep_s = time.monotonic()
    try:
        wait_until(lambda: time.monotonic() > asleep_s + 0.7, what="some sound is lost")
    finally:
        virtual_sound.control("suspend-source", "mic", "0")
    before_s = recorder.elapsed_s
    wait_until(lambda: recorder.elapsed_s > before_s + 2.5, what="it goes on")
    assert recorder.stop().overflows == 1
    assert recorder.fault is None


@pytest.mark.skipif(sys.platform != "linux", reason="counts open files in /proc")
def test_takes_in_a_row_leave_no_thread_and_no_file_open(
    recorder: MicrophoneRecorder, tmp_path: Path
) -> None:
    def one_take(number: int) -> None:
        recorder.start(tmp_path / f"{number}.wav")
        wait_until(lambda: recorder.elapsed_s > 0, what="sound")
        recorder.stop()

    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    one_take(0)
    before = open_files()
    threads = {thread.ident for thread in threading.enumerate() if "take" not in thread.name}
    for number in range(1, 9):
        one_take(number)
    wait_until(lambda: open_files() <= before, what="as many files open as before")
    wait_until(
        lambda: not [t for t in threading.enumerate() if t.ident not in threads], what="no thread left behind"
    )


STALLED = """
import sys
from pathlib import Path
from interviewer.speech.recorder import MicrophoneRecorder
recorder = MicrophoneRecorder()
recorder.start(Path(sys.argv[1]))
heard = 0
for block in recorder.sound():
    before, heard = heard, heard + len(block)
    if before < 16_000 <= heard:
        print("stall me", flush=True)
    if heard > 100_000:
        break
print(recorder.fault, recorder.stop().overflows)
del recorder
"""


@pytest.mark.fault(
    "the app is stopped for four seconds in the middle of an answer", sees="nothing", kept="the whole take"
)
def test_an_app_that_was_stopped_for_a_while_loses_nothing(
    virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    assert _stopped_for_a_while(tmp_path / "take.wav") == "None 0\n"


@pytest.mark.fault(
    "the computer sleeps in the middle of an answer (app and microphone stand still for four seconds)",
    sees="with the attempt, that sound was lost once",
    kept="the take, and what is said after",
)
def test_a_take_goes_on_after_sleep(virtual_sound: VirtualSound, tmp_path: Path) -> None:
    def sleep(asleep: bool) -> None:
        virtual_sound.control("suspend-source", "mic", "1" if asleep else "0")

    assert _stopped_for_a_while(tmp_path / "take.wav", meanwhile=sleep) == "None 1\n"


def _stopped_for_a_while(file: Path, *, meanwhile: Callable[[bool], None] = lambda _stopped: None) -> str:
    """What a process that records tells of its take after four seconds in which it stood still."""
    with started([sys.executable, "-c", STALLED, file]) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "stall me\n"
        child.send_signal(signal.SIGSTOP)
        meanwhile(True)
        stopped_s = time.monotonic()
        wait_until(lambda: time.monotonic() > stopped_s + 4, what="four seconds")
        meanwhile(False)
        child.send_signal(signal.SIGCONT)
        told = child.stdout.readline()
        assert child.wait(20) == 0
    return told


def test_clipping_shows_for_a_second() -> None:
    meter = Meter(48_000)
    tone = np.sin(np.arange(4_800) * 0.05).astype(np.float32)
    assert not meter.measure(tone).clipped
    assert meter.measure(np.clip(tone * 3, -1, 1)).clipped
    assert [meter.measure(tone).clipped for _ in range(10)] == [True] * 9 + [False]


def test_a_lone_full_scale_sample_is_no_clipping() -> None:
    block = np.zeros(480, np.float32)
    block[7] = 1.0
    assert not Meter(48_000).measure(block).clipped
