ALTER TABLE customer_session DROP COLUMN sealed_credential;
DROP TABLE idempotency_record;
DROP TABLE work_item;
