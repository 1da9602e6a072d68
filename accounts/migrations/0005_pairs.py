from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_reports"),
    ]

    operations = [
        migrations.AddField(
            model_name="assistantprofile",
            name="accepts_pairs",
            field=models.BooleanField(default=False, verbose_name="accepte de partager une mission"),
        ),
    ]
