DROP INDEX owned_resource_contract_idx;
DROP TABLE push_pace;
DROP TABLE push_delivery;
DROP TABLE push_notice;
DROP TABLE push_campaign_recipient;
DROP TABLE push_campaign;
