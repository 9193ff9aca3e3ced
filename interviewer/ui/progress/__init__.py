"""The progress page and its charts."""
