"""What a careful reading costs on this machine, in processor seconds, reckoned from those that were done.

The same take has to be read in the same way however busy the machine is. Other programs make a reading seem
dearer than it is for a while, and one of few words is cheap: so the last few count by their median.
"""

from __future__ import annotations

from collections import deque
from statistics import median

#: The pad that the model was taught costs as much as so many seconds of voice.
_PAD_S = 10.0
#: Until there has been a careful reading: so many drafts of the same voice cost as much.
_DRAFTS = 2.0
_LAST = 10


class CostOfCare:
    """Of one model, over all takes."""

    def __init__(self) -> None:
        self._of_reads: deque[float] = deque(maxlen=_LAST)
        self._of_drafts: deque[float] = deque(maxlen=_LAST)

    def read(self, cost_s: float, voice_s: float) -> None:
        """A careful reading of so much voice was done, for so many processor seconds."""
        self._of_reads.append(cost_s / (voice_s + _PAD_S))

    def drafted(self, cost_s: float, voice_s: float) -> None:
        """A draft was."""
        self._of_drafts.append(_DRAFTS * cost_s / (voice_s + _PAD_S))

    @property
    def known(self) -> bool:
        """Whether anything was read at all."""
        return bool(self._of_reads or self._of_drafts)

    def of(self, voice_s: float) -> float:
        """The processor seconds that one would cost; 0 as long as nothing is known."""
        return median(self._of_reads or self._of_drafts or [0.0]) * (voice_s + _PAD_S)
