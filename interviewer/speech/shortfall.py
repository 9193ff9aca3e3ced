"""Sound that was lost between device and file, found by comparing the frames that came with the clock.

The driver's own overflow flag never shows through a sound server.
"""

from __future__ import annotations

#: Blocks come late under load and catch up; in this long at least one is on time.
_WINDOW_S = 2.0
#: A window that is still open has to be this long to be judged: its only block may be a late one.
_JUDGED_S = 1.2
#: A gap shorter than this can't be told from a late block.
_NOTICED_S = 0.06


class Shortfall:
    """Counts lasting steps in how far the sound lags behind the clock.

    A late block catches up again; lost sound never does. The clocks of computer and device drift apart by a
    few milliseconds in a window, which is followed and not counted.
    """

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._frames = 0
        self._losses = 0
        self._usual_lag_s: float | None = None
        self._suspected = False
        self._window_ends_s = 0.0
        self._last_s = 0.0
        self._least_lag_s: float | None = None

    @property
    def losses(self) -> int:
        """Lasting steps so far; one in the last three seconds may not show yet."""
        long_enough = self._last_s - (self._window_ends_s - _WINDOW_S) >= _JUDGED_S
        return self._losses + (self._suspected or (long_enough and self._stepped()))

    def block(self, *, at_s: float, frames: int) -> None:
        """A block of so many frames arrived at this moment of a monotonic clock."""
        if self._least_lag_s is None:
            self._window_ends_s = at_s + _WINDOW_S
        elif at_s > self._window_ends_s:
            self._end_window()
            self._window_ends_s = at_s + _WINDOW_S
        self._last_s = at_s
        self._frames += frames
        lag_s = at_s - self._frames / self._rate_hz
        self._least_lag_s = lag_s if self._least_lag_s is None else min(self._least_lag_s, lag_s)

    def _stepped(self) -> bool:
        known = self._usual_lag_s is not None and self._least_lag_s is not None
        return known and self._least_lag_s - self._usual_lag_s > _NOTICED_S  # type: ignore[operator]

    def _end_window(self) -> None:
        stepped = self._stepped()
        if stepped and not self._suspected:
            self._suspected = True
        else:
            self._losses += stepped
            self._suspected = False
            self._usual_lag_s = self._least_lag_s
        self._least_lag_s = None
