"""Fixtures for all rooms."""

import os

from command_line import command_line
from hypothesis import settings
from left_behind import (
    no_warning_of_qt,
    nothing_left_behind,
    nothing_left_behind_by_the_run,
    told_by_qt,
)
from local_hub import hub
from program import OUTSPOKEN
from spoken import clip
from virtual_sound import virtual_sound

__all__ = [
    "clip",
    "command_line",
    "hub",
    "no_warning_of_qt",
    "nothing_left_behind",
    "nothing_left_behind_by_the_run",
    "told_by_qt",
    "virtual_sound",
]

pytest_plugins = ("reach", "reliability", "side_by_side")

os.environ.update(OUTSPOKEN)

# A gate gives the same answer twice; new examples are looked for on the developers' machines.
settings.register_profile("gate", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("gate")
