"""A semantics file is checked as a whole: every problem is told, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import InvalidSemantics
from app.semantics.checking import check_text
from app.semantics.layer import SemanticLayer
from app.semantics.loading import load_layer
from app.settings import PROJECT

SHOP = (PROJECT / "seeds" / "shop.semantics.yml").read_text(encoding="utf-8")
FILE = """\
name: shop
tables:
  - name: customers
    label: {en: customers}
    singular: {en: customer}
    primary_key: id
    keys:
      - {name: id, type: integer, label: {en: id}}
  - name: orders
    label: {en: orders}
    singular: {en: order}
    primary_key: [customer_id, line]
    default_time: order_date
    keys:
      - {name: customer_id, type: integer, label: {en: customer id}}
      - {name: line, type: integer, label: {en: line}}
    dimensions:
      - {name: status, type: text, label: {en: status}, values: [new, {value: done, label: {en: over, fa: تمام‌شده}}]}
    facts:
      - {name: weight, type: real, label: {en: weight}, unit: {en: kg, fa: کیلوگرم}, description: Without packing.}
      - {name: price, type: numeric, label: {en: price}, unit: toman, hidden: true}
    time_dimensions:
      - {name: order_date, type: date, label: {en: order date}}
    measures:
      - {name: revenue, aggregate: sum, expression: orders.price, label: {en: revenue, fa: درآمد}}
relationships:
  - {left: orders.customer_id, right: customers.id}
verified_queries:
  - {question: how many orders are there, sql: SELECT count(*) FROM orders}
