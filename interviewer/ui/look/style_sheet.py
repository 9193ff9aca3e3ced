"""The style sheet: how the colours and sizes of the theme are worn by each kind of widget.

Widgets are told apart by the dynamic property ``role``, not by where they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interviewer import paths
from interviewer.ui.look.colours import Colours


def style_sheet(colours: Colours, sizes_pt: Mapping[str, float], scaled: Callable[[float], int]) -> str:
    """One sheet for the whole application."""
    return "\n".join(
        (
            _text(colours, sizes_pt),
            _buttons(colours, sizes_pt, scaled),
            _fields(colours, scaled),
            _surfaces(colours, scaled),
            _bars(colours, scaled),
        )
    )


def _text(colours: Colours, sizes_pt: Mapping[str, float]) -> str:
    steps = "\n".join(
        f'QLabel[step="{step}"] {{ font-size: {size:.1f}pt; }}' for step, size in sizes_pt.items()
    )
    return f"""
        QWidget {{ color: {colours.ink}; }}
        QLabel {{ background: transparent; }}
        {steps}
        QLabel[step="title"], QLabel[step="question"], QLabel[strong="true"] {{ font-weight: 600; }}
        QLabel[tone="muted"] {{ color: {colours.muted}; }}
        QLabel[tone="accent"] {{ color: {colours.accent}; font-weight: 600; }}
        QLabel[tone="quote"] {{ color: {colours.accent}; }}
        QLabel[tone="live"] {{ color: {colours.live}; font-weight: 600; }}
        QLabel[tone="warning"] {{ color: {colours.partial}; }}
        QToolTip {{ background: {colours.raised}; color: {colours.ink}; border: 1px solid {colours.line};
                    padding: 4px; }}
    """


def _buttons(colours: Colours, sizes_pt: Mapping[str, float], scaled: Callable[[float], int]) -> str:
    return f"""
        QPushButton {{
            background: {colours.surface}; border: 1px solid {colours.edge}; border-radius: {scaled(8)}px;
            padding: {scaled(8)}px {scaled(14)}px;
        }}
        QPushButton:hover {{ background: {colours.raised}; }}
        QPushButton:pressed {{ background: {colours.line}; }}
        QPushButton:disabled {{ border-color: {colours.line}; color: {colours.edge}; }}
        QPushButton:focus {{ border: 2px solid {colours.accent};
            padding: {scaled(8) - 1}px {scaled(14) - 1}px; }}
        QPushButton[role="primary"] {{
            background: {colours.accent}; color: {colours.accent_ink}; border: 1px solid {colours.accent};
            font-size: {sizes_pt["lead"]:.1f}pt; font-weight: 600; padding: {scaled(12)}px {scaled(22)}px;
        }}
        QPushButton[role="primary"]:focus {{ border: 3px solid {colours.ink};
            padding: {scaled(12) - 2}px {scaled(22) - 2}px; }}
        QPushButton[role="primary"]:disabled {{ background: {colours.raised}; color: {colours.muted};
            border-color: {colours.line}; }}
        QPushButton[role="quiet"] {{ background: transparent; border-color: transparent; }}
        QPushButton[role="quiet"]:hover {{ background: {colours.raised}; }}
        QPushButton[role="quiet"]:checked {{ background: {colours.accent_wash}; color: {colours.accent}; }}
        QPushButton[role="quiet"]:focus {{ border: 2px solid {colours.accent}; }}
        QPushButton[role="small"] {{ background: transparent; border-color: {colours.line};
            font-size: {sizes_pt["caption"]:.1f}pt; border-radius: {scaled(6)}px;
            padding: {scaled(5)}px {scaled(10)}px; }}
        QPushButton[role="small"]:hover {{ background: {colours.line}; }}
        QPushButton[role="place"] {{
            background: transparent; border: 2px solid transparent; text-align: left;
            padding: {scaled(9)}px {scaled(12)}px {scaled(9)}px {scaled(12) + scaled(18) + 8}px;
        }}
        QPushButton[role="place"]:hover {{ background: {colours.line}; }}
        QPushButton[role="place"]:checked {{ background: {colours.accent_wash}; color: {colours.accent}; }}
        QPushButton[role="place"]:disabled {{ color: {colours.muted}; }}
        QPushButton[role="place"]:focus {{ border: 2px solid {colours.accent}; }}
    """


def _fields(colours: Colours, scaled: Callable[[float], int]) -> str:
    icons, shade = (paths.assets() / "icons").as_posix(), "dark" if colours.dark else "light"
    return f"""
        QSpinBox {{ padding: {scaled(6)}px; min-height: {scaled(20)}px; }}
        QLineEdit, QComboBox, QPlainTextEdit {{
            background: {colours.surface}; border: 1px solid {colours.edge}; border-radius: {scaled(8)}px;
            padding: {scaled(7)}px {scaled(10)}px; selection-background-color: {colours.accent};
            selection-color: {colours.accent_ink};
        }}
        QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{
            border: 2px solid {colours.accent}; padding: {scaled(7) - 1}px {scaled(10) - 1}px; }}
        QLineEdit {{ placeholder-text-color: {colours.muted}; }}
        QComboBox::drop-down {{ border: none; width: {scaled(30)}px; }}
        QComboBox::down-arrow {{ image: url("{icons}/down-{shade}.svg"); width: {scaled(18)}px;
            height: {scaled(18)}px; }}
        QComboBox QAbstractItemView {{ background: {colours.surface}; border: 1px solid {colours.edge};
            selection-background-color: {colours.accent_wash}; selection-color: {colours.ink}; outline: 0; }}
        QCheckBox {{ spacing: {scaled(10)}px; padding: {scaled(5)}px; border: 2px solid transparent;
            border-radius: {scaled(6)}px; }}
        QListWidget::item {{ padding: {scaled(3)}px 0; }}
        QCheckBox::indicator, QListWidget::indicator {{ width: {scaled(18)}px; height: {scaled(18)}px;
            border: 1px solid {colours.edge}; border-radius: {scaled(4)}px; background: {colours.surface}; }}
        QCheckBox::indicator:checked, QListWidget::indicator:checked {{
            background: {colours.accent}; border-color: {colours.accent};
            image: url("{icons}/tick-{shade}.svg"); }}
        QCheckBox:focus {{ border-color: {colours.accent}; }}
    """


def _surfaces(colours: Colours, scaled: Callable[[float], int]) -> str:
    return f"""
        QMainWindow, QDialog, QWidget[role="page"] {{ background: {colours.ground}; }}
        QWidget[role="rail"] {{ background: {colours.raised}; border-right: 1px solid {colours.line}; }}
        QFrame[role="card"] {{ background: {colours.surface}; border: 1px solid {colours.line};
            border-radius: {scaled(12)}px; }}
        QFrame[role="notice"] {{ background: {colours.partial_wash}; border: 1px solid {colours.partial};
            border-radius: {scaled(10)}px; }}
        QScrollArea, QScrollArea > QWidget > QWidget[role="page"] {{ border: none; background: transparent; }}
        QTextEdit, QTextBrowser {{ background: {colours.surface}; border: 1px solid {colours.line};
            border-radius: {scaled(12)}px; padding: {scaled(10)}px;
            selection-background-color: {colours.accent}; selection-color: {colours.accent_ink}; }}
        QTextEdit:focus, QTextBrowser:focus {{ border: 2px solid {colours.accent};
            padding: {scaled(10) - 1}px; }}
        QListView, QTableView {{ background: {colours.surface}; border: 1px solid {colours.line};
            border-radius: {scaled(12)}px; outline: 0; padding: {scaled(4)}px; gridline-color: {colours.line};
            selection-background-color: {colours.accent_wash}; selection-color: {colours.ink}; }}
        QListView:focus, QTableView:focus {{ border: 2px solid {colours.accent};
            padding: {scaled(4) - 1}px; }}
        QListView[role="sections"] {{ background: transparent; border: 2px solid transparent; }}
        QListView[role="sections"]:focus {{ border: 2px solid {colours.accent}; }}
        QTableView::item {{ padding: 0 {scaled(8)}px; }}
        QHeaderView {{ background: transparent; }}
        QHeaderView::section {{ background: {colours.surface}; color: {colours.muted}; border: none;
            border-bottom: 1px solid {colours.line}; font-weight: 600;
            padding: {scaled(8)}px {scaled(8) + 3}px; }}
        QMenu {{ background: {colours.surface}; border: 1px solid {colours.edge}; padding: {scaled(6)}px; }}
        QMenu::item {{ padding: {scaled(7)}px {scaled(20)}px {scaled(7)}px {scaled(12)}px; }}
        QMenu::item:selected {{ background: {colours.accent_wash}; color: {colours.ink}; }}
        QMenu::icon {{ padding-left: {scaled(8)}px; }}
    """


def _bars(colours: Colours, scaled: Callable[[float], int]) -> str:
    return f"""
        QProgressBar {{ background: {colours.raised}; border: none; border-radius: {scaled(3)}px;
            max-height: {scaled(6)}px; }}
        QProgressBar::chunk {{ background: {colours.accent}; border-radius: {scaled(3)}px; }}
        QScrollBar:vertical {{ background: transparent; width: {scaled(12)}px; margin: 2px; }}
        QScrollBar:horizontal {{ background: transparent; height: {scaled(12)}px; margin: 2px; }}
        QScrollBar::handle {{ background: {colours.edge}; border-radius: {scaled(4)}px;
            min-height: {scaled(32)}px; min-width: {scaled(32)}px; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
        QSplitter::handle {{ background: transparent; }}
    """
