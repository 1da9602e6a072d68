"""Images that people give us: known by their content, never by their name, and refused with a sentence."""

import hashlib
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.base import File
from PIL import Image

from sio.lib.errors import Refusal

MEGABYTE = 1024 * 1024
MAX_PIXELS = 25_000_000
ENDINGS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
# What Pillow raises on a file that is broken, cut short, or made to hurt.
BROKEN = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)


@dataclass(frozen=True)
class Facts:
    """What an image is: its ending (png, jpg, webp), its size in pixels, and a name made of its content."""

    ending: str
    width: int
    height: int
    name: str


def examine(file: File[Any], *, max_bytes: int = MEGABYTE, max_pixels: int = MAX_PIXELS) -> Facts:
    """Look inside a file that somebody uploaded, from end to end.

    Raises Refusal when it is too heavy, too large, not a PNG, JPEG or WebP, or broken.
    """
    if (file.size or 0) > max_bytes:
        raise Refusal(
            f"Cette image pèse plus de {max_bytes // MEGABYTE}\u00a0Mo\u00a0: allégez-la, puis recommencez."
        )
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()[:32]
    file.seek(0)
    try:
        ending, width, height = _read(file, max_pixels)
    except BROKEN as error:
        raise Refusal(
            "Ce fichier n’est pas une image lisible\u00a0: choisissez un PNG, un JPEG ou un WebP."
        ) from error
    finally:
        file.seek(0)
    return Facts(ending, width, height, f"{digest}.{ending}")


def _read(file: IO[bytes] | File[Any], max_pixels: int) -> tuple[str, int, int]:
    """The size is read first: an image that would fill the memory is never unpacked."""
    with Image.open(file, formats=list(ENDINGS)) as image:
        if image.width * image.height > max_pixels:
            raise Refusal(
                f"Cette image est trop grande\u00a0: {max_pixels // 1_000_000} millions de pixels au plus."
            )
        image.load()
        return ENDINGS[str(image.format)], image.width, image.height
