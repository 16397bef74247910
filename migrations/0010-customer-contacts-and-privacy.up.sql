-- Contacts of customers, referrals, uploads and their blocks, consents, erasure.

CREATE TABLE customer_contact (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('EMAIL', 'PHONE')),
  -- An address; E.164 when it can be read as a number, else as the provider writes it.
  value text NOT NULL,
  -- The value as it is compared: lower case.
  comparable text NOT NULL,
  type text NOT NULL CHECK (type IN ('PERSONAL', 'HOME', 'MOBILE', 'WORK')),
  is_primary boolean NOT NULL DEFAULT false,
  -- When the customer proved by a code to hold it.
  verified_at timestamptz,
  source text NOT NULL CHECK (source IN ('APP', 'PROVIDER')),
  -- The provider's id of it, and what stood there when it was last read.
  provider_id text,
  provider_comparable text,
  -- What the provider knows of the customer's change: nothing to tell, not told yet, told, perhaps told, cannot be told.
  mirror text NOT NULL DEFAULT 'NONE' CHECK (mirror IN ('NONE', 'PENDING', 'TOLD', 'UNCERTAIN', 'KEPT_HERE')),
  -- The address that was replaced, until it was told of the change.
  former_value text,
  -- Removed here; kept so that it is not read back from a provider who still has it.
  removed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
-- Every contact of a customer, each once.
CREATE UNIQUE INDEX customer_contact_value_key ON customer_contact (customer_id, kind, comparable);
-- One primary of a kind.
CREATE UNIQUE INDEX customer_contact_primary_key ON customer_contact (customer_id, kind)
  WHERE is_primary AND removed_at IS NULL;
-- Whether a referred number is a customer's.
CREATE INDEX customer_contact_phone_idx ON customer_contact (comparable) WHERE kind = 'PHONE';

ALTER TABLE one_time_code_challenge
  DROP CONSTRAINT one_time_code_challenge_purpose_check,
  ADD CONSTRAINT one_time_code_challenge_purpose_check
    CHECK (purpose IN ('FIRST_ACCESS', 'PASSWORD_RECOVERY', 'SALES', 'CONTACT_CHANGE', 'CONTACT_VERIFICATION'));

CREATE TABLE referral_coupon (
  customer_id uuid PRIMARY KEY REFERENCES customer_account (id) ON DELETE CASCADE,
  coupon text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
-- A coupon is one customer's.
CREATE UNIQUE INDEX referral_coupon_coupon_key ON referral_coupon (coupon);

CREATE TABLE referral (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  coupon text NOT NULL,
  -- The friend's; null once they are no longer needed.
  friend_name text,
  friend_phone text,
  friend_postal_code text,
  -- Keyed hash of the number: who was referred stays comparable when the number is gone.
  friend_phone_hash bytea NOT NULL,
  -- The friend's consent as the customer declared it: the text's version and when.
  consent_version text NOT NULL,
  consented_at timestamptz NOT NULL DEFAULT now(),
  -- Waiting; being sent or perhaps sent; a prospect of the provider's; refused there.
  state text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'SENT', 'REGISTERED', 'REFUSED')),
  prospect_id text,
  created_at timestamptz NOT NULL DEFAULT now()
);
-- Whether a number was referred lately.
CREATE INDEX referral_phone_idx ON referral (friend_phone_hash, created_at);
-- A customer's own, newest first.
CREATE INDEX referral_customer_idx ON referral (customer_id, created_at DESC);
-- Forgetting friends.
CREATE INDEX referral_forget_idx ON referral (created_at) WHERE friend_phone IS NOT NULL;

CREATE TABLE file_upload (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  contract_id text NOT NULL,
  kind text NOT NULL,
  files integer NOT NULL CHECK (files > 0),
  -- The answer of the provider was lost.
  uncertain boolean NOT NULL DEFAULT false,
  -- Counts against what may be sent in a day; an unblocked contract starts anew.
  counted boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now()
);
-- What was sent for a contract in a day.
CREATE INDEX file_upload_contract_idx ON file_upload (contract_id, created_at) WHERE counted;
-- The cascade from a customer, and the export of what is held about one.
CREATE INDEX file_upload_customer_idx ON file_upload (customer_id);
-- Purge.
CREATE INDEX file_upload_created_idx ON file_upload (created_at);

CREATE TABLE file_upload_block (
  contract_id text PRIMARY KEY,
  reason text NOT NULL CHECK (reason IN ('PAYMENT_PROOF_SENT', 'PROVIDER')),
  -- Null until it is lifted.
  blocked_until timestamptz,
  -- For the provider's people.
  note text,
  -- The administrator who set it.
  set_by uuid,
  created_at timestamptz NOT NULL DEFAULT now()
);
-- The administrators' list, newest first.
CREATE INDEX file_upload_block_created_idx ON file_upload_block (created_at DESC);

CREATE TABLE consent_record (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- No reference: the proof of a consent outlives the account.
  customer_id uuid NOT NULL,
  -- Keyed hash of the document, to find the proof when its owner asks for it.
  document_hash bytea NOT NULL,
  purpose text NOT NULL,
  version text NOT NULL,
  granted boolean NOT NULL,
  channel text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
-- What a customer decided last, by purpose.
CREATE INDEX consent_record_customer_idx ON consent_record (customer_id, purpose, id DESC);
CREATE TRIGGER consent_record_append_only BEFORE UPDATE OR DELETE ON consent_record
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- When the customer asked to be forgotten: what is left of the row names nobody.
ALTER TABLE customer_account ADD COLUMN erased_at timestamptz;
