"""Approved questions in the database: read while questions are answered, proposed by askers, decided by the owner."""
