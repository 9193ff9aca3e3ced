"""The two sets of colours.

Ink on its ground has a contrast of at least 4.5 to 1 (WCAG AA), and a mark that carries meaning at least
3 to 1; a test computes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from interviewer.interview.coverage import Verdict


class Colours(NamedTuple):
    """One theme. ``wash`` colours lie behind ink of the same name."""

    dark: bool
    ground: str
    surface: str
    raised: str
    line: str
    edge: str
    ink: str
    muted: str
    accent: str
    accent_ink: str
    accent_wash: str
    covered: str
    covered_wash: str
    partial: str
    partial_wash: str
    missed: str
    contradicted: str
    contradicted_wash: str
    live: str

    def verdict(self, verdict: Verdict) -> QColor:
        return QColor(getattr(self, verdict.value))

    def wash(self, verdict: Verdict) -> QColor:
        return QColor(getattr(self, f"{verdict.value}_wash"))


LIGHT = Colours(
    dark=False,
    ground="#f6f4f0",
    surface="#fffefb",
    raised="#efece6",
    line="#ddd8ce",
    edge="#8b857a",
    ink="#22262b",
    muted="#5c6068",
    accent="#1d6863",
    accent_ink="#ffffff",
    accent_wash="#dfecea",
    covered="#22693e",
    covered_wash="#e2f0e5",
    partial="#855300",
    partial_wash="#f9ecd3",
    missed="#5a6069",
    contradicted="#a03222",
    contradicted_wash="#f9e4df",
    live="#b3321f",
)

DARK = Colours(
    dark=True,
    ground="#15181b",
    surface="#1d2125",
    raised="#272c31",
    line="#343a40",
    edge="#7d858d",
    ink="#e7e5e1",
    muted="#a6adb5",
    accent="#72c5bc",
    accent_ink="#0d2523",
    accent_wash="#1f3836",
    covered="#82cb9c",
    covered_wash="#1f3628",
    partial="#e3b665",
    partial_wash="#3a2f1a",
    missed="#b0b6bd",
    contradicted="#f19b8b",
    contradicted_wash="#42251f",
    live="#f4806c",
)
