"""The voice that asks: each text is rendered once by a child process, kept, and played by our own player."""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from interviewer import paths
from interviewer.errors import Cancelled, InputError, InterviewerError
from interviewer.interview import lexicon
from interviewer.interview.manner import USUAL, Manner
from interviewer.sentence import Sentence
from interviewer.speech import natural, utterance
from interviewer.speech.player import FilePlayer

_log = logging.getLogger(__name__)

Done = Callable[[Exception | None], None]

#: An engine takes under a second; one that takes this long hangs.
_LIMIT_S = 15.0
_LIMIT_PER_CHARACTER_S = 0.02
#: A natural voice takes its time; while a question is waited for it has only this much.
_NATURAL_LIMIT_S = 120.0
_PATIENCE_S = 2.5
#: Rendered texts that are kept: about an hour of speech.
_KEPT_BYTES = 160_000_000
#: Speech at 22,050 Hz, slowly: a tenth of a second a character, and as much again.
_BYTES_PER_CHARACTER = 9_000
_LEAST_ROOM_BYTES = 100_000
_UNFINISHED = "rendering-"
_LEFT_BEHIND_S = 3_600.0


@dataclass(frozen=True, slots=True)
class SpeakingVoice:
    """A voice of the speech engine, as the settings offer it."""

    id: str
    name: str
    language: str


_NATURAL_VOICES = tuple(
    SpeakingVoice(natural.PREFIX + id_, one.name, one.language) for id_, one in natural.VOICES.items()
)


@dataclass(frozen=True, slots=True)
class _Way:
    """A manner, with what the settings have filled in."""

    voice: str
    rate_wpm: int

    @property
    def natural(self) -> bool:
        return natural.is_natural(self.voice)


class Saying:
    """One text on its way to the loudspeaker; its end is told once."""

    def __init__(self, done: Done) -> None:
        self._done = done
        self._turn = threading.Lock()
        self._ended = False

    @property
    def ended(self) -> bool:
        return self._ended

    def end(self, fault: Exception | None) -> None:
        with self._turn:
            told, self._ended = self._ended, True
        if not told:
            self._done(fault)


