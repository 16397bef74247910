DROP TABLE payment_settlement;
DROP TABLE payment_link;
DROP TABLE billing_dispute;
DROP TABLE negotiation;
DROP TABLE trust_unlock;
