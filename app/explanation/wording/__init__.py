"""Puts a statement's syntax tree into words; what has no words is quoted as SQL, which is always true."""

from app.explanation.wording import conditions, days, names, numbers, ordering, statements, subqueries, windows
from app.explanation.wording.words import Wording

__all__ = ["Wording", "conditions", "days", "names", "numbers", "ordering", "statements", "subqueries", "windows"]
