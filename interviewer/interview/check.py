"""One thing that has to work before an interview can, and what was found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """``detail`` says what was found; ``fix`` what to do where it isn't ``ok``, and may be empty."""

    name: str
    ok: bool
    detail: str
    fix: str = ""
