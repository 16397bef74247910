DROP TABLE onboarding_acceptance;
DROP TABLE onboarding_pending;
DROP TABLE coverage_lead;
DROP TABLE street_place;
DROP TABLE support_topic;
DROP TABLE support_channel;
