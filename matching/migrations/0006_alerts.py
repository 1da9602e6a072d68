import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_wanted_skills"),
        ("matching", "0005_tellings"),
        ("missions", "0003_invitations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="telling",
            name="way",
            field=models.CharField(
                choices=[
                    ("batch", "Envoi à la publication"),
                    ("alert", "Alerte"),
                    ("digest", "Sélection du matin"),
                ],
                default="batch",
                max_length=10,
                verbose_name="voie",
            ),
        ),
        migrations.AlterField(
            model_name="telling",
            name="batch",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="envoi"),
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None, verbose_name="compétences"
                    ),
                ),
                ("key", models.SmallIntegerField(verbose_name="compétence la plus rare")),
                (
                    "least_ceiling_cents",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="budget minimum"),
                ),
                (
                    "most_minutes",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="volume maximum par semaine"
                    ),
                ),
                ("languages", models.BigIntegerField(default=0, verbose_name="langues")),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("remote", "À distance"),
                            ("hybrid", "À distance et sur site"),
                            ("on_site", "Sur site"),
                        ],
                        max_length=8,
                        verbose_name="lieu",
                    ),
                ),
                (
                    "radius_km",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rayon (km)"),
                ),
                ("least_fit", models.PositiveSmallIntegerField(default=0, verbose_name="adéquation minimum")),
                ("is_paused", models.BooleanField(default=False, verbose_name="en pause")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.city",
                        verbose_name="ville",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alerts",
                        to="accounts.assistantprofile",
                        verbose_name="profil",
                    ),
                ),
            ],
            options={
                "verbose_name": "alerte",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(
                        models.F("key"), condition=models.Q(("is_paused", False)), name="alert_by_key"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("skills__len__range", (1, 4))),
                        name="alert_has_one_to_four_skills",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.IsNull(
                                models.Func(
                                    "skills",
                                    "key",
                                    function="array_position",
                                    output_field=models.IntegerField(),
                                ),
                                rhs=False,
                            )
                        ),
                        name="alert_key_is_one_of_its_skills",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("city__isnull", True), ("radius_km__isnull", True)),
                            models.Q(("city__isnull", False), ("radius_km__isnull", False)),
                            _connector="OR",
                        ),
                        name="alert_town_goes_with_a_radius",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("least_fit__lte", 100)), name="alert_fit_is_out_of_100"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "known",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="profils déjà connus",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="watches",
                        to="missions.mission",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="watches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "veille sur une mission",
                "verbose_name_plural": "veilles sur les missions",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("mission"), models.F("user"), name="watch_once_per_mission_and_person"
                    )
                ],
            },
        ),
    ]
