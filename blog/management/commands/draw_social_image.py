"""`manage.py draw_social_image`: the picture of pages that have none of their own. Run by hand; the result is committed."""

from django.conf import settings
from django.core.management.base import BaseCommand

from blog.social_images import draw

TITLE = "L’office manager qu’il vous faut, quelques heures par semaine"


class Command(BaseCommand):
    help = "Draw static/img/og-default.png, shown by networks when a page has no picture of its own."

    def handle(self, *args: object, **options: object) -> None:
        path = settings.ROOT / "static" / "img" / "og-default.png"
        path.write_bytes(draw(TITLE))
        self.stdout.write(str(path))
