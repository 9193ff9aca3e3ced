"""The progress page: what gets better, what comes due, and what is missed again and again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from interviewer.interview import progress as rules
from interviewer.interview.feedback import FASTEST_WPM, MANY_FILLERS, SLOWEST_WPM
from interviewer.interview.progress import Figure, Progress, Track
from interviewer.interview.question import Question
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.rules import Rules
from interviewer.ui.elements import words
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label, titled
from interviewer.ui.elements.page import Page
from interviewer.ui.elements.scrolling import scrolling
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type
from interviewer.ui.progress.chart import BarChart, TrackChart, TrendChart
from interviewer.ui.progress.chart_card import ChartCard
from interviewer.ui.progress.missed_row import ROW_PX, TIMES, MissedRow

if TYPE_CHECKING:
    from interviewer.ui.parts import Parts
    from interviewer.ui.work.workplace import Workplace

#: Figures further back change no trend; takes further back no drill.
_MOST_LINES, _MOST_TAKES = 5000, 300
_TWO_COLUMNS_PX = 820


def gather(parts: Parts, bank_name: str) -> tuple[Progress, date]:
    """On the worker."""
    today = parts.clock.now().date()
    found = rules.progress(
        parts.banks.load(bank_name),
        recordings=parts.recordings.recordings(parts.recordings.ids()[:_MOST_LINES]),
        attempts=parts.archive.attempts(limit=_MOST_TAKES),
        memories=parts.memories(),
        today=today,
    )
    return found, today


class ProgressPage(Page):
    """Pictures, or at a key the tables behind them; and a drill of what is missed most."""

    begun = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QWidget, workplace: Workplace) -> None:
        super().__init__(parent, QCoreApplication.translate("ProgressPage", "Progress"))
        self._workplace = workplace
        self._parts: Parts | None = None
        self._progress: Progress | None = None
        self._call_off: Callable[[], None] = lambda: None
        self._as_tables = False
        self._build()
        self._lay_out()
        self.fit()

    def use(self, parts: Parts) -> None:
        self._parts = parts

    # -- what is on it -----------------------------------------------------------------------------

    def _build(self) -> None:
        self._summary = label(self.tr("Adding up your answers …"), self, tone="muted")
        self._figures = QWidget(self)
        self._figures.hide()  # until it is known what there is
        self._tables = KeyButton(self.tr("As tables"), self, key="T", icon_name="questions")
        self._tables.clicked.connect(self._turn)
        nothing = self.tr("Nothing to show yet: practise a question, and come back.")
        self._coverage = ChartCard(self, self.tr("Covered, by section"), empty=nothing)
        self._section = QComboBox(self._coverage)
        self._section.setAccessibleName(self.tr("Section"))
        self._section.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._section.currentIndexChanged.connect(lambda _at: self._show_tracks())
        self._coverage.layout().insertWidget(1, self._section)  # type: ignore[union-attr]
        self._track_chart = TrackChart(self._coverage, self.tr("Covered, by section"))
        self._coverage.hold(self._track_chart)
        self._due = ChartCard(
            self, self.tr("What comes due"), empty=self.tr("Nothing comes due in the next two weeks.")
        )
        self._due_chart = BarChart(self._due, self.tr("What comes due"))
        self._due.hold(self._due_chart)
        self._pace = ChartCard(self, self.tr("Pace, words a minute"), empty=nothing)
        self._pace_chart = TrendChart(
            self._pace, self.tr("Pace, words a minute"), said=_whole, band=(SLOWEST_WPM, FASTEST_WPM)
        )
        self._pace.hold(self._pace_chart)
        self._fillers = ChartCard(self, self.tr("Um and uh a minute, at least"), empty=nothing)
        self._filler_chart = TrendChart(
            self._fillers, self.tr("Um and uh a minute, at least"), said=_tenth, band=(0.0, MANY_FILLERS)
        )
        self._fillers.hold(self._filler_chart)
        self._missed_head = label(self.tr("Missed again and again"), self, step=Type.LEAD)
        self._missed_head.setProperty("strong", "true")
        self._missed = QListWidget(self)
        self._missed.setAccessibleName(self.tr("Points missed most often"))
        self._missed.setItemDelegate(MissedRow(self._missed))
        self._missed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._missed.itemActivated.connect(self._begin_one)
        self._no_missed = label(self.tr("No point was missed twice. Well done."), self, tone="muted")
        self._drill = KeyButton(self.tr("Drill these points"), self, key="D", icon_name="microphone")
        self._drill.clicked.connect(self._begin_drill)
        for widget in (self._section, self._missed_head, self._missed, self._drill, self._no_missed):
            widget.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        title = label(self.tr("Progress"), self, step=Type.TITLE)
        head.addLayout(titled(title, self._summary), 1)
        head.addWidget(self._tables, 0, Qt.AlignmentFlag.AlignTop)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(Space.MEDIUM)
        missed = QHBoxLayout()
        missed.addWidget(self._missed_head, 1)
        missed.addWidget(self._drill)
        left.addWidget(self._coverage)
        left.addLayout(missed)
        left.addWidget(self._missed)
        left.addWidget(self._no_missed)
        left.addStretch(1)
        for widget in (self._due, self._pace, self._fillers):
            right.addWidget(widget)
        right.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._figures)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(Space.MEDIUM)
        self._columns.addLayout(left, 3)
        self._columns.addLayout(right, 2)
        inner = QWidget(self)
        scroll = scrolling(inner, self.tr("Progress"))
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        rows.setSpacing(Space.MEDIUM)
        rows.addLayout(head)
        rows.addWidget(self._figures)
        rows.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._progress is not None:
            self.fit()

    def fit(self) -> None:
        wide = self.width() >= theme.scaled(_TWO_COLUMNS_PX)
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._missed.setFixedHeight(theme.scaled(ROW_PX) * min(6, max(1, self._missed.count())) + 16)

    # -- showing -----------------------------------------------------------------------------------

    def open(self, bank_name: str) -> None:
        """Reads the figures of a bank again, on the worker."""
        parts = self._parts
        self._call_off()
        if parts is not None:
            self._call_off = self._workplace.worker.run(
                lambda _cancel: gather(parts, bank_name),
                done=lambda found: self.show_progress(*found),
                failed=self.failed.emit,
            )

    def show_progress(self, found: Progress, today: date) -> None:
        self._progress = found
        count = found.answers
        self._summary.setText(
            self.tr("1 answer so far")
            if count == 1
            else self.tr("{count} answers so far").format(count=count)
        )
        self._section.blockSignals(True)  # noqa: FBT003 - Qt's
        chosen = self._section.currentIndex()
        self._section.clear()
        self._section.addItem(self.tr("All sections"))
        self._section.addItems([track.name for track in found.sections])
        self._section.setCurrentIndex(max(0, min(chosen, len(found.sections))))
        self._section.blockSignals(False)  # noqa: FBT003 - Qt's
        self._show_tracks()
        self._show_due(found.forecast, today)
        self._pace_chart.show_figures(found.pace_wpm)
        self._pace.show_rows((self.tr("Day"), self.tr("Words a minute")), _rows(found.pace_wpm, _whole))
        self._filler_chart.show_figures(found.fillers_a_minute)
        self._fillers.show_rows((self.tr("Day"), self.tr("A minute")), _rows(found.fillers_a_minute, _tenth))
        self._show_missed(found)
        self._figures.show()
        self.fit()

    def focus_first(self) -> None:
        self._tables.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_tracks(self) -> None:
        found = self._progress
        if found is None:
            return
        at = self._section.currentIndex()
        tracks: Sequence[Track] = found.sections if at <= 0 else found.sections[at - 1].parts
        self._coverage.say(self.tr("Covered, by section") if at <= 0 else self.tr("Covered, by question"))
        self._track_chart.show_tracks(tracks)
        rows = [
            (
                track.name,
                words.percent(track.figures[0].value if track.figures else None),
                words.percent(track.latest),
                str(len(track.figures)),
            )
            for track in tracks
        ]
        columns = (self.tr("Name"), self.tr("First"), self.tr("Latest"), self.tr("Days"))
        told = [
            ", ".join(f"{words.day(one.day)}: {words.percent(one.value)}" for one in track.figures)
            for track in tracks
        ]
        self._coverage.show_rows(columns, rows if found.answers else [], told)

    def _show_due(self, forecast: Sequence[int], today: date) -> None:
        days = [today + timedelta(days=ahead) for ahead in range(len(forecast))]
        names = [self.tr("Today") if day == today else _weekday(day) for day in days]
        self._due_chart.show_bars(list(zip(names, forecast, strict=True)))
        rows = [(words.day(day), str(count)) for day, count in zip(days, forecast, strict=True) if count]
        self._due.show_rows((self.tr("Day"), self.tr("Questions")), rows)

    def _show_missed(self, found: Progress) -> None:
        self._missed.clear()
        for one in found.missed:
            point = one.point.label or one.point.text
            times = self.tr("missed {missed} of {takes} times").format(missed=one.missed, takes=one.takes)
            item = QListWidgetItem(point)
            item.setData(Qt.ItemDataRole.UserRole, one.question)
            item.setData(TIMES, times)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{point}: {times}. {one.question.text}")
            item.setToolTip(f"{one.point.text}\n{one.question.text}")
            self._missed.addItem(item)
        if found.missed:
            self._missed.setCurrentRow(0)
        self._section.setVisible(found.answers > 0)
        self._missed_head.setVisible(found.answers > 0)
        self._missed.setVisible(bool(found.missed))
        self._drill.setVisible(bool(found.missed))
        self._no_missed.setVisible(not found.missed and found.answers > 0)

    # -- doing -------------------------------------------------------------------------------------

    def _turn(self) -> None:
        """Pictures into tables, and back."""
        self._as_tables = not self._as_tables
        self._tables.say(self.tr("As pictures") if self._as_tables else self.tr("As tables"))
        for card in (self._coverage, self._due, self._pace, self._fillers):
            card.show_as_table(table=self._as_tables)

    def _begin_one(self, item: QListWidgetItem) -> None:
        question: Question = item.data(Qt.ItemDataRole.UserRole)
        self.begun.emit(Round((question,)))

    def _begin_drill(self) -> None:
        if self._progress is not None and self._progress.drill:
            self.begun.emit(Round(self._progress.drill, rules=Rules.DRILL))


def _rows(figures: Sequence[Figure], said: Callable[[float], str]) -> list[tuple[str, str]]:
    """The newest first."""
    return [(words.day(figure.day), said(figure.value)) for figure in reversed(figures)]


def _weekday(day: date) -> str:
    return QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)


def _whole(value: float) -> str:
    return str(round(value))


def _tenth(value: float) -> str:
    return f"{value:.1f}"
