"""Images are known by their content and refused with a sentence."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sio.lib import images
from sio.lib.errors import Refusal
from sio.lib.images import examine


def picture(kind: str = "PNG", size: tuple[int, int] = (120, 40)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "#17594a").save(file, kind)
    return file.getvalue()


def upload(data: bytes, name: str = "logo.exe") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "text/html")


@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
def test_an_image_is_known_by_its_content_whatever_its_name(kind: str, ending: str) -> None:
    facts = examine(upload(picture(kind)))

    assert (facts.ending, facts.width, facts.height) == (ending, 120, 40)
    assert facts.name.endswith(f".{ending}")
    assert "exe" not in facts.name


def test_the_same_image_has_the_same_name_and_another_has_another() -> None:
    assert examine(upload(picture())).name == examine(upload(picture(), "autre.png")).name
    assert examine(upload(picture())).name != examine(upload(picture(size=(9, 9)))).name


def test_the_file_can_be_read_from_its_beginning_afterwards() -> None:
    file = upload(picture())
    examine(file)
    assert file.read() == picture()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"<svg onload=alert(1)>",
        picture()[:60],
        picture("GIF"),
        b"\x89PNG\r\n\x1a\n" + b"0" * 40,
    ],
)
def test_what_is_no_image_of_ours_or_is_broken_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Refusal, match="n’est pas une image lisible"):
        examine(upload(data, "logo.png"))


def test_an_image_too_heavy_is_refused_before_it_is_opened() -> None:
    with pytest.raises(Refusal, match="plus de 1\u00a0Mo"):
        examine(upload(b"0" * (images.MEGABYTE + 1)))


def test_an_image_that_would_fill_the_memory_is_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    file = upload(picture())
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("unpacked"))
    with pytest.raises(Refusal, match="trop grande"):
        examine(file, max_pixels=100)
