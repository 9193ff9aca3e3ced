"""The window: the only room that imports PySide6."""

import builtins

import PySide6  # noqa: F401 - changes what an import does, which is undone here

# From now on every import would read and keep the source of what it imports, to look for the name of PySide:
# its modules may ask for other names of Qt's methods by `from __feature__ import ...`. None here does.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
