"""Kills a recording process at random moments, many times, and shows the most sound lost.

    python benchmarks/kills.py [--kills 200] [--seed 1]

Needs pulseaudio, its utilities and its ALSA plug-in; about two seconds a kill.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from killed_take import sound_lost
from virtual_sound import VirtualSound


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest-s", type=float, default=3.0, help="of sound on disk before the kill")
    chosen = parser.parse_args()
    moments = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        server = VirtualSound(Path(place))
        os.environ.update(server.environment)
        lost_s = []
        try:
            for number in range(chosen.kills):
                file = Path(place) / f"take-{number}.wav"
                lost_s.append(sound_lost(server, file, moments.uniform(0.0, chosen.longest_s)))
                print(f"{number + 1}: {lost_s[-1] * 1000:.0f} ms", file=sys.stderr)
        finally:
            server.end()
    print(
        json.dumps(
            {
                "kills": len(lost_s),
                "median_lost_ms": round(statistics.median(lost_s) * 1000),
                "most_lost_ms": round(max(lost_s) * 1000),
                "over_250_ms": sum(lost > 0.25 for lost in lost_s),
                "load_average": os.getloadavg()[0],
            }
        )
    )


if __name__ == "__main__":
    main()
