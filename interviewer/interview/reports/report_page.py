"""An attempt as one HTML page to print or send: no script, no link, nothing loaded from anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Evidence, PointVerdict, Verdict
from interviewer.interview.reports.report import SIGNS, clock, corrected, delivery_in_words, summary
from interviewer.interview.transcript import Span

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --page: #fff; --line: #d9dee5;
  --covered: #1b7a43; --partial: #8a5a00; --missed: #b3261e; --contradicted: #7b2fa8; --speech: #7f9cc4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf2; --soft: #a5b0bf; --page: #14181e;
  --line: #333b46; --covered: #6fd39a; --partial: #f0b95a; --missed: #ff8a80; --contradicted: #d7a2f5;
  --speech: #5f7fae; } }
@media print { :root { color-scheme: light; } body { font-size: 10pt; } li, svg { break-inside: avoid; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.35rem; line-height: 1.3; } h2 { font-size: 1.05rem; margin-top: 1.6rem; }
ul { list-style: none; padding: 0; } li { margin: 0 0 .8rem; } dl { display: grid; gap: .2rem 1rem;
  grid-template-columns: max-content 1fr; margin: 0; } dt, .soft, figcaption { color: var(--soft); }
dd { margin: 0; } blockquote { margin: .2rem 0 0 1.6rem; font-style: italic; }
p.reason { margin: 0 0 0 1.6rem; }
figure { margin: 1rem 0; } svg { width: 100%; height: auto; } figcaption { font-size: .85em; }
.covered { color: var(--covered); } .partial { color: var(--partial); } .missed { color: var(--missed); }
.contradicted { color: var(--contradicted); } b.verdict { white-space: nowrap; }
"""
_WIDTH, _HEIGHT = 720, 64


def html(attempt: Attempt) -> str:
    """The whole feedback, with a picture of the answer over time where there is a recording."""
    title = escape(attempt.question.text)
    parts = [
        f"<h1>{title}</h1>",
        f"<p>{escape(summary(attempt))}</p>",
        *_advice(attempt),
        *_strip(attempt),
        "<h2>Key points</h2>",
        "<ul>",
        *(_point(attempt, judged) for judged in attempt.feedback.coverage.points),
        "</ul>",
        "<h2>Delivery</h2>",
        "<dl>",
        *(
            f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>"
            for name, value in delivery_in_words(attempt.feedback.delivery)
        ),
        "</dl>",
        "<h2>What you said</h2>",
        f"<p>{escape(attempt.transcript.text) or '<em>Nothing was heard.</em>'}</p>",
        f'<p class="soft">Heard with {escape(attempt.transcript.model or "no model: it was typed")}.</p>',
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


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


def _strip(attempt: Attempt) -> Iterator[str]:
    """The answer from left to right: speech as a band, key points above it, fillers below."""
    length_s = attempt.transcript.duration_s
    if not length_s or attempt.transcript.speech is None:
        return
    scale = _WIDTH / length_s
    shapes = [
        *(_band(span, scale) for span in attempt.transcript.speech),
        *(_mark(judged, number, scale) for number, judged in _proven(attempt)),
        *(_dot(filler.span, scale) for filler in attempt.feedback.delivery.fillers or ()),
    ]
    yield (
        f'<figure><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="The answer over time">'
        f'<rect x="0" y="34" width="{_WIDTH}" height="2" fill="var(--line)"/>{"".join(shapes)}</svg>'
        f"<figcaption>0:00 to {clock(length_s)}. Bands: you spoke. Signs: key points, by their number. "
        "Dots: um and uh.</figcaption></figure>"
    )


def _proven(attempt: Attempt) -> Iterator[tuple[int, PointVerdict]]:
    for number, judged in enumerate(attempt.feedback.coverage.points, start=1):
        if judged.verdict is not Verdict.MISSED and judged.evidence:
            yield number, judged


def _band(span: Span, scale: float) -> str:
    width = max(1.0, span.duration_s * scale)
    return (
        f'<rect x="{span.start_s * scale:.1f}" y="28" width="{width:.1f}" height="14" fill="var(--speech)"/>'
    )


def _mark(judged: PointVerdict, number: int, scale: float) -> str:
    start_s = judged.evidence[0].start_s
    if start_s is None:
        return ""
    x = min(_WIDTH - 24.0, max(12.0, start_s * scale))
    return (
        f'<text x="{x:.1f}" y="20" font-size="13" fill="var(--{judged.verdict.value})">'
        f"{SIGNS[judged.verdict]}{number}</text>"
    )


def _dot(span: Span, scale: float) -> str:
    return f'<circle cx="{span.start_s * scale:.1f}" cy="52" r="3" fill="var(--partial)"/>'
