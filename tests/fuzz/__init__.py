"""Statements made up by the hundred thousand, and what PostgreSQL says to those that the guard lets pass."""
