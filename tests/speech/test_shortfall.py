"""Lost sound shows in the clock; late and drifting sound doesn't."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.shortfall import Shortfall

RATE_HZ = 48_000
BLOCK = 1_200
BLOCK_S = BLOCK / RATE_HZ


def losses(*, blocks: int, gaps: dict[int, float], late_s: list[float], drift: float = 0.0) -> int:
    """Blocks at the pace of the device, with sound lost before some of them, and all of them a bit late."""
    watch = Shortfall(RATE_HZ)
    device_s = 100.0
    for number in range(blocks):
        device_s += BLOCK_S * (1 + drift) + gaps.get(number, 0.0)
        watch.block(at_s=device_s + late_s[number % len(late_s)], frames=BLOCK)
    return watch.losses


lateness = st.lists(st.floats(0, 0.5), min_size=1, max_size=40).map(lambda late_s: [0.0, *late_s])


@given(late_s=lateness, drift=st.floats(-3e-4, 3e-4))
def test_late_blocks_and_drifting_clocks_are_no_loss(late_s: list[float], drift: float) -> None:
    assert losses(blocks=1_500, gaps={}, late_s=late_s, drift=drift) == 0


@given(gap_s=st.floats(0.1, 30), at=st.integers(200, 1_360), late_s=st.lists(st.floats(0, 0.02), min_size=1))
def test_a_gap_is_counted_once(gap_s: float, at: int, late_s: list[float]) -> None:
    assert losses(blocks=1_500, gaps={at: gap_s}, late_s=late_s) == 1


def test_gaps_far_apart_are_counted_each() -> None:
    assert losses(blocks=2_400, gaps={300: 0.2, 900: 0.1, 1_500: 1.0, 2_300: 0.3}, late_s=[0.0, 0.01]) == 4


def test_a_take_without_a_block_lost_nothing() -> None:
    assert Shortfall(RATE_HZ).losses == 0
