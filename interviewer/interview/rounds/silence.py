"""When silence ends an answer: only where it is wanted, and never while somebody thinks."""

from __future__ import annotations

#: A person who thinks for four seconds is never cut off.
SHORTEST_S = 5.0
#: Where there is no key to press, silence has to end the answer at last.
HANDS_FREE_S = 6.0


def limit_s(wanted_s: float, *, hands_free: bool) -> float | None:
    """After so much silence the recording stops by itself; None: never. ``wanted_s`` of 0 is no wish."""
    if wanted_s > 0:
        return max(SHORTEST_S, wanted_s)
    return HANDS_FREE_S if hands_free else None
