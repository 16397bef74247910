-- One ledger of the acts at the provider that must not be done twice, in place of one for each domain; what outlives an
-- act (an unlock, a dispute, a consent) stays in the domain's own table.

CREATE TABLE irreversible_act (
  -- Also the reference that is written into what is opened at the provider, to find it again.
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  contract_id text,
  kind text NOT NULL CHECK (
    kind IN (
      'contract.address-registration', 'contract.collect-calls', 'contract.due-date-change',
      'contract.temporary-suspension', 'contract.term-acceptance', 'finance.dispute', 'finance.negotiation',
      'finance.trust-unlock', 'service-order.cancellation', 'service-order.opening', 'service-order.reschedule',
      'sva.charge'
    )
  ),
  -- What only one act at a time may touch.
  subject text NOT NULL,
  -- checking: nothing was sent yet; sent: perhaps carried out; uncertain: its answer was lost, and reading may tell;
  -- unreadable: only people can find out; unfinished: a part of it is done and the rest will be.
  state text NOT NULL CHECK (
    state IN ('checking', 'sent', 'uncertain', 'unreadable', 'unfinished', 'done', 'not_done')
  ),
  request jsonb,
  outcome jsonb,
  -- Whose turn it is, and until when: a holder that died loses it.
  holder uuid,
  locked_until timestamptz,
  begun_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  settled_at timestamptz,
  CHECK ((state = 'checking') = (sent_at IS NULL)),
  CHECK ((state = 'checking') = (request IS NULL)),
  CHECK ((state IN ('done', 'not_done')) = (settled_at IS NOT NULL)),
  CHECK ((state IN ('done', 'unfinished')) = (outcome IS NOT NULL))
);
-- One act at a time on a subject; also finds it.
CREATE UNIQUE INDEX irreversible_act_subject_key ON irreversible_act (subject) WHERE settled_at IS NULL;
-- The last act of a kind on a subject that was done, and how many were.
CREATE INDEX irreversible_act_done_idx ON irreversible_act (subject, kind, sent_at DESC) WHERE state = 'done';
-- A customer's acts of a kind; the cascade from a customer, and the export of what is held about one.
CREATE INDEX irreversible_act_customer_idx ON irreversible_act (customer_id, kind);
-- Acts that wait for an operator, the oldest first.
CREATE INDEX irreversible_act_unsettled_idx ON irreversible_act (sent_at) WHERE settled_at IS NULL;

INSERT INTO irreversible_act (id, customer_id, contract_id, kind, subject, state, request, outcome, begun_at, sent_at,
                              settled_at)
SELECT a.id, a.customer_id, a.contract_id, k.kind, k.kind || ':' || a.contract_id,
       CASE a.state WHEN 'sending' THEN 'sent' WHEN 'failed' THEN 'not_done' ELSE a.state END,
       a.request, a.outcome, a.sent_at, a.sent_at,
       CASE WHEN a.state IN ('done', 'failed') THEN coalesce(a.settled_at, a.sent_at) END
FROM contract_act a
JOIN (VALUES ('ADDRESS_CHANGE', 'contract.address-registration'), ('COLLECT_CALLS', 'contract.collect-calls'),
             ('DUE_DATE_CHANGE', 'contract.due-date-change'), ('TEMPORARY_SUSPENSION', 'contract.temporary-suspension'),
             ('TERM_ACCEPTANCE', 'contract.term-acceptance')) AS k (old, kind) ON k.old = a.kind;

ALTER TABLE contract_term_acceptance
  DROP CONSTRAINT contract_term_acceptance_act_id_fkey,
  ADD CONSTRAINT contract_term_acceptance_act_id_fkey
    FOREIGN KEY (act_id) REFERENCES irreversible_act (id) ON DELETE CASCADE;
DROP TABLE contract_act;

-- Of an act that was only being checked nothing was sent.
INSERT INTO irreversible_act (customer_id, contract_id, kind, subject, state, request, outcome, begun_at, sent_at,
                              settled_at)
SELECT a.customer_id, a.details ->> 'contractId', k.kind, a.subject, a.state, a.details - 'opened',
       CASE WHEN a.state IN ('unfinished', 'done') THEN
         CASE a.kind WHEN 'OPEN' THEN coalesce(nullif(a.details -> 'opened', 'null'),
                                               jsonb_build_object('id', a.service_order_id, 'protocol', NULL,
                                                                  'visitBooked', false))
         ELSE '{}' END
       END,
       a.begun_at, a.begun_at, a.finished_at
FROM service_order_act a
JOIN (VALUES ('OPEN', 'service-order.opening'), ('RESCHEDULE', 'service-order.reschedule'),
             ('CANCEL', 'service-order.cancellation')) AS k (old, kind) ON k.old = a.kind
WHERE a.state <> 'checking';
DROP TABLE service_order_act;

INSERT INTO irreversible_act (id, customer_id, contract_id, kind, subject, state, request, outcome, begun_at, sent_at,
                              settled_at)
