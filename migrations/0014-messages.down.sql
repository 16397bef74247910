DROP TABLE notice_round;
DROP TABLE notice_pull;
DROP TABLE message;
