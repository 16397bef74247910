DROP TABLE app_event;
DROP TABLE device;
DROP TABLE faq_feedback;
DROP TABLE faq;
DROP FUNCTION fold_accents(text);
DROP TABLE feedback_prompt;
DROP TABLE parameter;
DROP INDEX app_version_in_force_idx;
-- Of the policies of a platform only the one in force can stay.
DELETE FROM app_version
 WHERE id NOT IN (
   SELECT DISTINCT ON (platform) id FROM app_version WHERE effective_at <= now()
    ORDER BY platform, effective_at DESC, id DESC);
ALTER TABLE app_version RENAME COLUMN created_at TO updated_at;
ALTER TABLE app_version DROP COLUMN created_by;
ALTER TABLE app_version DROP COLUMN effective_at;
ALTER TABLE app_version DROP COLUMN id;
ALTER TABLE app_version ADD PRIMARY KEY (platform);
