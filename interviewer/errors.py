"""The exceptions that every room may raise on purpose; anything else is a bug of ours."""

from __future__ import annotations


class InterviewerError(Exception):
    """The environment or the input is at fault, and the person can act on it.

    ``str(error)`` says what is wrong; ``fix`` says what to do, or the exact command, and may be empty
    where the message already does.
    """

    def __init__(self, message: str, *, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix

    def in_words(self) -> str:
        """The message and what to do about it, as one text for a person."""
        return f"{self}\n{self.fix}" if self.fix else str(self)


class InputError(InterviewerError):
    """What the person handed in can't be used: exit status 2 on the command line."""


class DamagedHistory(InterviewerError):  # noqa: N818 - named for what it is
    """The history can't be read; what is still whole in it can be carried over to a new one."""


class Cancelled(Exception):  # noqa: N818 - not an error: the person asked for it, and it is never shown
    """The work was called off by the person."""
