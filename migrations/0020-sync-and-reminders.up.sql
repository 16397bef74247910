-- Rounds over active customers, access records that the law asks for, and visits' changes that wait to be told.

-- Who was visited when by rounds such as the reminders of bills.
CREATE TABLE customer_round (
  name text NOT NULL,
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  visited_at timestamptz NOT NULL,
  -- Who of a page was visited in this round.
  PRIMARY KEY (name, customer_id)
);
-- The cascade from an account.
CREATE INDEX customer_round_customer_idx ON customer_round (customer_id);

-- Date, time and address of every use (Lei 12.965/2014, art. 15): kept six months, also of a customer who is forgotten.
CREATE TABLE access_record (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer_account (id),
  session_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('LOG_IN', 'REFRESH')),
  ip_address inet NOT NULL,
  accessed_at timestamptz NOT NULL DEFAULT now()
);
-- A customer's records, for the export of their data and for who asks by court order.
CREATE INDEX access_record_customer_idx ON access_record (customer_id, accessed_at);
-- The purge.
CREATE INDEX access_record_accessed_idx ON access_record (accessed_at);

-- A visit whose state changed at Field Control; the row goes when the customer was told.
CREATE TABLE field_control_visit_change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_id text NOT NULL,
  order_id text NOT NULL,
  status text NOT NULL,
  scheduled_date date,
  employee_id text,
  changed_at timestamptz NOT NULL DEFAULT now()
);

-- The sync of visits: those that are still to come to an end, the longest unread first.
CREATE INDEX field_control_task_open_idx ON field_control_task (read_at)
  WHERE status IN ('SCHEDULED', 'IN_PROGRESS') AND NOT archived;

-- Whom to tell of a visit: the customers that its order was shown to.
CREATE INDEX owned_resource_order_idx ON owned_resource (resource_id) WHERE kind = 'service-order';
