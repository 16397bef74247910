-- Restarts of equipment, and value-added services (SVA): the catalogue, what was activated, and links to activate with.

CREATE TABLE equipment_reboot (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  contract_id text NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT now()
);
-- The cooldown and the day's number of one contract.
CREATE INDEX equipment_reboot_contract_idx ON equipment_reboot (contract_id, requested_at DESC);
-- The cascade from a customer, and what is held about them.
CREATE INDEX equipment_reboot_customer_idx ON equipment_reboot (customer_id);
-- Purge.
CREATE INDEX equipment_reboot_requested_idx ON equipment_reboot (requested_at);

CREATE TABLE sva (
  id text PRIMARY KEY CHECK (id ~ '^[a-z0-9-]{1,40}$'),
  name text NOT NULL,
  description text NOT NULL,
  logo_url text,
  provider text NOT NULL CHECK (provider IN ('PLAYHUB', 'NEO', 'BITTRAINERS')),
  -- What the provider calls it.
  resource text NOT NULL,
  -- The provider's page on which a customer activates it.
  activation_url text NOT NULL CHECK (activation_url ~ '^https://'),
  -- Part of every plan.
  included boolean NOT NULL,
  price_cents integer NOT NULL CHECK (price_cents >= 0),
  -- What the ERP charges for it.
  erp_service_id text,
  position integer NOT NULL DEFAULT 0,
  active boolean NOT NULL DEFAULT true,
  CHECK (included = (price_cents = 0)),
  CHECK (included = (erp_service_id IS NULL))
);

CREATE TABLE sva_activation (
  -- Also the reference that is written into the charge.
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  contract_id text NOT NULL,
  sva_id text NOT NULL REFERENCES sva (id),
  -- 'sending' is written before the provider is asked; 'uncertain' after a lost answer, until a reading settles it.
  state text NOT NULL CHECK (state IN ('sending', 'uncertain', 'done', 'failed')),
  -- The consent: to which price, when, from where.
  accepted_price_cents integer NOT NULL CHECK (accepted_price_cents >= 0),
  consented_at timestamptz NOT NULL DEFAULT now(),
  consent_address text NOT NULL,
  consent_user_agent text,
  erp_charge_id text,
  settled_at timestamptz,
  CHECK ((state IN ('done', 'failed')) = (settled_at IS NOT NULL))
);
-- One activation of a service on a contract, however often it is asked for.
CREATE UNIQUE INDEX sva_activation_standing_key ON sva_activation (contract_id, sva_id) WHERE state <> 'failed';
-- The cascade from a customer, and what is held about them.
CREATE INDEX sva_activation_customer_idx ON sva_activation (customer_id);

CREATE TABLE sva_activation_link (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  contract_id text NOT NULL,
  sva_id text NOT NULL REFERENCES sva (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
-- Which services of a contract were activated through a link.
CREATE INDEX sva_activation_link_used_idx ON sva_activation_link (contract_id, sva_id) WHERE used_at IS NOT NULL;
-- The cascade from a customer, and what is held about them.
CREATE INDEX sva_activation_link_customer_idx ON sva_activation_link (customer_id);
-- Purge of links that nobody used.
CREATE INDEX sva_activation_link_expires_idx ON sva_activation_link (expires_at) WHERE used_at IS NULL;

-- A customer proves who they are before the password of their Wi-Fi is shown.
ALTER TABLE one_time_code_challenge
  DROP CONSTRAINT one_time_code_challenge_purpose_check,
  ADD CONSTRAINT one_time_code_challenge_purpose_check
    CHECK (
      purpose IN (
        'FIRST_ACCESS', 'PASSWORD_RECOVERY', 'SALES', 'CONTACT_CHANGE', 'CONTACT_VERIFICATION', 'REVEAL_WIFI_PASSWORD'
      )
    );
