import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_wanted_skills"),
        ("matching", "0008_cache"),
    ]

    operations = [
        migrations.CreateModel(
            name="CompanyRecord",
            fields=[
                (
                    "company",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="record",
                        serialize=False,
                        to="accounts.company",
                    ),
                ),
                ("promised", models.PositiveIntegerField(verbose_name="attendus")),
                ("kept", models.PositiveIntegerField(verbose_name="tenus à temps")),
            ],
            options={
                "verbose_name": "fiabilité d’une entreprise",
                "verbose_name_plural": "fiabilité des entreprises",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept__lte", models.F("promised"))),
                        name="record_keeps_at_most_what_was_promised",
                    )
                ],
            },
        ),
    ]
