"""The rules that a round is held under."""

from __future__ import annotations

from enum import StrEnum


class Rules(StrEnum):
    """What a round allows, and when feedback comes."""

    PRACTICE = "practice"
    #: little time to think, a cap on the answer, and no feedback before the end
    PRESSURE = "pressure"
    #: stories against the clock, part by part
    STAR = "star"
    #: the points that were left out last time, one by one
    DRILL = "drill"

    @property
    def gives_feedback(self) -> bool:
        """Whether it comes after each answer, and not at the end."""
        return self is not Rules.PRESSURE

    @property
    def only_stories(self) -> bool:
        """Whether only questions that want a story are asked."""
        return self is Rules.STAR
