"""Fixtures for all rooms."""

import os

from command_line import command_line
from hypothesis import settings
from local_hub import hub
from reliability import pytest_addoption, pytest_configure
from side_by_side import pytest_collection_modifyitems
from spoken import clip
from virtual_sound import virtual_sound

__all__ = [
    "clip",
    "command_line",
    "hub",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "virtual_sound",
]

# A gate gives the same answer twice; new examples are looked for on the developers' machines.
settings.register_profile("gate", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("gate")
