-- Customers, their sessions, what is theirs; admin users and the audit log; app versions, popups, service territories.

CREATE TABLE customer_account (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  erp_customer_id text NOT NULL,
  document text NOT NULL,
  first_name text NOT NULL,
  password_is_default boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
-- Log-in finds the account by the document typed.
CREATE UNIQUE INDEX customer_account_document_key ON customer_account (document);

CREATE TABLE customer_session (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  platform text,
  device_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoked_reason text
);
-- Ending all sessions of a customer (password change, erasure).
CREATE INDEX customer_session_customer_idx ON customer_session (customer_id);
-- Purge of sessions past their absolute end.
CREATE INDEX customer_session_expires_idx ON customer_session (expires_at);

CREATE TABLE refresh_token (
  token_hash bytea PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES customer_session (id) ON DELETE CASCADE,
  issued_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  spent_at timestamptz
);
-- Purge, and the cascade from a session.
CREATE INDEX refresh_token_session_idx ON refresh_token (session_id);

CREATE TABLE login_failure (
  subject_hash bytea PRIMARY KEY,
  failures integer NOT NULL,
  window_started_at timestamptz NOT NULL,
  locked_until timestamptz
);
-- Purge of windows long gone.
CREATE INDEX login_failure_window_idx ON login_failure (window_started_at);

CREATE TABLE owned_resource (
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  kind text NOT NULL,
  resource_id text NOT NULL,
  contract_id text,
  seen_at timestamptz NOT NULL DEFAULT now(),
  -- Also the ownership check itself: one customer, one kind, one id.
  PRIMARY KEY (customer_id, kind, resource_id)
);

CREATE TABLE admin_user (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL,
  password_hash text NOT NULL,
  roles text[] NOT NULL DEFAULT '{}',
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT admin_user_email_lower CHECK (email = lower(email))
);
-- Log-in finds the user by the address typed, made lower case.
CREATE UNIQUE INDEX admin_user_email_key ON admin_user (email);

CREATE TABLE audit_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  occurred_at timestamptz NOT NULL DEFAULT now(),
  admin_id uuid NOT NULL,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  before jsonb,
  after jsonb,
  request_id text
);
-- History of one subject, newest first.
CREATE INDEX audit_entry_subject_idx ON audit_entry (subject_kind, subject_id, occurred_at DESC);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE app_version (
  platform text PRIMARY KEY CHECK (platform IN ('ios', 'android')),
  latest text NOT NULL,
  minimum_supported text NOT NULL,
  recommended text NOT NULL,
  store_url text NOT NULL,
  release_notes text,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE popup (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  title text NOT NULL,
  body text NOT NULL,
  image_url text,
  actions jsonb NOT NULL DEFAULT '[]',
  screen text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  priority integer NOT NULL DEFAULT 0,
  blocking boolean NOT NULL DEFAULT false,
  target jsonb NOT NULL DEFAULT '{}',
  cap jsonb NOT NULL DEFAULT '{}',
  published boolean NOT NULL DEFAULT true,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (ends_at > starts_at)
);
-- Selection: published popups of a screen whose window is open, best first.
CREATE INDEX popup_selection_idx ON popup (screen, priority DESC, starts_at DESC) WHERE published;

CREATE TABLE popup_view (
  popup_id uuid NOT NULL REFERENCES popup (id) ON DELETE CASCADE,
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  action text NOT NULL CHECK (action IN ('VIEWED', 'CLICKED', 'DISMISSED')),
  -- The day in America/Sao_Paulo.
  day date NOT NULL,
  times integer NOT NULL DEFAULT 1,
  first_at timestamptz NOT NULL DEFAULT now(),
  last_at timestamptz NOT NULL DEFAULT now(),
  -- Also the caps of one customer over a handful of popups.
  PRIMARY KEY (customer_id, popup_id, action, day)
);
-- The cascade from a popup, and its statistics.
CREATE INDEX popup_view_popup_idx ON popup_view (popup_id);

CREATE TABLE service_territory (
  state text NOT NULL,
  city text NOT NULL,
  unity text NOT NULL,
  regional text NOT NULL,
  cluster text NOT NULL,
  area_code text NOT NULL,
  PRIMARY KEY (state, city)
);

CREATE TABLE service_order_confirmation (
  service_order_id text PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  confirmed boolean NOT NULL,
  origin text NOT NULL CHECK (origin IN ('APP', 'PUSH', 'WHATSAPP')),
  -- The visit's day that was confirmed: another day asks for another confirmation.
  visit_date date NOT NULL,
  confirmed_at timestamptz NOT NULL DEFAULT now()
);
-- The cascade from a customer.
CREATE INDEX service_order_confirmation_customer_idx ON service_order_confirmation (customer_id);
