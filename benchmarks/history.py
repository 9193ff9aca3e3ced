"""How quick the history is, and how it grows: a made-up library of 1,000, 10,000 and 100,000 attempts.

Then the recordings page itself, without a screen: from going to it until its rows stand there, and how long
scrolling through the whole list holds the window up.

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

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests"), str(_ROOT / "tests" / "ui")]

from PySide6.QtCore import QEventLoop  # noqa: E402
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


def timed(work: Callable[[], object], *, times: int = 5) -> float:
    """Milliseconds, the median of a few."""
    measured = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        measured.append(time.perf_counter() - began)
    return sorted(measured)[times // 2] * 1000


def page(archive: DiskArchive, selection: Selection, order: Order) -> None:
    """What the recordings page does when it opens, or when the person types."""
    archive.recordings(archive.ids(selection, order=order)[:100])


def window(archive: DiskArchive, home: Path) -> dict[str, float]:
    """The page in a window, with the archive behind it."""
    stage = Stage(home)
    stage.archive = archive  # type: ignore[assignment] - as the window sees it, they are the same
    stage.window.resize(1180, 780)
    stage.open()
    turn_until(lambda: stage.window.home.filled)
    page = stage.window.pages.recordings
    began = time.perf_counter()
    stage.window.go_to(Place.RECORDINGS)
    turn_until(page.current)
    opened_ms = (time.perf_counter() - began) * 1000
    bar, stalls_ms = page._table.verticalScrollBar(), []
    for step in range(200):
        began = time.perf_counter()
        bar.setValue(bar.maximum() * step // 200)
        page._table.viewport().repaint()
        QApplication.processEvents()
        stalls_ms.append((time.perf_counter() - began) * 1000)
    began = time.perf_counter()
    page._search.setText(VOCABULARY[0])
    page._model.show([])
    page.refresh()
    turn_until(lambda: page._model.index(0, 1).data())
    found_ms = (time.perf_counter() - began) * 1000
    turn_until(lambda: page._model.index(0, 1).data(EXCERPT))
    shown_ms = (time.perf_counter() - began) * 1000
    stage.window.close()
    return {
        "in the window: opens": opened_ms,
        "a step of scrolling": sorted(stalls_ms)[100],
        "the longest step": max(stalls_ms),
        "search to first rows": found_ms,
        "… with what was found": shown_ms,
    }


def turn_until(so: Callable[[], object]) -> None:
    while not so():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


def measure(count: int, home: Path) -> None:
    (home / "takes").mkdir()
    file = home / "history.sqlite3"
    asked = questions()
    with closing(DiskArchive(database=file, takes=home / "takes")) as archive:
        with archive._database.reading() as sql:  # quicker to fill; what is measured is opened again below
            sql.execute("PRAGMA synchronous = OFF")
        for number in range(count):
            archive.keep(attempt(number, random.choice(asked), home / "takes"))
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
    opened = timed(lambda: DiskArchive(database=file, takes=home / "takes").close())
    each_kb = size_bytes / count / 1e3
    print(f"{count:>7,} attempts, {size_bytes / 1e6:8.1f} MB, {each_kb:.1f} kB each; open {opened:.1f} ms")
    for name, ms in figures.items():
        print(f"        {name:<22}{ms:8.1f} ms")


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
