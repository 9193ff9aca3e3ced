"""A button that shows its key."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QPushButton, QStyleOptionButton, QWidget

from interviewer.ui.look import icon, theme
from interviewer.ui.look.theme import Space, Type


class KeyButton(QPushButton):
    """Its key works anywhere on its page, and is drawn beside its text like a key cap.

    Space and Enter are left to the focus: whoever has it is pressed by them.
    """

    _key = ""
    _icon_name = ""
    compact = False
    _key_shown = True

    def __init__(
        self, text: str, page: QWidget, *, key: str = "", icon_name: str = "", role: str = ""
    ) -> None:
        super().__init__(page)  # with a text PySide looks whether it is an icon: 2 ms for that type's enums
        self._key = key
        self._icon_name = icon_name
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self._shortcut: QShortcut | None = None
        if key and key not in ("Space", "Enter"):
            self._shortcut = QShortcut(QKeySequence(key), page)
            if not page.isWindow():
                self._shortcut.setContext(QtCore.Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._shortcut.setEnabled(False)  # until it is shown
            self._shortcut.activated.connect(self._by_key)
        self.say(text)

    def say(self, text: str, *, icon_name: str = "") -> None:
        """Changes what the button does, in words, and its icon with it."""
        if icon_name and icon_name != self._icon_name:
            self._icon_name = icon_name
            self.update()
        if text == self.text() == self.accessibleName():
            return
        self.setText(text)
        self.setAccessibleName(text)
        self.lend_key(self._key)

    def lend_key(self, key: str) -> None:
        """Draws a key that somebody else listens to, as long as it presses this button; empty for none."""
        self._key = key
        self.setAccessibleDescription(self.tr("Key: {key}").format(key=self.key_name) if key else "")
        self.updateGeometry()
        self.update()

    @property
    def key(self) -> str:
        """Its key, as it is written in a shortcut; empty for none."""
        return self._key

    def show_compact(self, *, compact: bool) -> None:
        """Only the icon, where there is no room for more; the words go into the tool tip."""
        self.compact = compact
        self.setToolTip(f"{self.text()} ({self.key_name})" if compact else "")
        self.updateGeometry()
        self.update()

    def show_key(self, *, shown: bool) -> None:
        """Whether its key stands beside its text; where there is no room for it, it works all the same."""
        self._key_shown = shown
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        height = super().sizeHint().height()
        if self._icon_name:
            height += max(0, self.icon_px - self.fontMetrics().height())
        return QSize(self._content_width() + 2 * self.side_px, height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        super().enterEvent(event)
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self._shortcut is not None:
            self._shortcut.setEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """A button that isn't seen leaves its key to one that is."""
        super().hideEvent(event)
        if self._shortcut is not None:
            self._shortcut.setEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def initStyleOption(self, option: QStyleOptionButton) -> None:  # noqa: N802 - Qt's name
        """The style draws the button without its text, which stands beside the icon and the key."""
        super().initStyleOption(option)
        option.text = ""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_content(painter)
        painter.end()

    def paint_content(self, painter: QPainter) -> None:
        """Icon, text and key, in the middle."""
        left = (self.width() - self._content_width()) / 2
        if self._icon_name:
            self.paint_icon(painter, left)
            left += self.icon_px + Space.SMALL
        painter.setFont(self.font())
        painter.setPen(self._ink())
        text_width = self._text_width()
        if not self.compact:
            area = QRectF(left, 0, text_width, self.height())
            painter.drawText(area, QtCore.Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._cap_width() and not self.compact and (self._key != "Space" or self.hasFocus()):
            self._paint_cap(painter, left + text_width + theme.scaled(Space.SMALL + 2))

    def paint_icon(self, painter: QPainter, left: float) -> None:
        """In the colour of the text."""
        size = self.icon_px
        drawing = icon.pixmap(self._icon_name, round(size * self.devicePixelRatioF()), self._ink().name())
        painter.drawPixmap(QRect(round(left), (self.height() - size) // 2, size, size), drawing)

    def _paint_cap(self, painter: QPainter, left: float) -> None:
        height = theme.scaled(20)
        cap = QRectF(left, (self.height() - height) / 2, self._cap_width(), height)
        edge = self._ink()
        edge.setAlpha(120)
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(self._ink())
        painter.setFont(theme.font(Type.CAPTION))
        painter.drawText(cap, QtCore.Qt.AlignmentFlag.AlignCenter, self.key_name)

    def _by_key(self) -> None:
        if self.isVisible() and self.isEnabled():
            self.click()

    def _ink(self) -> QColor:
        look = theme.colours()
        role = self.property("role")
        if not self.isEnabled():
            return QColor(look.muted)
        if role != "primary" and self.isChecked():
            return QColor(look.accent)
        return QColor(look.accent_ink if role == "primary" else look.ink)

    @property
    def icon_px(self) -> int:
        return theme.scaled(18)

    @property
    def side_px(self) -> int:
        """From its edge to what is in it."""
        return theme.scaled({"primary": 24, "small": 10}.get(self.property("role"), 14))

    def _text_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text()) + 2

    def _content_width(self) -> int:
        if self.compact:
            return self.icon_px
        width = self._text_width()
        if self._icon_name:
            width += self.icon_px + Space.SMALL
        cap_width = self._cap_width()
        return width + (cap_width + theme.scaled(Space.SMALL + 2) if cap_width else 0)

    @property
    def key_name(self) -> str:
        """Its key, as it is written on the keyboard."""
        match self._key:
            case "Space":
                return self.tr("Space")
            case "Enter":
                return self.tr("Enter")
            case "Esc":
                return self.tr("Esc")
            case key:
                return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)

    def _cap_width(self) -> int:
        if not self._key or not self._key_shown:
            return 0
        return QFontMetrics(theme.font(Type.CAPTION)).horizontalAdvance(self.key_name) + theme.scaled(12)
