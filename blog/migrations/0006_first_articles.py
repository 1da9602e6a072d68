"""Six articles on the first day: the trade, and what a small firm or an assistant asks next."""

from functools import partial

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from blog.seeds import seed_articles


def add_articles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    seed_articles(partial(apps.get_model, "blog"))


class Migration(migrations.Migration):
    dependencies = [("blog", "0005_house")]

    operations = [migrations.RunPython(add_articles, migrations.RunPython.noop)]