"""


def layer_of(text: str) -> SemanticLayer:
    """The layer of a text that has no errors."""
    checked = check_text(text)
    assert checked.errors == ()
    assert checked.layer is not None
    return checked.layer


def errors(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.text) for problem in check_text(text).errors]


def line_of(fragment: str) -> int:
    """The line of the file that holds a text."""
    return FILE[: FILE.index(fragment)].count("\n") + 1


def test_the_shops_own_file_has_neither_errors_nor_warnings():
    checked = check_text(SHOP)
    assert (checked.errors, checked.warnings()) == ((), ())


def test_without_a_persian_label_the_english_one_stands_for_both():
    layer = layer_of(FILE)
    assert layer.by_name["orders"].label == {"en": "orders", "fa": "orders"}
    assert layer.measure("orders.revenue").label["fa"] == "درآمد"


def test_a_unit_is_a_word_or_a_label_in_both_languages():
    orders = layer_of(FILE).by_name["orders"]
    assert (orders.column("price").unit, orders.column("price").unit_label) == ("toman", None)
    assert (orders.column("weight").unit, orders.column("weight").unit_label) == ("kg", {"en": "kg", "fa": "کیلوگرم"})


def test_a_key_may_have_several_columns_or_be_missing():
    layer = layer_of(FILE.replace("    primary_key: id\n", ""))
    assert [(table.key, table.primary_key) for table in layer.tables] == [
        ((), "id"),
        (("customer_id", "line"), "customer_id"),
    ]


def test_a_value_may_be_its_own_label():
    values = layer_of(FILE).column("orders.status").values
    assert [(value.value, value.label["en"], value.label["fa"]) for value in values] == [
        ("new", "new", "new"),
        ("done", "over", "تمام‌شده"),
    ]


def test_a_relationship_may_join_several_columns():
    text = FILE.replace("{left: orders.customer_id, right: customers.id}", "{left: [a.b, a.c], right: [d.e, d.f]}")
    lines = [line for line, _ in errors(text)]
    assert set(lines) == {line_of("left: orders")}
    both = FILE.replace("right: customers.id", "right: customers.id, guessed: true")
    assert layer_of(both).relationships[0].guessed


def test_verified_queries_and_descriptions_are_kept():
    layer = layer_of(FILE)
    assert [query.sql for query in layer.verified_queries] == ["SELECT count(*) FROM orders"]
    assert layer.column("orders.weight").description == "Without packing."


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        (
            "label: {en: customers}",
            "lable: {en: customers}",
            "«lable» is not a key of this part; did you mean «label»?",
        ),
        ("singular: {en: order}", "singular: {fa: سفارش}", "«en» is missing"),
        ("singular: {en: order}", "singular: order", "«singular» is not a mapping of keys to values"),
        ("singular: {en: order}", "singular:", "«singular» is empty"),
        ("primary_key: id", "primary_key: idd", "there is no column customers.idd"),
        ("primary_key: [customer_id, line]", "primary_key: [line, x]", "there is no column orders.x"),
        ("primary_key: id", "primary_key: {a: b}", "«primary_key» is neither a column's name nor a list of such names"),
        ("default_time: order_date", "default_time: status", "orders.status is no time dimension"),
        ("default_time: order_date", "default_ranking: orders.profit", "there is no measure orders.profit"),
        ("right: customers.id", "right: clients.id", "there is no column clients.id"),
        ("right: customers.id", "right: customers", "«right» is not written as table.column"),
        ("right: customers.id", "right: [customers.id, orders.line]", "«right» names columns of several tables"),
        ("hidden: true", "hidden: perhaps", "«hidden» is neither true nor false"),
        ("values: [new,", "values: [no,", "entry 1 of «values» is not a text; put it in quotes"),
        ("verified_queries:\n  -", "verified_queries:\n   ", "«verified_queries» is not a list"),
        ("unit: toman", "unit: 7", "«unit» is neither a text nor a label in both languages"),
        ("aggregate: sum", "aggregate: total", "«aggregate» is none of"),
        ("name: status", "name: line", "orders.line is declared twice"),
        ("- name: orders", "- name: customers", "customers is declared twice"),
        (
            "- {name: revenue",
            "- just text\n      - {name: revenue",
            "entry 1 of «measures» is not a mapping of keys to values",
        ),
        ("expression: orders.price", "expression: orders.cost", "there is no column orders.cost"),
        ("expression: orders.price", "expression: price", "«price» must be written as table.column"),
        ("expression: orders.price, ", "", "«expression» is missing: the sum of what?"),
        ("expression: orders.price", "expression: orders.price +", "«orders.price +» is no expression in SQL"),
        ("expression: orders.price", "expression: show.price", "«show.price» is no expression in SQL"),
        ("sql: SELECT", "query: SELECT", "«sql» is missing"),
        (
            "    label: {en: orders}\n",
            "    label: {en: orders}\n    label: {en: x}\n",
            "the key «label» stands here twice",
        ),
    ],
)
def test_a_problem_is_told_with_its_line(right: str, wrong: str, complaint: str):
    found = errors(FILE.replace(right, wrong, 1))
    at = line_of(right)
    assert any(at <= line <= at + 2 and complaint in text for line, text in found), found


def test_a_measure_reaches_no_further_than_to_one_row_of_another_table():
    backwards = FILE.replace(
        "{left: orders.customer_id, right: customers.id}", "{right: orders.customer_id, left: customers.id}"
    )
    found = errors(backwards.replace("expression: orders.price", "expression: orders.price * customers.id"))
    assert [text for _, text in found] == ["no relationship leads from orders to one row of customers"]


def test_all_problems_are_told_at_once_in_the_order_of_lines():
    text = FILE.replace("label: {en: customers}", "lable: {en: customers}").replace(
        "default_time: order_date", "default_time: x"
    )
    assert [line for line, _ in errors(text)] == [3, 4, 13]


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("", 1, "«tables» is missing"),
        ("just text", 1, "«the file» is not a mapping of keys to values"),
        ("name: shop\ntables: [", 3, "this is not YAML"),
        ("name: shop\n\ttables: []", 2, "this is not YAML"),
        ("name: 2026-13-45", 1, "this is not YAML"),
        ("name: shop\ntables: []", 2, "«tables» is empty"),
        ("&a [*a]", 1, "«the file» is not a mapping of keys to values"),
        ("tables: [&t {name: a, label: &l {en: *l}, keys: [*t]}]", 1, "«en» is not a text; put it in quotes"),
        ("? [a, b]\n: c", 1, "this is not YAML"),
    ],
)
def test_a_text_that_is_no_semantics_file_is_one_with_errors(text: str, line: int, complaint: str):
    assert any(found == line and complaint in said for found, said in errors(text)), errors(text)


@pytest.mark.parametrize(
    ("right", "wrong", "warning"),
    [
        ("label: {en: orders}", "label: {en: Customers}", "«Customers» means both customers and orders"),
        ("singular: {en: order}", "singular: {en: order}\n    synonyms: {en: [customer]}", "«customer» means both"),
        (
            "name: order_date, type: date, label: {en: order date}",
            "name: order_date, type: date, label: {en: price}",
            "«price» means both",
        ),
        (
            "{value: done,",
            "{value: open, label: {en: Over}}, {value: done,",
            "«over» means both the value open and the",
        ),
    ],
)
def test_a_word_with_two_meanings_is_a_warning(right: str, wrong: str, warning: str):
    checked = check_text(FILE.replace(right, wrong))
    assert checked.layer is not None
    (problem,) = checked.warnings()
    assert warning in problem.text
    assert not problem.is_error


def test_columns_of_two_tables_may_share_a_word():
    assert (
        check_text(
            FILE.replace("{name: id, type: integer, label: {en: id}}", "{name: id, type: integer, label: {en: line}}")
        ).warnings()
        == ()
    )


def test_the_application_names_the_file_and_its_first_problems(tmp_path: Path):
    file = tmp_path / "mine.yml"
    file.write_text("name: x\n" + "".join(f"key{number}: x\n" for number in range(7)), encoding="utf-8")
    with pytest.raises(InvalidSemantics) as error:
        load_layer(file)
    assert str(error.value).startswith(
        "The semantics file mine.yml is not valid: line 1: «tables» is missing; line 2: «key0»"
    )
    assert str(error.value).endswith("and 3 more")


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_can_not_be_read_is_named(tmp_path: Path, content: bytes | None):
    file = tmp_path / "mine.yml"
    if content:
        file.write_bytes(content)
    with pytest.raises(InvalidSemantics, match=r"mine\.yml"):
        load_layer(file)
