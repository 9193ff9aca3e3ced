"""How well the voices are understood: the share of words that Whisper tiny.en gets wrong of spoken questions.

    python benchmarks/voice.py [--questions 20] [--voice kokoro/heart …] [--page docs/voice.md]

Both voices say the same questions, as the app would. What is heard is compared with the question as written,
after Whisper's own normaliser. Processor seconds are those of the child that renders.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
from pathlib import Path
from typing import Any

import jiwer
import soundfile
from whisper_normalizer.english import EnglishTextNormalizer

from interviewer.app import Assembly
from interviewer.interview.question import Question

EVERY_BANK = ("azure-platform-director", "behavioural")
normal = EnglishTextNormalizer()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--questions", type=int, default=20)
    asked.add_argument("--voice", nargs="+", default=["kokoro/heart"])
    asked.add_argument("--page", type=Path, help="write the figures as a page of Markdown")
    options = asked.parse_args()
    parts = Assembly()
    every = [question for name in EVERY_BANK for question in parts.bank(name).questions]
    chosen = every[:: max(1, len(every) // options.questions)][: options.questions]
    figures = {voice or "default": figures_of(parts, voice, chosen) for voice in ("", *options.voice)}
    print(json.dumps(figures, indent=1))
    if options.page:
        options.page.write_text(page(figures, len(chosen)), encoding="utf-8")


def figures_of(parts: Assembly, voice: str, questions: list[Question]) -> dict[str, Any]:
    parts.voice.voice = voice
    hearing = parts.transcriber("tiny.en")
    written, heard, spoken_s, busy_s = [], [], 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        for question in questions:
            file = Path(folder) / "question.wav"
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            parts.voice.render(question.say, to=file)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            busy_s += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            spoken_s += soundfile.info(file).duration
            written.append(normal(question.text))
            heard.append(normal(hearing.transcribe(file).text))
    return {
        "word_error": round(jiwer.wer(written, heard), 3),
        "words": sum(len(text.split()) for text in written),
        "speech_s": round(spoken_s, 1),
        "processor_s_per_s": round(busy_s / spoken_s, 2),
        "misheard": [pair for pair in zip(written, heard, strict=True) if pair[0] != pair[1]][:5],
    }


def page(figures: dict[str, Any], count: int) -> str:
    rows = [
        f"| {voice} | {100 * one['word_error']:.1f} % | {one['processor_s_per_s']:.2f} |"
        for voice, one in figures.items()
    ]
    plain = figures["default"]["word_error"]
    best = min(one["word_error"] for voice, one in figures.items() if voice != "default")
    return "\n".join(
        [
            "# How well the voices are understood",
            "",
            f"Written by `python benchmarks/voice.py --page docs/voice.md`: {count} questions of both banks,",
            f"{figures['default']['words']} words, spoken by each voice and heard by Whisper tiny.en.",
            "",
            "| voice | words misheard | processor seconds a second of speech |",
            "|---|---|---|",
            *rows,
            "",
            f"The natural voice has {best / plain:.2f} of the default's errors.",
            "",
        ]
    )


if __name__ == "__main__":
    main()
