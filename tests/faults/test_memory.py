"""Too little memory for the speech model: the system refuses it, for real."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest
from command_line import CommandLine
from program import ROOT, run

if sys.platform != "linux":
    pytest.skip("limits a process as Linux does", allow_module_level=True)

SPOKEN = ROOT / "tests" / "data" / "speech" / "jfk.flac"
LONGER = SPOKEN.with_name("a3_cost.flac")
#: Enough for Python and the libraries, too little for the model beside them.
_LIMIT_KB = 550_000

_STARVED = """
import resource, sys
from pathlib import Path
from interviewer.app import Assembly
from interviewer.errors import InterviewerError
spoken = Path(sys.argv[1])
transcriber = Assembly().chosen_transcriber()
transcriber.transcribe(spoken)
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 1_000_000, resource.RLIM_INFINITY))
try:
    transcriber.transcribe(Path(sys.argv[2]))
except InterviewerError as fault:
    refused = fault.in_words()
resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(refused)
print(transcriber.transcribe(spoken).text)
"""


@pytest.mark.model
@pytest.mark.fault(
    "too little memory to load the speech model",
    sees="that, and to close other programs or choose a smaller model",
    kept="the recording",
)
def test_a_model_that_does_not_fit(command_line: CommandLine) -> None:
    def starved(command: Sequence[str]) -> list[str]:
        return ["sh", "-c", f'ulimit -v {_LIMIT_KB}; exec "$@"', "sh", *command]

    # Each thread of a numerical library would take its share of the limit, by the number of cores.
    command_line.environment |= {"OPENBLAS_NUM_THREADS": "2", "OMP_NUM_THREADS": "2"}
    told = command_line.refused(1, "transcribe", SPOKEN, confined=starved)
    assert "not enough memory" in told
    assert "smaller model" in told


@pytest.mark.model
@pytest.mark.fault(
    "the memory is used up while an answer is transcribed",
    sees="that, and to close other programs or choose a smaller model",
    kept="the recording; it is transcribed once there is memory again",
)
def test_memory_that_is_used_up_in_the_middle(command_line: CommandLine) -> None:
    done = run([sys.executable, "-c", _STARVED, SPOKEN, LONGER], environment=command_line.environment)
    assert "not enough memory" in done.out
    assert "country" in done.out
