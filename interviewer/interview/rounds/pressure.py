"""A round under pressure: how long there is to think, and how long to speak."""

from __future__ import annotations

from enum import StrEnum

#: Then the recording begins by itself.
THINK_S = 30.0
#: From this share of the target on an answer is long (the norms' band ends here), and then it is cut off.
LONG_SHARE, CAP_SHARE = 1.35, 1.5


class Zone(StrEnum):
    """Where an answer is in its time."""

    GREEN = "green"
    #: past the target: come to an end
    AMBER = "amber"
    #: about to be cut off
    RED = "red"


def zone(elapsed_s: float, *, target_s: float) -> Zone:
    if elapsed_s < target_s:
        return Zone.GREEN
    return Zone.AMBER if elapsed_s < LONG_SHARE * target_s else Zone.RED


def cap_s(target_s: float) -> float:
    """After so many seconds the recording stops by itself."""
    return CAP_SHARE * target_s
