DROP INDEX owned_resource_order_idx;
DROP INDEX field_control_task_open_idx;
DROP TABLE field_control_visit_change;
DROP TABLE access_record;
DROP TABLE customer_round;
