DROP TABLE oauth_client;
ALTER TABLE customer_account DROP COLUMN password_changed_at;
DROP TABLE password_act;
DROP TABLE one_time_code_allowance;
DROP TABLE one_time_code_challenge;
