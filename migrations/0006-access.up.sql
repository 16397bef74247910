-- One-time codes with their caps, passwords being set, and clients of the service audience.

CREATE TABLE one_time_code_challenge (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  purpose text NOT NULL CHECK (purpose IN ('FIRST_ACCESS', 'PASSWORD_RECOVERY', 'SALES')),
  channel text NOT NULL CHECK (channel IN ('SMS', 'EMAIL', 'WHATSAPP')),
  -- Keyed hash of whom the code is for (a document, a pending sale).
  subject_hash bytea NOT NULL,
  -- Whom to look up or where to send, sealed; wiped when the code is on its way.
  sealed_recipient bytea,
  -- HMAC of the code. Random from the start, so that a challenge nobody was sent a code for looks like any other.
  code_hash bytea NOT NULL,
  attempts_left integer NOT NULL CHECK (attempts_left >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  -- The code's end; moved forward when a later challenge takes its place.
  expires_at timestamptz NOT NULL,
  verified_at timestamptz,
  -- What the right code was exchanged for: good once, for one purpose and subject.
  verification_hash bytea,
  verification_expires_at timestamptz,
  verification_spent_at timestamptz,
  CHECK ((verified_at IS NULL) = (verification_hash IS NULL)),
  CHECK ((verified_at IS NULL) = (verification_expires_at IS NULL)),
  CHECK (verification_spent_at IS NULL OR verified_at IS NOT NULL)
);
-- A new challenge ends the open ones of its subject and purpose.
CREATE INDEX one_time_code_challenge_open_idx ON one_time_code_challenge (subject_hash, purpose) WHERE verified_at IS NULL;
-- Purge.
CREATE INDEX one_time_code_challenge_expires_idx ON one_time_code_challenge (expires_at);

CREATE TABLE one_time_code_allowance (
  -- Keyed hash of what is capped: a document, destination, device or address.
  subject_hash bytea PRIMARY KEY,
  taken integer NOT NULL,
  window_ends_at timestamptz NOT NULL
);
-- Purge of windows that are over.
CREATE INDEX one_time_code_allowance_window_idx ON one_time_code_allowance (window_ends_at);

CREATE TABLE password_act (
  -- Keyed hash of the document: one act at a time for a customer, also for one without an account here.
  subject_hash bytea PRIMARY KEY,
  -- Whose turn it is: only the holder may end the act.
  holder uuid NOT NULL,
  -- A holder that died loses the act when this has passed; past from the start when the outcome is uncertain.
  locked_until timestamptz NOT NULL,
  begun_at timestamptz NOT NULL DEFAULT now()
);
-- Purge of acts that nobody came back to.
CREATE INDEX password_act_begun_idx ON password_act (begun_at);

ALTER TABLE customer_account ADD COLUMN password_changed_at timestamptz;

CREATE TABLE oauth_client (
  id text PRIMARY KEY,
  -- PHC string of argon2id.
  secret_hash text NOT NULL,
  scopes text[] NOT NULL DEFAULT '{}',
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
