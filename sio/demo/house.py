"""What the founders would have set: a strip, a partner with its logo, and somebody who answers on WhatsApp."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageDraw, ImageFont

from blog.models import Announcement, Partner, SiteIdentity
from sio.lib.images import examine

# Of the range that is never given to anybody.
NUMBER = "+33639980042"
PLUM, ROSE = "#7b3a69", "#d98ab8"
# Drawn larger, then reduced: Pillow does not smooth the edge of a shape.
FINE, WIDTH, HEIGHT = 3, 300, 96


@transaction.atomic
def load() -> None:
    """Does nothing twice, and touches nothing that was set by hand."""
    identity, _ = SiteIdentity.objects.get_or_create(pk=SiteIdentity.ONLY)
    if not identity.coaching_number:
        _answer(identity)
    if not Announcement.objects.exists():
        _announce()
    if not Partner.objects.exists():
        _welcome_plateya()


def _answer(identity: SiteIdentity) -> None:
    identity.coaching_number = NUMBER
    identity.coaching_person = "Camille Aubert, de l’équipe SIO"
    identity.coaching_hours = "Du lundi au vendredi, de 9\u00a0h à 18\u00a0h"
    identity.save()


def _announce() -> None:
    Announcement.objects.create(
        text="Une question\u202f? Nous répondons gratuitement sur WhatsApp.",
        link="/coaching/",
        link_label="Comment faire",
    )


def _welcome_plateya() -> None:
    file = ContentFile(_plateya(), "plateya.png")
    facts = examine(file)
    partner = Partner(name="Plateya", alt="Plateya")
    partner.logo_width, partner.logo_height = facts.width, facts.height
    partner.logo.save(facts.name, file)


def _plateya() -> bytes:
    """Two plates one over the other, and the name."""
    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), "white")
    pen = ImageDraw.Draw(image)
    for left, top, colour in ((6, 18, ROSE), (26, 26, PLUM)):
        pen.ellipse([FINE * edge for edge in (left, top, left + 52, top + 52)], fill=colour)
    pen.text((96 * FINE, 20 * FINE), "Plateya", font=ImageFont.load_default(46 * FINE), fill=PLUM)
    file = BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
