"""How a text is spoken."""

from __future__ import annotations

from dataclasses import dataclass

#: Words a minute: slower than the first is drawling, faster than the last is not understood at once.
RATES_WPM = (120, 135, 150, 165, 180, 200, 220)


@dataclass(frozen=True, slots=True)
class Manner:
    """By which voice, and at how many words a minute; None: as the settings have it."""

    voice: str | None = None
    rate_wpm: int | None = None


#: As the settings have it.
USUAL = Manner()
