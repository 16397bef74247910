-- Whose turn it is to call an upstream whose rate is limited, shared by every instance.

CREATE TABLE upstream_rate_limit (
  -- The system and a digest of the key that its limit is for.
  limit_key text PRIMARY KEY,
  next_at timestamptz NOT NULL DEFAULT now(),
  -- The turn being used, until it is given back or its holder's deadline is past.
  turn_ticket uuid,
  turn_ends_at timestamptz
);

CREATE TABLE upstream_rate_limit_waiter (
  arrival bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket uuid NOT NULL UNIQUE,
  limit_key text NOT NULL REFERENCES upstream_rate_limit (limit_key) ON DELETE CASCADE,
  background boolean NOT NULL,
  gives_up_at timestamptz NOT NULL
);
-- The line of one limit: interactive before background, then by arrival; and the cascade from a limit.
CREATE INDEX upstream_rate_limit_waiter_line_idx ON upstream_rate_limit_waiter (limit_key, background, arrival);
