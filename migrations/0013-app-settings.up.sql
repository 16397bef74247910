-- What support and marketing set without a release: version policies, parameters, FAQ; what apps report: devices, events.

-- Every policy there was stays: the one in force is the latest whose time has come.
ALTER TABLE app_version DROP CONSTRAINT app_version_pkey;
ALTER TABLE app_version ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
ALTER TABLE app_version ADD COLUMN effective_at timestamptz NOT NULL DEFAULT now();
-- The administrator who set it; null for what came with the installation.
ALTER TABLE app_version ADD COLUMN created_by uuid;
ALTER TABLE app_version RENAME COLUMN updated_at TO created_at;
-- The policy in force on a platform, and its history, newest first.
CREATE INDEX app_version_in_force_idx ON app_version (platform, effective_at DESC, id DESC);

CREATE TABLE parameter (
  key text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('BOOLEAN', 'NUMBER', 'TEXT', 'OBJECT')),
  value jsonb NOT NULL,
  -- Whether apps may read it.
  public boolean NOT NULL DEFAULT false,
  description text NOT NULL DEFAULT '',
  updated_by uuid NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (
    jsonb_typeof(value) = CASE kind
      WHEN 'BOOLEAN' THEN 'boolean' WHEN 'NUMBER' THEN 'number' WHEN 'TEXT' THEN 'string' ELSE 'object' END
  )
);

CREATE TABLE feedback_prompt (
  customer_id uuid PRIMARY KEY REFERENCES customer_account (id) ON DELETE CASCADE,
  -- When the app was last allowed to ask for a review.
  allowed_at timestamptz NOT NULL
);
-- Purge.
CREATE INDEX feedback_prompt_allowed_idx ON feedback_prompt (allowed_at);

-- Lower case and without accents, so that "Conexao" finds "Conexão". Needs no extension, and unlike unaccent() it is
-- immutable, so an index can stand on it. Combining marks (U+0300 to U+036F) are what NFD leaves of an accent.
CREATE FUNCTION fold_accents(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN lower(regexp_replace(normalize($1, NFD), '[\u0300-\u036f]', '', 'g'));

CREATE TABLE faq (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  category text NOT NULL,
  question text NOT NULL,
  answer_md text NOT NULL,
  -- Higher comes first.
  weight integer NOT NULL DEFAULT 0,
  published boolean NOT NULL DEFAULT false,
  -- Grows with question and answer: a new text is voted on anew.
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
-- The list, whole or of one category, heaviest first.
CREATE INDEX faq_list_idx ON faq (weight DESC, id) WHERE published;
-- Search by words of question and answer.
CREATE INDEX faq_search_idx ON faq USING gin (to_tsvector('simple', fold_accents(question || ' ' || answer_md)));

CREATE TABLE faq_feedback (
  faq_id uuid NOT NULL REFERENCES faq (id) ON DELETE CASCADE,
  faq_version integer NOT NULL,
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  helpful boolean NOT NULL,
  -- Only of a "no".
  reason text CHECK (reason IN ('NOT_CLEAR', 'OUTDATED', 'DID_NOT_SOLVE', 'OTHER')),
  comment text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- One vote of a customer on a text; also the counts of that text.
  PRIMARY KEY (faq_id, faq_version, customer_id),
  CHECK (NOT helpful OR (reason IS NULL AND comment IS NULL))
);
-- The cascade from a customer.
CREATE INDEX faq_feedback_customer_idx ON faq_feedback (customer_id);

CREATE TABLE device (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- One installation of the app; whoever reinstalls is another one.
  app_instance_id text NOT NULL,
  platform text NOT NULL CHECK (platform IN ('ios', 'android')),
  app_version text NOT NULL,
  -- What the push service knows the installation by; null when it has none or lost it to another.
  push_token text,
  push_token_at timestamptz,
  -- Whose pushes it gets; null while nobody is logged in.
  customer_id uuid REFERENCES customer_account (id) ON DELETE CASCADE,
  -- The log-in that bound it, ended or not.
  customer_session_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((push_token IS NULL) = (push_token_at IS NULL)),
  CHECK (customer_id IS NOT NULL OR customer_session_id IS NULL)
);
-- An installation that comes back.
CREATE UNIQUE INDEX device_app_instance_key ON device (app_instance_id);
-- A token belongs to one installation; also what the push service says of a token.
CREATE UNIQUE INDEX device_push_token_key ON device (push_token) WHERE push_token IS NOT NULL;
-- The devices of a customer, to push to or to unbind.
CREATE INDEX device_customer_idx ON device (customer_id) WHERE customer_id IS NOT NULL;
-- Unbinding at log-out.
CREATE INDEX device_customer_session_idx ON device (customer_session_id) WHERE customer_session_id IS NOT NULL;
-- Purge.
CREATE INDEX device_last_seen_idx ON device (last_seen_at);

CREATE TABLE app_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id uuid REFERENCES customer_account (id) ON DELETE CASCADE,
  platform text,
  app_version text,
  name text NOT NULL,
  params jsonb NOT NULL DEFAULT '{}',
  -- By the clock of the phone.
  occurred_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now()
);
-- Whether something happened to a customer lately (a crash), and the cascade from a customer.
CREATE INDEX app_event_customer_idx ON app_event (customer_id, name, received_at) WHERE customer_id IS NOT NULL;
-- Purge.
CREATE INDEX app_event_received_idx ON app_event (received_at);
