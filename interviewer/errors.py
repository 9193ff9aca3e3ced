"""The exceptions that every room may raise on purpose; anything else is a bug of ours."""

from __future__ import annotations

from typing import Any

from interviewer.sentence import Sentence


class InterviewerError(Exception):
    """The environment or the input is at fault, and the person can act on it.

    ``message`` says what is wrong; ``fix`` says what to do, or the exact command, and may be empty
    where the message already does.
    """

    def __init__(self, message: str, /, *, fix: str = "", **values: Any) -> None:
        """Texts with names in braces, where the ``values`` of these names stand; or whole sentences."""
        self.message = _sentence(message, values)
        self.fix = _sentence(fix, values)
        super().__init__(self.message)

    def in_words(self) -> Sentence:
        """The message and what to do about it, as one text for a person."""
        if not self.fix:
            return self.message
        return Sentence("{message}\n{fix}", message=self.message, fix=self.fix)


class InputError(InterviewerError):
    """What the person handed in can't be used: exit status 2 on the command line."""


class DamagedHistory(InterviewerError):  # noqa: N818 - named for what it is
    """The history can't be read; what is still whole in it can be carried over to a new one."""


class Cancelled(Exception):  # noqa: N818 - not an error: the person asked for it, and it is never shown
    """The work was called off by the person."""


def _sentence(text: str, values: dict[str, Any]) -> Sentence:
    return text if isinstance(text, Sentence) else Sentence(text, **values)
