"""A speech model, as the person chooses among them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """Whether a model can be used."""

    HERE = "here"
    #: on this machine because the person has fetched it: it can be removed again
    FETCHED = "fetched"
    TO_DOWNLOAD = "to download"
    MISSING = "missing"

    @property
    def usable(self) -> bool:
        return self in (Where.HERE, Where.FETCHED)


@dataclass(frozen=True, slots=True)
class SpeechModel:
    """What a person wants to know before they press the button."""

    name: str
    about: str
    licence: str
    size_bytes: int
    source: str
    where: Where
    #: what an earlier download, called off or cut off, has brought
    brought_bytes: int = 0
