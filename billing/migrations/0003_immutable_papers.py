"""An issued invoice and an active fee schedule never change; the frozen words of a bill neither."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION billing_keep_issued_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable text[] := ARRAY['status', 'contest_reason', 'decided_at', 'pdf', 'pdf_sha256'];
BEGIN
    IF OLD.status = 'draft' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'invoice % is issued: it is never deleted', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'invoice % is issued: it is never edited', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.pdf <> '' AND (NEW.pdf, NEW.pdf_sha256) IS DISTINCT FROM (OLD.pdf, OLD.pdf_sha256) THEN
        RAISE EXCEPTION 'the document of invoice % is written once', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER issued_invoice_is_immutable BEFORE UPDATE OR DELETE ON billing_invoice
    FOR EACH ROW EXECUTE FUNCTION billing_keep_issued_invoice();

CREATE FUNCTION billing_keep_active_schedule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable text[] := ARRAY['status', 'valid_to'];
BEGIN
    IF OLD.status = 'draft' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' OR NEW.status = 'draft'
            OR to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'fee schedule % v% is in force: write a new version', OLD.code, OLD.version
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER active_fee_schedule_is_immutable BEFORE UPDATE OR DELETE ON billing_feeschedule
    FOR EACH ROW EXECUTE FUNCTION billing_keep_active_schedule();

CREATE FUNCTION billing_keep_active_bands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM billing_feeschedule
        WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.schedule_id ELSE OLD.schedule_id END AND status <> 'draft'
    ) THEN
        RAISE EXCEPTION 'the bands of a fee schedule in force are frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER active_fee_bands_are_immutable BEFORE INSERT OR UPDATE OR DELETE ON billing_feeband
    FOR EACH ROW EXECUTE FUNCTION billing_keep_active_bands();

CREATE FUNCTION billing_check_bands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'active' THEN RETURN NEW; END IF;
    IF NOT EXISTS (SELECT 1 FROM billing_feeband WHERE schedule_id = NEW.id AND to_cents IS NULL)
        OR EXISTS (
            SELECT 1 FROM (
                SELECT from_cents, lag(to_cents, 1, 0::bigint) OVER (ORDER BY position) AS previous_end
                FROM billing_feeband WHERE schedule_id = NEW.id
            ) band WHERE from_cents IS DISTINCT FROM previous_end
        ) THEN
        RAISE EXCEPTION 'the bands of fee schedule % v% start at 0, follow each other and end open',
            NEW.code, NEW.version USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER active_fee_schedule_has_whole_bands BEFORE INSERT OR UPDATE ON billing_feeschedule
    FOR EACH ROW EXECUTE FUNCTION billing_check_bands();

CREATE FUNCTION billing_keep_bill_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable text[] := ARRAY['state', 'state_since', 'route', 'paid_by', 'payment_intent_id', 'charge_id', 'checkout_id',
                            'refunded_cents', 'transferred_cents', 'reversed_cents'];
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'bill % is frozen', OLD.public_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER bill_words_are_frozen BEFORE UPDATE OR DELETE ON billing_bill
    FOR EACH ROW EXECUTE FUNCTION billing_keep_bill_words();

CREATE FUNCTION billing_keep_operation_params() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.dedupe_key, NEW.params, NEW.params_sha256) IS DISTINCT FROM
       (OLD.dedupe_key, OLD.params, OLD.params_sha256) THEN
        RAISE EXCEPTION 'operation % is frozen: a change is a new attempt', OLD.dedupe_key
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER operation_params_are_frozen BEFORE UPDATE ON billing_stripeoperation
    FOR EACH ROW EXECUTE FUNCTION billing_keep_operation_params();
"""

BACKWARD = """
DROP TRIGGER operation_params_are_frozen ON billing_stripeoperation;
DROP TRIGGER bill_words_are_frozen ON billing_bill;
DROP TRIGGER active_fee_schedule_has_whole_bands ON billing_feeschedule;
DROP TRIGGER active_fee_bands_are_immutable ON billing_feeband;
DROP TRIGGER active_fee_schedule_is_immutable ON billing_feeschedule;
DROP TRIGGER issued_invoice_is_immutable ON billing_invoice;
DROP FUNCTION billing_keep_operation_params();
DROP FUNCTION billing_keep_bill_words();
DROP FUNCTION billing_check_bands();
DROP FUNCTION billing_keep_active_bands();
DROP FUNCTION billing_keep_active_schedule();
DROP FUNCTION billing_keep_issued_invoice();
"""


class Migration(migrations.Migration):
    dependencies = [("billing", "0002_ledger_triggers")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
