"""What a network shows when an article is shared: a folder in the colour of its pillar, the title, our logo."""

from functools import cache
from io import BytesIO
from itertools import count

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from blog.pillars import tone

WIDTH, HEIGHT = 1200, 630
# Drawn twice as large, then reduced: Pillow does not smooth the edge of a shape.
FINE = 2
PAPER, INK, MUTED, HONEY = "#fcfbf8", "#1a2823", "#51605a", "#f4bd45"
# The folders of static/css/tokens.css, in daylight: cover, then sheet.
COVERS = {
    "p0": ("#17594a", "#e4f1eb"),
    "p1": ("#2d5a88", "#e4edf6"),
    "p2": ("#7b3a69", "#f5e7f1"),
    "p3": ("#7d5200", "#fbf0d4"),
    "p4": ("#2f6a33", "#e5f2e3"),
    "p5": ("#a3412a", "#fae8e1"),
}
TITLE_BOX = (980, 330)
TITLE_SIZES = range(78, 40, -2)
SIGNATURE = "Votre administratif entre de bonnes mains"


def draw(title: str, *, pillar: str = "") -> bytes:
    """A PNG of 1200 × 630 pixels; the title is set as large as its box allows."""
    cover, sheet = COVERS[tone(pillar)]
    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), PAPER)
    pen = ImageDraw.Draw(image)
    _draw_folder(pen, cover, sheet)
    _write_title(pen, title)
    _write_foot(image, pen, cover)
    file = BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(96).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_folder(pen: ImageDraw.ImageDraw, cover: str, sheet: str) -> None:
    pen.rounded_rectangle(_box(60, 48, 420, 160), 28 * FINE, fill=cover)
    pen.rounded_rectangle(_box(60, 84, 1140, 582), 28 * FINE, fill=cover)
    pen.rounded_rectangle(_box(76, 108, 1124, 566), 20 * FINE, fill=sheet)


def _write_title(pen: ImageDraw.ImageDraw, title: str) -> None:
    font, lines = _fitted(pen, title)
    line_height = round(font.size * 1.14)
    top = (110 + 24) * FINE + (TITLE_BOX[1] * FINE - line_height * len(lines)) // 2
    for number, line in zip(count(), lines, strict=False):
        pen.text((112 * FINE, top + number * line_height), line, font=font, fill=INK)


def _write_foot(image: Image.Image, pen: ImageDraw.ImageDraw, cover: str) -> None:
    logo = _logo()
    image.paste(logo, (108 * FINE, 462 * FINE), logo)
    pen.text(
        (212 * FINE, 490 * FINE), SIGNATURE, font=_font("AtkinsonHyperlegibleNext-Regular", 30), fill=MUTED
    )
    pen.rounded_rectangle(_box(960, 496, 1090, 522), 4 * FINE, fill=HONEY)
    pen.rounded_rectangle(_box(960, 474, 1040, 486), 4 * FINE, fill=cover)


def _fitted(pen: ImageDraw.ImageDraw, title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest size whose lines fit the box; at the smallest, what is too long is cut with an ellipsis."""
    for size in TITLE_SIZES:
        font = _font("BricolageGrotesque-Bold", size)
        lines = _wrapped(pen, title, font)
        room = int(TITLE_BOX[1] * FINE // (font.size * 1.14))
        if len(lines) <= min(room, 4):
            return font, lines
    return font, [*lines[: room - 1], lines[room - 1].rstrip(" .,") + "…"]


def _wrapped(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font=font) <= TITLE_BOX[0] * FINE:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def _box(left: int, top: int, right: int, bottom: int) -> tuple[int, int, int, int]:
    return left * FINE, top * FINE, right * FINE, bottom * FINE


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(settings.ROOT / "static" / "fonts" / "pdf" / f"{name}.ttf", size * FINE)


@cache
def _logo() -> Image.Image:
    """The folder of the logo without the paper around it."""
    icon = (
        Image.open(settings.ROOT / "static" / "img" / "touch-icon.png")
        .convert("RGB")
        .crop((28, 36, 152, 146))
    )
    mask = Image.new("L", icon.size)
    pen = ImageDraw.Draw(mask)
    pen.rounded_rectangle((3, 18, 120, 104), 14, fill=255)
    pen.rounded_rectangle((3, 6, 56, 60), 14, fill=255)
    icon.putalpha(mask)
    return icon.resize((88 * FINE, 78 * FINE), Image.Resampling.LANCZOS)
