-- Scheduled jobs: which tick is next, which is in hand and whose it is, and how the last one went.

CREATE TABLE scheduled_job (
  id text PRIMARY KEY,
  -- The cron expression `next_at` was worked out from: another one asks for another next tick.
  schedule text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  -- The first tick nobody has claimed.
  next_at timestamptz NOT NULL,
  -- The tick in hand, until its run has ended; null between runs.
  tick_at timestamptz,
  -- Asked for by an administrator, not by the schedule.
  manual boolean NOT NULL DEFAULT false,
  -- The run that carries the tick out; null with a tick in hand: given back, for whoever comes first.
  holder uuid,
  -- A holder that died loses its tick when this has passed.
  lease_until timestamptz,
  -- How often the tick in hand was begun.
  attempts integer NOT NULL DEFAULT 0,
  started_at timestamptz,
  last_tick_at timestamptz,
  last_started_at timestamptz,
  last_finished_at timestamptz,
  last_outcome text CHECK (last_outcome IN ('succeeded', 'failed', 'timed-out', 'abandoned')),
  last_result jsonb,
  last_error text,
  runs bigint NOT NULL DEFAULT 0,
  failures bigint NOT NULL DEFAULT 0,
  CHECK ((holder IS NULL) = (lease_until IS NULL)),
  CHECK (tick_at IS NOT NULL OR holder IS NULL)
);

-- Purge of refresh tokens that expired in sessions that live on.
CREATE INDEX refresh_token_expires_idx ON refresh_token (expires_at);
