"""No path escapes: whatever changes a fact of a profile marks its row stale, and a stale row cannot be committed.

A service sends its signal and the row is projected in the same transaction; raw SQL, an admin action or a bulk
`update()` that forgets to is refused at commit. A draft may wait: only rows that are or should be listed are guarded.
"""

from django.db import migrations

STORAGE = """
ALTER TABLE matching_candidate ALTER COLUMN credit SET STORAGE PLAIN;
ALTER TABLE matching_candidate ALTER COLUMN proximity SET STORAGE PLAIN;
ALTER TABLE matching_candidate ALTER COLUMN languages SET STORAGE PLAIN;
ALTER TABLE matching_candidate SET (fillfactor = 85);
INSERT INTO matching_candidate (profile_id, is_stale) SELECT id, true FROM accounts_assistantprofile;
"""

GUARD = """
CREATE FUNCTION matching_refuse_stale() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.profile_id ELSE NEW.profile_id END;
BEGIN
    IF EXISTS (
        SELECT 1 FROM accounts_assistantprofile p LEFT JOIN matching_candidate c ON c.profile_id = p.id
        WHERE p.id = changed
          AND CASE WHEN p.status = 'published' THEN coalesce(c.is_stale, true) ELSE c.is_stale AND c.is_listed END
    ) THEN
        RAISE EXCEPTION 'Profile % changed and was not projected in the same transaction.', changed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'candidate_is_fresh',
                  HINT = 'Send accounts.signals.profile_changed, or wrap bulk work in matching.services.projecting().';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER candidate_is_fresh AFTER INSERT OR UPDATE ON matching_candidate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.is_stale) EXECUTE FUNCTION matching_refuse_stale();
CREATE CONSTRAINT TRIGGER candidate_is_kept AFTER DELETE ON matching_candidate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION matching_refuse_stale();
"""

DROP_GUARD = """
DROP TRIGGER candidate_is_fresh ON matching_candidate;
DROP TRIGGER candidate_is_kept ON matching_candidate;
DROP FUNCTION matching_refuse_stale();
"""

PROFILE_FACTS = (
    "status", "city_id", "radius_km", "accepts_remote", "accepts_on_site", "free_minutes_per_week",
    "min_minutes_per_week", "min_weeks", "available_from", "available_until", "availability_confirmed_at",
    "rate_remote_cents", "rate_on_site_cents", "floor_remote_cents", "floor_on_site_cents", "accepts_near_budget",
)  # fmt: skip

PROFILES = f"""
CREATE FUNCTION matching_profile_created() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_candidate (profile_id, is_stale) SELECT id, true FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION matching_profile_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_candidate (profile_id, is_stale)
    SELECT n.id, true FROM changed n JOIN previous o ON o.id = n.id
    WHERE ({", ".join(f"n.{name}" for name in PROFILE_FACTS)})
       IS DISTINCT FROM ({", ".join(f"o.{name}" for name in PROFILE_FACTS)})
    ON CONFLICT (profile_id) DO UPDATE SET is_stale = true;
    RETURN NULL;
END $$;

CREATE TRIGGER matching_profile_created AFTER INSERT ON accounts_assistantprofile
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_profile_created();
CREATE TRIGGER matching_profile_changed AFTER UPDATE ON accounts_assistantprofile
    REFERENCING NEW TABLE AS changed OLD TABLE AS previous
    FOR EACH STATEMENT EXECUTE FUNCTION matching_profile_changed();
"""  # noqa: S608 - the names above

DROP_PROFILES = """
DROP TRIGGER matching_profile_created ON accounts_assistantprofile;
DROP TRIGGER matching_profile_changed ON accounts_assistantprofile;
DROP FUNCTION matching_profile_created();
DROP FUNCTION matching_profile_changed();
"""

# Tables whose rows are facts of a profile, and the column that names it.
SOURCES = {
    "accounts_profileskill": "profile_id",
    "accounts_profilelanguage": "profile_id",
    "accounts_availabilityslot": "profile_id",
    "accounts_leave": "profile_id",
    "accounts_experience": "profile_id",
    "accounts_assistantprofile_sectors": "assistantprofile_id",
    "accounts_assistantprofile_refused_sectors": "assistantprofile_id",
}

SOURCE_FUNCTION = """
CREATE FUNCTION matching_source_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'UPDATE matching_candidate SET is_stale = true WHERE NOT is_stale AND profile_id IN (SELECT %I FROM changed)',
        TG_ARGV[0]
    );
    RETURN NULL;
END $$;
"""

# An update may move a row from one profile to another: both sides are marked.
EVENTS = {
    "added": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS changed",
    "removed": "AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed",
    "edited": "AFTER UPDATE ON {table} REFERENCING NEW TABLE AS changed",
    "moved": "AFTER UPDATE ON {table} REFERENCING OLD TABLE AS changed",
}


def source_triggers() -> str:
    return "".join(
        f"CREATE TRIGGER matching_{name} {event.format(table=table)} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION matching_source_changed('{column}');\n"
        for table, column in SOURCES.items()
        for name, event in EVENTS.items()
    )


def drop_source_triggers() -> str:
    return "".join(f"DROP TRIGGER matching_{name} ON {table};\n" for table in SOURCES for name in EVENTS)


PEOPLE_AND_CONTRACTS = """
CREATE FUNCTION matching_user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE matching_candidate SET is_stale = true
    WHERE profile_id IN (SELECT id FROM accounts_assistantprofile WHERE user_id = NEW.id);
    RETURN NULL;
END $$;

CREATE TRIGGER matching_user_changed AFTER UPDATE OF is_active ON accounts_user
    FOR EACH ROW WHEN (OLD.is_active IS DISTINCT FROM NEW.is_active) EXECUTE FUNCTION matching_user_changed();

CREATE FUNCTION matching_engagement_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE matching_candidate SET is_stale = true WHERE profile_id = NEW.profile_id AND NOT is_stale;
    RETURN NULL;
END $$;

CREATE TRIGGER matching_engagement_created AFTER INSERT ON missions_engagement
    FOR EACH ROW WHEN (NEW.status IN ('active', 'contested', 'ended'))
    EXECUTE FUNCTION matching_engagement_changed();
CREATE TRIGGER matching_engagement_changed AFTER UPDATE OF status ON missions_engagement
    FOR EACH ROW WHEN (
        (OLD.status IN ('active', 'contested', 'ended')) IS DISTINCT FROM
        (NEW.status IN ('active', 'contested', 'ended'))
    ) EXECUTE FUNCTION matching_engagement_changed();
"""

DROP_PEOPLE_AND_CONTRACTS = """
DROP TRIGGER matching_user_changed ON accounts_user;
DROP TRIGGER matching_engagement_created ON missions_engagement;
DROP TRIGGER matching_engagement_changed ON missions_engagement;
DROP FUNCTION matching_user_changed();
DROP FUNCTION matching_engagement_changed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("missions", "0001_initial"),
        ("matching", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, DROP_GUARD),
        migrations.RunSQL(PROFILES, DROP_PROFILES),
        migrations.RunSQL(
            SOURCE_FUNCTION + source_triggers(),
            drop_source_triggers() + "DROP FUNCTION matching_source_changed();",
        ),
        migrations.RunSQL(PEOPLE_AND_CONTRACTS, DROP_PEOPLE_AND_CONTRACTS),
    ]
