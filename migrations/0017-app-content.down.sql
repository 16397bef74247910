DROP INDEX plan_offer_plan_key;
ALTER TABLE plan_offer DROP COLUMN id, ADD PRIMARY KEY (plan);
DROP INDEX support_topic_code_key;
ALTER TABLE support_topic DROP COLUMN id, ADD PRIMARY KEY (code);
ALTER TABLE support_channel DROP COLUMN cities;
DROP TABLE legal_acceptance, legal_document;
DROP FUNCTION refuse_change_in_force();
DROP TABLE onboarding_slide_seen, onboarding_slide, promotion, shortcut_card, menu_item, banner;
