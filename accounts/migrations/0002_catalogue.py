from functools import partial

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accounts import seeds


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    seeds.seed(partial(apps.get_model, "accounts"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
