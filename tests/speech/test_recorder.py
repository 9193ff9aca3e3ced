"""Takes through a real microphone path: the virtual sound server's."""

from __future__ import annotations

import signal
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
from program import started
from virtual_sound import RATE_HZ, VirtualSound, agreement, read, wait_until

from interviewer.errors import InterviewerError
from interviewer.interview.take import repaired_header
from interviewer.speech.device import Direction, choose, devices
from interviewer.speech.recorder import Meter, MicrophoneRecorder

SPEECH = Path(__file__).parents[1] / "data" / "speech"

pytestmark = pytest.mark.sound


@pytest.fixture
def recorder(virtual_sound: VirtualSound) -> Iterator[MicrophoneRecorder]:
    recorder = MicrophoneRecorder()
    yield recorder
    if recorder.running:
        recorder.stop()


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


@pytest.mark.fault(
    "the microphone delivers nothing but zeros",
    sees="which one, within two seconds, and to look whether it is muted",
    kept="the take",
)
def test_a_silent_microphone_is_noticed(recorder: MicrophoneRecorder, tmp_path: Path) -> None:
    recorder.start(tmp_path / "take.wav")
    wait_until(lambda: "silence" in recorder.notice, what="the notice that there is only silence")
    level = recorder.level
    assert level is not None
    assert level.zeros_s > 2
    assert level.peak == 0


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


