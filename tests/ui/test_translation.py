"""A language that is longer than English: nothing is left untranslated on a page, and nothing is cut off."""

from __future__ import annotations

import errno
import re
import runpy
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import sample
from bank_stage import BankStage
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QListView,
    QTextEdit,
    QWidget,
)
from staging import Stage, TwoModels
from stand_ins import StillClock
from steps import PAGES, Until, bring

from interviewer.errors import DamagedHistory
from interviewer.interview.question import StarPart
from interviewer.interview.rounds.move import State
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.timeline import plan
from interviewer.sentence import Sentence
from interviewer.settings import Settings
from interviewer.speech import take_file
from interviewer.ui.application import translate
from interviewer.ui.banks.preview import Tab
from interviewer.ui.elements import words
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.rail import Place

_LETTERS = str.maketrans("aeiouyAEIOUYcnst", "áéíóúýÁÉÍÓÚÝçñšť")
_PLACEHOLDER = re.compile(r"(\{\w*\}|&)")
_OPEN, _CLOSE = "⟦", "⟧"
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]+")
#: A sentence may hold others.
_TRANSLATED = re.compile(f"{_OPEN}[^{_OPEN}{_CLOSE}]*{_CLOSE}")


#: All that a translator is given to translate, and how they get it.
translation = SimpleNamespace(
    **runpy.run_path(str(Path(__file__).parents[2] / "packaging" / "translation.py"))
)
TEXTS = translation.texts()


class Pseudo(QTranslator):
    """English with accents, in brackets, and a third longer: as long as German or Finnish gets.

    It knows no more than a translator: a text that they are not given stays English, and is found.
    """

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(self, context: str, text: str, _about: str | None = None, _count: int = -1) -> str | None:
        if (context, text) not in TEXTS:
            return None
        parts = _PLACEHOLDER.split(text)
        changed = "".join(part if place % 2 else part.translate(_LETTERS) for place, part in enumerate(parts))
        return f"{_OPEN}{changed}{' ~' * (len(text) // 6)}{_CLOSE}"


@pytest.fixture
def pseudo(application: QApplication) -> Iterator[None]:
    translator = Pseudo()
    application.installTranslator(translator)
    yield
    application.removeTranslator(translator)


def shown(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QListView):
        model = widget.model()
        return "\n".join(str(model.index(row, 0).data() or "") for row in range(model.rowCount()))
    if isinstance(widget, QTextEdit):
        return widget.toPlainText()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def untranslated(text: str, data: Collection[str]) -> str:
    """What is neither translated nor a person's own, such as questions and answers."""
    found = 1
    while found:
        text, found = _TRANSLATED.subn(" ", text)
    return " ".join(word for word in _WORD.findall(text) if word not in data)


