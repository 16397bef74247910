DROP TABLE field_control_employee;
DROP TABLE field_control_task;
DROP TABLE field_control_order;
