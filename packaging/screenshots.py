"""Renders every page with sample content, light and dark, wide, narrow and with large text.

python packaging/screenshots.py FOLDER [NAME ...]

What is cut off, covers something else or scrolls sideways is named, and makes it fail. QT_SCALE_FACTOR=1.5
before it draws as on a finer screen.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests"), str(_ROOT / "tests" / "ui")]

import sample  # noqa: E402
from layout import faults  # noqa: E402
from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QComboBox, QProgressBar, QSpinBox  # noqa: E402
from staging import Stage  # noqa: E402
from stand_ins import earlier  # noqa: E402

from interviewer import paths  # noqa: E402
from interviewer.banks.desk import LibraryDesk  # noqa: E402
from interviewer.banks.library import Library  # noqa: E402
from interviewer.errors import InterviewerError  # noqa: E402
from interviewer.interview.check import Check  # noqa: E402
from interviewer.interview.rounds import probe  # noqa: E402
from interviewer.interview.rounds.move import State  # noqa: E402
from interviewer.interview.rounds.round import Round  # noqa: E402
from interviewer.interview.rounds.rules import Rules  # noqa: E402
from interviewer.interview.take import Take  # noqa: E402
from interviewer.settings import Settings  # noqa: E402
from interviewer.ui.application import make_application  # noqa: E402
from interviewer.ui.banks.import_preview import Tab  # noqa: E402
from interviewer.ui.look import theme  # noqa: E402
from interviewer.ui.rail import Place  # noqa: E402

_SEED = _ROOT / "tests" / "data" / "seed" / "model-answers.md"
_USUAL = (1024, 700)
#: name: theme, size of the window, text size in percent
_LOOKS = {
    "light": ("light", _USUAL, 100),
    "dark": ("dark", _USUAL, 100),
    "narrow": ("light", (660, 700), 100),
    "wide": ("light", (3840, 2160), 100),
    "large": ("light", (1280, 900), 150),
    "largest": ("dark", (1024, 700), 200),
}
_CHECKS = (
    Check(
        "Microphone",
        ok=False,
        detail="There is no microphone.",
        fix="Plug one in, or choose another in the settings.",
    ),
    Check("Loudspeaker", ok=True, detail="Built-in audio, 48 kHz."),
    Check("Voice", ok=True, detail="espeak-ng, English."),
    Check("Speech model", ok=True, detail="Whisper tiny.en, on the processor."),
)


class Photographer:
    """One window after another, each brought to the state that is wanted."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self._application = application
        self._folder = folder
        self.faults: list[str] = []

    def all(self, names: list[str]) -> None:
        shots: dict[str, Callable[[Stage], None]] = {
            "welcome": self.welcome,
            "home": self.home,
            "round": self.round,
            "asking": self.asking,
            "thinking": self.thinking,
            "recording": self.recording,
            "feedback": self.feedback,
            "model-answer": self.model_answer,
            "why": self.why,
            "comparison": self.comparison,
            "pressure": self.pressure,
            "debrief": self.debrief,
            "followed-up": self.followed_up,
            "drill": self.drill,
            "hands-free": self.hands_free,
            "listening": self.listening,
            "story": self.story,
            "story-told": self.story_told,
            "recordings": lambda stage: self.place(stage, Place.RECORDINGS),
            "tidy": self.tidy,
            "bring-in": self.bring_in,
            "progress": self.progress,
            "progress-tables": lambda stage: self.progress(stage, tables=True),
            "recordings-empty": lambda stage: self.empty(stage, Place.RECORDINGS),
            "settings": lambda stage: self.place(stage, Place.SETTINGS),
            "checks": self.checks,
            "discarded": self.discarded,
            "bug": self.bug,
            "questions": self.questions,
            "question-points": self.question_points,
            "import": self.import_preview,
            "import-messages": lambda stage: self.import_preview(stage, Tab.MESSAGES),
            "import-repair": lambda stage: self.import_preview(stage, Tab.REPAIR),
            "import-changes": lambda stage: self.import_preview(
                stage, Tab.CHANGES, into="azure-platform-director"
            ),
            "notice": self.notice,
            "unheard": self.unheard,
        }
        for look, (colours, size, percent) in _LOOKS.items():
            for name, bring in shots.items():
                if not names or {name, look, f"{name}-{look}"} & set(names):
                    settings = Settings(theme=colours, text_size_percent=percent, welcomed=name != "welcome")
                    theme.dress(settings)
                    with tempfile.TemporaryDirectory() as folder:
                        self._shoot(Stage(Path(folder), settings=settings), bring, size, f"{name}-{look}")

    def _shoot(self, stage: Stage, bring: Callable[[Stage], None], size: tuple[int, int], name: str) -> None:
        stage.window.resize(*size)
        if bring not in (self.empty, self.welcome):
            for days, question in ((9, 4), (3, 0), (1, 2), (0, 5)):
                stage.archive.keep(sample.attempt(earlier(days), question=question))
        stage.checks = _CHECKS
        bring(stage)
        self._settle()
        shown = QApplication.activeModalWidget() or QApplication.activeWindow() or stage.window
        self.faults += [f"{name}: {fault}" for fault in faults(shown)]
        shown.grab().save(str(self._folder / f"{name}.png"))
        for window in QApplication.topLevelWidgets():
            window.close()
        stage.window.deleteLater()
        # outside an event loop only this takes it away, and each theme is put on all windows there are
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._settle()

    def _settle(self, rounds: int = 8) -> None:
        for _ in range(rounds):
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 30)

    def _until(self, so: Callable[[], object]) -> None:
        limit = QDeadlineTimer(10_000)
        while not so() and not limit.hasExpired():
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    # -- the states --------------------------------------------------------------------------------

    def home(self, stage: Stage) -> None:
        stage.open()
        self._until(lambda: stage.window.home.filled)

    def welcome(self, stage: Stage) -> None:
        self.home(stage)
        self._settle()

    def round(self, stage: Stage) -> None:
        self.home(stage)
        QTest.keyClick(stage.window.home, "C")

    def pressure(self, stage: Stage) -> None:
        self.home(stage)
        stage.window.begin(Round(sample.bank().questions[:3], rules=Rules.PRESSURE))
        self._record(stage)
        stage.recorder.elapsed_s = 127.0
        QTest.qWait(250)

    def debrief(self, stage: Stage) -> None:
        self.pressure(stage)
        stage.window.session.stop()
        self._until(lambda: stage.window.state is State.WITHHELD)
        stage.window.session.end()

    def followed_up(self, stage: Stage) -> None:
        self.feedback(stage)
        stage.window.session.ask_follow_up()
        self._answer(stage)

    def drill(self, stage: Stage) -> None:
        self.home(stage)
        question = sample.bank().questions[0]
        stage.window.begin(Round(tuple(probe.drill(question, question.rubric.points)), rules=Rules.DRILL))
        stage.voice.end()
        self._until(lambda: stage.window.state is State.THINKING)

    def hands_free(self, stage: Stage) -> None:
        self.home(stage)
        stage.window.begin(Round(sample.bank().questions[:3], hands_free=True))
        stage.voice.end()
        self._until(lambda: stage.window.state is State.RECORDING)
        stage.recorder.elapsed_s = 38.0
        stage.window.session.quiet_s = 4.2
        QTest.qWait(250)

    def listening(self, stage: Stage) -> None:
        self.hands_free(stage)
        stage.window.session.stop()
        self._until(lambda: stage.window.state is State.REVIEWING)
        stage.voice.end()
        self._until(lambda: stage.window.state is State.LISTENING)
        QTest.qWait(250)

    def _answer(self, stage: Stage) -> None:
        stage.voice.end()
        self._until(lambda: stage.window.state is State.THINKING)
        stage.window.session.answer()
        self._until(lambda: stage.window.state is State.RECORDING)
        stage.window.session.stop()
        self._until(lambda: stage.window.state is State.REVIEWING)

    def story(self, stage: Stage) -> None:
        self.home(stage)
        stage.window.begin(Round(sample.bank().questions[9:], rules=Rules.STAR))
        self._record(stage)
        for at_s in (14.0, 18.0, 29.0):
            stage.recorder.elapsed_s = at_s
            stage.window.session.mark()
        QTest.qWait(250)

    def story_told(self, stage: Stage) -> None:
        self.story(stage)
        stage.window.session.stop()
        self._until(lambda: stage.window.state is State.REVIEWING)

    def _record(self, stage: Stage) -> None:
        stage.voice.end()
        self._until(lambda: stage.window.state is State.THINKING)
        stage.window.session.answer()
        self._until(lambda: stage.window.state is State.RECORDING)

    def place(self, stage: Stage, place: Place) -> None:
        self.home(stage)
        stage.window.go_to(place)
        self._settle(20)

    def checks(self, stage: Stage) -> None:
        self.place(stage, Place.CHECKS)
        self._until(lambda: not stage.window.pages.checks.findChild(QProgressBar).isVisible())

    def tidy(self, stage: Stage) -> None:
        self.place(stage, Place.RECORDINGS)
        QTest.keyClick(QApplication.focusWidget(), "T")
        QApplication.activeWindow().findChildren(QSpinBox)[0].setValue(2)
        self._settle()

    def bring_in(self, stage: Stage) -> None:
        self.place(stage, Place.RECORDINGS)
        stage.window.pages.recordings.tools.bring_in(Path("interview with Kim.m4a"))
        self._settle()

    def progress(self, stage: Stage, *, tables: bool = False) -> None:
        for days in range(24, 1, -3):
            for question in (0, 2, 5, 7):
                stage.archive.keep(sample.varied(earlier(days), question=question, seed=days + question))
        self.place(stage, Place.PROGRESS)
        self._until(stage.window.pages.progress.findChild(QComboBox).isVisible)
        if tables:
            QTest.keyClick(QApplication.focusWidget(), "T")

    def empty(self, stage: Stage, place: Place) -> None:
        stage.archive.kept.clear()
        self.place(stage, place)

    def asking(self, stage: Stage) -> None:
        self.home(stage)
        stage.window.begin(Round(sample.bank().questions[:5], position=0))
        self._settle()

    def thinking(self, stage: Stage) -> None:
        self.asking(stage)
        stage.voice.end()
        self._until(lambda: stage.window.state is State.THINKING)

    def recording(self, stage: Stage) -> None:
        self.thinking(stage)
        stage.window.session.answer()
        self._until(lambda: stage.window.state is State.RECORDING)
        stage.recorder.elapsed_s = 38.0
        QTest.qWait(250)

    def feedback(self, stage: Stage) -> None:
        self.recording(stage)
        stage.recorder.elapsed_s = sample.transcript().duration_s or 0.0
        stage.window.session.stop()
        self._until(lambda: stage.window.state is State.REVIEWING)

    def model_answer(self, stage: Stage) -> None:
        self.feedback(stage)
        stage.window.pages.review.feedback.model.reveal()

    def why(self, stage: Stage) -> None:
        self.feedback(stage)
        QTest.keyClick(QApplication.focusWidget(), "Y")

    def comparison(self, stage: Stage) -> None:
        stage.archive.keep(sample.varied(earlier(1), question=0, seed=3))
        self.feedback(stage)
        self._settle()
        QTest.keyClick(QApplication.focusWidget(), "C")

    def discarded(self, stage: Stage) -> None:
        self.recording(stage)
        stage.window.session.discard()

    def notice(self, stage: Stage) -> None:
        stage.archive.cut_off = (Take(Path("2026-11-22 18.30.05 cost.wav"), 31.0),)
        self.home(stage)

    def unheard(self, stage: Stage) -> None:
        stage.transcriber.file_fault = InterviewerError(
            "The speech model is damaged.",
            fix="Choose another one in the settings, or install the app again.",
        )
        self.recording(stage)
        stage.window.session.stop()
        stage.window.session.stop_hearing()
        self._until(lambda: stage.window.session.take)
        stage.window.session.hear_again()
        self._until(lambda: stage.window.state is State.UNHEARD)

    def questions(self, stage: Stage) -> None:
        self._with_library(stage)
        stage.window.go_to(Place.QUESTIONS)
        self._until(lambda: stage.window.pages.banks.editor.form.base is not None)
        stage.window.pages.banks.editor.index.entered.emit()

    def question_points(self, stage: Stage) -> None:
        self.questions(stage)
        editor = stage.window.pages.banks.editor.form.points.editors[1]
        editor.show_more(more=True)
        self._settle()
        editor.focus_first()

    def import_preview(self, stage: Stage, tab: Tab = Tab.QUESTIONS, into: str | None = None) -> None:
        self._with_library(stage)
        banks = stage.window.pages.banks
        banks.importing.read(_SEED)
        self._until(lambda: banks.preview.preview is not None)
        if into is not None:
            before = banks.preview.preview
            banks.preview.reread.emit(into, False)  # noqa: FBT003 - a signal's
            self._until(lambda: banks.preview.preview is not before)
        banks.preview.show_tab(tab)

    def _with_library(self, stage: Stage) -> None:
        self.home(stage)
        library = Library(paths.questions(), stage.archive.folder / "banks")
        stage.window.pages.banks.use(LibraryDesk(library), stage.voice)

    def bug(self, stage: Stage) -> None:
        self.home(stage)
        stage.window.tell_bug(RuntimeError("an example"))


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    photographer = Photographer(make_application(["screenshots"]), folder)
    photographer.all(arguments[1:])
    print("\n".join(photographer.faults))
    return 1 if photographer.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
