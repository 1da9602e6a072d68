"""Draw the sprite of icons from the Lucide package (ISC). Run by hand when an icon is added; the sprite is committed.

npm pack lucide-static      (and unpack it)
python -m sio.dev.icons PATH_OF_LUCIDE
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPRITE = ROOT / "static" / "icons.svg"
NAMES = [
    "arrow-left",
    "arrow-right",
    "bell",
    "briefcase",
    "building-2",
    "calendar",
    "calendar-check",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle",
    "circle-alert",
    "circle-check",
    "circle-help",
    "circle-minus",
    "circle-x",
    "clock",
    "coffee",
    "copy",
    "credit-card",
    "download",
    "euro",
    "external-link",
    "eye",
    "file-check",
    "file-text",
    "folder",
    "folder-open",
    "graduation-cap",
    "hourglass",
    "house",
    "info",
    "key-round",
    "languages",
    "laptop",
    "leaf",
    "list-checks",
    "lock",
    "log-in",
    "log-out",
    "mail",
    "map-pin",
    "menu",
    "message-circle",
    "minus",
    "monitor",
    "moon",
    "paperclip",
    "pause",
    "pencil",
    "phone",
    "play",
    "plus",
    "printer",
    "receipt",
    "refresh-cw",
    "rss",
    "scale",
    "search",
    "send",
    "share-2",
    "shield-check",
    "signature",
    "sliders-horizontal",
    "smile",
    "sparkles",
    "star",
    "sun",
    "tag",
    "trash-2",
    "triangle-alert",
    "undo-2",
    "upload",
    "user",
    "user-check",
    "users",
    "x",
]


def symbol(name: str, source: str) -> str:
    """The shapes of one Lucide file as a symbol; stroke and colour come from the style sheet."""
    shapes = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
    if shapes is None:
        raise ValueError(f"{name}: not an SVG")
    drawing = re.sub(r"\s*\n\s*", "", shapes[1]).replace(" />", "/>")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>'


def main(lucide: Path) -> None:
    symbols = [symbol(name, (lucide / "icons" / f"{name}.svg").read_text()) for name in NAMES]
    head = "<!-- Lucide icons, ISC licence: see icons.LICENSE.txt -->"
    SPRITE.write_text(
        "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg">{head}', *symbols, "</svg>"]) + "\n"
    )
    (ROOT / "static" / "icons.LICENSE.txt").write_text((lucide / "LICENSE").read_text())
    print(f"{len(symbols)} icons, {SPRITE.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
