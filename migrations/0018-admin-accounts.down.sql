DROP TRIGGER audit_entry_append_only ON audit_entry;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP FUNCTION refuse_audit_change();
DROP INDEX audit_entry_admin_idx;
DROP INDEX audit_entry_occurred_idx;
ALTER TABLE oauth_client
  DROP CONSTRAINT oauth_client_previous_secret,
  DROP COLUMN secret_set_at,
  DROP COLUMN previous_secret_until,
  DROP COLUMN previous_secret_hash,
  DROP COLUMN token_generation,
  DROP COLUMN name;
DROP TABLE admin_known_address;
DROP TABLE admin_recovery_code;
DROP TABLE admin_totp;
-- What a removed account had to be kept for cannot be told from a live one any more.
DELETE FROM admin_user WHERE removed_at IS NOT NULL;
DROP INDEX admin_user_email_key;
CREATE UNIQUE INDEX admin_user_email_key ON admin_user (email);
ALTER TABLE admin_user
  DROP CONSTRAINT admin_user_removed_is_nothing,
  DROP COLUMN removed_at,
  DROP COLUMN last_authenticated_at,
  DROP COLUMN unlocks,
  DROP COLUMN temporary_password_until,
  DROP COLUMN token_generation,
  DROP COLUMN name;