def is_cut_off(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height() + 1
    if isinstance(widget, KeyButton) and widget.compact:
        return False
    if isinstance(widget, QLabel | QCheckBox | KeyButton):
        return widget.sizeHint().width() > widget.width() + 1
    return False


def data(stage: Stage) -> set[str]:
    """All words on a page that are not the window's own."""
    attempt, bank, choices = sample.attempt(StillClock().at), sample.bank(), stage.parts().choices()
    told = [str(stage.archive.folder)]
    told += [bank.title, bank.name, *(section.title for section in bank.sections), attempt.transcript.text]
    told += [question.text for question in bank.questions]
    told += [f"{one.point.label} {one.point.text}" for one in attempt.feedback.coverage.points]
    told += [
        *(text for one in attempt.feedback.coverage.points for ground in one.grounds for text in ground.said),
        *(
            text
            for one in attempt.feedback.coverage.points
            for ground in one.grounds
            for text in ground.missing
        ),
    ]
    # a follow-up is asked in the language of its bank
    told += [attempt.question.answer_markdown, "What would you say about"]
    told += [one.name for one in (*choices.models, *choices.microphones, *choices.voices)]
    told += [option.value for option in choices.models]
    told += ["Ctrl"]  # which Qt translates
    told += [f"{one.name} {one.licence} {one.source}" for one in TwoModels().listed()]
    return set(_WORD.findall(" ".join(told)))


def all_told(stage: Stage, until: Until) -> None:
    """Whatever was asked behind the window has come back to it."""
    for line in (stage.workplace.worker, stage.workplace.devices):
        ended: list[None] = []
        line.run(lambda _cancel: None, done=ended.append, failed=lambda _fault: None)
        until(lambda ended=ended: ended)


@pytest.mark.parametrize("name", PAGES)
def test_every_word_of_a_page_goes_through_the_translation_and_fits(
    stage: Stage, until: Until, pseudo: None, name: str
) -> None:
    # made before the translation came, the window would speak English
    longer = Stage(stage.archive.folder, settings=Settings(welcomed=True))
    bring(longer, until, name)
    if longer.window.state is State.CHOOSING:  # else the worker is hearing, or all is there
        all_told(longer, until)
    known, left, cut = data(longer), set(), set()
    for size in ((1180, 780), (700, 780)):
        longer.window.resize(*size)
        for _ in range(3):  # a text that wraps is measured, laid out, and moves what is below it
            QApplication.processEvents()
        widgets = [
            one for one in longer.window.findChildren(QWidget) if one.isVisible() and shown(one).strip()
        ]
        assert sum(_OPEN in shown(one) for one in widgets) > 3
        left |= {untranslated(shown(one), known) for one in widgets} - {""}
        cut |= {(size[0], shown(one)) for one in widgets if is_cut_off(one)}
    longer.window.close()
    assert not left
    assert not cut


def test_what_the_rules_say_of_an_answer_goes_through_the_translation(
    stage: Stage, until: Until, pseudo: None
) -> None:
    longer = Stage(stage.archive.folder, settings=Settings(welcomed=True))
    longer.open()
    until(lambda: longer.window.home.filled)
    story = sample.attempt(StillClock().at, question=9)
    parts = plan(80.0, {StarPart.SITUATION: 0.8, StarPart.ACTION: 0.2})
    unheard = replace(story.feedback, abstained=Sentence("This recording has not been transcribed."))
    longer.window.go_to(Place.RECORDINGS)
    page = longer.window.pages.recordings
    for attempt, told in (
        (replace(story, star=parts), "The result is missing"),
        (replace(story, feedback=unheard), "This recording has not been transcribed"),
    ):
        page.open(attempt)
        widgets = [one for one in page.feedback.findChildren(QWidget) if one.isVisible()]
        assert any(told.translate(_LETTERS) in shown(one) for one in widgets)
        assert not {untranslated(shown(one), data(longer)) for one in widgets} - {""}
    longer.window.close()


def test_what_is_said_aloud_of_an_answer_goes_through_the_translation(
    stage: Stage, until: Until, pseudo: None
) -> None:
    longer = Stage(stage.archive.folder, settings=Settings(welcomed=True))
    longer.voice.instant = True
    longer.open()
    until(lambda: longer.window.home.filled)
    longer.window.begin(Round(sample.bank().questions[:1], hands_free=True))
    until(lambda: longer.window.state is State.RECORDING)
    longer.window.session.stop()
    until(lambda: len(longer.voice.said) > 1)
    assert "You covered".translate(_LETTERS) in longer.voice.said[1]
    assert "I am listening".translate(_LETTERS) in longer.voice.said[1]
    longer.window.close()


def test_a_sentence_is_translated_with_the_sentences_in_it_and_its_english_stays(pseudo: None) -> None:
    inner = Sentence("{count} days", count=3)
    whole = Sentence("Overdue by {days}", days=inner)
    assert words.said(whole).replace(" ~", "") == "⟦Óvérdúé bý ⟦3 dáýš⟧⟧"
    assert str(whole) == "Overdue by 3 days"
    assert words.said(Sentence("{file} is missing", file="Cost")).startswith("⟦Cost íš")
    assert words.said("Cost, as I see it.") == "Cost, as I see it."


def test_what_is_not_translated_or_cut_off_would_be_found(stage: Stage) -> None:
    assert untranslated(f"{_OPEN}Séñd {_OPEN}mé{_CLOSE} huge{_CLOSE} it, Photon", {"Photon"}) == "it"
    text = label("Quite a long line of text that wraps", stage.window)
    text.setFixedSize(60, 18)
    button = KeyButton("A button", stage.window, key="X")
    button.setFixedWidth(20)
    assert is_cut_off(text)
    assert is_cut_off(button)
    text.setFixedSize(600, 40)
    assert not is_cut_off(text)


def test_a_fault_goes_through_the_translation(
    stage: Stage, until: Until, pseudo: None, tmp_path: Path
) -> None:
    longer = Stage(stage.archive.folder, settings=Settings(welcomed=True))
    full = OSError(errno.ENOSPC, "Kein Platz")
    longer.recorder.start_fault = take_file.in_words(full, tmp_path / "take.flac")
    longer.recorder.notice = Sentence("“{device}” has not delivered any sound yet.", device="Photon")
    told = "The history {file} is damaged ({why}). The recordings beside it are untouched."
    damaged = DamagedHistory(told, file=tmp_path, why="Photon")
    bring(longer, until, "thinking")
    longer.window.session.answer()
    until(lambda: longer.window.session.fault)
    longer.window._tell(damaged)
    widgets = [one for one in longer.window.findChildren(QWidget) if one.isVisible() and shown(one).strip()]
    told = " ".join(map(shown, widgets))
    assert "There is no room for recordings".translate(_LETTERS) in told
    assert "The history".translate(_LETTERS) in told
    known = data(longer) | set(_WORD.findall(str(tmp_path)))
    assert not {untranslated(shown(one), known) for one in widgets} - {""}
    longer.window.close()


#: Words of its own, and all that can be wrong with a document.
DOUBTFUL = """---
bank: zebra
colour: quagga
---

### 1. Zebra?
**Answer:**
*   **Quagga:** zebra â€“ [amount?] zebra.

![zebra](quagga.png)

```yaml coach
target: zebra
difficulty: 9
type: zebra
budgets: {action: 20}
zebra: quagga
```

### 2. Quagga?

### 3. Zebra?
**Answer:** quagga \\zebra\\.

#### 4. Quagga zebra?
**Answer:** zebra.

```yaml coach
say: "zebra
```
"""


@pytest.fixture
def banks(application: QApplication, tmp_path: Path) -> Iterator[BankStage]:
    made = BankStage(tmp_path)
    yield made
    made.close()


def test_what_was_found_in_a_document_goes_through_the_translation(
    pseudo: None, banks: BankStage, until: Until, tmp_path: Path
) -> None:
    file = tmp_path / "zebra.md"
    file.write_bytes(DOUBTFUL.encode("utf-8") + b"\nquagga \xfc\x07 zebra\n")
    banks.read(until, file)
    known = set(_WORD.findall(f"{DOUBTFUL} {file} UTF-8 Windows-1252 yaml"))
    preview = banks.page.preview
    assert len({one.code for one in preview.messages}) > 9
    left = set()
    for tab in (Tab.QUESTIONS, Tab.MESSAGES):
        banks.page._tabs[tab].click()
        for row in range(banks.page._model.rowCount()):
            banks.page._list.setCurrentIndex(banks.page._model.index(row))
            left |= {untranslated(shown(one), known) for one in (banks.page._list, banks.page._detail)}
    assert not left - {""}


def test_what_a_file_of_another_kind_is_told_goes_through_the_translation(
    pseudo: None, banks: BankStage, until: Until, tmp_path: Path
) -> None:
    known = set(_WORD.findall(str(tmp_path)))
    for name, content in (("gone.md", None), ("picture.md", b"\x89PNG"), ("empty.md", b" ")):
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content)
        banks.show(banks.page)
        banks.importing.read(file)
        told = banks.page.waiting._text
        until(lambda name=name, told=told: name in told.text())
        assert _OPEN in told.text()
        assert not untranslated(told.text(), known | set(_WORD.findall(name)))