class SpokenVoice:
    """Speaks through the system's engine: espeak-ng on Linux, SAPI on Windows, ``say`` on macOS.

    A natural voice that is too slow for a question that is being waited for, or that fails, is stood in for
    by the engine's default: the round goes on. ``natural_model`` gives the network that such a voice needs.
    ``command`` starts the child process, and ``limit_s`` ends one that hangs.
    """

    def __init__(
        self,
        *,
        player: FilePlayer,
        voice: str = "",
        rate_wpm: int = 165,
        folder: Path | None = None,
        natural_model: Callable[[], Path] | None = None,
        limit_s: float = _LIMIT_S,
        patience_s: float = _PATIENCE_S,
        command: Callable[[Path], list[str]] = utterance.command,
    ) -> None:
        #: all three may be changed at any time; the next text is spoken so
        self.voice = voice
        self.rate_wpm = rate_wpm
        self.manner = USUAL
        self.player = player
        self._folder = folder
        self._natural_model = natural_model
        self._limit_s = limit_s
        self._patience_s = patience_s
        #: what a natural voice took at its last rendering, a character
        self._natural_pace_s = 0.0
        self._command = command
        self._turn = threading.Lock()
        self._saying: Saying | None = None
        self._being_rendered: dict[Path, threading.Lock] = {}
        self._children: set[subprocess.Popen[bytes]] = set()
        self._closed = False
        self._ahead: tuple[str, _Way] | None = None
        self._looking_ahead = False

    def say(self, text: str, *, done: Done, patient: bool = False, manner: Manner | None = None) -> None:
        """Speaks; stops what is being said. ``done`` gets None, Cancelled (stopped) or InterviewerError.

        ``patient`` is for hearing what a voice is like: nothing stands in for it, and faults are told.
        """
        self.stop()
        saying = Saying(done)
        with self._turn:
            self._saying = saying
        work = (text, self._way(manner), saying, patient)
        threading.Thread(target=self._say, args=work, name="voice", daemon=True).start()

    def prepare(self, text: str, *, manner: Manner | None = None) -> None:
        """Renders ahead, what was asked for last; a fault shows when the text is said."""
        with self._turn:
            self._ahead = text, self._way(manner)
            if self._looking_ahead:
                return
            self._looking_ahead = True
        threading.Thread(target=self._look_ahead, name="voice ahead", daemon=True).start()

    def stop(self) -> None:
        """Silence, now. What is being rendered is finished and kept."""
        with self._turn:
            saying, self._saying = self._saying, None
            if saying is None or saying.ended:
                return
            self.player.stop()
        saying.end(Cancelled())

    def render(self, text: str, *, to: Path) -> None:
        """Writes what would be spoken to a WAV file; waits for it. Raises InterviewerError or InputError."""
        if not _speakable(text):
            raise InputError("There is nothing to speak.")
        rendered = self._rendered(text, self._way(None))
        try:
            shutil.copyfile(rendered, to)
        except OSError as fault:
            raise InputError("{to} can't be written: {why}.", to=to, why=fault.strerror) from fault

    def voices(self) -> tuple[SpeakingVoice, ...]:
        """The engine's voices; waits for the list. Raises InterviewerError where there is no engine."""
        with self._workshop() as place:
            listed = Path(place) / "voices.json"
            self._run_child(utterance.Request(out=str(listed), limit_s=self._limit_s))
            found = json.loads(listed.read_text(encoding="utf-8"))
        engine = tuple(SpeakingVoice(**voice) for voice in found)
        return engine if self._natural_model is None else (*_NATURAL_VOICES, *engine)

    def close(self) -> None:
        """Stops, and ends the children."""
        self.stop()
        with self._turn:
            self._closed = True
            children = tuple(self._children)
        for child in children:
            child.kill()

    def _way(self, manner: Manner | None) -> _Way:
        wanted = manner or self.manner
        voice = self.voice if wanted.voice is None else wanted.voice
        return _Way(voice, wanted.rate_wpm or self.rate_wpm)

    def _say(self, text: str, way: _Way, saying: Saying, patient: bool) -> None:  # noqa: FBT001 - a thread's
        try:
            if not _speakable(text):
                saying.end(None)
                return
            rendered = self._rendered(text, way) if patient else self._in_time(text, way)
            with self._turn:
                if self._saying is saying:
                    self.player.play(rendered, done=saying.end)
        except Exception as fault:  # noqa: BLE001 - whoever waits for the end is told
            saying.end(fault)

    def _look_ahead(self) -> None:
        while True:
            with self._turn:
                if self._closed or self._ahead is None:
                    self._looking_ahead = False
                    return
                (text, way), self._ahead = self._ahead, None
            with suppress(InterviewerError, Cancelled):
                if _speakable(text):
                    self._rendered(text, way)

    def _in_time(self, text: str, way: _Way) -> Path:
        """The text in the chosen voice, or in the default one where that would leave a silence."""
        limit_s = self._patience_s
        if not way.natural:
            return self._rendered(text, way)
        try:
            if not self._kept(text, way).is_file() and self._natural_pace_s * len(text) > limit_s:
                raise _engine_fault(Sentence("this machine is too slow for the natural voice"))
            return self._rendered(text, way, limit_s=limit_s)
        except InterviewerError as fault:
            _log.warning("the default voice stands in: %s", fault)
            return self._rendered(text, replace(way, voice=""))

    def _rendered(self, text: str, way: _Way, *, limit_s: float | None = None) -> Path:
        """The file with the spoken text; rendered now where it isn't kept, by one child however many ask."""
        text = _speakable(text)
        if limit_s is None:
            longest_s = _NATURAL_LIMIT_S if way.natural else self._limit_s
            limit_s = longest_s + _LIMIT_PER_CHARACTER_S * len(text)
        try:
            file = self._kept(text, way)
            with self._turn:
                turn = self._being_rendered.setdefault(file, threading.Lock())
            if not turn.acquire(timeout=limit_s):
                raise _engine_fault(Sentence("the speech engine is still at it"))
            try:
                if file.is_file():
                    os.utime(file)
                else:
                    self._render(text, way, file, limit_s)
            finally:
                turn.release()
        except OSError as fault:
            raise InterviewerError(
                "Spoken text can't be kept on the disk: {why}.",
                fix="Free some space, or correct the permissions of the folder.",
                why=fault,
            ) from fault
        with self._turn:
            self._being_rendered.pop(file, None)
        return file

    def _render(self, text: str, way: _Way, file: Path, limit_s: float) -> None:
        _require_room(self._place(), len(text))
        began = time.monotonic()
        try:
            with self._workshop() as place:
                draft = Path(place) / "spoken.wav"
                self._run_child(
                    utterance.Request(
                        out=str(draft),
                        text=_for_engine(text, way),
                        voice=way.voice,
                        rate_wpm=way.rate_wpm,
                        limit_s=limit_s,
                        model=self._model(way),
                    )
                )
                draft.replace(file)
        finally:
            if way.natural:
                self._natural_pace_s = (time.monotonic() - began) / len(text)
        _tidy(file.parent, keep=file)

    def _model(self, way: _Way) -> str:
        """The network that a natural voice speaks with."""
        if not way.natural:
            return ""
        if self._natural_model is None:
            raise _engine_fault(Sentence("the natural voices are not on this machine"))
        return str(self._natural_model())

    def _run_child(self, request: utterance.Request) -> None:
        """Raises InterviewerError where the engine is missing, fails, crashes or hangs."""
        request_file = Path(request.out).with_suffix(".request")
        utterance.write_request(request, request_file)
        with self._turn:
            if self._closed:
                raise Cancelled
            child = subprocess.Popen(
                self._command(request_file),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_child_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            self._children.add(child)
        try:
            status = child.wait(request.limit_s)
        except subprocess.TimeoutExpired as fault:
            raise _engine_fault(Sentence("the speech engine does not answer")) from fault
        finally:
            child.kill()
            child.wait()
            with self._turn:
                self._children.discard(child)
        if status != 0 or not Path(request.out).is_file():
            raise _engine_fault(_said(request, status))

    def _workshop(self) -> tempfile.TemporaryDirectory[str]:
        """A folder for one child, on the same disk as what is kept."""
        return tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=self._place(), ignore_cleanup_errors=True)

    def _place(self) -> Path:
        return self._folder or paths.spoken()

    def _kept(self, text: str, way: _Way) -> Path:
        what = json.dumps([utterance.engine_name(), way.voice, way.rate_wpm, _for_engine(text, way)])
        return self._place() / f"{hashlib.sha256(what.encode()).hexdigest()[:32]}.wav"


