from functools import partial

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from billing import seeds


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    seeds.seed(partial(apps.get_model, "billing"))


class Migration(migrations.Migration):
    dependencies = [("billing", "0003_immutable_papers")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
