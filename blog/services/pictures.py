"""A picture that is sent becomes ours: upright, stripped of what its camera told, and made in the sizes pages ask for."""

import warnings
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from blog.markdown import WIDTHS
from blog.models import Picture
from sio.lib.images import examine
from sio.lib.services import service

LARGEST_FILE = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
LARGEST_WIDTH = 2560
QUALITY = 82


def check_picture(file: File[Any]) -> None:
    """Read it from end to end; raises Refusal when it is not one we take.

    Pillow warns of large pictures well below what we accept: the limit is ours.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        examine(file, max_bytes=LARGEST_FILE, max_pixels=MOST_PIXELS)


@service
def add_picture(picture: Picture, file: File[Any]) -> Picture:
    """Keep a picture that was checked, and its sizes."""
    whole = _reduced(_upright(file), LARGEST_WIDTH)
    picture.width, picture.height = whole.size
    picture.file.save(f"{picture.public_id}.webp", ContentFile(_webp(whole)), save=False)
    for width in WIDTHS:
        default_storage.save(size_path(picture.public_id, width), ContentFile(_webp(_reduced(whole, width))))
    picture.save()
    return picture


def size_path(public_id: UUID, width: int) -> str:
    """Where the size of a picture is kept."""
    return f"blog/pictures/{public_id}/{width}.webp"


def _upright(file: File[Any]) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        image = Image.open(file)
    upright = ImageOps.exif_transpose(image)
    return upright.convert("RGBA" if upright.has_transparency_data else "RGB")


def _reduced(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _webp(image: Image.Image) -> bytes:
    """Nothing but its colours: neither place, nor date, nor camera."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    file = BytesIO()
    bare.save(file, "WEBP", quality=QUALITY, method=4)
    return file.getvalue()
