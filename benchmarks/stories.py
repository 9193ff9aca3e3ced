"""How well the parts of a story are told apart, on stories that the weights were not fitted on.

    python benchmarks/stories.py         prints the table of docs/judgement.md
    python benchmarks/stories.py --fit   fits the weights anew, writes assets/minilm/story.npy

``packaging/story/sentences.txt`` holds single sentences by part, ``tests/golden/stories.jsonl`` spoken
stories with the part of each sentence. The third source is the model answers of the banks in ``questions/``:
they are written in parts. What judges one set of stories was fitted on the sentences and on the other set.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interviewer import paths
from interviewer.interview import star
from interviewer.interview.documents.claims import sentences
from interviewer.interview.language import ENGLISH, Language
from interviewer.interview.question import StarPart
from interviewer.interview.transcript import Transcript, Word
from interviewer.models.embedding import MiniLM, story_chances

ROOT = Path(__file__).resolve().parents[1]
PARTS = tuple(StarPart)
#: Keeps the weights small; and how sharply they decide.
SHRINK, SHARPNESS = 10.0, 6.5
_PART = re.compile(r"\W*(Situation|Task|Action|Result|Learning):\*\*\s*(.+)")

Vectors = NDArray[np.float32]
#: The sentences of a story, each with its part.
Story = list[tuple[StarPart, str]]


@dataclass(frozen=True)
class Trained:
    """The sentence model with the given weights for stories."""

    model: MiniLM
    weights: Vectors

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self.model.embed(texts)

    def story_parts(self, texts: Sequence[str]) -> Vectors:
        return story_chances(self.embed(texts), self.weights)


@dataclass(frozen=True)
class Bare:
    """The sentence model without an ear for stories."""

    model: MiniLM

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self.model.embed(texts)


def spoken() -> list[Story]:
    lines = (ROOT / "tests" / "golden" / "stories.jsonl").read_text("utf-8").splitlines()
    return [[(StarPart(part), text) for part, text in json.loads(line)["sentences"]] for line in lines]


def written() -> list[Story]:
    found: list[Story] = []
    for file in sorted((ROOT / "questions").rglob("*.md")):
        for answer in re.split(r"^### ", file.read_text("utf-8"), flags=re.MULTILINE):
            told = list(_told(answer))
            if told:
                found.append(told)
    return found


def _told(answer: str) -> Iterator[tuple[StarPart, str]]:
    for line in answer.splitlines():
        named = _PART.match(line)
        if named:
            text = re.sub(r"[*\[\]]", "", named[2])
            yield from ((StarPart(named[1].lower()), one.text) for one in sentences(text))


def fitted(model: MiniLM, stories: Sequence[Story]) -> Vectors:
    """Weights by ridge regression on the classes, each class as heavy as any other; the last row is added."""
    lines = (ROOT / "packaging" / "story" / "sentences.txt").read_text("utf-8").splitlines()
    names = [part.value for part in PARTS] + ["none"]
    rows = [(names.index(name), text) for name, _, text in (line.partition(": ") for line in lines)]
    rows += [(PARTS.index(part), text) for story in stories for part, text in story]
    classes = np.array([at for at, _ in rows])
    vectors = model.embed([text for _, text in rows]).astype(np.float64)
    heavy = 1 / np.bincount(classes)[classes]
    heavy /= heavy.mean()
    centre = (vectors * heavy[:, None]).sum(axis=0) / heavy.sum()
    away = vectors - centre
    wanted = (np.eye(len(names))[classes] - 1 / len(names)) * heavy[:, None]
    inside = away.T @ (away * heavy[:, None]) + SHRINK * np.eye(vectors.shape[1])
    table = np.linalg.solve(inside, away.T @ wanted) * SHARPNESS
    return np.vstack([table, -centre @ table]).astype(np.float32)


# -- measures ----------------------------------------------------------------------------------------

#: Words of a story -> the part of each.
Teller = Callable[[Sequence[Word]], list[StarPart | None]]


def by_star(embedder: Trained | Bare, language: Language = ENGLISH) -> Teller:
    def tell(words: Sequence[Word]) -> list[StarPart | None]:
        told: list[StarPart | None] = [None] * len(words)
        for one in star.parts(words, language, embedder=embedder):
            for at in range(one.first_word, one.last_word + 1):
                told[at] = one.part
        return told

    return tell


def by_sentence(embedder: Trained) -> Teller:
    """Each sentence for itself, without their order and without phrases."""

    def tell(words: Sequence[Word]) -> list[StarPart | None]:
        told: list[StarPart | None] = []
        for first, end in star.sentences_of(words):
            text = " ".join(word.text for word in words[first:end])
            best = int(embedder.story_parts([text])[0, :-1].argmax())
            told += [PARTS[best]] * (end - first)
        return told

    return tell


def words_of(story: Story, *, bare: bool = False) -> tuple[tuple[Word, ...], list[StarPart]]:
    """The words of a story and the part of each; bare: small letters, no punctuation."""
    words: list[Word] = []
    parts: list[StarPart] = []
    for part, text in story:
        said = re.sub(r"[^\w\s'%-]", "", text.lower()) if bare else text
        heard = Transcript.typed(said).words
        words += heard
        parts += [part] * len(heard)
    return tuple(words), parts


def right(tell: Teller, stories: Sequence[Story], *, bare: bool) -> float:
    """Share of the words that are put into their part."""
    hits = total = 0
    for story in stories:
        words, parts = words_of(story, bare=bare)
        hits += sum(one is other for one, other in zip(tell(words), parts, strict=True))
        total += len(parts)
    return hits / total


def parts_wrong(tell: Teller, stories: Sequence[Story]) -> float:
    """Parts a story that were told and not found, or found and not told."""
    wrong = 0
    for story in stories:
        words, parts = words_of(story)
        wrong += len({part for part in tell(words) if part} ^ set(parts))
    return wrong / len(stories)


def made_up(tell: Teller, stories: Sequence[Story]) -> float:
    """Share of the stories whose result was cut out, and in which one is heard all the same."""
    heard = 0
    for story in stories:
        cut = [(part, text) for part, text in story if part not in (StarPart.RESULT, StarPart.LEARNING)]
        heard += StarPart.RESULT in tell(words_of(cut)[0])
    return heard / len(stories)


def lines(model: MiniLM) -> list[str]:
    """The table as Markdown."""
    sets = {"spoken": spoken(), "written": written()}
    told = {name: sum(map(len, stories)) for name, stories in sets.items()}
    found = [
        f"{len(sets['spoken'])} spoken stories ({told['spoken']} sentences) and {len(sets['written'])} "
        f"model answers of the banks ({told['written']} sentences), each set judged by weights that were "
        "fitted on the other and on single sentences. Where there are two figures, the first is of the "
        "spoken stories. Without punctuation is as a typed answer or a poor transcript has it: small "
        "letters, no full stops. How much the order and the phrases weigh was chosen on these stories.",
        "",
        "| judged by | words in their part | without punctuation | parts wrong a story | a result made up |",
        "|---|---|---|---|---|",
    ]
    trained = {
        "spoken": Trained(model, fitted(model, sets["written"])),
        "written": Trained(model, fitted(model, sets["spoken"])),
    }
    silent = replace(ENGLISH, star_cues={})
    ways: dict[str, dict[str, Teller]] = {
        "phrases and order": {name: by_star(Bare(model)) for name in sets},
        "the sentence model, sentence by sentence": {name: by_sentence(one) for name, one in trained.items()},
        "the sentence model and order": {name: by_star(one, silent) for name, one in trained.items()},
        "all three": {name: by_star(one) for name, one in trained.items()},
    }
    for way, tellers in ways.items():
        cells = [
            " / ".join(f"{right(tellers[name], sets[name], bare=bare):.0%}" for name in sets)
            for bare in (False, True)
        ]
        cells.append(" / ".join(f"{parts_wrong(tellers[name], sets[name]):.1f}" for name in sets))
        cells.append(" / ".join(f"{made_up(tellers[name], sets[name]):.0%}" for name in sets))
        found.append(f"| {way} | {' | '.join(cells)} |")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="How well the parts of a story are told apart")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    model = MiniLM(paths.assets() / "minilm")
    if not options.fit:
        print("\n".join(lines(model)))
        return
    content = io.BytesIO()
    np.save(content, fitted(model, [*spoken(), *written()]), allow_pickle=False)
    (paths.assets() / "minilm" / "story.npy").write_bytes(content.getvalue())
    print(f"{hashlib.sha256(content.getvalue()).hexdigest()}  story.npy, for models/embedding.py")


if __name__ == "__main__":
    main()
