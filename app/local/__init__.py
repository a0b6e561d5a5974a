"""`make run`: the application with its own PostgreSQL, on a machine that has only Python."""
