"""A layer is derived from a database's catalogue: labels, kinds, names, dates, measures, values, relationships."""

from __future__ import annotations

from typing import Any

import pytest

from app.semantics.deriving import derive_layer
from app.semantics.layer import Relationship, SemanticLayer, Table
from app.semantics.sources import Source, askable
from app.sql.catalogue import CatalogueColumn, CatalogueTable, ForeignKey
from app.sql.contents import ColumnName, Contents


def table(name: str, columns: str, key: str = "", *foreign_keys: ForeignKey, schema: str = "public") -> CatalogueTable:
    """A table from "name type, name type"."""
    found = tuple(CatalogueColumn(*column.strip().split(" ", 1)) for column in columns.split(","))
    return CatalogueTable(schema, name, found, key=tuple(key.split()), foreign_keys=foreign_keys)


def derive(*tables: CatalogueTable, contents: dict[ColumnName, Contents] | None = None) -> SemanticLayer:
    return derive_layer(Source(askable(tables), contents or {}), "shop")


def only(*args: Any, contents: dict[ColumnName, Contents] | None = None) -> Table:
    """The only table of a layer."""
    return derive(table(*args), contents=contents).tables[0]


def ends(join: Relationship) -> str:
    return f"{join.left_table}.{join.left_column} {join.right_table}.{join.right_column}"


def test_a_table_is_called_by_its_plural_and_its_rows_by_the_singular():
    found = only("tblOrderDetail", "id integer", "id")
    assert (found.label["en"], found.singular["en"]) == ("order details", "order detail")


def test_without_a_persian_label_the_english_one_stands_for_both():
    found = only("orders", "id integer", "id")
    assert found.label == {"en": "orders", "fa": "orders"}


def test_what_a_name_abbreviates_can_be_asked_for_as_it_is_written():
    assert only("orders", "cust_no text").column("cust_no").synonyms["en"] == ("cust no",)


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("id integer", "key"),
        ("customer_id bigint", "key"),
        ("stuid integer", "key"),
        ("paid integer", "fact"),
        ("token uuid", "key"),
        ("name text", "dimension"),
        ("is_active boolean", "dimension"),
        ("is_active smallint", "dimension"),
        ("price numeric", "fact"),
        ("qty integer", "fact"),
        ("number_of_rooms integer", "fact"),
        ("house_number integer", "dimension"),
        ("zip integer", "dimension"),
        ("created_at timestamp with time zone", "time_dimension"),
        ("birthday date", "time_dimension"),
        ("release_year integer", "time_dimension"),
        ("release_year text", "dimension"),
        ("opens time without time zone", "dimension"),
    ],
)
def test_a_columns_kind_follows_from_its_type_and_name(column: str, kind: str):
    assert only("things", column).columns[0].kind == kind


@pytest.mark.parametrize(
    ("column", "target", "kind"),
    [
        ("countrycode text", "code", "key"),
        ("channel text", "id", "key"),
        ("state_name text", "state_name", "dimension"),
        ("owner integer", "number", "key"),
    ],
)
def test_a_reference_is_a_key_unless_it_is_a_text_that_people_read(column: str, target: str, kind: str):
    name = column.split(maxsplit=1)[0]
    found = only("cities", f"id integer, {column}", "id", ForeignKey((name,), "public", "others", (target,)))
    assert found.column(name).kind == kind


def test_a_key_that_is_a_name_can_be_grouped_by():
    assert only("states", "state_name text, area real", "state_name").column("state_name").kind == "dimension"


def test_a_column_of_years_says_so():
    found = only("films", "year integer, shown_on date")
    assert [found.column(name).holds_years for name in ("year", "shown_on")] == [True, False]


def test_in_a_key_of_several_columns_texts_and_dates_are_still_grouped_by():
    found = only("languages", "country_id integer, language text, line_no integer", "country_id language line_no")
    assert [found.column(name).kind for name in ("country_id", "language", "line_no")] == ["key", "dimension", "key"]
    assert found.key == ("country_id", "language", "line_no")
    assert found.primary_key == "country_id"


@pytest.mark.parametrize(
    ("name", "columns", "named"),
    [
        ("customers", "id integer, email text, name text", "name"),
        ("concerts", "id integer, theme text, concert_name text", "concert_name"),
        ("songs", "id integer, title text, artist_name text", "title"),
        ("keywords", "id integer, keyword text", "keyword"),
        ("hotels", "id integer, city_name text, brand text", "brand"),
        ("visits", "id integer, status text, email text", None),
    ],
)
def test_the_column_that_names_a_row_is_found(name: str, columns: str, named: str | None):
    unique = {("public", name, column): Contents(unique=True) for column in ("status", "brand", "email", "theme")}
    assert only(name, columns, "id", contents=unique).name_column == named


@pytest.mark.parametrize(
    ("columns", "default"),
    [
        ("shipped_on date, order_date date, created_at date", "order_date"),
        ("shipped_on date, created_at date", "created_at"),
        ("updated_at date, birth_date date", None),
        ("year integer, shipped_on date", "shipped_on"),
        ("year integer", "year"),
        ("name text", None),
    ],
)
def test_the_date_that_a_period_is_about_is_found(columns: str, default: str | None):
    assert only("orders", columns).default_time == default


