"""Practise interviews aloud, with feedback that shows its proof."""

__version__ = "0.1.0"
