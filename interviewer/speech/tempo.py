"""Speech faster or slower with its pitch kept, by FFmpeg's ``atempo``, which PyAV brings along."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np
from av.error import BlockingIOError as NothingYet
from av.error import EOFError as AllGiven
from numpy.typing import NDArray

from interviewer.errors import InputError

SLOWEST, FASTEST = 0.5, 2.0

Blocks = Iterator[NDArray[np.float32]]


def paced(blocks: Blocks, *, rate_hz: int, speed: float) -> Blocks:
    """Mono blocks at another speed, as they come. Raises InputError for one outside 0.5 to 2."""
    if not SLOWEST <= speed <= FASTEST:
        raise InputError(
            "A speed lies between {slowest} and {fastest}, not at {speed}.",
            slowest=f"{SLOWEST:g}",
            fastest=f"{FASTEST:g}",
            speed=f"{speed:g}",
        )
    return blocks if speed == 1.0 else _stretched(blocks, rate_hz, speed)


def _stretched(blocks: Blocks, rate_hz: int, speed: float) -> Blocks:
    graph = av.filter.Graph()
    tick = Fraction(1, rate_hz)
    source = graph.add_abuffer(sample_rate=rate_hz, format="flt", layout="mono", time_base=tick)
    tempo, sink = graph.add("atempo", f"{speed:g}"), graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    given = 0
    for block in blocks:
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block[None, :]), format="flt", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = rate_hz, tick, given
        given += len(block)
        source.push(frame)
        yield from _ready(sink)
    source.push(None)
    yield from _ready(sink)


def _ready(sink: av.filter.FilterContext) -> Blocks:
    while True:
        try:
            frame = sink.pull()
        except (NothingYet, AllGiven):
            return
        if isinstance(frame, av.AudioFrame):
            yield np.asarray(frame.to_ndarray()[0], np.float32)
