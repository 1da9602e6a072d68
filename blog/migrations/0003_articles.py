"""Authors, tags, series, pictures, and a search that forgives accents."""

import uuid

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from blog.search import vector


def sign_as_the_team(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    team, _ = apps.get_model("blog", "Author").objects.get_or_create(
        slug="equipe-sio", defaults={"name": "L’équipe SIO"}
    )
    apps.get_model("blog", "Article").objects.filter(author=None).update(author=team)


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0002_founding_article"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("file", models.FileField(upload_to="blog/pictures", verbose_name="image")),
                ("alt", models.CharField(max_length=200, verbose_name="texte de remplacement")),
                ("credit", models.CharField(blank=True, max_length=120, verbose_name="crédit")),
                ("width", models.PositiveIntegerField(editable=False)),
                ("height", models.PositiveIntegerField(editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "image",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="adresse")),
                ("title", models.CharField(max_length=120, verbose_name="titre")),
                ("summary", models.TextField(blank=True, max_length=400, verbose_name="résumé")),
            ],
            options={
                "verbose_name": "série",
                "verbose_name_plural": "séries",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="adresse")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="nom")),
            ],
            options={
                "verbose_name": "étiquette",
                "ordering": ["name"],
            },
        ),
        migrations.RemoveField(
            model_name="article",
            name="author_name",
        ),
        migrations.AddField(
            model_name="article",
            name="audience",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Tout le monde"),
                    ("company", "Entreprises"),
                    ("assistant", "Assistantes et assistants"),
                ],
                default="",
                max_length=10,
                verbose_name="s’adresse à",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="pillar",
            field=models.SlugField(
                blank=True,
                help_text="Les missions et les profils de ce pilier suivent le texte.",
                max_length=40,
                verbose_name="pilier",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="revised_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="texte révisé le"),
        ),
        migrations.AddField(
            model_name="article",
            name="series_position",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="place dans la série"),
        ),
        migrations.AddField(
            model_name="article",
            name="social_image",
            field=models.FileField(blank=True, editable=False, upload_to="blog/social"),
        ),
        migrations.AlterField(
            model_name="article",
            name="updated_at",
            field=models.DateTimeField(auto_now=True, verbose_name="modifié le"),
        ),
        migrations.CreateModel(
            name="Author",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="adresse")),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                ("occupation", models.CharField(blank=True, max_length=120, verbose_name="fonction")),
                ("biography", models.TextField(blank=True, max_length=800, verbose_name="présentation")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
            ],
            options={
                "verbose_name": "auteur",
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="blog.author",
                verbose_name="auteur",
            ),
        ),
        migrations.CreateModel(
            name="FormerSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="ancienne adresse")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_slugs",
                        to="blog.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "ancienne adresse",
                "verbose_name_plural": "anciennes adresses",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="cover",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="blog.picture",
                verbose_name="image",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="articles",
                to="blog.series",
                verbose_name="série",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="tags",
            field=models.ManyToManyField(
                blank=True, related_name="articles", to="blog.tag", verbose_name="étiquettes"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=vector("title", "A") + vector("summary", "B") + vector("body", "C"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="article_search"),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revised_at__isnull", True),
                    ("revised_at__gte", models.F("published_at")),
                    _connector="OR",
                ),
                name="article_revised_after_its_publication",
            ),
        ),
        migrations.RunPython(sign_as_the_team, migrations.RunPython.noop),
        # The rows just signed are checked now: PostgreSQL alters no table with checks pending.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="article",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="blog.author",
                verbose_name="auteur",
            ),
        ),
    ]
