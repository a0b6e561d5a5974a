"""Compares what two statements return: whether one answers the question that the other is known to answer.

An answer is right in one of three ways:
- each gold column is, with its rows, a column of the answer, which may have others beside it but no other rows;
- for questions that ask for a list: it has as many rows, and a column that tells the gold rows apart;
- for groupings and comparisons: its numbers are the gold ones, column by column, however the groups are labelled;
  a single gold row of several numbers may come as several rows of one.
The order of rows is left free.
"""

from __future__ import annotations

from app.comparing import Rows, columns, contains, has_column, has_numbers

LISTS = frozenset(
    """
    filter_value filter_price filter_quantity filter_status list_limit latest negation having distinct top_n
    rank_in_group min_max join date_relative date_absolute date_jalali
    """.split()
)
"""Classes of questions that ask which things there are."""
SERIES = frozenset(
    """
    group_month group_week group_day group_weekday group_jalali_month group_category group_status growth running_total
    compare_periods
    """.split()
)
"""Classes of questions whose groups may be labelled as one likes."""


def answers(gold: Rows, rows: Rows, kind: str) -> bool:
    """Whether rows answer a question of that class as the gold rows do."""
    return (
        contains(gold, rows)
        or (kind in SERIES and has_numbers(gold, rows))
        or (kind in LISTS and has_things(gold, rows))
    )


def has_things(gold: Rows, rows: Rows) -> bool:
    """Whether a column that tells the gold rows apart is a column of the rows."""
    telling = [column for column in columns(gold) if len({str(value) for (value,) in column}) == len(gold)]
    return len(gold) == len(rows) and any(has_column(rows, wanted) for wanted in telling)
