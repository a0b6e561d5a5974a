"""Names that only the database holds are understood in questions, in either spelling."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.asking import Question, Services, ask
from app.semantics.value_index import ValueIndex


@pytest.fixture
def knowing(services: Services) -> Services:
    """The services over the example shop, with an index of its names."""
    index = ValueIndex(services.layer, services.guard, services.reader)
    return replace(services, layer=replace(services.layer, values=index))


def name_of(rows, column: str) -> str:
    """The name of somebody, or something, that is told from all others by it."""
    table, _, name = column.partition(".")
    orders = "SELECT customer_id FROM orders" if table == "customers" else "SELECT product_id FROM orders"
    (found,) = rows(
        f"SELECT min({name}) FROM {table} WHERE id IN ({orders}) AND length({name}) > 8"
        f" AND {name} IN (SELECT {name} FROM {table} GROUP BY 1 HAVING count(*) = 1)"
    )[0]
    return found


def test_the_orders_of_a_customer_are_listed(knowing: Services, rows):
    name = name_of(rows, "customers.name")
    answer = ask(knowing, Question(f"orders of {name}", language="en"))
    counted = rows(f"SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.name = '{name}'")
    assert (answer["outcome"], answer["row_count"]) == ("answered", counted[0][0])


def test_arabic_letters_in_a_question_are_those_of_a_persian_name(knowing: Services, rows):
    buyers = "SELECT customer_id FROM orders"
    (name,) = rows(f"SELECT name FROM customers WHERE name LIKE '%ی%' AND id IN ({buyers}) ORDER BY id LIMIT 1")[0]
    spelled = name.replace("ی", "ي").replace("ک", "ك")
    answers = [ask(knowing, Question(f"سفارش‌های {it}", language="fa")) for it in (name, spelled)]
    assert answers[0]["outcome"] == "answered"
    assert answers[0]["rows"] == answers[1]["rows"]


def test_who_bought_a_product_is_found(knowing: Services, rows):
    name = name_of(rows, "products.name")
    answer = ask(knowing, Question(f"who bought {name}?", language="en"))
    orders = "FROM orders o JOIN products p ON p.id = o.product_id"
    counted = rows(f"SELECT count(DISTINCT o.customer_id) {orders} WHERE p.name = '{name}'")
    assert (answer["outcome"], answer["row_count"]) == ("answered", counted[0][0])


def test_a_name_that_nobody_bears_is_said_to_be_unknown(knowing: Services):
    answer = ask(knowing, Question("orders of Zaphod Beeblebrox", language="en"))
    assert answer["outcome"] == "unanswerable"
    assert "Zaphod" in answer["answer"]