def test_a_translators_file_has_every_text_and_the_window_speaks_what_is_translated_in_it(
    application: QApplication, tmp_path: Path
) -> None:
    file = translation.update("de", tmp_path)
    told = file.read_text(encoding="utf-8")
    assert told.count("<source>") == len(TEXTS)
    ours = "<source>{file} is missing</source>"
    here = told.index('<translation type="unfinished"></translation>', told.index(ours))
    done = told[:here] + told[here:].replace(
        '<translation type="unfinished"></translation>', "<translation>{file} fehlt</translation>", 1
    )
    file.write_text(done, encoding="utf-8")
    translation.release(translation.update("de", tmp_path))
    before = set(application.findChildren(QTranslator))
    translate(application, "de_AT", tmp_path)
    made = set(application.findChildren(QTranslator)) - before
    assert words.said(Sentence("{file} is missing", file="a.bin")) == "a.bin fehlt"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    for one in made:
        application.removeTranslator(one)
    translate(application, "xx", tmp_path)
    assert words.said(Sentence("{file} is missing", file="a.bin")) == "a.bin is missing"


@pytest.mark.parametrize("said", ['f"{x} is gone."', '"Gone: " + x', "x"])
def test_a_text_that_no_translator_would_see_is_refused(tmp_path: Path, said: str) -> None:
    room = tmp_path / "room"
    room.mkdir()
    told = f"from interviewer.sentence import Sentence\nx = 1\ny = Sentence({said})\n"
    (room / "gone.py").write_text(told, encoding="utf-8")
    with pytest.raises(ValueError, match=r"room/gone.py, line 3: write the text out"):
        translation.texts(room)
