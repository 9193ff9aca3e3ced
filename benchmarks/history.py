"""How quick the history is, and how it grows: a made-up library of 1,000, 10,000 and 100,000 attempts.

The first thousand are kept one by one, as the app keeps them; the rest are copies of their rows, later on.

Then the recordings page itself, without a screen: from going to it until its rows stand there, how long
scrolling through the whole list holds the window up, and from a key in the search, its pause for more keys
included, until the rows of what was found stand there.

python benchmarks/history.py [ATTEMPTS …]
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests"), str(_ROOT / "tests" / "ui")]

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from staging import Stage  # noqa: E402

from interviewer.history.archive import DiskArchive  # noqa: E402
from interviewer.interview.attempt import Attempt  # noqa: E402
from interviewer.interview.coverage import Coverage, Evidence, PointVerdict, Verdict  # noqa: E402
from interviewer.interview.delivery import Delivery  # noqa: E402
from interviewer.interview.feedback import Feedback, Grade  # noqa: E402
from interviewer.interview.question import KeyPoint, PointId, Question, QuestionId, Rubric  # noqa: E402
from interviewer.interview.reports.recording import Order, Selection  # noqa: E402
from interviewer.interview.take import Take  # noqa: E402
from interviewer.interview.transcript import Segment, Span, Transcript, Word  # noqa: E402
from interviewer.ui.application import make_application  # noqa: E402
from interviewer.ui.rail import Place  # noqa: E402
from interviewer.ui.recordings.recording_table import EXCERPT  # noqa: E402

START = datetime(2020, 1, 1, tzinfo=UTC)
WORDS = 220
KEPT = 1_000
VOCABULARY = ["".join(random.Random(n).choices("abcdefghiklmnoprstuvw", k=3 + n % 8)) for n in range(5_000)]


def questions() -> list[Question]:
    made = []
    for number in range(115):
        points = tuple(
            KeyPoint(PointId(f"q{number}-p{n}"), " ".join(random.choices(VOCABULARY, k=25))) for n in range(6)
        )
        text = " ".join(random.choices(VOCABULARY, k=18))
        markdown = " ".join(random.choices(VOCABULARY, k=200))
        made.append(
            Question(
                QuestionId(f"question-{number}"),
                text,
                text,
                number // 10,
                number,
                Rubric(points),
                answer_markdown=markdown,
            )
        )
    return made


def attempt(number: int, question: Question, takes: Path) -> Attempt:
    texts = random.choices(VOCABULARY, weights=[1 / (n + 1) for n in range(len(VOCABULARY))], k=WORDS)
    words = tuple(Word(text, n * 0.45, n * 0.45 + 0.31, random.random()) for n, text in enumerate(texts))
    verdicts = tuple(
        PointVerdict(
            point,
            random.choice(list(Verdict)),
            random.random(),
            "You named what it is about.",
            (Evidence(" ".join(texts[:12]), 0.0, 5.4, 0, 11),),
        )
        for point in question.rubric.points
    )
    return Attempt(
        question=question,
        take=Take(takes / f"take {number}.wav", 100.0),
        transcript=Transcript(
            (Segment(words),), model="tiny.en", duration_s=100.0, speech=(Span(0.5, 99.0),)
        ),
        feedback=Feedback(
            Coverage(verdicts), Delivery(words=WORDS, pace_wpm=120.0, pauses=(Span(5, 6),) * 20), Grade.GOOD
        ),
        at=START + timedelta(minutes=30 * number),
    )


class Spent(NamedTuple):
    """Milliseconds of the clock, which counts the neighbours too, and of the processor."""

    clock_ms: float
    processor_ms: float


def spent(work: Callable[[], object]) -> Spent:
    clock_s, processor_s = time.perf_counter(), time.process_time()
    work()
    return Spent((time.perf_counter() - clock_s) * 1000, (time.process_time() - processor_s) * 1000)


def timed(work: Callable[[], object], *, times: int = 5) -> Spent:
    """The median of a few."""
    measured = [spent(work) for _ in range(times)]
    return sorted(measured, key=lambda one: one.processor_ms)[times // 2]


def page(archive: DiskArchive, selection: Selection, order: Order) -> None:
    """What the recordings page does when it opens, or when the person types."""
    archive.recordings(archive.ids(selection, order=order)[:100])


def window(archive: DiskArchive, home: Path) -> dict[str, Spent]:
    """The page in a window, with the archive behind it."""
    stage = Stage(home)
    stage.archive = archive  # type: ignore[assignment] - as the window sees it, they are the same
    stage.window.resize(1180, 780)
    stage.open()
    turn_until(lambda: stage.window.home.filled)
    page = stage.window.pages.recordings
    bar = page._table.verticalScrollBar()

    def open_page() -> None:
        stage.window.go_to(Place.RECORDINGS)
        turn_until(page.current)

    def scroll(step: int) -> None:
        bar.setValue(bar.maximum() * step // 200)
        page._table.viewport().repaint()
        QApplication.processEvents()

    def search() -> None:
        page._search.setText(VOCABULARY[0])
        turn_until(lambda: page._model.index(0, 1).data())

    figures = {"in the window: opens": spent(open_page)}
    steps = [spent(lambda step=step: scroll(step)) for step in range(200)]  # type: ignore[misc]
    page._model.show([])
    figures["a step of scrolling"] = sorted(steps)[100]
    figures["the longest step"] = max(steps)
    figures["from a key to first rows"] = spent(search)
    figures["… with what was found"] = spent(
        lambda: turn_until(lambda: page._model.index(0, 1).data(EXCERPT))
    )
    stage.window.close()
    return figures


def turn_until(so: Callable[[], object]) -> None:
    """Sleeps between events, as a window does: the worker needs the interpreter."""
    waker = QTimer(interval=2)
    waker.start()
    while not so():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def copy_rows(archive: DiskArchive, copy: int) -> None:
    """Those that were kept once more, so much later."""
    first, later_s = copy * KEPT, copy * KEPT * 1800
    with archive._database.writing() as sql:
        columns = [row[1] for row in sql.execute("PRAGMA table_info(attempt)")][1:]
        values = ", ".join(f"at_s + {later_s}" if column == "at_s" else column for column in columns)
        sql.execute(
            f"INSERT INTO attempt (id, {', '.join(columns)}) "
            f"SELECT id + {first}, {values} FROM attempt WHERE id <= {KEPT}"
        )
        sql.execute(
            f"INSERT INTO record SELECT attempt_id + {first}, json FROM record WHERE attempt_id <= {KEPT}"
        )
        sql.execute(
            "INSERT INTO said (rowid, text, question) "
            f"SELECT rowid + {first}, text, question FROM said WHERE rowid <= {KEPT}"
        )


def measure(count: int, home: Path) -> None:
    (home / "takes").mkdir()
    file = home / "history.sqlite3"
    asked = questions()
    with closing(DiskArchive(database=file, takes=home / "takes")) as archive:
        with archive._database.reading() as sql:  # quicker to fill; what is measured is opened again below
            sql.execute("PRAGMA synchronous = OFF")
        for number in range(min(count, KEPT)):
            archive.keep(attempt(number, random.choice(asked), home / "takes"))
        for copy in range(1, -(-count // KEPT)):
            copy_rows(archive, copy)
    with closing(DiskArchive(database=file, takes=home / "takes")) as archive:
        size_bytes = file.stat().st_size
        rare, common = VOCABULARY[-7], VOCABULARY[0]
        newest = archive.ids(Selection(text=common))[:100]
        kept = attempt(count, asked[0], home / "takes")
        figures = {
            "keep": timed(lambda: archive.keep(kept)),
            "page opens": timed(lambda: page(archive, Selection(), Order.DATE)),
            "page by score": timed(lambda: page(archive, Selection(), Order.SCORE)),
            "search, rare": timed(lambda: page(archive, Selection(text=rare), Order.DATE)),
            "search, common": timed(lambda: page(archive, Selection(text=common), Order.DATE)),
            "excerpts of a page": timed(lambda: archive.excerpts(common, newest[:50])),
            "by verdict": timed(lambda: page(archive, Selection(verdict=Verdict.CONTRADICTED), Order.DATE)),
            "one attempt": timed(lambda: archive.attempt(count // 2)),
            "newest 20": timed(lambda: list(archive.attempts(limit=20))),
        }
        figures |= window(archive, home)
    figures["open"] = timed(lambda: DiskArchive(database=file, takes=home / "takes").close())
    each_kb = size_bytes / count / 1e3
    print(f"{count:>7,} attempts, {size_bytes / 1e6:8.1f} MB, {each_kb:.1f} kB each")
    for name, one in figures.items():
        print(f"        {name:<22}{one.clock_ms:8.1f} ms ({one.processor_ms:.1f} of the processor)")


def main() -> None:
    counts = [int(text) for text in sys.argv[1:]] or [1_000, 10_000, 100_000]
    random.seed(1)
    application = make_application(["benchmark"])
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            measure(count, Path(folder))
    application.quit()


if __name__ == "__main__":
    main()
