"""`grade` on every speech file of the tests, as a person would call it, with the word error beside it.

    python benchmarks/grade.py [--model NAME] [FOLDER]

Word error rate by jiwer, after Whisper's own English normaliser (which leaves out um and uh).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jiwer
from whisper_normalizer.english import EnglishTextNormalizer

ROOT = Path(__file__).resolve().parents[1]
#: The question that the one recorded answer answers; the others answer none.
QUESTION = "platform-cost-optimization"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "tests" / "data" / "speech")
    parser.add_argument("--model", default="tiny.en")
    options = parser.parse_args()
    normalised = EnglishTextNormalizer()
    print(f"{'file':<20}{'sound s':>9}{'grade s':>9}{'words':>7}{'WER %':>8}  grade   score  abstained")
    errors = words = 0
    for sound in sorted(options.folder.glob("*.flac")):
        text = normalised(sound.with_suffix(".txt").read_text("utf-8"))
        began = time.perf_counter()
        result = grade(sound, options.model)
        took_s = time.perf_counter() - began
        found = jiwer.process_words(text, normalised(result["transcript"]["text"]))
        errors += found.substitutions + found.deletions + found.insertions
        words += len(text.split())
        score = result["coverage"]["score"]
        print(
            f"{sound.stem:<20}{result['take']['duration_s']:>9.1f}{took_s:>9.1f}{len(text.split()):>7}"
            f"{100 * found.wer:>8.1f}  {result['grade'] or '-':<7}"
            f"{'-' if score is None else format(score, '.2f'):>6}  {result['abstained'] or ''}"
        )
    print(f"all: {100 * errors / words:.1f} % of {words} words")


def grade(sound: Path, model: str) -> dict[str, Any]:
    words = ["grade", "--question", QUESTION, "--audio", str(sound), "--model", model, "--no-keep", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "interviewer", *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


if __name__ == "__main__":
    main()
