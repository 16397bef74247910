-- What customers do to their service orders: acts whose outcome at the provider must be known, and ratings.

CREATE TABLE service_order_act (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  -- What only one act at a time may touch: order:<id>, or contract:<id>:<kind of order> for an opening.
  subject text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('OPEN', 'RESCHEDULE', 'CANCEL')),
  -- checking: nothing was sent yet; sent: perhaps carried out; unfinished: a part of it is done and the rest will be.
  state text NOT NULL CHECK (state IN ('checking', 'sent', 'unfinished', 'done')),
  -- What is needed to find out by reading whether it happened; nothing personal.
  details jsonb NOT NULL,
  service_order_id text,
  -- Whose turn it is, and until when: a holder that died loses it.
  holder uuid,
  locked_until timestamptz,
  begun_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
-- One act at a time on a subject.
CREATE UNIQUE INDEX service_order_act_subject_key ON service_order_act (subject) WHERE finished_at IS NULL;
-- Counting how often a visit was moved.
CREATE INDEX service_order_act_order_idx ON service_order_act (service_order_id, kind) WHERE state = 'done';
-- The cascade from a customer, and the export of what is held about one.
CREATE INDEX service_order_act_customer_idx ON service_order_act (customer_id);

CREATE TABLE service_order_rating (
  service_order_id text PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  technician numeric(4, 2) NOT NULL CHECK (technician BETWEEN 0 AND 10),
  resolution numeric(4, 2) NOT NULL CHECK (resolution BETWEEN 0 AND 10),
  rated_at timestamptz NOT NULL DEFAULT now()
);
-- The cascade from a customer, and the export of what is held about one.
CREATE INDEX service_order_rating_customer_idx ON service_order_rating (customer_id);
