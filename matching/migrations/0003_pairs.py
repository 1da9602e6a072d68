"""Whether she accepts to work in pairs is a fact of the ranking: a column, and a trigger as for the others."""

from django.db import migrations, models

PAIRS = """
CREATE FUNCTION matching_pairs_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE matching_candidate SET is_stale = true WHERE profile_id = NEW.id AND NOT is_stale;
    RETURN NULL;
END $$;

CREATE TRIGGER matching_pairs_changed AFTER UPDATE OF accepts_pairs ON accounts_assistantprofile
    FOR EACH ROW WHEN (OLD.accepts_pairs IS DISTINCT FROM NEW.accepts_pairs)
    EXECUTE FUNCTION matching_pairs_changed();
"""

DROP_PAIRS = """
DROP TRIGGER matching_pairs_changed ON accounts_assistantprofile;
DROP FUNCTION matching_pairs_changed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_pairs"),
        ("matching", "0002_freshness"),
    ]

    operations = [
        migrations.AddField(
            model_name="candidate",
            name="accepts_pairs",
            field=models.BooleanField(db_default=False),
        ),
        migrations.RunSQL(PAIRS, DROP_PAIRS),
    ]