@pytest.mark.fault("the chosen microphone is not there", sees="which one is used instead", kept="the take")
def test_a_microphone_that_is_gone_is_told_and_another_one_used(
    virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    recorder = MicrophoneRecorder(microphone="The one at the office")
    recorder.start(tmp_path / "take.wav")
    wait_until(lambda: recorder.level is not None, what="a level")
    assert "The one at the office" in recorder.notice
    assert virtual_sound.microphone in recorder.notice
    recorder.stop()


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


@contextmanager
def second_microphone(
    virtual_sound: VirtualSound, name: str, *, master: str = "micfeed.monitor"
) -> Iterator[Callable[[], None]]:
    """Another microphone of that name; what is given unplugs it."""
    source = ["module-remap-source", f"source_name={name}", f"master={master}"]
    number = virtual_sound.control("load-module", *source, f"source_properties=device.description={name}")
    plugged = [number]

    def unplug() -> None:
        while plugged:
            virtual_sound.control("unload-module", plugged.pop())

    try:
        yield unplug
    finally:
        unplug()


@pytest.mark.fault(
    "a microphone is plugged in while the app runs",
    sees="it among the choices, without a restart",
    kept="everything",
)
def test_a_microphone_that_is_plugged_in_later_is_found(virtual_sound: VirtualSound) -> None:
    def names() -> list[str]:
        return [device.name for device in devices(Direction.IN)]

    assert names() == [virtual_sound.microphone]
    with second_microphone(virtual_sound, "Late") as unplug:
        assert names() == [virtual_sound.microphone, "Late"]
        assert choose(Direction.IN, "Late").device.server_name == "Late"
        unplug()
        assert choose(Direction.IN, "Late").device.name == virtual_sound.microphone


@pytest.mark.fault(
    "the microphone is unplugged in the middle of an answer",
    sees="which one is gone, and which is used now",
    kept="the take, and what is said after",
)
def test_a_microphone_unplugged_in_the_middle_is_told(virtual_sound: VirtualSound, tmp_path: Path) -> None:
    with second_microphone(virtual_sound, "Headset") as unplug:
        recorder = MicrophoneRecorder(microphone="Headset")
        recorder.start(tmp_path / "take.wav")
        # The sound server goes on with another one and says nothing; the person has to know.
        wait_until(lambda: recorder.watched, what="the microphone in use is known")
        before_s = recorder.elapsed_s
        unplug()
        wait_until(lambda: "“Headset” is gone" in recorder.notice, what="the notice")
        assert recorder.device_name in recorder.notice
        take = recorder.stop()
    assert take.duration_s > before_s


@pytest.mark.fault(
    "the microphone stops delivering in the middle of an answer",
    sees="which one, after how many seconds, and what to do",
    kept="the take so far",
)
def test_a_microphone_that_falls_asleep_ends_the_take_and_keeps_it(
    recorder: MicrophoneRecorder, virtual_sound: VirtualSound, clip: Path, tmp_path: Path
) -> None:
    file = tmp_path / "take.wav"
    recorder.start(file)
    virtual_sound.speak(clip)
    try:
        virtual_sound.control("suspend-source", "mic", "1")
        blocks = list(recorder.sound())
    finally:
        virtual_sound.control("suspend-source", "mic", "0")
    assert "stopped delivering" in str(recorder.fault)
    assert not recorder.running
    take = recorder.stop()
    assert agreement(read(take.file), read(clip), piece_s=0.5) >= 0.6
    assert sum(map(len, blocks)) == round(take.duration_s * RATE_HZ)


@pytest.mark.fault(
    "a microphone that never delivers a block",
    sees="that no sound has come yet; then that none comes, and what to do",
    kept="nothing was said yet",
)
def test_a_microphone_that_never_delivers_is_told(
    recorder: MicrophoneRecorder, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    virtual_sound.control("suspend-source", "mic", "1")
    try:
        recorder.start(tmp_path / "take.wav")
        wait_until(lambda: "not delivered any sound" in recorder.notice, what="the notice")
        assert recorder.level is None
        wait_until(lambda: not recorder.running, what="the take is over")
    finally:
        virtual_sound.control("suspend-source", "mic", "0")
    assert "delivers no sound" in str(recorder.fault)
    assert recorder.stop().duration_s == 0


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


@pytest.mark.fault(
    "the system's microphone is changed in the middle of an answer",
    sees="which one is used now",
    kept="the take, and what is said after",
)
def test_another_default_in_the_middle_is_told(
    recorder: MicrophoneRecorder, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    with second_microphone(virtual_sound, "Webcam"):
        recorder.start(tmp_path / "take.wav")
        wait_until(lambda: recorder.watched, what="the microphone in use is known")
        before_s = recorder.elapsed_s
        virtual_sound.control("set-default-source", "Webcam")
        try:
            wait_until(lambda: "“Webcam” is used instead" in recorder.notice, what="the notice")
            assert virtual_sound.microphone in recorder.notice
            assert "gone" not in recorder.notice
            wait_until(lambda: recorder.elapsed_s > before_s + 1, what="it goes on")
        finally:
            virtual_sound.control("set-default-source", "mic")
        assert recorder.stop().duration_s > before_s
    assert recorder.fault is None


@pytest.mark.fault(
    "a microphone at 44.1 or 48 kHz only, with one, two or eight channels",
    sees="nothing",
    kept="what was spoken",
)
@pytest.mark.parametrize(("rate_hz", "channels"), [(44_100, 1), (44_100, 2), (48_000, 8)])
def test_any_microphone(
    recorder: MicrophoneRecorder,
    virtual_sound: VirtualSound,
    clip: Path,
    tmp_path: Path,
    rate_hz: int,
    channels: int,
) -> None:
    feed = ["module-null-sink", "norewinds=1", "sink_name=feed", f"rate={rate_hz}", f"channels={channels}"]
    number = virtual_sound.control("load-module", *feed)
    try:
        with second_microphone(virtual_sound, "Interface", master="feed.monitor"):
            recorder.microphone = "Interface"
            device = choose(Direction.IN, "Interface").device
            assert (device.rate_hz, device.channels) == (rate_hz, channels)
            recorder.start(tmp_path / "take.wav")
            wait_until(lambda: recorder.level is not None, what="sound")
            virtual_sound.speak(clip, into="feed")
            take = recorder.stop()
    finally:
        virtual_sound.control("unload-module", number)
    assert agreement(read(take.file), read(clip), piece_s=0.5, alike=0.95) >= 0.6


@pytest.mark.fault("a voice far too loud for the microphone", sees="that it is too loud", kept="the take")
def test_clipping_is_seen_while_it_records(
    recorder: MicrophoneRecorder, virtual_sound: VirtualSound, clip: Path, tmp_path: Path
) -> None:
    loud = tmp_path / "loud.wav"
    soundfile.write(loud, np.clip(read(clip) * 30, -1, 1), RATE_HZ, subtype="PCM_16")
    recorder.start(tmp_path / "take.wav")
    wait_until(lambda: recorder.level is not None, what="sound")
    speaking = virtual_sound.begin_to_speak(loud)
    try:
        wait_until(lambda: recorder.level is not None and recorder.level.clipped, what="it is too loud")
    finally:
        speaking.terminate()
        speaking.wait(10)
    assert recorder.stop().duration_s > 0


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
