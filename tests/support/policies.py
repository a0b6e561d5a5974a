"""What the guard is told about the shop in tests of the guard alone."""

from __future__ import annotations

from app.sql.policy import Policy, TablePolicy

COLUMNS = {
    "customers": "id name email registration_date",
    "products": "id name category price",
    "orders": "id customer_id product_id order_date quantity status",
}


def shop_policy(*hidden: str) -> Policy:
    """The shop's tables; the columns that are named, as `table.column`, are hidden."""
    return Policy({("public", table): table_policy(table, frozenset(hidden)) for table in COLUMNS})


def table_policy(table: str, hidden: frozenset[str]) -> TablePolicy:
    """One table's columns."""
    columns = frozenset(COLUMNS[table].split())
    concealed = frozenset(column for column in columns if f"{table}.{column}" in hidden)
    return TablePolicy(columns - concealed, concealed, "id")
