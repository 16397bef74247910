-- Work to be done later or elsewhere, first answers of idempotent requests, and sealed credentials of sessions.

CREATE TABLE work_item (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic text NOT NULL,
  -- The same work is taken in once, however often it is handed in.
  dedupe_key text,
  payload jsonb NOT NULL,
  state text NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'running', 'done', 'dead')),
  attempts integer NOT NULL DEFAULT 0,
  run_at timestamptz NOT NULL DEFAULT now(),
  -- A worker that died gives the item back when this has passed.
  locked_until timestamptz,
  last_error text,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
-- Taking work in once.
CREATE UNIQUE INDEX work_item_dedupe_key ON work_item (topic, dedupe_key) WHERE dedupe_key IS NOT NULL;
-- Claiming the next items of a topic.
CREATE INDEX work_item_claim_idx ON work_item (topic, run_at, id) WHERE state IN ('ready', 'running');
-- Purge of finished items, and the operators' list of dead ones.
CREATE INDEX work_item_finished_idx ON work_item (state, finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE idempotency_record (
  -- Whose key it is: customer:<id>, admin:<id> or channel.
  scope text NOT NULL,
  idempotency_key text NOT NULL,
  -- SHA-256 of method, path and body: the same key with another request is refused.
  fingerprint bytea NOT NULL,
  -- Whose turn it is: only the holder may store the answer.
  holder uuid NOT NULL,
  -- While in flight; a holder that died loses the key when this has passed.
  locked_until timestamptz,
  status integer,
  content_type text,
  body text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (scope, idempotency_key)
);
-- Purge after 24 hours.
CREATE INDEX idempotency_record_created_idx ON idempotency_record (created_at);

ALTER TABLE customer_session ADD COLUMN sealed_credential bytea;
