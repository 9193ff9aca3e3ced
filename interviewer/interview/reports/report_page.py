"""Attempts as one HTML page to print or send: no script, no link, nothing loaded from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Evidence, PointVerdict, Verdict
from interviewer.interview.reports.report import (
    SIGNS,
    clock,
    corrected,
    delivery_in_words,
    repairs_in_words,
    result_in_words,
    round_title,
    summary,
)
from interviewer.interview.take import Take
from interviewer.interview.transcript import Span
from interviewer.interview.waveform import Waveform

#: Reads how loud a take is over time; None where its sound is gone.
Outline = Callable[[Take], Waveform | None]

_STYLE = """
:root { color-scheme: light dark; --ink: #22262b; --soft: #5c6068; --page: #fffefb; --raised: #efece6;
  --line: #ddd8ce; --covered: #22693e; --partial: #855300; --missed: #5a6069; --contradicted: #a03222;
  --speech: #1d6863; --quiet: #8b857a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e5e1; --soft: #a6adb5; --page: #15181b;
  --raised: #1d2125; --line: #343a40; --covered: #7fd39b; --partial: #e9b765; --missed: #a6adb5;
  --contradicted: #f09c8d; --speech: #72c5bc; --quiet: #7d858d; } }
@media print { :root { color-scheme: light; } body { font-size: 9.5pt; margin: 0; max-width: none; }
  li, figure, tr { break-inside: avoid; } section + section { break-before: page; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; }
h1, h2 { font-size: 1.35rem; line-height: 1.3; margin-bottom: .3rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .5rem; }
section + section { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: .5rem; }
ul { list-style: none; padding: 0; margin: 0; } li { margin: 0 0 .7rem; }
dl { display: flex; flex-wrap: wrap; gap: .4rem 2rem; margin: 0; } dl div { min-width: 6rem; }
dt, .soft, figcaption { color: var(--soft); } dt { font-size: .85em; } dd { margin: 0; font-weight: 600; }
blockquote { margin: .1rem 0 0 1.6rem; color: var(--speech); } p { margin: .4rem 0; }
p.reason { margin: 0 0 0 1.6rem; font-size: .9em; }
figure { margin: 1rem 0; } svg { width: 100%; height: auto; } figcaption { font-size: .85em; }
table { border-collapse: collapse; width: 100%; } td { padding: .35rem .6rem .35rem 0; vertical-align: top; }
tr { border-top: 1px solid var(--line); } td + td { text-align: right; white-space: nowrap; }
.covered { color: var(--covered); } .partial { color: var(--partial); } .missed { color: var(--missed); }
.contradicted { color: var(--contradicted); } b.verdict { white-space: nowrap; }
"""
_WIDTH, _HEIGHT = 720, 92
#: Of the strip's sound: its middle, and how far a loud moment reaches from it.
_MIDDLE, _REACH = 50, 24
_BAR, _STEP = 2, 3


def html(attempts: Sequence[Attempt], outline: Outline = lambda _take: None) -> str:
    """The whole feedback, with a picture of each answer over time where there is a recording."""
    alone = len(attempts) == 1
    title = escape(attempts[0].question.text if alone else round_title(attempts))
    parts = [] if alone else list(_overview(title, attempts))
    for attempt in attempts:
        parts += ["<section>", *_sections(attempt, outline, heading="h1" if alone else "h2"), "</section>"]
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _overview(title: str, attempts: Sequence[Attempt]) -> Iterator[str]:
    yield f"<h1>{title}</h1><table>"
    for attempt in attempts:
        yield f"<tr><td>{escape(attempt.question.text)}</td><td>{result_in_words(attempt)}</td></tr>"
    yield "</table>"


def _sections(attempt: Attempt, outline: Outline, *, heading: str) -> Iterator[str]:
    yield f"<{heading}>{escape(attempt.question.text)}</{heading}>"
    yield f"<p>{escape(summary(attempt))}</p>"
    yield from _advice(attempt)
    yield from _strip(attempt, outline)
    yield "<h3>Key points</h3><ul>"
    yield from (_point(attempt, judged) for judged in attempt.feedback.coverage.points)
    yield "</ul><h3>Delivery</h3><dl>"
    for name, value in delivery_in_words(attempt.feedback.delivery):
        yield f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
    yield "</dl><h3>What you said</h3>"
    yield f"<p>{escape(attempt.transcript.text) or '<em>Nothing was heard.</em>'}</p>"
    if attempt.feedback.coverage.repairs:
        yield f'<p class="soft">{escape(" ".join(repairs_in_words(attempt.feedback.coverage)))}</p>'
    yield f'<p class="soft">Heard with {escape(attempt.transcript.model or "no model: it was typed")}.</p>'


def _advice(attempt: Attempt) -> Iterator[str]:
    if attempt.feedback.advice:
        yield "<ul>"
        yield from (f"<li>{escape(one)}</li>" for one in attempt.feedback.advice)
        yield "</ul>"


def _point(attempt: Attempt, judged: PointVerdict) -> str:
    other = corrected(attempt, judged)
    yours = f' <span class="soft">(you say: {other.value})</span>' if other else ""
    label = f"<strong>{escape(judged.point.label)}:</strong> " if judged.point.label else ""
    quotes = "".join(f"<blockquote>{_quote(evidence)}</blockquote>" for evidence in judged.evidence)
    verdict = judged.verdict.value
    return (
        f'<li><b class="verdict {verdict}">{SIGNS[judged.verdict]} {verdict}</b>{yours} '
        f'{label}{escape(judged.point.text)}<p class="reason soft">{escape(judged.reason)}</p>{quotes}</li>'
    )


def _quote(evidence: Evidence) -> str:
    at = "" if evidence.start_s is None else f' <span class="soft">{clock(evidence.start_s)}</span>'
    return f"“{escape(evidence.quote)}”{at}"


def _strip(attempt: Attempt, outline: Outline) -> Iterator[str]:
    """The answer from left to right: its sound, key points above it, fillers below."""
    length_s = attempt.transcript.duration_s
    if not length_s or attempt.transcript.speech is None:
        return
    scale = _WIDTH / length_s
    waveform = None if attempt.take is None else outline(attempt.take)
    shapes = [
        _bands(attempt.transcript.speech, scale) if waveform is None else _sound(waveform, length_s),
        *(_mark(judged, number, scale) for number, judged in _proven(attempt)),
        *(_dot(filler.span, scale) for filler in attempt.feedback.delivery.fillers or ()),
    ]
    yield (
        f'<figure><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="The answer over time">'
        f'<rect x="0" y="24" width="{_WIDTH}" height="52" rx="6" fill="var(--raised)"/>'
        f"{''.join(shapes)}</svg>"
        f"<figcaption>0:00 to {clock(length_s)}. Bars: you spoke. Signs: key points, by their number. "
        "Dots: um and uh.</figcaption></figure>"
    )


def _proven(attempt: Attempt) -> Iterator[tuple[int, PointVerdict]]:
    for number, judged in enumerate(attempt.feedback.coverage.points, start=1):
        if judged.verdict is not Verdict.MISSED and judged.evidence:
            yield number, judged


def _sound(waveform: Waveform, length_s: float) -> str:
    """One path of upright bars; the loudest moment reaches to the edge."""
    loudest = max(waveform.loudest, 12)
    columns = waveform.columns(_WIDTH // _STEP, end_s=min(length_s, waveform.duration_s))
    halves = [max(0.7, _REACH * (peak / loudest) ** 0.7) for peak in columns]
    bars = "".join(
        f"M{place * _STEP + 1} {_MIDDLE - half:.1f}v{2 * half:.1f}" for place, half in enumerate(halves)
    )
    return f'<path d="{bars}" stroke="var(--speech)" stroke-width="{_BAR}"/>'


def _bands(speech: Sequence[Span], scale: float) -> str:
    return "".join(
        f'<rect x="{span.start_s * scale:.1f}" width="{max(1.0, span.duration_s * scale):.1f}" '
        f'y="{_MIDDLE - 10}" height="20" rx="3" fill="var(--speech)"/>'
        for span in speech
    )


def _mark(judged: PointVerdict, number: int, scale: float) -> str:
    start_s = judged.evidence[0].start_s
    if start_s is None:
        return ""
    x = min(_WIDTH - 24.0, max(2.0, start_s * scale))
    return (
        f'<text x="{x:.1f}" y="16" font-size="13" fill="var(--{judged.verdict.value})">'
        f"{SIGNS[judged.verdict]}{number}</text>"
    )


def _dot(span: Span, scale: float) -> str:
    return f'<circle cx="{span.start_s * scale:.1f}" cy="85" r="3" fill="var(--partial)"/>'