def test_rows_are_counted_and_facts_added_up_where_that_means_something():
    found = only("orders", "id integer, quantity integer, unit_price numeric, age integer", "id")
    assert [(measure.name, measure.aggregate, measure.expression) for measure in found.measures] == [
        ("orders", "count", None),
        ("total_quantity", "sum", "orders.quantity"),
        ("average_quantity", "avg", "orders.quantity"),
        ("average_unit_price", "avg", "orders.unit_price"),
        ("average_age", "avg", "orders.age"),
    ]


def test_names_that_sql_would_misread_are_quoted_in_measures():
    expressions = {measure.expression for measure in only("order", "Weight(kg) real, user real, size real").measures}
    assert expressions == {None, '"order"."Weight(kg)"', '"order"."user"', '"order".size'}


def test_a_count_does_not_take_a_columns_name():
    assert only("orchestra", "orchestra text").measures[0].name == "number_of_orchestra"


def test_texts_of_few_values_have_them_and_say_coded_ones_in_words():
    held = {
        ("public", "orders", "status"): Contents(("new", "in_transit")),
        ("public", "orders", "year"): Contents(("2024", "2025")),
        ("public", "orders", "email"): Contents(("a@example.org",)),
    }
    found = only("orders", "status text, year text, email text", contents=held)
    assert [(value.value, value.label["en"]) for value in found.column("status").values] == [
        ("new", "new"),
        ("in_transit", "in transit"),
    ]
    assert not found.column("year").values
    assert not found.column("email").values


def test_an_enum_has_its_labels_as_values():
    column = CatalogueColumn("binding", "book_binding", labels=("hardcover", "e_book"))
    found = derive(CatalogueTable("public", "books", (column,))).tables[0].column("binding")
    assert (found.kind, [value.value for value in found.values]) == ("dimension", ["hardcover", "e_book"])


@pytest.mark.parametrize("name", ["password_hash", "api_key", "refresh_token", "client_secret"])
def test_what_looks_like_a_secret_is_hidden(name: str):
    assert only("users", f"id integer, {name} text", "id").column(name).hidden


def test_foreign_keys_are_relationships_also_those_of_several_columns():
    layer = derive(
        table("shelves", "floor integer, shelf text", "floor shelf"),
        table("books", "id integer", "id"),
        table(
            "copies",
            "book_id integer, floor integer, shelf text",
            "book_id",
            ForeignKey(("book_id",), "public", "books", ("id",)),
            ForeignKey(("floor", "shelf"), "public", "shelves", ("floor", "shelf")),
            ForeignKey(("book_id",), "private", "secrets", ("id",)),
        ),
    )
    assert [(ends(join), join.further, join.guessed) for join in layer.relationships] == [
        ("copies.book_id books.id", (), False),
        ("copies.floor shelves.floor", (("shelf", "shelf"),), False),
    ]


@pytest.mark.parametrize(
    ("key", "reference", "is_guessed"),
    [
        ("id integer", "customer_id integer", True),
        ("customer_id integer", "customer_id integer", True),
        ("id integer", "customerid int4", True),
        ("id integer", "customer_id text", False),
        ("id integer", "client_id integer", False),
        ("code integer", "customer_id integer", False),
    ],
)
def test_an_undeclared_relationship_is_guessed_from_exact_names_and_types_alone(
    key: str, reference: str, is_guessed: bool
):
    layer = derive(
        table("customers", key, key.split(maxsplit=1)[0]), table("orders", f"number text, {reference}", "number")
    )
    assert [join.guessed for join in layer.relationships] == [True] * is_guessed


def test_where_two_tables_would_fit_nothing_is_guessed():
    tables = [table("customer", "id integer", "id"), table("customers", "id integer", "id")]
    assert not derive(*tables, table("orders", "customer_id integer")).relationships


def test_a_table_without_a_key_is_told_apart_by_what_is_unique_in_it():
    unique = {("public", "loans", "loan_id"): Contents(unique=True), ("public", "loans", "note"): Contents(unique=True)}
    found = only("loans", "note text, book_id integer, loan_id integer", contents=unique)
    assert (found.key, found.primary_key) == (("loan_id",), "loan_id")
    assert only("loans", "note text, amount integer").key == ()


def test_what_may_not_be_read_or_can_not_be_asked_about_is_left_out():
    columns = (
        CatalogueColumn("id", "integer"),
        CatalogueColumn("pay", "money", readable=False),
        CatalogueColumn("b", "jsonb"),
    )
    staff = CatalogueTable("public", "staff", columns, key=("id", "pay"))
    closed = CatalogueTable("public", "closed", (CatalogueColumn("id", "integer", readable=False),))
    (found,) = derive(staff, closed).tables
    assert ([column.name for column in found.columns], found.key) == (["id"], ())


def test_of_two_tables_with_one_name_the_first_is_described():
    layer = derive(table("orders", "id integer", "id"), table("orders", "id text", "id", schema="archive"))
    assert [(found.schema, found.column("id").type) for found in layer.tables] == [("public", "integer")]
