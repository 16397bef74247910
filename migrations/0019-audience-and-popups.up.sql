-- What content is chosen by: what is known here of each customer's contracts.

CREATE TABLE customer_contract_fact (
  customer_id uuid NOT NULL REFERENCES customer_account (id) ON DELETE CASCADE,
  contract_id text NOT NULL,
  city text,
  district text,
  plan text,
  status text NOT NULL,
  learnt_at timestamptz NOT NULL DEFAULT now(),
  -- When its address was last read, also one that names no place; null as long as nobody read it.
  place_learnt_at timestamptz,
  -- A customer's facts, on every screen with content.
  PRIMARY KEY (customer_id, contract_id)
);
-- Whom a warning for cities or districts touches.
CREATE INDEX customer_contract_fact_place_idx ON customer_contract_fact (city, district);
-- Whom a warning for single contracts touches.
CREATE INDEX customer_contract_fact_contract_idx ON customer_contract_fact (contract_id);

-- Popups that administrators manage, however many there are and however often they are shown.

ALTER TABLE popup
  -- Customers of a hundred who never see it, to compare with.
  ADD COLUMN holdout_percent integer NOT NULL DEFAULT 0 CHECK (holdout_percent BETWEEN 0 AND 100),
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
DROP INDEX popup_selection_idx;
-- The administrators' list.
CREATE INDEX popup_listed_idx ON popup (created_at DESC, id);

-- Where published popups are found that are not over: one row for each document or, for want of documents, each city that
-- a popup is for, and one for a popup that is for neither. Kept by the trigger below.
CREATE TABLE popup_reach (
  popup_id uuid NOT NULL REFERENCES popup (id) ON DELETE CASCADE,
  -- `document:` with its hash, `city:` with its comparable name, or `*`.
  key text NOT NULL,
  screen text NOT NULL,
  blocking boolean NOT NULL,
  priority integer NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  PRIMARY KEY (popup_id, key)
);
-- Selection: the popups of a screen that one key finds, from the best down, until enough of them fit; those outside their
-- window are passed over within the index.
CREATE INDEX popup_reach_walk_idx
  ON popup_reach (screen, key, blocking, priority DESC, starts_at DESC, popup_id, ends_at);
-- The job that takes out what is over.
CREATE INDEX popup_reach_over_idx ON popup_reach (ends_at);

CREATE FUNCTION keep_popup_reach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM popup_reach WHERE popup_id = NEW.id;
  IF NEW.published THEN
    INSERT INTO popup_reach (popup_id, key, screen, blocking, priority, starts_at, ends_at)
    SELECT DISTINCT NEW.id, reach.prefix || entry, NEW.screen, NEW.blocking, NEW.priority, NEW.starts_at, NEW.ends_at
      FROM (SELECT CASE WHEN NEW.target ? 'document_hashes' THEN 'document:'
                        WHEN NEW.target ? 'cities' THEN 'city:' ELSE '' END AS prefix,
                   coalesce(NEW.target->'document_hashes', NEW.target->'cities', '["*"]') AS entries) AS reach,
           jsonb_array_elements_text(reach.entries) AS entry;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER popup_reach_kept AFTER INSERT OR UPDATE ON popup FOR EACH ROW EXECUTE FUNCTION keep_popup_reach();
-- Those that are there already.
UPDATE popup SET published = published;

-- Showings of a popup that is gone are deleted a batch at a time by a job: a cascade over millions of them would hold up
-- everything, and each new showing would lock the popup's row.
ALTER TABLE popup_view DROP CONSTRAINT popup_view_popup_id_fkey;

-- How often customers did what with a popup; outlives the rows it is counted from.
CREATE TABLE popup_statistic (
  popup_id uuid NOT NULL REFERENCES popup (id) ON DELETE CASCADE,
  -- The day in America/Sao_Paulo.
  day date NOT NULL,
  -- A day is the sum of its slots: customers who act at the same time do not wait for one row.
  slot smallint NOT NULL CHECK (slot BETWEEN 0 AND 7),
  shown bigint NOT NULL DEFAULT 0,
  clicked bigint NOT NULL DEFAULT 0,
  dismissed bigint NOT NULL DEFAULT 0,
  -- Customers who saw it on this day, and those of them who had never seen it before.
  customers bigint NOT NULL DEFAULT 0,
  new_customers bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (popup_id, day, slot)
)
-- Room on the page for the next version of a row that is counted up all the time.
WITH (fillfactor = 70);

INSERT INTO popup_statistic (popup_id, day, slot, shown, clicked, dismissed, customers, new_customers)
SELECT popup_id, day, 0,
       coalesce(sum(times) FILTER (WHERE action = 'VIEWED'), 0),
       coalesce(sum(times) FILTER (WHERE action = 'CLICKED'), 0),
       coalesce(sum(times) FILTER (WHERE action = 'DISMISSED'), 0),
       count(*) FILTER (WHERE action = 'VIEWED'),
       count(*) FILTER (WHERE action = 'VIEWED' AND day = first_day)
  FROM (SELECT *, min(day) FILTER (WHERE action = 'VIEWED') OVER (PARTITION BY popup_id, customer_id) AS first_day
          FROM popup_view) AS known
 GROUP BY popup_id, day;
