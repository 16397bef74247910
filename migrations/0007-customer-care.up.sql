-- Contract self-service: acts that must not be done twice, evidence of accepted terms, and what is published of plans.

CREATE TABLE contract_act (
  -- Also the reference that is written into what is opened at the provider, to find it again.
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  contract_id text NOT NULL,
  kind text NOT NULL CHECK (
    kind IN ('COLLECT_CALLS', 'DUE_DATE_CHANGE', 'TERM_ACCEPTANCE', 'TEMPORARY_SUSPENSION', 'ADDRESS_CHANGE')
  ),
  -- 'sending' is written before the provider is asked; 'uncertain' after a lost answer, until a reading settles it.
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

CREATE TABLE contract_term_acceptance (
  act_id uuid PRIMARY KEY REFERENCES contract_act (id) ON DELETE CASCADE,
  term_version text NOT NULL,
  -- Lower-case hexadecimal SHA-256 of the PDF that was accepted.
  document_sha256 text NOT NULL CHECK (document_sha256 ~ '^[0-9a-f]{64}$'),
  ip_address text NOT NULL,
  user_agent text,
  accepted_at timestamptz NOT NULL
);

CREATE TABLE plan_offer (
  -- The plan's label, upper case and without accents.
  plan text PRIMARY KEY,
  download_mbps integer CHECK (download_mbps > 0),
  upload_mbps integer CHECK (upload_mbps > 0),
  included_services text[] NOT NULL DEFAULT '{}',
  -- Code and address of the label that the regulator asks for.
  label_code text,
  label_url text
);
