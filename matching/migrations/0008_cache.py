"""What lets a cache prove itself: each row says which transaction wrote it, each departure leaves a trace.

The triggers cost a hundredth of an update and keep it heap-only. The btree on `ver`, which does not, exists only where
the cache is switched on (matching/cache/index.py).
"""

from django.db import migrations, models

import matching.fields

VERSIONS = """
CREATE FUNCTION matching_candidate_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.ver := pg_current_xact_id();
    RETURN NEW;
END $$;

CREATE TRIGGER matching_candidate_written BEFORE INSERT OR UPDATE ON matching_candidate
    FOR EACH ROW EXECUTE FUNCTION matching_candidate_written();
"""

DROP_VERSIONS = """
DROP TRIGGER matching_candidate_written ON matching_candidate;
DROP FUNCTION matching_candidate_written();
"""

DEPARTURES = """
CREATE FUNCTION matching_candidate_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_departure (profile_id, ver) SELECT profile_id, pg_current_xact_id() FROM gone
    ON CONFLICT (profile_id) DO UPDATE SET ver = excluded.ver;
    RETURN NULL;
END $$;

CREATE FUNCTION matching_candidate_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_departure (profile_id, ver) SELECT profile_id, pg_current_xact_id() FROM matching_candidate
    ON CONFLICT (profile_id) DO UPDATE SET ver = excluded.ver;
    RETURN NULL;
END $$;

CREATE TRIGGER matching_candidate_deleted AFTER DELETE ON matching_candidate
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION matching_candidate_deleted();
CREATE TRIGGER matching_candidate_truncated BEFORE TRUNCATE ON matching_candidate
    FOR EACH STATEMENT EXECUTE FUNCTION matching_candidate_truncated();
"""

DROP_DEPARTURES = """
DROP TRIGGER matching_candidate_deleted ON matching_candidate;
DROP TRIGGER matching_candidate_truncated ON matching_candidate;
DROP FUNCTION matching_candidate_deleted();
DROP FUNCTION matching_candidate_truncated();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0007_impressions"),
    ]

    operations = [
        migrations.CreateModel(
            name="CacheAlarm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mission_id", models.BigIntegerField(verbose_name="mission")),
                ("difference", models.TextField(verbose_name="différence")),
                ("raised_at", models.DateTimeField(auto_now_add=True, verbose_name="relevé le")),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="levé le")),
            ],
            options={
                "verbose_name": "écart entre mémoire et base",
                "verbose_name_plural": "écarts entre mémoire et base",
                "ordering": ["-raised_at"],
            },
        ),
        migrations.CreateModel(
            name="Departure",
            fields=[
                ("profile_id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "ver",
                    matching.fields.TransactionField(
                        db_default=matching.fields.CurrentTransaction(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "départ",
                "verbose_name_plural": "départs",
            },
        ),
        migrations.AddField(
            model_name="candidate",
            name="ver",
            field=matching.fields.TransactionField(
                db_default=matching.fields.CurrentTransaction(), editable=False
            ),
        ),
        migrations.RunSQL(VERSIONS, DROP_VERSIONS),
        migrations.RunSQL(DEPARTURES, DROP_DEPARTURES),
    ]
