"""A take that is being spoken: what was heard of it so far, and what is due to be read next.

Words are read in three steps. A draft of what was said since the last good pause, a second or two
after it was said. A careful reading of all up to that pause, once there is enough of it, at a moment
when the person has just gone on speaking and so is not about to stop. And when a window is full, a
last careful reading, which settles it. After the stop only the last draft is left to do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from interviewer.interview.ports import Sound
from interviewer.interview.take import SAMPLE_RATE_HZ
from interviewer.interview.transcript import Span, Word
from interviewer.speech import window as windows
from interviewer.speech.reader import Read, Reader, voiced_s
from interviewer.speech.vad import VoiceActivity

#: A silence after which what was said is read at once: the person may be about to stop.
_BREATH_S = 0.3
#: A draft this long is left as it is at the next pause, and a new one begun.
_LONG_DRAFT_S = 7.0
#: So much more speech makes a careful reading worth its time.
_MORE_TO_READ_S = 6.0
#: Drafts amid speech take at most this share of the time, so that the machine stays cool.
_DRAFTING_SHARE = 0.25
_LEAST_NEW_S, _MOST_NEW_S = 1.5, 6.0
#: Voice that is too short for a word.
_NO_WORD_S = 0.15
#: Sound kept before what is settled, for the next window's pad.
_KEPT_S = 1.0


class LiveTake:
    """One take, fed block by block. The reader is made when there is speech to read."""

    def __init__(
        self, reader: Callable[[], Reader], heard: Callable[[Sequence[Word]], None] | None = None
    ) -> None:
        self._make_reader = reader
        self._made: Reader | None = None
        self._heard = heard
        self._activity = VoiceActivity()
        self._blocks: list[Sound] = []
        self._from_s = 0.0
        self._settled: list[Read] = []
        self._settled_s = 0.0
        #: read since then, up to the last good pause; and how far with care
        self._held = Read()
        self._held_s = 0.0
        self._careful_s = 0.0
        #: read since that pause, and how far
        self._draft = Read()
        self._drafted_s = 0.0
        self._draft_has_fillers = True
        self._draft_cost_s = 0.4

    def take_in(self, block: Sound) -> None:
        """The next block, of any length; costs next to nothing."""
        finite = np.nan_to_num(np.asarray(block, dtype=np.float32).reshape(-1), posinf=0.0, neginf=0.0)
        self._blocks.append(finite)
        self._activity.hear(finite)

    def read_what_is_due(self) -> None:
        """One step of reading, if there is cause for one."""
        spans = self._since(self._settled_s)
        if not spans:
            return
        full = windows.full(spans, self._sound(), from_s=self._from_s)
        if full is not None:
            self._settle(spans, full)
        elif (pause_s := self._good_pause_s(spans)) is not None:
            self._read_with_care(spans, pause_s)
        else:
            self._draft_if_due()

    def finish(self) -> tuple[list[Read], tuple[Span, ...], float]:
        """Reads what is left. All that was read, the stretches of speech, and the duration."""
        self._activity.end()
        while spans := self._since(self._settled_s):
            full = windows.full(spans, self._sound(), from_s=self._from_s)
            if full is None:
                break
            self._settle(spans, full)
        new_s = voiced_s(spans, self._drafted_s, self._activity.heard_s)
        if new_s > _NO_WORD_S or not self._draft_has_fillers:
            self._read_draft(tidy=False)
        return [*self._settled, self._held + self._draft], self._activity.spans, self._activity.heard_s

    def _draft_if_due(self) -> None:
        new_s = voiced_s(self._since(self._held_s), self._drafted_s, self._activity.heard_s)
        if self._activity.silence_s >= _BREATH_S:
            if new_s > _NO_WORD_S or not self._draft_has_fillers:
                self._read_draft(tidy=False)
                self._hold_a_long_draft()
        elif new_s >= self._patience_s:
            self._read_draft(tidy=True)

    @property
    def _patience_s(self) -> float:
        """How much new speech to wait for: the slower the machine, the more."""
        return min(max(self._draft_cost_s / _DRAFTING_SHARE, _LEAST_NEW_S), _MOST_NEW_S)

    def _good_pause_s(self, spans: Sequence[Span]) -> float | None:
        """Where a careful reading may end: the last pause, when speech goes on after it."""
        if self._activity.silence_s > 0 or len(spans) < 2:
            return None
        before, last = spans[-2], spans[-1]
        grown_s = voiced_s(spans, max(self._careful_s, self._settled_s), before.end_s)
        worth_it = grown_s >= _MORE_TO_READ_S and last.start_s - before.end_s >= _BREATH_S
        return before.end_s if worth_it else None

    def _since(self, at_s: float) -> tuple[Span, ...]:
        """The speech after a moment."""
        return tuple(
            Span(max(span.start_s, at_s), span.end_s) for span in self._activity.spans if span.end_s > at_s
        )

    def _reader(self) -> Reader:
        if self._made is None:
            self._made = self._make_reader()
        return self._made

    def _sound(self) -> Sound:
        if len(self._blocks) != 1:
            joined = np.concatenate(self._blocks) if self._blocks else np.empty(0, dtype=np.float32)
            self._blocks = [joined]
        return self._blocks[0]

    def _read_draft(self, *, tidy: bool) -> None:
        spans = self._since(self._held_s)
        if not spans:
            return
        started = time.perf_counter()
        window = windows.of(spans, end_s=self._activity.heard_s)
        self._draft = self._reader().draft(window, self._sound(), from_s=self._from_s, tidy=tidy)
        self._draft_has_fillers = not tidy
        self._drafted_s = spans[-1].end_s
        self._draft_cost_s = time.perf_counter() - started
        self._tell()

    def _hold_a_long_draft(self) -> None:
        if self._drafted_s - self._held_s >= _LONG_DRAFT_S:
            self._held, self._draft = self._held + self._draft, Read()
            self._held_s = self._drafted_s

    def _read_with_care(self, spans: Sequence[Span], pause_s: float) -> None:
        """All from the last settled word to a pause; hesitations were found while drafting."""
        window = windows.of([span for span in spans if span.end_s <= pause_s], end_s=self._activity.heard_s)
        read = self._reader().read(window, self._sound(), from_s=self._from_s, tidy=True)
        known = self._held + self._draft
        self._held = replace(read, fillers=known.cut(end_s=pause_s).fillers)
        self._draft = known.cut(start_s=pause_s)
        self._held_s = self._careful_s = pause_s
        self._drafted_s = max(self._drafted_s, pause_s)
        self._tell()

    def _settle(self, spans: Sequence[Span], full: int | Span) -> None:
        head = (full,) if isinstance(full, Span) else tuple(spans[:full])
        known = self._held + self._draft
        if head[-1].end_s == self._careful_s:  # nothing is left to improve
            self._settled.append(known.cut(end_s=self._careful_s))
        else:
            window = windows.of(head, end_s=self._activity.heard_s)
            self._settled.append(self._reader().read(window, self._sound(), from_s=self._from_s))
        self._settled_s = self._held_s = self._careful_s = head[-1].end_s
        self._held, self._draft = Read(), known.cut(start_s=self._settled_s)
        self._drafted_s = max(self._drafted_s, self._settled_s)
        self._forget_sound()
        self._tell()

    def _forget_sound(self) -> None:
        """Memory stays flat however long the take."""
        drop = round((max(self._settled_s - _KEPT_S, self._from_s) - self._from_s) * SAMPLE_RATE_HZ)
        self._blocks = [self._sound()[drop:].copy()]
        self._from_s += drop / SAMPLE_RATE_HZ

    def _tell(self) -> None:
        if self._heard:
            self._heard([word for read in [*self._settled, self._held, self._draft] for word in read.words])
