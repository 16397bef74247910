-- Codes live for minutes: those of the purpose that goes are not worth keeping.
DELETE FROM one_time_code_challenge WHERE purpose = 'REVEAL_WIFI_PASSWORD';
ALTER TABLE one_time_code_challenge
  DROP CONSTRAINT one_time_code_challenge_purpose_check,
  ADD CONSTRAINT one_time_code_challenge_purpose_check
    CHECK (purpose IN ('FIRST_ACCESS', 'PASSWORD_RECOVERY', 'SALES', 'CONTACT_CHANGE', 'CONTACT_VERIFICATION'));
DROP TABLE sva_activation_link, sva_activation, sva, equipment_reboot;
