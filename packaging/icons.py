"""The app's icon in the sizes and formats of each system: python packaging/icons.py FOLDER."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from interviewer import paths
from interviewer.ui.look import icon
from interviewer.ui.look.colours import LIGHT

SIZES_PX = (16, 24, 32, 48, 64, 128, 256, 512, 1024)
#: Of the whole: the margin around the tile, the tile's rounding, and the drawing's own margin.
MARGIN, ROUNDING, INSET = 0.06, 0.22, 0.2


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication([])
    for size_px in SIZES_PX:
        tile(size_px).save(str(folder / f"{size_px}.png"))
    del application
    (folder / "app.svg").write_text(scalable(), encoding="utf-8")
    pictures = [Image.open(folder / f"{size_px}.png") for size_px in SIZES_PX]
    pictures[-1].save(folder / "interviewer.icns")
    largest = pictures[SIZES_PX.index(256)]
    largest.save(folder / "interviewer.ico", sizes=[(size, size) for size in SIZES_PX if size <= 256])


def tile(size_px: int) -> QImage:
    """The drawing, light on a rounded square of the accent: it stands on any desktop."""
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.accent))
    margin, rounding = size_px * MARGIN, size_px * ROUNDING
    area = QRectF(margin, margin, size_px - 2 * margin, size_px - 2 * margin)
    painter.drawRoundedRect(area, rounding, rounding)
    inset = size_px * INSET
    icon.paint(painter, area.adjusted(inset, inset, -inset, -inset), "app", LIGHT.accent_ink)
    painter.end()
    return image


def scalable() -> str:
    """The same as a vector picture."""
    drawing = (paths.assets() / "icons" / "app.svg").read_text(encoding="utf-8")
    inner = drawing.replace("<svg ", '<svg x="24" y="24" width="48" height="48" ', 1)
    margin, side = 96 * MARGIN, 96 * (1 - 2 * MARGIN)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">'
        f'<rect x="{margin:g}" y="{margin:g}" width="{side:g}" height="{side:g}" '
        f'rx="{96 * ROUNDING:g}" fill="{LIGHT.accent}"/>'
        f"{inner.strip().replace('currentColor', LIGHT.accent_ink)}</svg>\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
