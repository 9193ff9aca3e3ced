"""Fixtures of the end-to-end tests."""

from virtual_screen import virtual_screen

__all__ = ["virtual_screen"]
