DROP INDEX refresh_token_expires_idx;
DROP TABLE scheduled_job;
