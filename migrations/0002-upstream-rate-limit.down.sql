DROP TABLE upstream_rate_limit_waiter;
DROP TABLE upstream_rate_limit;
