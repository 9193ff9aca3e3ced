"""Draws which room imports which, read from the code, into docs/architecture.md.

python packaging/draw_rooms.py            writes the picture
python packaging/draw_rooms.py --check    fails where the page shows another one
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import grimp

_ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(_ROOT))
_PAGE = _ROOT / "docs" / "architecture.md"
_PICTURE = re.compile(r"```mermaid\n.*?```\n", re.DOTALL)
_ROOMS = ("ui", "speech", "models", "banks", "history", "interview")
#: Every room may use these; arrows to them would tell nothing.
_GROUND = {"settings", "paths", "errors", "log", "pinned", "sentence", "durable", "loading"}
_CONNECTING = "connecting"


def picture() -> str:
    """The rooms as a Mermaid graph: an arrow from who imports to what is imported."""
    graph = grimp.build_graph("interviewer")
    crossing = set()
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            one, other = _room(importer), _room(imported)
            if one and other and one != other:
                crossing.add((one, other))
    connecting = sorted({_top(one) for one in graph.modules if _room(one) == _CONNECTING} - {""})
    lines = ["```mermaid", "graph TD", f'    {_CONNECTING}["{", ".join(connecting)}"]']
    arrows = sorted(crossing, key=lambda pair: (pair[0] != _CONNECTING, pair))
    lines += [f"    {one} --> {other}" for one, other in arrows]
    return "\n".join([*lines, "```", ""])


def _top(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def _room(module: str) -> str:
    """Empty for what every room may use."""
    top = _top(module)
    if top in _GROUND or not top:
        return ""
    return top if top in _ROOMS else _CONNECTING


def main(arguments: list[str]) -> int:
    page = _PAGE.read_text(encoding="utf-8")
    drawn = picture()
    if "--check" in arguments:
        shown = _PICTURE.search(page)
        if shown is None or shown[0] != drawn:
            print("docs/architecture.md shows another picture: python packaging/draw_rooms.py")
            return 1
        return 0
    _PAGE.write_text(_PICTURE.sub(lambda _old: drawn, page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
