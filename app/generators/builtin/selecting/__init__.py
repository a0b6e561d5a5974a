"""Reads questions with structure: what is shown of which rows, and what is said of them, in its order."""

from app.generators.builtin.selecting.reading import read_more, read_selection

__all__ = ["read_more", "read_selection"]
