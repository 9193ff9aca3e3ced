"""A report as a PDF: one column on paper, printed from its Markdown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from interviewer.errors import InputError

_RESOLUTION_DPI = 150
_MARGIN_MM = 18


def write(markdown: str, to: Path) -> None:
    """Writes the file. Works without a screen. Raises InputError where it can't be written."""
    _application = QGuiApplication.instance() or QGuiApplication(["interviewer", "-platform", "offscreen"])
    paper = QPdfWriter(str(to))
    paper.setResolution(_RESOLUTION_DPI)
    paper.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    paper.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setDefaultFont(QFont(QGuiApplication.font().family(), 10))
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownNoHTML)
    document.print_(paper)
    if not to.is_file() or not to.stat().st_size:
        raise InputError(f"{to} can't be written.", fix="Choose a folder that you may write to.")
