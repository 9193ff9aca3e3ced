"""Fixtures for all rooms."""

from command_line import command_line
from reliability import pytest_addoption, pytest_configure
from virtual_sound import virtual_sound

__all__ = ["command_line", "pytest_addoption", "pytest_configure", "virtual_sound"]
