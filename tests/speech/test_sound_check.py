"""The check-up of sound, against a real sound server, a silent one and none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from program import run
from virtual_sound import VirtualSound

from interviewer.speech import sound_check
from interviewer.speech.player import FilePlayer
from interviewer.speech.voice import SpokenVoice


@pytest.mark.sound
@pytest.mark.fault(
    "check-up with a microphone that delivers zeros",
    sees="which one, and the exact command",
    kept="everything",
)
def test_a_silent_microphone_fails_the_check(virtual_sound: VirtualSound) -> None:
    check = sound_check.microphone()
    assert not check.ok
    assert virtual_sound.microphone in check.detail
    assert "zeros" in check.detail
    assert check.fix


@pytest.mark.sound
def test_a_microphone_with_sound_passes(virtual_sound: VirtualSound, clip: Path) -> None:
    speaking = virtual_sound.begin_to_speak(clip)
    check = sound_check.microphone(virtual_sound.microphone)
    speaking.terminate()
    speaking.wait(10)
    assert check.ok, check.detail
    assert "dBFS" in check.detail


@pytest.mark.sound
def test_the_tone_is_heard(virtual_sound: VirtualSound) -> None:
    with virtual_sound.listening() as ear:
        check = sound_check.loudspeaker(virtual_sound.loudspeaker)
    assert check.ok, check.detail
    assert 0.03 < abs(ear.sound()).max() < 0.06


@pytest.mark.sound
@pytest.mark.fault(
    "check-up with a loudspeaker that is not there", sees="which one is used instead", kept="everything"
)
def test_a_loudspeaker_that_is_gone_is_named(virtual_sound: VirtualSound) -> None:
    check = sound_check.loudspeaker("The one in the kitchen")
    assert check.ok
    assert check.detail.startswith("The loudspeaker “The one in the kitchen” is not there;")


def test_the_voice_passes(tmp_path: Path) -> None:
    check = sound_check.voice(SpokenVoice(player=FilePlayer(), folder=tmp_path))
    assert check.ok, check.detail


@pytest.mark.fault(
    "check-up with a voice that fails", sees="its name, and where to choose another", kept="everything"
)
def test_a_voice_that_fails_says_what_to_do(tmp_path: Path) -> None:
    check = sound_check.voice(SpokenVoice(player=FilePlayer(), folder=tmp_path, voice="Nobody"))
    assert not check.ok
    assert "Nobody" in check.detail
    assert check.fix


CHECKS = """
from interviewer.speech import sound_check
for check in (sound_check.microphone(), sound_check.loudspeaker()):
    print(check.ok, check.detail, check.fix)
"""
NO_LIBRARY = "import ctypes.util; ctypes.util.find_library = lambda name: None\n"
NO_DEVICE = "import os; os.environ['PULSE_SERVER'] = 'unix:/nowhere'\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the library is part of the package")
def test_without_the_library_the_command_that_installs_it_is_said() -> None:
    lines = _checked_by_a_child(NO_LIBRARY)
    assert [line.split()[0] for line in lines] == ["False", "False"]
    assert all("sudo apt-get install libportaudio2" in line for line in lines)


@pytest.mark.skipif(sys.platform != "linux", reason="takes the devices away through ALSA's settings")
def test_without_a_device_it_says_so() -> None:
    lines = _checked_by_a_child(NO_DEVICE)
    assert lines[0].startswith("False There is no microphone. Connect a microphone")
    assert lines[1].startswith("False There is no loudspeaker. Connect a loudspeaker")


def _checked_by_a_child(fault: str) -> list[str]:
    return run([sys.executable, "-c", fault + CHECKS]).out.splitlines()
