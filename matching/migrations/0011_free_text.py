"""What she writes freely is a fact of the ranking: a skill named there is byte 5 of its row (matching.md §4.1)."""

from django.db import migrations

TEXTS = """
CREATE FUNCTION matching_text_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE matching_candidate SET is_stale = true WHERE profile_id = NEW.id AND NOT is_stale;
    RETURN NULL;
END $$;

CREATE TRIGGER matching_text_changed AFTER UPDATE OF title, presentation ON accounts_assistantprofile
    FOR EACH ROW WHEN ((OLD.title, OLD.presentation) IS DISTINCT FROM (NEW.title, NEW.presentation))
    EXECUTE FUNCTION matching_text_changed();
"""

DROP_TEXTS = """
DROP TRIGGER matching_text_changed ON accounts_assistantprofile;
DROP FUNCTION matching_text_changed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_wanted_skills"),
        ("matching", "0010_bias_reports"),
    ]

    operations = [migrations.RunSQL(TEXTS, DROP_TEXTS)]
