"""Windows: how a take is cut for the model."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.interview.transcript import Span
from interviewer.speech import window as windows
from interviewer.speech.window import Window

GAPS = st.lists(st.tuples(st.floats(0.16, 6), st.floats(0.1, 12)), min_size=1, max_size=25)


def spans_of(parts: list[tuple[float, float]]) -> tuple[Span, ...]:
    spans, edge = [], 0.0
    for gap, length in parts:
        spans.append(Span(edge + gap, edge + gap + length))
        edge += gap + length
    return tuple(spans)


def noise(length_s: float) -> np.ndarray:
    return np.random.default_rng(2).normal(0, 0.1, int(length_s * 16_000)).astype(np.float32)


def test_short_silences_stay_and_long_ones_go() -> None:
    window = windows.of((Span(1, 2), Span(3, 4), Span(14, 15)), end_s=20.0)
    assert [(piece.start_s, piece.end_s) for piece in window.pieces] == [(0.7, 4.3), (13.7, 15.3)]
    assert window.length_s == pytest.approx(5.2)
    assert len(window.sound(noise(20))) == pytest.approx(5.2 * 16_000, abs=4)


def test_a_time_in_the_window_is_a_time_in_the_take() -> None:
    window = windows.of((Span(1, 2), Span(14, 15)), end_s=20.0)
    assert window.in_take_s(0.3) == pytest.approx(1.0)
    assert window.in_take_s(1.6 + 0.3) == pytest.approx(14.0)
    assert window.in_take_s(99.0) == pytest.approx(15.3)


def test_the_sound_can_be_cut_from_a_later_part_of_the_take() -> None:
    take = noise(20)
    window = windows.of((Span(14, 15),), end_s=20.0)
    np.testing.assert_array_equal(window.sound(take[10 * 16_000 :], from_s=10.0), window.sound(take))


def test_everything_that_fits_stays_together() -> None:
    assert windows.full((Span(0, 10), Span(11, 20)), noise(20)) is None


def test_a_full_window_is_cut_at_its_longest_late_pause() -> None:
    spans = (Span(0, 8), Span(9.5, 16), Span(16.2, 20), Span(20.8, 26), Span(26.3, 33))
    assert windows.full(spans, noise(33)) == 3


def test_speech_without_a_pause_is_cut_at_its_quietest_moment() -> None:
    take = noise(40)
    take[int(21.0 * 16_000) : int(21.3 * 16_000)] *= 0.01
    cut = windows.full((Span(0, 40),), take)
    assert isinstance(cut, Span)
    assert cut.end_s == pytest.approx(21.15, abs=0.15)


@given(GAPS)
def test_windows_hold_all_speech_once_and_fit_the_model(parts: list[tuple[float, float]]) -> None:
    spans = spans_of(parts)
    end_s = spans[-1].end_s + 1
    take = np.zeros(int(end_s * 16_000), dtype=np.float32)
    cut = windows.split(spans, take)
    assert sum(span.duration_s for one in cut for span in one) == pytest.approx(
        sum(span.duration_s for span in spans)
    )
    for one in cut:
        window: Window = windows.of(one, end_s=end_s)
        assert window.length_s <= windows.MOST_S + 0.01
    starts = [one[0].start_s for one in cut]
    assert starts == sorted(starts)
