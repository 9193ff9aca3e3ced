"""The speech models that a person may have: listed, fetched and removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from interviewer.errors import InterviewerError
from interviewer.interview.ports import CancelToken
from interviewer.interview.speech_model import SpeechModel, Where
from interviewer.models import download, shelf
from interviewer.models.catalogue import HUB, MODELS, Model, model


class ModelStore:
    """Fetched models lie in a folder of the library; the others come with the app."""

    def __init__(self, folder: Path, *, offered: Sequence[Model] = MODELS, hub: str = HUB) -> None:
        self._folder = folder
        self._offered = offered
        self._hub = hub

    def listed(self) -> list[SpeechModel]:
        """All of them, the lightest first."""
        return [
            SpeechModel(
                name=one.name,
                about=one.about,
                licence=one.licence,
                size_bytes=one.size_bytes,
                source=one.source,
                where=shelf.where(one, self._folder),
                brought_bytes=download.brought_bytes(one, models=self._folder),
            )
            for one in self._offered
        ]

    def fetch(
        self, name: str, *, progress: Callable[[float], None], cancel: CancelToken | None = None
    ) -> None:
        """Downloads a model; the only thing that uses the network, and only when it is asked for."""
        download.fetch(self._model(name), to=self._folder, progress=progress, cancel=cancel, hub=self._hub)

    def remove(self, name: str) -> None:
        """Deletes what was fetched of a model. Raises InterviewerError for one that comes with the app."""
        if shelf.where(self._model(name), self._folder) is Where.HERE:
            raise InterviewerError("The model {name} comes with the app, and stays.", name=name)
        download.discard(name, models=self._folder)

    def _model(self, name: str) -> Model:
        return next((one for one in self._offered if one.name == name), None) or model(name)
