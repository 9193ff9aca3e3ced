"""Widgets and words of no page in particular."""
