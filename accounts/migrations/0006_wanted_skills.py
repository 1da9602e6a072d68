from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_pairs"),
    ]

    operations = [
        migrations.AddField(
            model_name="profileskill",
            name="is_wanted",
            field=models.BooleanField(default=False, verbose_name="à exercer davantage"),
        ),
    ]
