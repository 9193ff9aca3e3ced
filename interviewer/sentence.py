"""What the app says to a person: in English, and with what it takes to say it in another language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Self

_PLACE = re.compile(r"\{(\w+)\}")


class Sentence(str):
    """The English text, whole, with the template and the values that it was made from.

    Where a text is all that is wanted, as on the command line, it is English. Whoever shows it in another
    language translates the template, and those of the values that are sentences themselves.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, **values: Any) -> Self:
        """``values`` are texts, whole numbers or sentences; each stands where its name is, in braces."""
        made = super().__new__(cls, filled(template, values))
        made.template, made.values = template, values
        return made

    def of(self, **values: Any) -> Sentence:
        """The same said of other things."""
        return Sentence(self.template, **values)

    def __getnewargs_ex__(self) -> tuple[tuple[str], Mapping[str, Any]]:
        """So that it can be copied."""
        return (self.template,), self.values


def filled(template: str, values: Mapping[str, Any]) -> str:
    """The template with its values; a name without one stays as it is."""
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), template)


def together(sentences: Sequence[str], *, by: str = " ") -> Sentence:
    """One after the other."""
    values = {f"sentence_{number}": one for number, one in enumerate(sentences)}
    return Sentence(by.join(f"{{{name}}}" for name in values), **values)