SELECT id, customer_id, contract_id, 'finance.trust-unlock', 'finance.trust-unlock:' || contract_id,
       CASE state WHEN 'pending' THEN 'sent' WHEN 'active' THEN 'done' WHEN 'ended' THEN 'done'
                  WHEN 'refused' THEN 'not_done' ELSE state END,
       jsonb_build_object('oldestBillId', oldest_bill_id),
       CASE WHEN state IN ('active', 'ended') THEN jsonb_build_object('validUntil', valid_until) END,
       requested_at, requested_at,
       CASE WHEN state NOT IN ('pending', 'uncertain') THEN coalesce(settled_at, requested_at) END
FROM trust_unlock;
-- An unlock is what came of an act that was done.
DELETE FROM trust_unlock WHERE state NOT IN ('active', 'ended');
ALTER TABLE trust_unlock
  DROP CONSTRAINT trust_unlock_state_check,
  ADD CONSTRAINT trust_unlock_state_check CHECK (state IN ('active', 'ended'));
DROP INDEX trust_unlock_open_key;
-- One unlock of a contract at a time; also finds it.
CREATE UNIQUE INDEX trust_unlock_active_key ON trust_unlock (contract_id) WHERE state = 'active';

INSERT INTO irreversible_act (id, customer_id, contract_id, kind, subject, state, request, outcome, begun_at, sent_at,
                              settled_at)
SELECT id, customer_id, contract_id, 'finance.negotiation', 'finance.negotiation:' || customer_id,
       CASE state WHEN 'pending' THEN 'sent' WHEN 'refused' THEN 'not_done' ELSE state END,
       jsonb_build_object('contractId', contract_id, 'offerHash', encode(offer_hash, 'hex'), 'billIds', to_jsonb(bill_ids),
                          'parcels', parcels, 'totalCents', total_cents),
       CASE WHEN state = 'done' THEN '{}'::jsonb END,
       requested_at, requested_at,
       CASE WHEN state NOT IN ('pending', 'uncertain') THEN coalesce(settled_at, requested_at) END
FROM negotiation;
DROP TABLE negotiation;

INSERT INTO irreversible_act (id, customer_id, contract_id, kind, subject, state, request, outcome, begun_at, sent_at,
                              settled_at)
SELECT id, customer_id, contract_id, 'finance.dispute', 'finance.dispute:' || invoice_id,
       CASE state WHEN 'pending' THEN 'sent' WHEN 'open' THEN 'done' WHEN 'closed' THEN 'done' ELSE state END,
       jsonb_build_object('invoiceId', invoice_id),
       CASE WHEN state IN ('open', 'closed') THEN jsonb_build_object('protocol', protocol) END,
       requested_at, requested_at,
       CASE WHEN state NOT IN ('pending', 'uncertain') THEN coalesce(settled_at, requested_at) END
FROM billing_dispute;
UPDATE billing_dispute SET state = 'pending' WHERE state = 'uncertain';
ALTER TABLE billing_dispute
  DROP CONSTRAINT billing_dispute_state_check,
  ADD CONSTRAINT billing_dispute_state_check CHECK (state IN ('pending', 'open', 'closed', 'not_done'));
DROP INDEX billing_dispute_open_key;
-- One open dispute of an invoice.
CREATE UNIQUE INDEX billing_dispute_open_key ON billing_dispute (invoice_id) WHERE state IN ('pending', 'open');

-- What costs nothing was never sent anywhere.
INSERT INTO irreversible_act (id, customer_id, contract_id, kind, subject, state, request, outcome, begun_at, sent_at,
                              settled_at)
SELECT id, customer_id, contract_id, 'sva.charge', 'sva.charge:' || contract_id || ':' || sva_id,
       CASE state WHEN 'sending' THEN 'sent' WHEN 'failed' THEN 'not_done' ELSE state END,
       jsonb_build_object('svaId', sva_id),
       CASE WHEN state = 'done' THEN jsonb_build_object('chargeId', erp_charge_id) END,
       consented_at, consented_at, settled_at
FROM sva_activation WHERE accepted_price_cents > 0;
UPDATE sva_activation SET state = 'sending' WHERE state = 'uncertain';
ALTER TABLE sva_activation
  DROP CONSTRAINT sva_activation_state_check,
  ADD CONSTRAINT sva_activation_state_check CHECK (state IN ('sending', 'done', 'failed'));

-- Whoever sent what stands has ended with the old version: each act is looked after at once.
DELETE FROM work_item
WHERE state IN ('ready', 'running')
  AND topic IN ('service-orders.settle', 'trust-unlock-reconciliation', 'negotiation-reconciliation',
                'billing-dispute-reconciliation', 'svas.settle');
INSERT INTO work_item (topic, payload)
SELECT 'acts.settle', jsonb_build_object('act_id', id) FROM irreversible_act WHERE settled_at IS NULL;
