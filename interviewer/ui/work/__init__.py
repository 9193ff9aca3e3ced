"""All threads of the window: the background lines, and the one way back."""
