-- Support channels and topics, places of streets, leads from where the network does not reach, and sales on their way.

CREATE TABLE support_channel (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('PHONE', 'WHATSAPP', 'CHAT', 'EMAIL')),
  label text NOT NULL,
  -- E.164 for telephones and WhatsApp, otherwise an address of its kind.
  target text NOT NULL,
  -- [{"days": [1, …, 7], "opens": "08:00", "closes": "20:00"}], Monday is 1, in America/Sao_Paulo; empty: always open.
  hours jsonb NOT NULL DEFAULT '[]',
  closed_on_holidays boolean NOT NULL DEFAULT false,
  position integer NOT NULL DEFAULT 0,
  enabled boolean NOT NULL DEFAULT true
);
-- One row for each way in.
CREATE UNIQUE INDEX support_channel_target_key ON support_channel (kind, target);

CREATE TABLE support_topic (
  code text PRIMARY KEY,
  title text NOT NULL,
  description text NOT NULL,
  action text NOT NULL CHECK (action IN ('NAVIGATE', 'OPEN_URL')),
  action_target text NOT NULL,
  -- The states of a contract in which it is shown; empty: in all, and to whoever is not logged in.
  situations text[] NOT NULL DEFAULT '{}',
  -- Those in which it stands before the others.
  first_in text[] NOT NULL DEFAULT '{}',
  position integer NOT NULL DEFAULT 0,
  enabled boolean NOT NULL DEFAULT true
);

CREATE TABLE street_place (
  -- The street's id in the provider's address register.
  street_id text PRIMARY KEY,
  latitude numeric(9, 6) NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude numeric(9, 6) NOT NULL CHECK (longitude BETWEEN -180 AND 180)
);

CREATE TABLE coverage_lead (
  -- Also the reference that is written into the prospect at the provider, to find it again.
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- Keyed hash of telephone and place: asking again is the same lead.
  subject_hash bytea NOT NULL,
  -- 'sending' is written before the provider is asked.
  state text NOT NULL CHECK (state IN ('waiting', 'sending', 'done', 'refused')),
  -- Who asked, sealed; wiped when the provider has it.
  sealed_details bytea,
  prospect_id text,
  consented_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (state <> 'done' OR sealed_details IS NULL)
);
-- One lead of a telephone for a place.
CREATE UNIQUE INDEX coverage_lead_subject_key ON coverage_lead (subject_hash);
-- Purge.
CREATE INDEX coverage_lead_created_idx ON coverage_lead (created_at);

CREATE TABLE onboarding_pending (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('CONTRACT', 'PROSPECT')),
  -- Id of the contract or prospect at the provider.
  provider_id text NOT NULL,
  erp_customer_id text NOT NULL,
  -- The buyer's CPF or CNPJ: where the code goes is looked up by it.
  sealed_document bytea NOT NULL,
  -- 'sending' is written before the provider is told; 'uncertain' after a lost answer, until a reading settles it.
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'sending', 'uncertain', 'confirmed')),
  -- How the sale stood at the provider before it was told: another standing shows that it was accepted.
  standing text,
  sent_at timestamptz,
  -- SHA-256 of the verification that confirmed it: a repetition with it gets the same answer.
  verification_hash bytea,
  -- The latest code's challenge.
  challenge_id uuid,
  -- What the confirmation was answered.
  outcome jsonb,
  confirmed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((state = 'confirmed') = (outcome IS NOT NULL)),
  CHECK ((state = 'confirmed') = (confirmed_at IS NOT NULL)),
  CHECK (state = 'open' OR (standing IS NOT NULL AND sent_at IS NOT NULL AND verification_hash IS NOT NULL))
);
-- One row for a sale, however often it is asked for.
CREATE UNIQUE INDEX onboarding_pending_sale_key ON onboarding_pending (kind, provider_id);
-- The sale that a code was asked for.
CREATE UNIQUE INDEX onboarding_pending_challenge_key ON onboarding_pending (challenge_id);
-- Purge of sales that nobody confirmed.
CREATE INDEX onboarding_pending_open_idx ON onboarding_pending (created_at) WHERE state = 'open';

CREATE TABLE onboarding_acceptance (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  pending_id uuid NOT NULL REFERENCES onboarding_pending (id) ON DELETE CASCADE,
  -- Ids of the accepted terms; that of the contract holds the SHA-256 of its PDF.
  terms text[] NOT NULL,
  due_date_id text,
  ip_address text NOT NULL,
  user_agent text,
  accepted_at timestamptz NOT NULL DEFAULT now()
);
-- The evidence of a sale.
CREATE INDEX onboarding_acceptance_pending_idx ON onboarding_acceptance (pending_id);
