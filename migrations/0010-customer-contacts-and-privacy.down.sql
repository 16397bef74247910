DELETE FROM customer_account WHERE erased_at IS NOT NULL;
ALTER TABLE customer_account DROP COLUMN erased_at;
DROP TABLE consent_record;
DROP TABLE file_upload_block;
DROP TABLE file_upload;
DROP TABLE referral;
DROP TABLE referral_coupon;
DELETE FROM one_time_code_challenge WHERE purpose IN ('CONTACT_CHANGE', 'CONTACT_VERIFICATION');
ALTER TABLE one_time_code_challenge
  DROP CONSTRAINT one_time_code_challenge_purpose_check,
  ADD CONSTRAINT one_time_code_challenge_purpose_check
    CHECK (purpose IN ('FIRST_ACCESS', 'PASSWORD_RECOVERY', 'SALES'));
DROP TABLE customer_contact;
