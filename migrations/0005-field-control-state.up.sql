-- What Field Control told us of orders, visits and field staff: read far more often than one request a second allows.

CREATE TABLE field_control_order (
  id text PRIMARY KEY,
  -- The order's id at the ERP.
  identifier text,
  customer_id text,
  service_id text,
  description text,
  created_at timestamptz,
  read_at timestamptz NOT NULL
);
-- The order of an ERP id.
CREATE INDEX field_control_order_identifier_idx ON field_control_order (identifier);

CREATE TABLE field_control_task (
  id text PRIMARY KEY,
  order_id text NOT NULL,
  status text NOT NULL,
  scheduled_date date,
  scheduled_time text,
  employee_id text,
  started_at timestamptz,
  completed_at timestamptz,
  archived boolean NOT NULL DEFAULT false,
  read_at timestamptz NOT NULL
);
-- The visits of an order.
CREATE INDEX field_control_task_order_idx ON field_control_task (order_id);

CREATE TABLE field_control_employee (
  id text PRIMARY KEY,
  name text,
  avatar_url text,
  read_at timestamptz NOT NULL
);
