"""Kills the program at random moments, many times, and shows what was lost: sound, or anything else.

    python benchmarks/kills.py [--kills 200] [--takes 200] [--kind "keeping an attempt"] [--seed 1]

A take needs pulseaudio, its utilities and its ALSA plug-in. One to three seconds a kill.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from killed_take import NotRecorded, sound_lost
from kills import KINDS, NotReady
from virtual_sound import VirtualSound


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200, help="of all kinds but takes, in turn")
    parser.add_argument("--kind", choices=KINDS, action="append", help="of these kinds alone")
    parser.add_argument("--takes", type=int, default=200, help="kills while a take is recorded")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest-s", type=float, default=3.0, help="of sound on disk before the kill")
    chosen = parser.parse_args()
    moments = random.Random(chosen.seed)
    result: dict[str, Any] = {"seed": chosen.seed}
    if chosen.kills:
        result["others"] = others(chosen.kills, chosen.kind or list(KINDS), moments)
    if chosen.takes:
        result["takes"] = takes(chosen.takes, moments, chosen.longest_s)
    result["load_average"] = os.getloadavg()[0]
    print(json.dumps(result, indent=1))


def others(kills: int, kinds: list[str], moments: random.Random) -> dict[str, dict[str, int]]:
    """By what was going on: how many kills, and how many of them lost something."""
    counted = {name: {"kills": 0, "lost something": 0, "never began": 0} for name in kinds}
    for number in range(kills):
        name = kinds[number % len(kinds)]
        kill, longest_s = KINDS[name]
        with tempfile.TemporaryDirectory(prefix="kills-") as place:
            os.environ["INTERVIEWER_HOME"] = place
            moment_s = moments.uniform(0.0, longest_s)
            try:
                kill(Path(place), moment_s)
                counted[name]["kills"] += 1
            except NotReady as fault:
                counted[name]["never began"] += 1
                print(f"{number + 1}: {name}: {fault}", file=sys.stderr)
            except Exception:  # noqa: BLE001 - whatever fails here is a finding
                counted[name]["kills"] += 1
                counted[name]["lost something"] += 1
                print(f"{number + 1}: {name}, after {moment_s:.3f} s", file=sys.stderr)
                traceback.print_exc()
    return counted


def takes(kills: int, moments: random.Random, longest_s: float) -> dict[str, int]:
    """How much sound each kill has cost."""
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        server = VirtualSound(Path(place))
        os.environ.update(server.environment)
        lost_s = []
        try:
            for number in range(kills):
                file = Path(place) / f"take-{number}.wav"
                try:
                    lost_s.append(sound_lost(server, file, moments.uniform(0.0, longest_s)))
                except NotRecorded as fault:
                    print(f"{number + 1}: {fault}", file=sys.stderr)
                else:
                    print(f"{number + 1}: {lost_s[-1] * 1000:.0f} ms", file=sys.stderr)
        finally:
            server.end()
    return {
        "kills": len(lost_s),
        "never began": kills - len(lost_s),
        "median_lost_ms": round(statistics.median(lost_s) * 1000),
        "most_lost_ms": round(max(lost_s) * 1000),
        "over_250_ms": sum(lost > 0.25 for lost in lost_s),
    }


if __name__ == "__main__":
    main()
