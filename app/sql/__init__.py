"""The two walls before the business tables: the guard, which reads SQL, and the reader, which runs what it let pass."""
