"""Feeds damaged files to the readers of sound, banks and settings for a stated time; shows what was found.

    python benchmarks/fuzz.py [--minutes 8] [--reader sound]

Hypothesis mutates by grammar; what it finds it makes small. Found cases belong into tests/faults.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from fuzz import READERS

_ROUND = 500


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=8.0, help="of all readers together")
    parser.add_argument("--reader", choices=READERS, action="append")
    chosen = parser.parse_args()
    names = chosen.reader or list(READERS)
    result = {name: fuzzed(name, chosen.minutes * 60 / len(names)) for name in names}
    print(json.dumps(result, indent=1))


def fuzzed(name: str, limit_s: float) -> dict[str, object]:
    """Rounds of examples until the time is over; a failure ends its round and counts as a finding."""
    read, cases = READERS[name]
    counted = 0
    findings: list[str] = []
    end_s = time.monotonic() + limit_s
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:

        def one(case: object) -> None:
            nonlocal counted
            counted += 1
            read(Path(folder), case)

        while time.monotonic() < end_s:
            options = settings(
                max_examples=_ROUND,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate, Phase.shrink],
            )
            try:
                seed(random.getrandbits(64))(options(given(cases)(one)))()
            except Exception as fault:  # noqa: BLE001 - a finding, whatever it is
                findings.append(f"{type(fault).__name__}: {fault}"[:2_000])
                print(findings[-1], "\n".join(getattr(fault, "__notes__", [])), file=sys.stderr)
    return {"cases": counted, "seconds": round(limit_s), "findings": findings}


if __name__ == "__main__":
    main()
