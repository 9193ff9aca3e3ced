"""Attempts on paper: each on one page, with the picture of its strip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication

from interviewer.errors import InputError
from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import PointVerdict
from interviewer.interview.marks import marks
from interviewer.interview.reports.report import SIGNS, clock, corrected, delivery_in_words, summary
from interviewer.interview.reports.report_page import Outline
from interviewer.interview.transcript import Span
from interviewer.ui.feedback import strip_picture
from interviewer.ui.look.colours import LIGHT

_RESOLUTION_DPI = 300
#: What is laid out in pixels is drawn as if there were so many to an inch.
_LAYOUT_DPI = 96
_MARGIN_MM = 16
_GAP_PX = 10
#: Sizes of the text, in pixels, from what one likes to read down to what one still can.
_TEXT_PX = (13.0, 12.0, 11.0, 10.0, 9.0)
#: Words of the answer that stay where even the smallest text is too much for the page.
_FEWER_WORDS = (400, 250, 120, 0)


def write(attempts: Sequence[Attempt], to: Path, *, outline: Outline) -> None:
    """Writes the file. Works without a screen, on any thread. Raises InputError where it can't be written."""
    _application = QApplication.instance() or QApplication(["interviewer", "-platform", "offscreen"])
    try:
        to.write_bytes(_printed(attempts, outline))
    except OSError as fault:
        raise InputError(
            "{to} can't be written: {why}.",
            fix="Choose a folder that you may write to.",
            to=to,
            why=fault.strerror,
        ) from fault


def _printed(attempts: Sequence[Attempt], outline: Outline) -> bytes:
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    paper = QPdfWriter(content)
    paper.setResolution(_RESOLUTION_DPI)
    paper.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    paper.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
    paper.setTitle(attempts[0].question.text)
    paper.setCreator("Interviewer")
    scale = _RESOLUTION_DPI / _LAYOUT_DPI
    painter = QPainter(paper)
    painter.scale(scale, scale)
    page = QRectF(0, 0, paper.width() / scale, paper.height() / scale)
    for number, attempt in enumerate(attempts):
        if number:
            paper.newPage()
        _paint(painter, page, attempt, outline)
    painter.end()
    return bytes(content.data().data())


def _paint(painter: QPainter, page: QRectF, attempt: Attempt, outline: Outline) -> None:
    top = _document(_head(attempt), page.width(), _TEXT_PX[0])
    _draw(painter, top, page.topLeft())
    at = top.size().height() + _GAP_PX
    at += _paint_strip(painter, page, at, attempt, outline)
    _draw(painter, _fitting(attempt, page.width(), page.height() - at), QPointF(0, at))


def _paint_strip(painter: QPainter, page: QRectF, at: float, attempt: Attempt, outline: Outline) -> float:
    """Returns how high it is; nothing for an answer without sound."""
    transcript, take = attempt.transcript, attempt.take
    length_s = take.duration_s if take else transcript.duration_s
    if not length_s or transcript.speech is None:
        return 0.0
    waveform = None if take is None else outline(take)
    shown = Span(0.0, length_s)
    scene = strip_picture.Scene(
        shown, length_s, int(page.width()), waveform, transcript.speech, marks(attempt), LIGHT
    )
    image = strip_picture.picture(scene, _RESOLUTION_DPI / _LAYOUT_DPI)
    height = image.height() / image.devicePixelRatio()
    painter.drawImage(QRectF(0, at, page.width(), height), image)
    return height + _GAP_PX


def _fitting(attempt: Attempt, width: float, height: float) -> QTextDocument:
    """As large as fits on the page; the words of a very long answer break off."""
    for size_px, most_words in _choices():
        made = _document(_body(attempt, most_words), width, size_px)
        if made.size().height() <= height:
            break
    return made


def _choices() -> Iterator[tuple[float, int | None]]:
    yield from ((size_px, None) for size_px in _TEXT_PX)
    yield from ((_TEXT_PX[-1], fewer) for fewer in _FEWER_WORDS)


def _document(html: str, width: float, size_px: float) -> QTextDocument:
    made = QTextDocument()
    font = QFont(QApplication.font())
    font.setPixelSize(round(size_px))
    made.setDefaultFont(font)
    made.setDocumentMargin(0)
    made.setDefaultStyleSheet(
        f"body {{ color: {LIGHT.ink}; }} .soft {{ color: {LIGHT.muted}; }}.quote {{ color: {LIGHT.accent}; }}"
    )
    made.setHtml(f"<body>{html}</body>")
    made.setTextWidth(width)
    return made


def _draw(painter: QPainter, document: QTextDocument, at: QPointF) -> None:
    painter.save()
    painter.translate(at)
    document.drawContents(painter)
    painter.restore()


def _head(attempt: Attempt) -> str:
    advice = "<br>".join(escape(one) for one in attempt.feedback.advice)
    return (
        f"<p style='font-size:17px; font-weight:600; margin:0'>{escape(attempt.question.text)}</p>"
        f"<p style='margin:4px 0 0 0'>{escape(summary(attempt))}</p>"
        + (f"<p class='soft' style='margin:4px 0 0 0'>{advice}</p>" if advice else "")
    )


def _body(attempt: Attempt, most_words: int | None) -> str:
    figures = delivery_in_words(attempt.feedback.delivery)
    delivery = " · ".join(
        f"<span class='soft'>{escape(name)}</span> {escape(text)}" for name, text in figures
    )
    said = attempt.transcript.text.split()
    shown = " ".join(said if most_words is None else said[:most_words])
    cut = "" if most_words is None or len(said) <= most_words else " …"
    points = "".join(_point(attempt, judged) for judged in attempt.feedback.coverage.points)
    return (
        f"<table cellspacing='0' cellpadding='0'>{points}</table>"
        f"<p style='margin:8px 0 0 0'>{delivery}</p>"
        f"<p style='margin:8px 0 0 0'>{escape(shown) or 'Nothing was heard.'}{cut}</p>"
    )


def _point(attempt: Attempt, judged: PointVerdict) -> str:
    other = corrected(attempt, judged)
    colour = LIGHT.verdict(judged.verdict).name()
    yours = f" <span class='soft'>(you say: {other.value})</span>" if other else ""
    label = f"<b>{escape(judged.point.label)}:</b> " if judged.point.label else ""
    proof = next(iter(judged.evidence), None)
    at = "" if proof is None or proof.start_s is None else f"{clock(proof.start_s)} "
    quote = "" if proof is None else f" <span class='quote'>{at}“{escape(proof.quote)}”</span>"
    return (
        f"<tr><td style='color:{colour}; padding-right:10px'><b>{SIGNS[judged.verdict]}&nbsp;"
        f"{judged.verdict.value}</b></td><td style='padding-bottom:5px'>{label}{escape(judged.point.text)}"
        f"{yours}<br><span class='soft'>{escape(judged.reason)}</span>{quote}</td></tr>"
    )
