"""What judging costs: processor time by the length of the answer and the count of points, and memory."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

import numpy as np
from corpus import Case

from interviewer import paths
from interviewer.interview.judging.judgement import judge
from interviewer.interview.question import Rubric
from interviewer.interview.transcript import Transcript
from interviewer.models.embedding import MiniLM

ROOT = Path(__file__).resolve().parents[1]


def speed(found: Sequence[Case], times: int) -> list[tuple[int, int, float]]:
    """CPU milliseconds for (words, points): the median of so many answers, of which nothing is remembered."""
    model = MiniLM(paths.assets() / "minilm")
    strong = [case for case in found if case.style == "strong"]
    words = cycle(" ".join(case.answer for case in strong).split())
    points = cycle([point for case in strong for point in case.rubric.points])
    costs = []
    for length, count in [(60, 8), (125, 8), (250, 4), (250, 8), (250, 16), (500, 8), (1000, 8)]:
        taken_s = []
        for _ in range(times):
            answer = Transcript.typed(" ".join(islice(words, length)))
            rubric = Rubric(tuple(islice(points, count)))
            model.known.clear()
            start = time.process_time()
            judge(rubric, answer, question="How do you run a data platform?", embedder=model)
            taken_s.append(time.process_time() - start)
        costs.append((length, count, 1000 * float(np.median(taken_s))))
    return costs


def memory_mb(found: Sequence[Case]) -> float:
    """What ``interviewer compare`` holds at most, by the kernel's own account of it."""
    strong = [case for case in found if case.style == "strong"]
    answer = " ".join(" ".join(case.answer for case in strong).split()[:250])
    points = [point for case in strong for point in case.rubric.points][:8]
    record = {
        "question": "How do you run a data platform?",
        "key_points": [{"id": f"k{at}", "text": point.text} for at, point in enumerate(points)],
        "answer": answer,
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answer.jsonl"
        file.write_text(json.dumps(record), "utf-8")
        command = [sys.executable, "-c", _WEIGHED, "compare", str(file)]
        printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout
    return int(printed.split()[-2]) / 1024


#: The peak is that of the program alone: what rusage says begins with the process that it was forked from.
_WEIGHED = """
import sys
from interviewer import cli
cli.main(sys.argv[1:])
with open("/proc/self/status") as status:
    print(next(line for line in status if line.startswith("VmHWM")))
"""
