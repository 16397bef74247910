-- What administrators keep for the app: banners, menu, shortcuts, onboarding slides, promotions and legal documents.
-- The tables of content hold tens of rows and are read whole: they need no index.

CREATE TABLE banner (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('CONTENT', 'WARNING')),
  -- Where on which screen; warnings are shown wherever the app shows warnings.
  placement text,
  severity text CHECK (severity IN ('INFO', 'WARNING', 'CRITICAL')),
  title text NOT NULL,
  body text,
  image_url text,
  -- {"type": "DEEPLINK" or "OPEN_URL", "value": …}
  action jsonb,
  dismissible boolean NOT NULL DEFAULT true,
  target jsonb NOT NULL DEFAULT '{}',
  position integer NOT NULL DEFAULT 0,
  published boolean NOT NULL DEFAULT false,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz CHECK (ends_at > starts_at),
  updated_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'WARNING') = (severity IS NOT NULL)),
  CHECK ((kind = 'WARNING') = (placement IS NULL))
);

CREATE TABLE menu_item (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- What the app knows it by.
  code text NOT NULL,
  -- The part of the menu it stands in.
  section text NOT NULL,
  title text NOT NULL,
  description text,
  icon text NOT NULL,
  action jsonb NOT NULL,
  -- What one of the customer's contracts must allow; null: nothing.
  required_capability text CHECK (
    required_capability IN (
      'PAY_BILLS', 'REQUEST_REPAIR', 'REQUEST_TRUST_UNLOCK', 'MANAGE_WIFI', 'CHANGE_DUE_DATE', 'CHANGE_ADDRESS',
      'CHANGE_PLAN'
    )
  ),
  target jsonb NOT NULL DEFAULT '{}',
  position integer NOT NULL DEFAULT 0,
  published boolean NOT NULL DEFAULT false,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz CHECK (ends_at > starts_at),
  updated_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
-- One entry of a code.
CREATE UNIQUE INDEX menu_item_code_key ON menu_item (code);

CREATE TABLE shortcut_card (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  code text NOT NULL,
  title text NOT NULL,
  description text,
  icon text NOT NULL,
  image_url text,
  action jsonb NOT NULL,
  required_capability text CHECK (
    required_capability IN (
      'PAY_BILLS', 'REQUEST_REPAIR', 'REQUEST_TRUST_UNLOCK', 'MANAGE_WIFI', 'CHANGE_DUE_DATE', 'CHANGE_ADDRESS',
      'CHANGE_PLAN'
    )
  ),
  target jsonb NOT NULL DEFAULT '{}',
  position integer NOT NULL DEFAULT 0,
  published boolean NOT NULL DEFAULT false,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz CHECK (ends_at > starts_at),
  updated_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
-- One card of a code.
CREATE UNIQUE INDEX shortcut_card_code_key ON shortcut_card (code);

CREATE TABLE promotion (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  title text NOT NULL,
  body text NOT NULL,
  image_url text,
  -- The price as it is announced, e.g. "R$ 99,90/mês".
  price_text text,
  -- Conditions of the offer.
  terms text NOT NULL,
  action jsonb,
  -- An offer of somebody else's: only for whoever agreed to those.
  partner boolean NOT NULL DEFAULT false,
  target jsonb NOT NULL DEFAULT '{}',
  position integer NOT NULL DEFAULT 0,
  published boolean NOT NULL DEFAULT false,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz CHECK (ends_at > starts_at),
  updated_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE onboarding_slide (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  title text NOT NULL,
  body text NOT NULL,
  image_url text,
  action jsonb,
  -- Of apps only: slides are shown before anybody has logged in.
  target jsonb NOT NULL DEFAULT '{}',
  position integer NOT NULL DEFAULT 0,
  published boolean NOT NULL DEFAULT false,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz CHECK (ends_at > starts_at),
  updated_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE onboarding_slide_seen (
  -- Keyed hash of the app's id of its installation.
  device_hash bytea NOT NULL,
  slide_id uuid NOT NULL REFERENCES onboarding_slide (id) ON DELETE CASCADE,
  seen_at timestamptz NOT NULL DEFAULT now(),
  -- What an installation has seen, once each.
  PRIMARY KEY (device_hash, slide_id)
);
-- The cascade from a slide.
CREATE INDEX onboarding_slide_seen_slide_idx ON onboarding_slide_seen (slide_id);
-- Purge.
CREATE INDEX onboarding_slide_seen_at_idx ON onboarding_slide_seen (seen_at);

CREATE TABLE legal_document (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('PRIVACY_POLICY', 'TERMS')),
  version text NOT NULL,
  title text NOT NULL,
  -- What is new in it, for customers.
  changes text,
  -- Markdown without HTML.
  body_md text NOT NULL,
  -- Of the body, lower-case hexadecimal.
  body_sha256 text NOT NULL CHECK (body_sha256 ~ '^[0-9a-f]{64}$'),
  requires_acceptance boolean NOT NULL,
  published boolean NOT NULL DEFAULT false,
  -- From when it is in force, until another one of its kind is; drafts may have none yet.
  effective_at timestamptz,
  updated_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (NOT published OR effective_at IS NOT NULL)
);
-- A version is one text.
CREATE UNIQUE INDEX legal_document_version_key ON legal_document (kind, version);
-- The one in force; no two take each other's place at one moment.
CREATE UNIQUE INDEX legal_document_effective_key ON legal_document (kind, effective_at) WHERE published;

CREATE FUNCTION refuse_change_in_force() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'legal document % is or was in force', OLD.id;
END
$$;
CREATE TRIGGER legal_document_in_force BEFORE UPDATE OR DELETE ON legal_document
  FOR EACH ROW WHEN (OLD.published AND OLD.effective_at <= now()) EXECUTE FUNCTION refuse_change_in_force();

CREATE TABLE legal_acceptance (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- No reference: the proof of an acceptance outlives the account.
  customer_id uuid NOT NULL,
  -- Keyed hash of the customer's CPF or CNPJ, to find the proof when its owner asks for it.
  subject_hash bytea NOT NULL,
  document_id uuid NOT NULL REFERENCES legal_document (id),
  -- What was accepted, as it stood: the proof needs no other table.
  kind text NOT NULL,
  version text NOT NULL,
  body_sha256 text NOT NULL,
  -- Where it was accepted: ios, android or app.
  channel text NOT NULL,
  app_version text,
  -- Keyed hash of the network address: it can be compared, not read.
  address_hash bytea NOT NULL,
  accepted_at timestamptz NOT NULL DEFAULT now()
);
-- One acceptance of a document, however often it is sent; and what is held about a customer.
CREATE UNIQUE INDEX legal_acceptance_customer_key ON legal_acceptance (customer_id, document_id);
-- Whether a document may be removed.
CREATE INDEX legal_acceptance_document_idx ON legal_acceptance (document_id);
CREATE TRIGGER legal_acceptance_append_only BEFORE UPDATE OR DELETE ON legal_acceptance
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The cities a way in is for, in capitals and without accents; empty: for everybody.
ALTER TABLE support_channel ADD COLUMN cities text[] NOT NULL DEFAULT '{}';

-- Administrators name a topic and an offer by an id, so that its code or plan can be set right.
ALTER TABLE support_topic DROP CONSTRAINT support_topic_pkey;
ALTER TABLE support_topic ADD COLUMN id uuid PRIMARY KEY DEFAULT gen_random_uuid();
-- One topic of a code.
CREATE UNIQUE INDEX support_topic_code_key ON support_topic (code);
ALTER TABLE plan_offer DROP CONSTRAINT plan_offer_pkey;
ALTER TABLE plan_offer ADD COLUMN id uuid PRIMARY KEY DEFAULT gen_random_uuid();
-- What is published of a contract's plan.
CREATE UNIQUE INDEX plan_offer_plan_key ON plan_offer (plan);