def _speakable(text: str) -> str:
    """The text on one line without control characters, at which engines stop or stumble."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _require_room(folder: Path, characters: int) -> None:
    """Raises OSError on a full disk, on which espeak would wait for ever."""
    if shutil.disk_usage(folder).free < _LEAST_ROOM_BYTES + characters * _BYTES_PER_CHARACTER:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def _for_engine(text: str, way: _Way) -> str:
    """As this engine has to be given the text; what is kept is kept under this form."""
    by_espeak = utterance.engine_name() == "espeak" or way.natural
    return lexicon.for_espeak(text) if by_espeak else text


def _child_environment() -> dict[str, str]:
    """The child finds this very package, wherever the app was started from."""
    source = str(Path(utterance.__file__).resolve().parents[2])
    inherited = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join([source, inherited] if inherited else [source])}


def _said(request: utterance.Request, status: int) -> str:
    if request.fault_file.is_file():
        return request.fault_file.read_text(encoding="utf-8").strip()
    return Sentence("the speech engine ended with status {status} and no sound", status=status)


def _engine_fault(reason: str) -> InterviewerError:
    hint = {
        "linux": Sentence(
            "Choose another voice in the settings. Or else: {again}", again=paths.how_to_set_up_again()
        ),
        "win32": Sentence("Look in Settings > Time & language > Speech whether a voice is installed."),
        "darwin": Sentence(
            "Look in System Settings > Accessibility > Spoken Content whether a voice is installed."
        ),
    }.get(sys.platform, Sentence("Install espeak-ng."))
    return InterviewerError(
        "The question can't be spoken: {reason}.",
        fix="It can be read instead. {hint}",
        reason=reason,
        hint=hint,
    )


def _tidy(folder: Path, *, keep: Path) -> None:
    """Holds the folder to its size, what was spoken last stays; clears up after children of a crash."""
    with suppress(OSError):
        for left in folder.glob(f"{_UNFINISHED}*"):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND_S:
                shutil.rmtree(left, ignore_errors=True)
        known = sorted(
            (
                (file.stat().st_mtime, file.stat().st_size, file)
                for file in folder.glob("*.wav")
                if file != keep
            ),
            reverse=True,
        )
        room = _KEPT_BYTES - keep.stat().st_size
        for _, size, file in known:
            room -= size
            if room < 0:
                file.unlink(missing_ok=True)
