"""Payloads that lie in wait among the shop's data for whoever reads them."""

from __future__ import annotations

from contextlib import closing

import psycopg2

from tests.guard.corpus import Row, rows

INSERTS = {
    "products.name": "INSERT INTO products (name, category, price) VALUES (%s, 'Books', 1)",
    "products.category": "INSERT INTO products (name, category, price) VALUES ('Notebook', %s, 1)",
    "customers.name": "INSERT INTO customers (name, email, registration_date)"
    " SELECT %s, count(*), now() FROM customers",
    "orders.status": "INSERT INTO orders (customer_id, product_id, order_date, quantity, status)"
    " VALUES (1, 1, now(), 1, %s)",
}
"""How a payload gets into each column that somebody can fill."""
PAYLOADS = [row for row in rows("prompt_injection") if "stored_payload" in row]


def column_of(payload: Row) -> str:
    """Where a payload lies; one that comes from elsewhere lies in somebody's name."""
    return payload["stored_in"] if payload["stored_in"] in INSERTS else "customers.name"


def store_payloads(url: str) -> None:
    """Put all payloads into the shop."""
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        for payload in PAYLOADS:
            cursor.execute(INSERTS[column_of(payload)], [payload["stored_payload"]])
