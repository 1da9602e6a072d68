"""Cut the fonts of SIO from their OFL packages. Run by hand when a font changes; the results are committed.

    npm pack @fontsource/bricolage-grotesque @fontsource/atkinson-hyperlegible-next   (and unpack both)
    pip install fonttools brotli
    python -m sio.dev.fonts PATH_OF_BRICOLAGE PATH_OF_ATKINSON

Writes the heading font of the site (one woff2 of at most 17 kB) and the TTF files of the PDF documents.
Neither font knows U+202F, the narrow no-break space of French typography: it is drawn with the thin space.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-not-found]
from fontTools.ttLib import TTFont  # type: ignore[import-not-found]

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
FRENCH = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "ÀÂÄÆÇÈÉÊËÎÏÔÖŒÙÛÜŸàâäæçèéêëîïôöœùûüÿñÑáíóúß"
    + "«»‘’“”…–—·•°²³½×€§©®\u00a0\u2009\u202f"
)
NARROW, THIN = 0x202F, 0x2009
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum"]


def opened(path: Path) -> TTFont:
    """The font, able to write the narrow no-break space."""
    font = TTFont(path)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.setdefault(NARROW, table.cmap.get(THIN, table.cmap[0x20]))
    return font


def named(font: TTFont, family: str) -> TTFont:
    """The family under the name that style sheets and PDF templates ask for."""
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = family
    return font


def cut(font: TTFont) -> TTFont:
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(text=FRENCH)
    subsetter.subset(font)
    return font


def written(font: TTFont, path: Path, flavor: str | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    font.flavor = flavor
    font.save(path)
    print(f"{path.name}: {path.stat().st_size} bytes")


def main(bricolage: Path, atkinson: Path) -> None:
    heading = bricolage / "files" / "bricolage-grotesque-latin-700-normal.woff2"
    written(cut(opened(heading)), FONTS / "bricolage-grotesque-700.woff2", "woff2")
    written(
        named(opened(heading), "Bricolage Grotesque"), FONTS / "pdf" / "BricolageGrotesque-Bold.ttf", None
    )
    for weight, name in ((400, "Regular"), (700, "Bold")):
        text = atkinson / "files" / f"atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
        written(opened(text), FONTS / "pdf" / f"AtkinsonHyperlegibleNext-{name}.ttf", None)
    for package, name in ((bricolage, "bricolage-grotesque"), (atkinson, "atkinson-hyperlegible-next")):
        (FONTS / f"LICENSE-{name}.txt").write_text((package / "LICENSE").read_text())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
