-- Acts on money that must happen once at the ERP: trust unlocks, negotiations, disputes, payments by link.

CREATE TABLE trust_unlock (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  contract_id text NOT NULL,
  -- pending: being asked of the ERP; uncertain: its answer was lost; not_done: it is known that nothing happened.
  state text NOT NULL CHECK (state IN ('pending', 'uncertain', 'active', 'ended', 'refused', 'not_done')),
  -- What was owed longest then: paying it honours the unlock.
  oldest_bill_id text,
  valid_until date,
  requested_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz
);
-- One unlock of a contract at a time, whoever taps how often; also finds the open one.
CREATE UNIQUE INDEX trust_unlock_open_key ON trust_unlock (contract_id)
  WHERE state IN ('pending', 'uncertain', 'active');
-- The last unlock of a contract.
CREATE INDEX trust_unlock_contract_idx ON trust_unlock (contract_id, requested_at DESC);
-- The cascade from a customer.
CREATE INDEX trust_unlock_customer_idx ON trust_unlock (customer_id);

CREATE TABLE negotiation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  contract_id text NOT NULL,
  -- SHA-256 of the offer that was taken.
  offer_hash bytea NOT NULL,
  bill_ids text[] NOT NULL,
  -- The instalments as sent.
  parcels jsonb NOT NULL,
  total_cents bigint NOT NULL CHECK (total_cents > 0),
  state text NOT NULL CHECK (state IN ('pending', 'uncertain', 'done', 'refused', 'not_done')),
  requested_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz
);
-- One negotiation of a customer at a time: a bill can belong to several contracts.
CREATE UNIQUE INDEX negotiation_open_key ON negotiation (customer_id) WHERE state IN ('pending', 'uncertain');
-- An offer is taken once.
CREATE UNIQUE INDEX negotiation_offer_key ON negotiation (offer_hash) WHERE state IN ('pending', 'uncertain', 'done');
-- The latest negotiation of a contract, and which bills went into one.
CREATE INDEX negotiation_customer_idx ON negotiation (customer_id, contract_id, requested_at DESC);

CREATE TABLE billing_dispute (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  invoice_id text NOT NULL,
  contract_id text NOT NULL,
  invoice_amount_cents bigint NOT NULL CHECK (invoice_amount_cents > 0),
  amount_cents bigint NOT NULL CHECK (amount_cents > 0),
  reason text NOT NULL,
  description text NOT NULL,
  items text[] NOT NULL DEFAULT '{}',
  state text NOT NULL CHECK (state IN ('pending', 'uncertain', 'open', 'closed', 'not_done')),
  protocol text,
  requested_at timestamptz NOT NULL DEFAULT now(),
  answer_due_at timestamptz NOT NULL,
  settled_at timestamptz,
  CHECK (amount_cents <= invoice_amount_cents)
);
-- One open dispute of an invoice.
CREATE UNIQUE INDEX billing_dispute_open_key ON billing_dispute (invoice_id)
  WHERE state IN ('pending', 'uncertain', 'open');
-- A customer's disputes, newest first.
CREATE INDEX billing_dispute_customer_idx ON billing_dispute (customer_id, requested_at DESC);

CREATE TABLE payment_link (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  method text NOT NULL CHECK (method IN ('PIX', 'CARD', 'BOLETO')),
  -- Sorted, so that the same set is the same array.
  bill_ids text[] NOT NULL,
  -- What each bill was worth then: id, amount, fine and interest in centavos.
  bills jsonb NOT NULL,
  amount_cents bigint NOT NULL CHECK (amount_cents > 0),
  state text NOT NULL CHECK (state IN ('creating', 'live', 'paid', 'replaced')),
  -- The charge as the gateway calls it; null for a static Pix.
  charge_id text,
  url text,
  pix_copy_paste text,
  qr_png text,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
-- One live link of a set of bills and method; also finds it.
CREATE UNIQUE INDEX payment_link_live_key ON payment_link (customer_id, method, bill_ids)
  WHERE state IN ('creating', 'live');
-- The cascade from a customer.
CREATE INDEX payment_link_customer_idx ON payment_link (customer_id);

CREATE TABLE payment_settlement (
  payment_link_id uuid NOT NULL REFERENCES payment_link (id) ON DELETE CASCADE,
  bill_id text NOT NULL,
  -- sent: the ERP was asked to enter the payment, and may or may not have.
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'done')),
  sent_at timestamptz,
  -- Also what is left to settle of one link.
  PRIMARY KEY (payment_link_id, bill_id)
);
