"""A take that is being spoken: what was heard of it so far, and what is due to be read next.

Words are read in four steps. A sketch, a second or two after they were said, only to be shown. A draft
at the next pause, of all since the last good one. A careful reading of all up to a good pause, once
there is enough of it, when the person has just gone on speaking and so is not about to stop, or has
been silent for so long that nothing else is to be done; where it takes hardly longer than a draft, it is
done in place of the draft. And when a window is full, a last careful reading, which settles it. After the
stop only a draft of the last words is left to do: it is begun at once, beside a careful reading that is under
way and that nobody waits for any more, and what was drafted stands.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise

import numpy as np

from interviewer.interview.ports import Sound
from interviewer.interview.take import SAMPLE_RATE_HZ
from interviewer.interview.transcript import Span, Word
from interviewer.speech import window as windows
from interviewer.speech.beside import GaveWay
from interviewer.speech.cost_of_care import CostOfCare
from interviewer.speech.reader import Read, Reader, sewn, voiced_s
from interviewer.speech.vad import VoiceActivity

#: A silence after which what was said is read at once: the person may be about to stop.
_BREATH_S = 0.3
#: A draft this long is left as it is at the next pause, and a new one begun.
_LONG_DRAFT_S = 8.0
#: So much more speech makes a careful reading worth while; it may cost such a share of that speech's time.
_MORE_TO_READ_S, _CARE_SHARE = 6.0, 0.3
#: In a silence this long what was said is read with care, however little; in a shorter one, if it is much.
_LONG_SILENCE_S, _SILENCE_S = 1.8, 1.2
_LEAST_TO_READ_S = 0.6
#: A careful reading that costs more processor seconds is not begun: words would be shown late. What was only
#: drafted is then read again after the feedback.
_DEAR_CARE_S = 4.0
#: With a model that reads so much voice so quickly, one of no more replaces a draft; who stops meanwhile
#: has the draft read after all.
_QUICK_CARE_VOICE_S, _QUICK_CARE_S = 13.0, 1.6
#: A draft of less voice than this is read together with what was said before it: alone, it would be
#: misunderstood.
_CONTEXT_S = 6.0
#: The end of that is sewn to what is known of it: the first new word may be dated before the pause.
_SEAM_S = 1.5
#: Sketches take at most this share of the time, so that the machine stays cool.
_SKETCHING_SHARE = 0.2
_LEAST_NEW_S, _MOST_NEW_S = 1.2, 4.0
#: A sketch begins at a break in the voice this long ago at most, so that it stays quick.
_LONG_SKETCH_S = 7.0
#: Voice that is too short for a word.
_NO_WORD_S = 0.15
#: Sound kept before what is settled: a window's pad, and what a draft is understood by.
_KEPT_S = 10.0


class LiveTake:
    """One take, fed block by block. The reader is made when there is speech to read."""

    def __init__(
        self,
        reader: Callable[[], Reader],
        heard: Callable[[Sequence[Word]], None] | None = None,
        *,
        piecemeal: bool = False,
        stopped: Callable[[], bool] = lambda: False,
        care: CostOfCare | None = None,
    ) -> None:
        """``piecemeal``: what is said between two pauses is read by itself, and once.

        ``stopped`` tells that the person has stopped, before the last blocks have come.
        """
        self._piecemeal = piecemeal
        self._stopped = stopped
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
        #: shown after the draft, and no more than shown
        self._sketch = Read()
        self._sketched_s = 0.0
        self._sketch_cost_s = 0.3
        self._care = care or CostOfCare()

    def take_in(self, block: Sound) -> None:
        """The next block, of any length; costs next to nothing."""
        finite = np.nan_to_num(np.asarray(block, dtype=np.float32).reshape(-1), posinf=0.0, neginf=0.0)
        self._blocks.append(finite)
        self._activity.hear(finite)

    @property
    def quiet_s(self) -> float | None:
        """How long there has been no voice, up to now; None as long as there was none at all.

        A breath at most as long as something said before it is unread: it is the silence after known words.
        """
        spans, silence_s = self._activity.spans, self._activity.silence_s
        unread = voiced_s(spans, self._drafted_s, self._activity.heard_s) > _NO_WORD_S
        return None if not spans else min(silence_s, _BREATH_S) if unread else silence_s

    def read_what_is_due(self) -> None:
        """One step of reading, if there is cause for one."""
        spans = self._since(self._settled_s)
        if not spans or self._stopped():
            return
        with suppress(GaveWay):
            if full := self._full(spans):
                self._settle(spans, full, gives_way=self._stopped)
            elif (pause_s := self._good_pause_s(spans)) is not None:
                self._read_with_care(spans, pause_s)
            else:
                self._draft_if_due()

    @property
    def read_with_care(self) -> bool:
        """Whether nothing is left of drafts, which a second reading could improve."""
        return voiced_s(self._activity.spans, self._careful_s, self._activity.heard_s) <= _NO_WORD_S

    def finish(self) -> tuple[list[Read], tuple[Span, ...], float]:
        """Reads what is left. All that was read, the stretches of speech, and the duration."""
        self._activity.end()
        while self._full(self._since(self._held_s)):  # more than a draft holds
            spans = self._since(self._settled_s)
            if full := self._full(spans):
                self._settle(spans, full)
        new_s = voiced_s(self._activity.spans, self._drafted_s, self._activity.heard_s)
        if new_s > _NO_WORD_S:
            self._read_draft(self._tail())
        elif self._sketch.words:
            self._sketch = Read()
            self._tell()
        return sewn([*self._settled, self._held + self._draft]), self._activity.spans, self._activity.heard_s

    def _draft_if_due(self) -> None:
        spans, heard_s = self._since(self._held_s), self._activity.heard_s
        if missed := self._breath_after_much(spans):  # while something else was read
            self._read_draft(spans[:missed])
            self._hold()
        elif self._activity.silence_s >= _BREATH_S:
            if voiced_s(spans, self._drafted_s, heard_s) > _NO_WORD_S:
                self._read_what_was_said(spans)
        elif voiced_s(spans, max(self._sketched_s, self._drafted_s), heard_s) >= self._patience_s:
            self._read_sketch()

    def _read_what_was_said(self, spans: Sequence[Span]) -> None:
        """All since the last good pause; with care since the last settled word, where that is as quick."""
        window = self._since(self._settled_s)
        if not self._piecemeal and self._is_quick(voiced_s(window)):
            self._read_with_care(window, window[-1].end_s, anew=True)
            return
        self._read_draft(spans)
        if self._piecemeal or self._is_long(spans[-1]):
            self._hold()

    def _breath_after_much(self, spans: Sequence[Span]) -> int | None:
        """After how many of the spans a draft would have been held, had there been time to read it."""
        for count, (span, after) in enumerate(pairwise(spans), start=1):
            if after.start_s - span.end_s >= _BREATH_S and (self._piecemeal or self._is_long(span)):
                return count
        return None

    def _is_long(self, last: Span) -> bool:
        return last.end_s - self._held_s >= _LONG_DRAFT_S

    def _tail(self) -> tuple[Span, ...]:
        """What is to be read after the stop."""
        return tuple(span for span in self._since(self._held_s) if span.end_s > self._drafted_s)

    @property
    def _patience_s(self) -> float:
        """How much new speech to wait for: the slower the machine, the more."""
        return min(max(self._sketch_cost_s / _SKETCHING_SHARE, _LEAST_NEW_S), _MOST_NEW_S)

    def _good_pause_s(self, spans: Sequence[Span]) -> float | None:
        """Where a careful reading may end: the silence of now, or, if speech goes on, the last pause."""
        if self._piecemeal:
            return None
        silence_s = self._activity.silence_s
        drafted = self._drafted_s >= spans[-1].end_s  # where the hesitations are found
        if silence_s >= _SILENCE_S and drafted:
            return self._worth_care(spans, spans[-1].end_s, idle=silence_s >= _LONG_SILENCE_S)
        if silence_s > 0 or len(spans) < 2 or spans[-1].start_s - spans[-2].end_s < _BREATH_S:
            return None
        return self._worth_care(spans, spans[-2].end_s)

    def _worth_care(self, spans: Sequence[Span], end_s: float, *, idle: bool = False) -> float | None:
        """The end, where enough up to it was not read with care yet, and reading it is not too dear."""
        new_s = voiced_s(spans, max(self._careful_s, self._settled_s), end_s)
        cost_s = self._care.of(voiced_s(spans, self._settled_s, end_s))
        least_s = _LEAST_TO_READ_S if idle else max(_MORE_TO_READ_S, cost_s / _CARE_SHARE)
        return end_s if new_s >= least_s and cost_s <= _DEAR_CARE_S else None

    def _is_quick(self, voice_s: float) -> bool:
        """Whether a careful reading of so much voice is known to take hardly longer than a draft."""
        return self._care.known and voice_s <= _QUICK_CARE_VOICE_S and self._care.of(voice_s) <= _QUICK_CARE_S

    def _since(self, at_s: float) -> tuple[Span, ...]:
        """The speech after a moment; of a span that was cut there, some of what came before."""
        return tuple(
            Span(max(span.start_s, at_s - windows.OVERLAP_S), span.end_s)
            for span in self._activity.spans
            if span.end_s > at_s
        )

    def _full(self, spans: Sequence[Span]) -> int | Span | None:
        return windows.full(spans, self._sound(), from_s=self._from_s)

    def _reader(self) -> Reader:
        if self._made is None:
            self._made = self._make_reader()
        return self._made

    def _sound(self) -> Sound:
        if len(self._blocks) != 1:
            joined = np.concatenate(self._blocks) if self._blocks else np.empty(0, dtype=np.float32)
            self._blocks = [joined]
        return self._blocks[0]

    def _read_draft(self, spans: Sequence[Span]) -> None:
        """A draft of these spans, in place of what was drafted of them before."""
        context = self._context(spans)
        window = windows.of([*context, *spans], end_s=self._activity.heard_s)
        busy_s = -time.process_time()
        read = self._reader().draft(window, self._sound(), from_s=self._from_s)
        self._care.drafted(busy_s + time.process_time(), voiced_s(window.spans))
        if context:
            read = read.cut(start_s=context[-1].end_s - _SEAM_S)
        replaced = self._draft.cut(start_s=spans[0].start_s)
        self._draft = self._draft.cut(end_s=spans[0].start_s) + read.in_place_of(replaced)
        self._sketch = self._sketch.cut(start_s=spans[-1].end_s)
        self._drafted_s = spans[-1].end_s
        self._tell()

    def _context(self, spans: Sequence[Span]) -> list[Span]:
        """Of what was said before, as much as a little is to be understood by."""
        context: list[Span] = []
        for span in () if self._piecemeal else reversed(self._activity.spans):
            missing_s = _CONTEXT_S - voiced_s(spans) - voiced_s(context)
            before = Span(
                max(span.start_s, span.end_s - 2 * missing_s, self._from_s), min(span.end_s, spans[0].start_s)
            )
            if missing_s > 0 and before.duration_s > _NO_WORD_S:
                context.insert(0, before)
        return context

    def _read_sketch(self) -> None:
        """What was said since the draft, or, of much without a pause, the end of it."""
        started = time.perf_counter()
        spans = self._since(self._drafted_s)
        late = [span for span in spans if spans[-1].end_s - span.start_s <= _LONG_SKETCH_S]
        window = windows.of(late or spans[-1:], end_s=self._activity.heard_s)
        read = self._reader().sketch(window, self._sound(), from_s=self._from_s, gives_way=self._stopped)
        if read is not None:
            self._sketch = self._sketch.cut(end_s=window.spans[0].start_s) + read
        self._sketched_s = spans[-1].end_s
        self._sketch_cost_s = time.perf_counter() - started
        self._tell()

    def _hold(self) -> None:
        """The draft stays as it is, and a new one is begun."""
        self._held, self._draft = self._held + self._draft, Read()
        self._held_s = self._drafted_s

    def _read_with_care(self, spans: Sequence[Span], pause_s: float, *, anew: bool = False) -> None:
        """All from the last settled word to a pause.

        Hesitations were found while drafting; only where it is read ``anew``, in place of a draft, are they
        looked for.
        """
        window = windows.of([span for span in spans if span.end_s <= pause_s], end_s=self._activity.heard_s)
        began_s, voice_s = time.process_time(), voiced_s(window.spans)
        read = self._reader().read(
            window, self._sound(), from_s=self._from_s, tidy=not anew, gives_way=self._stopped
        )
        if read.words:  # nothing is read at less than its cost
            self._care.read(time.process_time() - began_s, voice_s)
        known = self._held + self._draft
        self._held = read.in_place_of(known.cut(end_s=pause_s))
        self._draft = known.cut(start_s=pause_s)
        self._sketch = self._sketch.cut(start_s=pause_s)
        self._held_s = self._careful_s = pause_s
        self._drafted_s = max(self._drafted_s, pause_s)
        self._tell()

    def _settle(
        self, spans: Sequence[Span], full: int | Span, *, gives_way: Callable[[], bool] | None = None
    ) -> None:
        head = (full,) if isinstance(full, Span) else tuple(spans[:full])
        known = self._held + self._draft
        if head[-1].end_s == self._careful_s:  # nothing is left to improve
            self._settled.append(known.cut(end_s=self._careful_s))
        else:
            heard = (windows.beyond(full),) if isinstance(full, Span) else head
            window = windows.of(heard, end_s=self._activity.heard_s)
            self._settled.append(
                self._reader().read(window, self._sound(), from_s=self._from_s, gives_way=gives_way)
            )
        self._settled_s = self._held_s = self._careful_s = head[-1].end_s
        self._held, self._draft = Read(), known.cut(start_s=self._settled_s)
        self._sketch = self._sketch.cut(start_s=self._settled_s)
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
            reads = sewn([*self._settled, self._held, self._draft, self._sketch])
            self._heard([word for read in reads for word in read.words])
