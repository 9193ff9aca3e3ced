"""Attempts written down, read back, compared, listed and handed on."""
