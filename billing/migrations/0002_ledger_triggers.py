"""The ledger is append-only and each transaction sums to zero, whoever writes and however."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION billing_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER ledger_tx_is_append_only BEFORE UPDATE OR DELETE ON billing_ledgertx
    FOR EACH ROW EXECUTE FUNCTION billing_refuse_change();
CREATE TRIGGER ledger_entry_is_append_only BEFORE UPDATE OR DELETE ON billing_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION billing_refuse_change();

CREATE FUNCTION billing_check_ledger_tx(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE total numeric; lines bigint;
BEGIN
    SELECT coalesce(sum(amount_cents), 0), count(*) INTO total, lines
        FROM billing_ledgerentry WHERE tx_id = checked;
    IF total <> 0 OR lines < 2 THEN
        RAISE EXCEPTION 'ledger transaction % sums to % over % lines', checked, total, lines
            USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION billing_check_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM billing_check_ledger_tx(NEW.tx_id); RETURN NULL; END $$;

CREATE FUNCTION billing_check_new_ledger_tx() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM billing_check_ledger_tx(NEW.id); RETURN NULL; END $$;

CREATE CONSTRAINT TRIGGER ledger_entries_sum_to_zero AFTER INSERT ON billing_ledgerentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing_check_ledger_entry();
CREATE CONSTRAINT TRIGGER ledger_tx_has_entries AFTER INSERT ON billing_ledgertx
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing_check_new_ledger_tx();
"""

BACKWARD = """
DROP TRIGGER ledger_tx_has_entries ON billing_ledgertx;
DROP TRIGGER ledger_entries_sum_to_zero ON billing_ledgerentry;
DROP TRIGGER ledger_entry_is_append_only ON billing_ledgerentry;
DROP TRIGGER ledger_tx_is_append_only ON billing_ledgertx;
DROP FUNCTION billing_check_new_ledger_tx();
DROP FUNCTION billing_check_ledger_entry();
DROP FUNCTION billing_check_ledger_tx(bigint);
DROP FUNCTION billing_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
