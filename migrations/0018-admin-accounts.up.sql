-- Accounts of administrators (second factor, temporary passwords, tokens that can be ended), OAuth clients, audit log.

ALTER TABLE admin_user
  ADD COLUMN name text NOT NULL DEFAULT '',
  -- Every live token carries it; another one ends them all.
  ADD COLUMN token_generation uuid NOT NULL DEFAULT gen_random_uuid(),
  -- Set while the password is one that somebody else gave: it must be changed at the first log-in, and is good until then.
  ADD COLUMN temporary_password_until timestamptz,
  -- Part of what failed log-ins are counted under: one more forgets them.
  ADD COLUMN unlocks integer NOT NULL DEFAULT 0 CHECK (unlocks >= 0),
  ADD COLUMN last_authenticated_at timestamptz,
  -- A removed account stays as a name for its audit entries, and as nothing else.
  ADD COLUMN removed_at timestamptz,
  ADD CONSTRAINT admin_user_removed_is_nothing
    CHECK (removed_at IS NULL OR (disabled_at IS NOT NULL AND roles = '{}' AND password_hash = ''));
DROP INDEX admin_user_email_key;
-- Log-in finds the user by the address typed, made lower case; the address of a removed account is free again.
CREATE UNIQUE INDEX admin_user_email_key ON admin_user (email) WHERE removed_at IS NULL;

CREATE TABLE admin_totp (
  admin_id uuid PRIMARY KEY REFERENCES admin_user (id) ON DELETE CASCADE,
  -- Sealed with a key of the server that is not in this database.
  sealed_secret bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Null until a first code proved that an authenticator has the secret; until then log-in asks for none.
  confirmed_at timestamptz,
  -- Time step (30 s, counted from 1970) of the last code accepted: neither it nor an earlier one is accepted again.
  last_step integer CHECK (last_step >= 0),
  CHECK ((confirmed_at IS NULL) = (last_step IS NULL))
);

CREATE TABLE admin_recovery_code (
  admin_id uuid NOT NULL REFERENCES admin_totp (admin_id) ON DELETE CASCADE,
  -- Keyed hash; a code that was used is gone.
  code_hash bytea NOT NULL,
  PRIMARY KEY (admin_id, code_hash)
);

CREATE TABLE admin_known_address (
  admin_id uuid NOT NULL REFERENCES admin_user (id) ON DELETE CASCADE,
  -- Keyed hash of a network address that the administrator logged in from.
  address_hash bytea NOT NULL,
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  -- Also the question of log-in: whether this administrator was here before.
  PRIMARY KEY (admin_id, address_hash)
);
-- Purge.
CREATE INDEX admin_known_address_seen_idx ON admin_known_address (last_seen_at);

ALTER TABLE oauth_client
  ADD COLUMN name text NOT NULL DEFAULT '',
  -- Every live token carries it; another one ends them all.
  ADD COLUMN token_generation uuid NOT NULL DEFAULT gen_random_uuid(),
  -- After a rotation the secret before it is good for a while.
  ADD COLUMN previous_secret_hash text,
  ADD COLUMN previous_secret_until timestamptz,
  ADD COLUMN secret_set_at timestamptz NOT NULL DEFAULT now(),
  ADD CONSTRAINT oauth_client_previous_secret
    CHECK ((previous_secret_hash IS NULL) = (previous_secret_until IS NULL));
UPDATE oauth_client SET name = id, secret_set_at = created_at;

-- The list, newest first, also between two instants; and the purge.
CREATE INDEX audit_entry_occurred_idx ON audit_entry (occurred_at, id);
-- What one administrator did, newest first.
CREATE INDEX audit_entry_admin_idx ON audit_entry (admin_id, occurred_at, id);

-- Entries are never changed. They are deleted by their retention only, which names itself, and never before six months.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     AND current_setting('app.audit_retention', true) = 'on'
     AND OLD.occurred_at < now() - interval '6 months' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME;
END
$$;
DROP TRIGGER audit_entry_append_only ON audit_entry;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
