"""The look: spacing, type and colours, and how they are put in force."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from interviewer.settings import Settings
from interviewer.ui.look.colours import DARK, LIGHT, Colours
from interviewer.ui.look.style_sheet import style_sheet


class Space:
    """Distances in pixels at the usual text size; four of them are enough."""

    TIGHT = 4
    SMALL = 8
    MEDIUM = 16
    LARGE = 24
    WIDE = 40


class Type(StrEnum):
    """The steps of the type scale, by what they are for."""

    CAPTION = "caption"
    BODY = "body"
    LEAD = "lead"
    TITLE = "title"
    QUESTION = "question"


#: A widget may be as large as there is room: Qt's own figure for that.
UNLIMITED_PX = 16_777_215
#: What the size of running text can be set to.
TEXT_SIZES_PERCENT = (100, 115, 130, 150, 175, 200)
#: Size of a step, as a multiple of the size of running text.
SCALE = {Type.CAPTION: 0.88, Type.BODY: 1.0, Type.LEAD: 1.18, Type.TITLE: 1.6, Type.QUESTION: 1.9}


class Look:
    """What is in force now; widgets that paint themselves ask it at each painting."""

    colours: Colours = LIGHT
    base_pt: float = 10.0
    system_pt: float = 0.0
    reduced_motion: bool = False


def colours() -> Colours:
    return Look.colours


def font(step: Type, *, strong: bool = False) -> QFont:
    """The application's font in a size of the scale."""
    chosen = QFont(QApplication.font())
    chosen.setPointSizeF(Look.base_pt * SCALE[step])
    chosen.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return chosen


def scaled(pixels: float) -> int:
    """A distance that grows with the text."""
    return round(pixels * max(1.0, Look.base_pt / 10.5))


def apply(
    application: QApplication, *, theme: str, text_percent: int = 100, reduced_motion: bool = False
) -> None:
    """Puts a theme in force: "light", "dark" or "system"."""
    Look.reduced_motion = reduced_motion
    Look.system_pt = Look.system_pt or application.font().pointSizeF()
    Look.colours = DARK if _is_dark(application, theme) else LIGHT
    Look.base_pt = max(Look.system_pt, 8.0) * text_percent / 100
    text = QFont(application.font())
    text.setPointSizeF(Look.base_pt)
    application.setFont(text)
    application.setPalette(palette(Look.colours))
    sizes = {step.value: Look.base_pt * factor for step, factor in SCALE.items()}
    application.setStyleSheet(style_sheet(Look.colours, sizes, scaled))


def _is_dark(application: QApplication, theme: str) -> bool:
    """Tells the system too, which draws the frame of the window and dialogs of its own."""
    hints = application.styleHints()
    if theme in ("light", "dark"):
        hints.setProperty("colorScheme", theme.capitalize())  # as text: no name of Qt is loaded for it
        return theme == "dark"
    hints.unsetColorScheme()
    application.setPalette(QPalette())  # which leaves that of the system
    return application.palette().color(QPalette.ColorRole.Window).lightnessF() < 0.5


def dress(settings: Settings) -> None:
    """Puts the look that the settings ask for in force."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        apply(
            application,
            theme=settings.theme,
            text_percent=settings.text_size_percent,
            reduced_motion=settings.reduced_motion,
        )


def palette(chosen: Colours) -> QPalette:
    """The same colours for what Qt draws by itself."""
    role = QPalette.ColorRole
    made = QPalette()
    for which, colour in {
        role.Window: chosen.ground,
        role.WindowText: chosen.ink,
        role.Base: chosen.surface,
        role.AlternateBase: chosen.raised,
        role.Text: chosen.ink,
        role.PlaceholderText: chosen.muted,
        role.Button: chosen.raised,
        role.ButtonText: chosen.ink,
        role.BrightText: chosen.live,
        role.Highlight: chosen.accent,
        role.HighlightedText: chosen.accent_ink,
        role.Link: chosen.accent,
        role.LinkVisited: chosen.accent,
        role.ToolTipBase: chosen.raised,
        role.ToolTipText: chosen.ink,
        role.Accent: chosen.accent,
        role.Mid: chosen.line,
    }.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(chosen.edge))
    return made
