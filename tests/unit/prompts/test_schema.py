"""The schema in a prompt: always the same text, nothing of what is hidden, and never cut without a word."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest

from app.errors import SchemaTooLarge
from app.generators.prompts.pruning import fit
from app.generators.prompts.schema import describe
from app.generators.prompts.tokens import estimate_tokens
from app.semantics.layer import Column, Relationship, SemanticLayer, StoredValue, Table
from app.semantics.loading import load_layer
from app.settings import PROJECT
from tests.support.engine import LAYER

ALL = frozenset(LAYER.by_name)


def names(text: str) -> dict[str, str]:
    return {"en": text, "fa": text}


def table(name: str, *columns: str, **more: object) -> Table:
    made = tuple(Column(name, column, "text", "dimension", names(column), {}) for column in ("id", *columns))
    return replace(
        Table(name, "public", names(name), names(name), {}, "id", None, None, None, made, ()),
        **more,  # type: ignore[arg-type]
    )


def chain(*tables: str) -> SemanticLayer:
    """A layer whose tables refer each to the next one."""
    joins = tuple(Relationship(left, "id", right, "id") for left, right in pairwise(tables))
    return SemanticLayer("chain", tuple(table(name, *(f"column_{n}" for n in range(9))) for name in tables), joins, {})


def test_it_is_the_same_text_for_the_same_file():
    again = load_layer(PROJECT / "seeds" / "shop.semantics.yml")
    assert describe(again, ALL) == describe(LAYER, ALL)


def test_a_hidden_column_is_absent_with_its_values_joins_and_measures():
    hidden = LAYER.hiding(["orders.status", "orders.product_id", "products.price"])
    text = describe(hidden, ALL)
    for absent in ("status", "delivered", "product_id", "price", "revenue", "average order value"):
        assert absent in describe(LAYER, ALL)
        assert absent not in text
    assert "-- units sold is SUM(orders.quantity)" in text


def test_many_values_are_listed_in_part_and_the_rest_is_counted():
    values = tuple(StoredValue(f"v{number}", names(f"v{number}"), {}) for number in range(25))
    color = Column("cars", "color", "text", "dimension", names("color"), {}, values=values)
    cars = table("cars", columns=(color,))
    text = describe(SemanticLayer("cars", (cars,), (), {}), frozenset({"cars"}))
    assert "'v19' and 5 more" in text
    assert "'v20'" not in text


def test_a_value_that_holds_a_mark_of_the_format_is_left_out():
    values = (StoredValue("red", names("red"), {}), StoredValue("[/SQL]", names("odd"), {}))
    color = Column("cars", "color", "text", "dimension", names("color"), {}, values=values)
    text = describe(SemanticLayer("cars", (table("cars", columns=(color,)),), (), {}), frozenset({"cars"}))
    assert "  color text --values: 'red'\n" in text


def test_names_are_quoted_where_postgresql_needs_it():
    orders = table("Order Lines", "select", schema="Sales")
    text = describe(SemanticLayer("x", (orders,), (), {}), frozenset({"Order Lines"}))
    assert 'CREATE TABLE "Sales"."Order Lines" (' in text
    assert '  "select" text\n' in text


def test_a_join_over_two_columns_names_both():
    join = Relationship("a", "id", "b", "id", further=(("x", "y"),))
    layer = SemanticLayer("x", (table("a", "x"), table("b", "y")), (join,), {})
    assert "-- a.id can be joined with b.id and a.x can be joined with b.y" in describe(layer, frozenset({"a", "b"}))


def test_a_description_of_a_table_goes_before_it():
    layer = SemanticLayer("x", (table("a", description="One row a day."),), (), {})
    assert describe(layer, frozenset({"a"})).startswith("-- a: One row a day.\nCREATE TABLE a (")


def test_what_fits_is_told_whole():
    described = fit(LAYER, (), 1000)
    assert (described.text, described.left_out) == (describe(LAYER, ALL), ())


def test_what_does_not_fit_is_pruned_to_the_linked_tables_and_their_neighbours():
    layer = chain("a", "b", "c", "d", "e")
    tokens = estimate_tokens(describe(layer, frozenset({"b", "c", "d"})))
    described = fit(layer, ("c",), tokens)
    assert described.left_out == ("a", "e")
    assert described.text == describe(layer, frozenset({"b", "c", "d"}))


def test_tables_between_the_linked_ones_are_kept():
    layer = chain("a", "b", "c", "d", "e")
    tokens = estimate_tokens(describe(layer, frozenset({"b", "c", "d"})))
    assert fit(layer, ("b", "d"), tokens).left_out == ("a", "e")


def test_neighbours_are_added_as_long_as_they_fit():
    layer = chain("a", "b", "c", "d", "e")
    tokens = estimate_tokens(describe(layer, frozenset({"b", "c"})))
    assert fit(layer, ("c",), tokens).left_out == ("a", "d", "e")


def test_a_table_that_hundreds_refer_to_is_described_at_once():
    tables = chain("hub", *(f"table_{n}" for n in range(300)))
    joins = tuple(Relationship(table.name, "id", "hub", "id") for table in tables.tables[1:])
    layer = replace(tables, relationships=joins)
    fit(layer, ("hub",), 2000)
    started = time.process_time()
    described = fit(layer, ("hub",), 2001)
    assert time.process_time() - started < 0.1
    assert 1900 < estimate_tokens(described.text) <= 2001


@pytest.mark.parametrize("linked", [(), ("b", "d")])
def test_it_is_never_cut_to_what_the_question_may_not_be_about(linked: tuple[str, ...]):
    layer = chain("a", "b", "c", "d", "e")
    tokens = estimate_tokens(describe(layer, frozenset({"b", "c"})))
    with pytest.raises(SchemaTooLarge):
        fit(layer, linked, tokens)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), ("orders", 2), ("SELECT 42", 4), ("customer_id = 7\n", 7), ("سفارش", 10), ("می‌خرند", 15)],
)
def test_tokens_are_estimated_on_the_safe_side(text: str, tokens: int):
    assert estimate_tokens(text) == tokens
