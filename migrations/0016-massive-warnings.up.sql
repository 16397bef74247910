-- Warnings of outages, maintenance and the like that touch many customers at once.

CREATE TABLE massive_warning (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('OUTAGE', 'DEGRADATION', 'PLANNED_MAINTENANCE', 'INFORMATION')),
  severity text NOT NULL CHECK (severity IN ('CRITICAL', 'MAJOR', 'MINOR', 'WARNING')),
  title text NOT NULL,
  message text NOT NULL,
  -- As TMF656 names them.
  state text NOT NULL DEFAULT 'acknowledged' CHECK (state IN ('acknowledged', 'inProgress', 'resolved', 'closed')),
  started_at timestamptz NOT NULL,
  expected_end_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  -- Whether an administrator closed it, or its time ran out.
  closed_by text CHECK (closed_by IN ('ADMIN', 'EXPIRY')),
  -- What it touches, as administrators wrote it.
  affected jsonb NOT NULL,
  -- The same as it is compared: one entry for each city, district and contract, or one for the whole network.
  affected_keys text[] NOT NULL CHECK (cardinality(affected_keys) > 0),
  -- Whether customers are told in their inboxes.
  notify boolean NOT NULL DEFAULT true,
  -- How often it began: one more each time it is taken up again after it was resolved.
  episode integer NOT NULL DEFAULT 1,
  -- The telling of customers that is under way or done; null when there is nothing to tell.
  notice_run text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (expected_end_at > started_at),
  CHECK (state <> 'resolved' OR resolved_at IS NOT NULL),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL) AND (closed_at IS NULL) = (closed_by IS NULL))
);
-- The open warnings that touch a customer, on every screen that shows them.
CREATE INDEX massive_warning_open_idx ON massive_warning USING gin (affected_keys)
  WHERE state IN ('acknowledged', 'inProgress');
-- The administrators' list.
CREATE INDEX massive_warning_listed_idx ON massive_warning (started_at DESC, id);
-- Expiry: what is not closed yet.
CREATE INDEX massive_warning_standing_idx ON massive_warning (state) WHERE state <> 'closed';
