"""What a document holds outside its questions, though it looks as if it belonged to one."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from interviewer.interview.documents.outline import Block, Heading, Outline, loose_answers
from interviewer.interview.documents.plain import plain
from interviewer.interview.question import Message, Severity
from interviewer.sentence import Sentence


def left_over(
    outline: Outline, blocks: Sequence[Block], lines: Sequence[str], file: str
) -> Iterator[Message]:
    """Answers and coach fences that belong to no question, and headings that were passed over."""
    if not blocks:
        told = Sentence(
            "No question was found. One is a heading with an answer under it, such as **Answer:**."
        )
        yield Message(Severity.ERROR, "no-questions", told, file, 1)
    inside = [(block.heading.start, block.end) for block in blocks]
    for fence in outline.coach:
        if not _within(fence.start, inside):
            told = Sentence("This coach fence stands under no question; move it beneath one.")
            yield Message(Severity.WARNING, "coach-fence-loose", told, file, fence.start + 1)
    for line in loose_answers(lines, inside):
        told = Sentence("This answer is left out; put a heading with its question above it.")
        yield Message(Severity.WARNING, "answer-without-question", told, file, line + 1)
    yield from _on_other_levels([block.heading for block in blocks], file)
    level = blocks[0].heading.level if blocks else 0
    for heading in outline.headings:
        if heading.level == level and not _within(heading.start, inside):
            told = Sentence(
                "“{heading}” is taken for no question: it has no number and no answer.",
                heading=plain(heading.text),
            )
            yield Message(Severity.INFO, "heading-ignored", told, file, heading.start + 1)


def _on_other_levels(headings: Sequence[Heading], file: str) -> Iterator[Message]:
    """Questions whose headings stand on another level than most."""
    levels = Counter(heading.level for heading in headings)
    usual = levels.most_common(1)[0][0] if levels else 0
    for heading in headings:
        if heading.level != usual:
            told = Sentence(
                "This heading has level {level}; most questions have {usual}: set it so.",
                level=heading.level,
                usual=usual,
            )
            yield Message(Severity.WARNING, "heading-level", told, file, heading.start + 1)


def _within(line: int, inside: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(inside, (line, inside[-1][1] + 1 if inside else 0)) - 1
    return index >= 0 and inside[index][0] <= line < inside[index][1]
