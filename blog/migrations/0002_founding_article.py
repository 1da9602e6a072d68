"""Every site opens with the article SIO was created from."""

from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

TEXT = Path(__file__).resolve().parents[1] / "articles" / "role-office-manager.md"


def add_article(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("blog", "Article").objects.get_or_create(
        is_founding=True,
        defaults={
            "slug": "role-office-manager",
            "title": "Quel est le rôle de l’Office Manager ?",
            "summary": (
                "Cinq piliers, cinq qualités et une frontière à connaître : ce que fait un office manager "
                "dans une petite entreprise, et comment lui confier une mission."
            ),
            "body": TEXT.read_text(encoding="utf-8"),
            "published_at": timezone.now(),
        },
    )


class Migration(migrations.Migration):
    dependencies = [("blog", "0001_initial")]

    operations = [migrations.RunPython(add_article, migrations.RunPython.noop)]
