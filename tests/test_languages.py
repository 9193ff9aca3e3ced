"""Another language goes through the same code: what differs is its table, its model and its voice."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import pytest

from interviewer import grading
from interviewer.app import Assembly
from interviewer.interview import language, star
from interviewer.interview.ports import Embedder
from interviewer.interview.question import StarPart
from interviewer.interview.transcript import Transcript
from interviewer.settings import Settings
from interviewer.speech.player import FilePlayer
from interviewer.speech.voice import SpokenVoice

STORY = (
    "In meiner letzten Firma hatten wir zu hohe Kosten. Meine Aufgabe war, sie um vierzig Prozent zu senken. "
    "Dann habe ich Regeln eingeführt. Am Ende haben wir die Hälfte gespart."
)


@pytest.mark.model
@pytest.mark.skipif(sys.platform != "linux", reason="needs the voice that comes with the app on Linux")
def test_german_is_heard_and_written_as_germans_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))
    file = tmp_path / "story.wav"
    SpokenVoice(player=FilePlayer(), voice="gmw/de", rate_wpm=140).render(STORY, to=file)
    heard = grading.transcribe(
        Assembly(Settings()),
        file,
        model=None,
        language="de",
        live=False,
        speed=1.0,
        progress=lambda _share: None,
    )
    assert heard.transcript.language == "de"
    assert heard.transcript.model == "base"
    assert "Meine Aufgabe war, sie um 40% zu senken." in heard.transcript.text
    assert heard.delivery.syllables_per_s is not None


def test_the_parts_of_a_german_story_are_found_by_its_table_alone() -> None:
    table = language.of("de-DE")
    assert table is not None
    told = star.parts(Transcript.typed(STORY).words, table, embedder=cast(Embedder, None))
    assert [part.part for part in told] == [
        StarPart.SITUATION,
        StarPart.TASK,
        StarPart.ACTION,
        StarPart.RESULT,
    ]


def test_every_table_is_whole() -> None:
    for code in ("en", "de"):
        table = language.of(code)
        assert table is not None
        assert table.fillers
        assert table.filler_prompt
        assert table.phrases
        assert set(table.star_cues) == set(StarPart)
        assert table.numbers.words["zwölf" if code == "de" else "twelve"] == 12
