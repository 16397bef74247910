-- Back to a ledger for each domain. An act that only people could find out is uncertain again.

DELETE FROM work_item WHERE state IN ('ready', 'running') AND topic = 'acts.settle';
-- Of an act that was only being checked nothing was sent.
DELETE FROM irreversible_act WHERE state = 'checking';
UPDATE irreversible_act SET state = 'uncertain' WHERE state = 'unreadable';

CREATE TABLE contract_act (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  contract_id text NOT NULL,
  kind text NOT NULL CHECK (
    kind IN ('COLLECT_CALLS', 'DUE_DATE_CHANGE', 'TERM_ACCEPTANCE', 'TEMPORARY_SUSPENSION', 'ADDRESS_CHANGE')
  ),
  state text NOT NULL CHECK (state IN ('sending', 'uncertain', 'done', 'failed')),
  request jsonb NOT NULL,
  outcome jsonb,
  sent_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz,
  CHECK ((state = 'done') = (outcome IS NOT NULL))
);
-- One act of a kind on a contract at a time, however often it is asked for.
CREATE UNIQUE INDEX contract_act_pending_key ON contract_act (contract_id, kind) WHERE state IN ('sending', 'uncertain');
-- The last act of a kind that was done on a contract.
CREATE INDEX contract_act_done_idx ON contract_act (contract_id, kind, sent_at DESC) WHERE state = 'done';
-- The cascade from a customer, and what is held about them.
CREATE INDEX contract_act_customer_idx ON contract_act (customer_id);

INSERT INTO contract_act (id, customer_id, contract_id, kind, state, request, outcome, sent_at, settled_at)
SELECT a.id, a.customer_id, a.contract_id, k.old,
       CASE a.state WHEN 'sent' THEN 'sending' WHEN 'not_done' THEN 'failed' ELSE a.state END,
       a.request, a.outcome, a.sent_at, a.settled_at
FROM irreversible_act a
JOIN (VALUES ('ADDRESS_CHANGE', 'contract.address-registration'), ('COLLECT_CALLS', 'contract.collect-calls'),
             ('DUE_DATE_CHANGE', 'contract.due-date-change'), ('TEMPORARY_SUSPENSION', 'contract.temporary-suspension'),
             ('TERM_ACCEPTANCE', 'contract.term-acceptance')) AS k (old, kind) ON k.kind = a.kind;

ALTER TABLE contract_term_acceptance
  DROP CONSTRAINT contract_term_acceptance_act_id_fkey,
  ADD CONSTRAINT contract_term_acceptance_act_id_fkey
    FOREIGN KEY (act_id) REFERENCES contract_act (id) ON DELETE CASCADE;

CREATE TABLE service_order_act (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  subject text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('OPEN', 'RESCHEDULE', 'CANCEL')),
  state text NOT NULL CHECK (state IN ('checking', 'sent', 'unfinished', 'done')),
  details jsonb NOT NULL,
  service_order_id text,
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

-- Acts that were not done left no trace there.
INSERT INTO service_order_act (customer_id, subject, kind, state, details, service_order_id, begun_at, finished_at)
SELECT a.customer_id, a.subject, k.old, CASE a.state WHEN 'uncertain' THEN 'sent' ELSE a.state END,
       CASE a.kind WHEN 'service-order.opening'
         THEN a.request || jsonb_build_object('opened', coalesce(a.outcome, 'null'::jsonb))
         ELSE a.request END,
       CASE a.kind WHEN 'service-order.opening' THEN a.outcome ->> 'id' ELSE a.request ->> 'orderId' END,
       a.begun_at, a.settled_at
FROM irreversible_act a
JOIN (VALUES ('OPEN', 'service-order.opening'), ('RESCHEDULE', 'service-order.reschedule'),
             ('CANCEL', 'service-order.cancellation')) AS k (old, kind) ON k.kind = a.kind
WHERE a.state <> 'not_done';

DROP INDEX trust_unlock_active_key;
ALTER TABLE trust_unlock
  DROP CONSTRAINT trust_unlock_state_check,
  ADD CONSTRAINT trust_unlock_state_check
    CHECK (state IN ('pending', 'uncertain', 'active', 'ended', 'refused', 'not_done'));
-- One unlock of a contract at a time, whoever taps how often; also finds the open one.
CREATE UNIQUE INDEX trust_unlock_open_key ON trust_unlock (contract_id)
  WHERE state IN ('pending', 'uncertain', 'active');
INSERT INTO trust_unlock (id, customer_id, contract_id, state, oldest_bill_id, requested_at, settled_at)
SELECT id, customer_id, contract_id, CASE state WHEN 'sent' THEN 'pending' ELSE state END, request ->> 'oldestBillId',
       sent_at, settled_at
FROM irreversible_act WHERE kind = 'finance.trust-unlock' AND state <> 'done'
ON CONFLICT DO NOTHING;

CREATE TABLE negotiation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  contract_id text NOT NULL,
  offer_hash bytea NOT NULL,
  bill_ids text[] NOT NULL,
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
INSERT INTO negotiation (id, customer_id, contract_id, offer_hash, bill_ids, parcels, total_cents, state, requested_at,
                         settled_at)
SELECT id, customer_id, contract_id, decode(request ->> 'offerHash', 'hex'),
       ARRAY(SELECT jsonb_array_elements_text(request -> 'billIds')), request -> 'parcels',
       (request ->> 'totalCents')::bigint, CASE state WHEN 'sent' THEN 'pending' ELSE state END, sent_at, settled_at
FROM irreversible_act WHERE kind = 'finance.negotiation';

DROP INDEX billing_dispute_open_key;
ALTER TABLE billing_dispute
  DROP CONSTRAINT billing_dispute_state_check,
  ADD CONSTRAINT billing_dispute_state_check CHECK (state IN ('pending', 'uncertain', 'open', 'closed', 'not_done'));
-- One open dispute of an invoice.
CREATE UNIQUE INDEX billing_dispute_open_key ON billing_dispute (invoice_id)
  WHERE state IN ('pending', 'uncertain', 'open');
UPDATE billing_dispute SET state = 'uncertain'
FROM irreversible_act a WHERE a.id = billing_dispute.id AND a.state = 'uncertain';

ALTER TABLE sva_activation
  DROP CONSTRAINT sva_activation_state_check,
  ADD CONSTRAINT sva_activation_state_check CHECK (state IN ('sending', 'uncertain', 'done', 'failed'));
UPDATE sva_activation SET state = 'uncertain'
FROM irreversible_act a WHERE a.id = sva_activation.id AND a.state = 'uncertain';

INSERT INTO work_item (topic, payload)
SELECT 'service-orders.settle', jsonb_build_object('actId', id::text) FROM service_order_act
WHERE finished_at IS NULL
UNION ALL
SELECT 'trust-unlock-reconciliation', jsonb_build_object('unlock_id', id) FROM trust_unlock
WHERE state IN ('pending', 'uncertain')
UNION ALL
SELECT 'negotiation-reconciliation', jsonb_build_object('negotiation_id', id) FROM negotiation
WHERE state IN ('pending', 'uncertain')
UNION ALL
SELECT 'billing-dispute-reconciliation', jsonb_build_object('dispute_id', id) FROM billing_dispute
WHERE state IN ('pending', 'uncertain')
UNION ALL
SELECT 'svas.settle', jsonb_build_object('activation_id', id) FROM sva_activation
WHERE state IN ('sending', 'uncertain');

DROP TABLE irreversible_act;
