"""Fixtures for all rooms."""

from virtual_sound import virtual_sound

__all__ = ["virtual_sound"]
