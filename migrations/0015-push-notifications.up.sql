-- Push notifications: campaigns of administrators, notices to single customers, and what became of them on each device.

CREATE TABLE push_campaign (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  state text NOT NULL DEFAULT 'SCHEDULED'
    CHECK (state IN ('SCHEDULED', 'RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
  category text NOT NULL CHECK (category IN ('TRANSACTIONAL', 'MARKETING')),
  title text NOT NULL,
  body text NOT NULL,
  -- Texts that the app gets beside title and body, by name.
  data jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(data) = 'object'),
  deep_link text,
  -- For how long a device that is switched off may still get it.
  ttl_seconds integer NOT NULL CHECK (ttl_seconds BETWEEN 60 AND 2419200),
  audience jsonb NOT NULL CHECK (jsonb_typeof(audience) = 'object'),
  -- Devices it was for when it was asked for; null for a topic, whose subscribers only the push service knows.
  estimated integer CHECK (estimated >= 0),
  starts_at timestamptz NOT NULL,
  -- An administrator, or a service by its client id.
  created_by_kind text NOT NULL CHECK (created_by_kind IN ('admin', 'service')),
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  -- When the next batch of deliveries may be made: at the start, and later when something is in the way.
  fan_out_at timestamptz NOT NULL,
  -- The last device that has its delivery; the next batch begins after it.
  fan_out_after uuid,
  fanned_out_at timestamptz,
  -- The push service refused our key for Apple's: the iPhones left get nothing.
  ios_stopped_at timestamptz,
  finished_at timestamptz,
  -- Our own word for why it failed.
  failure text,
  -- Deliveries by state, once it is over: they are deleted before it.
  totals jsonb,
  CHECK ((state IN ('SCHEDULED', 'RUNNING')) = (finished_at IS NULL)),
  CHECK ((state = 'FAILED') = (failure IS NOT NULL)),
  CHECK (state <> 'RUNNING' OR started_at IS NOT NULL)
);
-- Campaigns to begin and to fan out.
CREATE INDEX push_campaign_open_idx ON push_campaign (fan_out_at)
  WHERE state IN ('SCHEDULED', 'RUNNING') AND fanned_out_at IS NULL;
-- Campaigns to finish, and those that ended with deliveries still to be withdrawn.
CREATE INDEX push_campaign_unsettled_idx ON push_campaign (id) WHERE totals IS NULL;
-- The administrators' list, newest first.
CREATE INDEX push_campaign_created_idx ON push_campaign (created_at DESC, id);

-- Whom a campaign by customers or contracts is for.
CREATE TABLE push_campaign_recipient (
  campaign_id uuid NOT NULL REFERENCES push_campaign (id) ON DELETE CASCADE,
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  PRIMARY KEY (campaign_id, customer_id)
);
-- Export and erasure.
CREATE INDEX push_campaign_recipient_customer_idx ON push_campaign_recipient (customer_id);

CREATE TABLE push_notice (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  -- What happened: a customer is told of it once.
  dedupe_key text NOT NULL,
  category text NOT NULL CHECK (category IN ('TRANSACTIONAL', 'MARKETING')),
  title text NOT NULL,
  body text NOT NULL,
  data jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(data) = 'object'),
  deep_link text,
  ttl_seconds integer NOT NULL CHECK (ttl_seconds BETWEEN 60 AND 2419200),
  created_at timestamptz NOT NULL DEFAULT now()
);
-- A customer is told of what happened once; also export and erasure.
CREATE UNIQUE INDEX push_notice_dedupe_key ON push_notice (customer_id, dedupe_key);
-- Purge.
CREATE INDEX push_notice_created_idx ON push_notice (created_at);

CREATE TABLE push_delivery (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id uuid REFERENCES push_campaign (id) ON DELETE CASCADE,
  notice_id uuid REFERENCES push_notice (id) ON DELETE CASCADE,
  -- No reference: what became of it outlives the device. Null for a topic, which the push service fans out.
  device_id uuid,
  -- Whose device it was; null while nobody was logged in.
  customer_id uuid REFERENCES customer_account (id) ON DELETE CASCADE,
  platform text CHECK (platform IN ('ios', 'android')),
  -- Lower goes first: 0 notices, 1 campaigns about the service, 2 marketing.
  priority smallint NOT NULL CHECK (priority BETWEEN 0 AND 2),
  -- SENDING is committed before the push service is asked. UNCERTAIN: it was asked, and its answer was lost.
  state text NOT NULL DEFAULT 'QUEUED'
    CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'UNCERTAIN', 'SUPPRESSED', 'CANCELLED')),
  -- Our own word for why it did not go out.
  reason text,
  attempts integer NOT NULL DEFAULT 0,
  run_at timestamptz NOT NULL,
  -- After this it is not worth sending.
  expires_at timestamptz NOT NULL,
  -- While SENDING: whose attempt it is, and until when; one whose sender died is uncertain after that.
  holder uuid,
  leased_until timestamptz,
  finished_at timestamptz,
  -- When the app reported that the customer opened it.
  opened_at timestamptz,
  CHECK (num_nonnulls(campaign_id, notice_id) = 1),
  CHECK ((state = 'SENDING') = (leased_until IS NOT NULL)),
  CHECK ((state = 'SENDING') = (holder IS NOT NULL)),
  CHECK ((state IN ('QUEUED', 'SENDING')) = (finished_at IS NULL))
);
-- A device gets a campaign once.
CREATE UNIQUE INDEX push_delivery_campaign_device_key ON push_delivery (campaign_id, device_id)
  WHERE campaign_id IS NOT NULL;
-- A campaign to a topic has one delivery.
CREATE UNIQUE INDEX push_delivery_topic_key ON push_delivery (campaign_id) WHERE device_id IS NULL;
-- A device gets a notice once.
CREATE UNIQUE INDEX push_delivery_notice_device_key ON push_delivery (notice_id, device_id) WHERE notice_id IS NOT NULL;
-- Claiming the next deliveries.
CREATE INDEX push_delivery_claim_idx ON push_delivery (priority, run_at, id) WHERE state = 'QUEUED';
-- Deliveries whose sender died.
CREATE INDEX push_delivery_lease_idx ON push_delivery (leased_until) WHERE state = 'SENDING';
-- Progress of a campaign; whether any of it is left; withdrawing what is left.
CREATE INDEX push_delivery_progress_idx ON push_delivery (campaign_id, state) WHERE campaign_id IS NOT NULL;
-- How much marketing a customer got lately; export and erasure.
CREATE INDEX push_delivery_customer_idx ON push_delivery (customer_id, priority, finished_at) WHERE customer_id IS NOT NULL;
-- Purge.
CREATE INDEX push_delivery_finished_idx ON push_delivery (finished_at) WHERE finished_at IS NOT NULL;

-- One row: when the next message may go out, so that all instances together keep one rate.
CREATE TABLE push_pace (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  next_at timestamptz NOT NULL DEFAULT now(),
  -- The push service asked us to wait until then.
  held_until timestamptz NOT NULL DEFAULT now()
);
INSERT INTO push_pace DEFAULT VALUES;

-- Whose a contract is, when a campaign names contracts.
CREATE INDEX owned_resource_contract_idx ON owned_resource (resource_id) WHERE kind = 'contract';
