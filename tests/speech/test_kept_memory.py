"""Memory is kept from one reading to the next."""

from __future__ import annotations

import subprocess
import sys

import pytest

#: The pages that a block as large as a model's has to be handed by the system, the second time.
_SECOND_TIME = """
import ctypes, resource, sys, threading
from interviewer.speech import memory

if sys.argv[1:]:
    memory.kept()
library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p

def use():
    block = ctypes.c_void_p(library.malloc(72_000_000))
    library.memset(block, 1, 72_000_000)
    library.free(block)

def twice():
    use()
    if sys.argv[2:]:
        memory.give_back()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    use()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)

worker = threading.Thread(target=twice)
worker.start()
worker.join()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what other systems do with freed memory is theirs")
def test_a_block_that_was_freed_is_not_asked_of_the_system_again() -> None:
    assert _pages("kept") < 100
    assert _pages() > 1000, "the system does not take memory back: there is nothing to keep"


@pytest.mark.skipif(sys.platform != "linux", reason="what other systems do with freed memory is theirs")
def test_but_goes_back_when_nothing_more_is_to_be_read() -> None:
    assert _pages("kept", "then given back") > 1000


def _pages(*arguments: str) -> int:
    child = [sys.executable, "-c", _SECOND_TIME, *arguments]
    return int(subprocess.run(child, capture_output=True, check=True, text=True).stdout)
