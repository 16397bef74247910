DROP TABLE massive_warning;
