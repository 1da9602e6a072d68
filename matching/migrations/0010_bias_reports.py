"""Bias reports, which nobody edits, and the pairs that a night keeps until it has decided."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION matching_keep_bias_report() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable text[] := ARRAY['status', 'conclusion', 'signed_by_id', 'signed_at'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'bias report % is a record: it is never deleted', OLD.half_year USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.status = 'signed' OR to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'bias report % is a record: it is never edited', OLD.half_year USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER bias_report_is_a_record BEFORE UPDATE OR DELETE ON matching_biasreport
    FOR EACH ROW EXECUTE FUNCTION matching_keep_bias_report();
"""

BACKWARD = """
DROP TRIGGER bias_report_is_a_record ON matching_biasreport;
DROP FUNCTION matching_keep_bias_report();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_wanted_skills"),
        ("matching", "0009_company_records"),
        ("missions", "0003_invitations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BiasReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("half_year", models.CharField(max_length=7, unique=True, verbose_name="semestre")),
                ("since", models.DateField(verbose_name="du")),
                ("until", models.DateField(verbose_name="au")),
                ("version", models.CharField(default="fit-1.0.0", max_length=20, verbose_name="formule")),
                ("rule_version", models.PositiveIntegerField(verbose_name="règles")),
                ("figures", models.JSONField(verbose_name="chiffres")),
                (
                    "counted_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="compté le"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("counted", "À signer"), ("signed", "Signé")],
                        default="counted",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("conclusion", models.TextField(blank=True, max_length=5000, verbose_name="conclusion")),
                ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="signé le")),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signé par",
                    ),
                ),
            ],
            options={
                "verbose_name": "rapport semestriel",
                "verbose_name_plural": "rapports semestriels",
                "ordering": ["-since"],
            },
        ),
        migrations.CreateModel(
            name="BiasReportEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_status", models.CharField(blank=True, max_length=24)),
                ("to_status", models.CharField(max_length=24)),
                ("why", models.TextField(blank=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="matching.biasreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "événement du rapport",
                "verbose_name_plural": "événements du rapport",
                "ordering": ["at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DigestPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="matin")),
                ("fit", models.PositiveIntegerField(verbose_name="adéquation (micro-points)")),
                (
                    "mission",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="digest_pairs",
                        to="missions.mission",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="digest_pairs",
                        to="accounts.assistantprofile",
                    ),
                ),
            ],
            options={
                "verbose_name": "paire de la nuit",
                "verbose_name_plural": "paires de la nuit",
            },
        ),
        migrations.AddConstraint(
            model_name="biasreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["counted", "signed"])), name="bias_report_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="biasreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_at__isnull", True), ("signed_by__isnull", True), ("status", "counted")),
                    models.Q(
                        ("signed_at__isnull", False),
                        ("signed_by__isnull", False),
                        ("status", "signed"),
                        models.Q(("conclusion", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="bias_report_is_signed_by_a_person_with_a_conclusion",
            ),
        ),
        migrations.AddConstraint(
            model_name="biasreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("since"))),
                name="bias_report_is_of_a_past_half_year",
            ),
        ),
        migrations.AddIndex(
            model_name="digestpair",
            index=models.Index(fields=["mission"], name="digest_pair_by_mission"),
        ),
        migrations.AddConstraint(
            model_name="digestpair",
            constraint=models.UniqueConstraint(
                fields=("day", "mission", "profile"), name="digest_pair_once_a_night"
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
