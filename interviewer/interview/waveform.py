"""The outline of a take's sound: how loud each hundredth of a second is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Waveform:
    """Peaks at even distances over the whole duration, 0 to 255 each; about a hundred a second."""

    peaks: bytes
    duration_s: float

    @property
    def loudest(self) -> int:
        return max(self.peaks, default=0)

    def columns(self, count: int, *, start_s: float = 0.0, end_s: float | None = None) -> list[int]:
        """The highest peak in each of so many equal stretches."""
        if not self.peaks or not self.duration_s:
            return [0] * count
        end_s = self.duration_s if end_s is None else end_s
        a_second = len(self.peaks) / self.duration_s
        edges = [
            min(len(self.peaks) - 1, int((start_s + (end_s - start_s) * at / count) * a_second))
            for at in range(count + 1)
        ]
        return [max(self.peaks[first : max(first + 1, end)]) for first, end in pairwise(edges)]
