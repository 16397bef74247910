-- The customers' inbox: notices of the provider, who forgets them once they are marked, and notifications of our own.

CREATE TABLE message (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  source text NOT NULL CHECK (source IN ('PROVIDER', 'APP')),
  -- What it is known by where it comes from: the provider's id of a notice, the key of a notification.
  source_key text NOT NULL,
  kind text NOT NULL CHECK (
    kind IN ('BILL', 'DEBT', 'CONTRACT_CHANGE', 'TRUST_UNLOCK', 'VISIT', 'SERVICE', 'OFFER', 'GENERAL')
  ),
  category text NOT NULL CHECK (category IN ('TRANSACTIONAL', 'MARKETING')),
  -- The provider may have to prove that it was given: it can be hidden, never destroyed.
  regulated boolean NOT NULL,
  -- Null once the customer deleted a message that no law keeps; the row stays, so that it does not come again.
  title text,
  body text,
  deep_link text,
  created_at timestamptz NOT NULL DEFAULT now(),
  read_at timestamptz,
  hidden_at timestamptz,
  -- When the provider was told that a notice was read, or was seen to list it no more.
  acknowledged_at timestamptz,
  CHECK ((title IS NULL) = (body IS NULL)),
  CHECK (body IS NOT NULL OR (hidden_at IS NOT NULL AND NOT regulated)),
  CHECK (source = 'PROVIDER' OR acknowledged_at IS NULL)
);
-- Each once, however often it is read or sent; also the cascade from a customer.
CREATE UNIQUE INDEX message_source_key ON message (customer_id, source, source_key);
-- A customer's inbox, newest first.
CREATE INDEX message_inbox_idx ON message (customer_id, created_at DESC, id DESC) WHERE hidden_at IS NULL;
-- The unread ones of an inbox, and how many.
CREATE INDEX message_unread_idx ON message (customer_id, created_at DESC, id DESC)
  WHERE hidden_at IS NULL AND read_at IS NULL;
-- What the provider is still to be told of a customer's reading.
CREATE INDEX message_unacknowledged_idx ON message (customer_id)
  WHERE source = 'PROVIDER' AND read_at IS NOT NULL AND acknowledged_at IS NULL;
-- Purge.
CREATE INDEX message_created_idx ON message (created_at);

CREATE TABLE notice_pull (
  customer_id uuid PRIMARY KEY REFERENCES customer_account (id) ON DELETE CASCADE,
  -- When the customer's notices were last read from the provider.
  pulled_at timestamptz NOT NULL
);

-- When the round of all active customers began; one row. The next begins when everybody's notices were read.
CREATE TABLE notice_round (
  id integer PRIMARY KEY CHECK (id = 1),
  begun_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO notice_round (id) VALUES (1);
