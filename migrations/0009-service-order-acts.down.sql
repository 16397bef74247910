DROP TABLE service_order_rating;
DROP TABLE service_order_act;
