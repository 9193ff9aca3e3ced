"""Contrast, as WCAG computes it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from interviewer.ui.look.colours import DARK, LIGHT, Colours

_TEXT = 4.5
_MARK = 3.0


def _luminance(colour: str) -> float:
    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue, _alpha = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    "ink", ["ink", "muted", "accent", "live", "partial", "covered", "missed", "contradicted"]
)
@pytest.mark.parametrize("ground", ["ground", "surface", "raised"])
def test_text_on_every_ground(look: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(look, ink), getattr(look, ground)) >= _TEXT


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("verdict", ["covered", "partial", "contradicted"])
def test_marked_words_stay_legible(look: Colours, verdict: str) -> None:
    wash = getattr(look, f"{verdict}_wash")
    assert contrast(look.ink, wash) >= _TEXT
    assert contrast(getattr(look, verdict), wash) >= _TEXT


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_chosen_and_what_is_primary(look: Colours) -> None:
    assert contrast(look.accent_ink, look.accent) >= _TEXT
    assert contrast(look.ink, look.accent_wash) >= _TEXT
    assert contrast(look.accent, look.accent_wash) >= _TEXT
    assert contrast(look.ink, look.partial_wash) >= _TEXT


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "surface"])
def test_edges_and_the_focus_can_be_seen(look: Colours, ground: str) -> None:
    assert contrast(look.edge, getattr(look, ground)) >= _MARK
    assert contrast(look.accent, getattr(look, ground)) >= _MARK
