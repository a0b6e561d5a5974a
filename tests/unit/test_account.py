"""The account of an SQL leaves nothing out: each filter, date, group, sort key and limit of it is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from sqlglot import exp, parse_one

from app.contracts import Language
from app.explanation.account import account
from app.explanation.voice import Voice
from app.language.calendars import calendar_of_language
from app.language.formatting import WEEKDAYS, format_date, format_number
from app.semantics.layer import Column
from app.translating import translate
from tests.support.engine import LAYER
from tests.support.statements import BENIGN, engine_sql, gold_sql

LANGUAGES: tuple[Language, ...] = ("en", "fa")
RECKONED = {
    "DATE_TRUNC('MONTH', CAST('2026-11-21' AS DATE)) - INTERVAL '1 MONTH'": date(2026, 10, 1),
    "DATE_TRUNC('MONTH', CAST('2026-11-21' AS DATE))": date(2026, 11, 1),
    "DATE_TRUNC('WEEK', CAST('2026-11-21' AS DATE)) - INTERVAL '1 WEEK'": date(2026, 11, 9),
    "DATE_TRUNC('WEEK', CAST('2026-11-21' AS DATE))": date(2026, 11, 16),
    "CAST('2026-11-21' AS DATE) - INTERVAL '3 MONTHS'": date(2026, 8, 21),
    "CAST('2026-11-21' AS DATE) - 30": date(2026, 10, 22),
}
"""What the dates come to that are not written out, worked out by hand."""
COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Like, exp.ILike, exp.Is, exp.In, exp.Between)
FALLING = ("{value} from the largest", "{value} from the newest")


class Told:
    """The account of an SQL, without the marks that only keep directions apart."""

    def __init__(self, sql: str, language: Language) -> None:
        self.language: Language = language
        self.tree = parse_one(sql, dialect="postgres")
        self.text = re.sub("[\u2066-\u2069]", "", account(sql, Voice(language, LAYER, translate)))
        self.quoted = " ".join(re.findall("`[^`]*`", self.text))

    def names(self, column: exp.Column) -> bool:
        """Whether it has a column's label; its name where that is quoted, or is one that the SQL itself gives."""
        known = columns_of(column, self.tree)
        if known:
            return any(it.label[self.language] in self.text for it in known) or column.name in self.quoted
        return column.name in self.text or self.is_computed(column.name)

    def is_computed(self, name: str) -> bool:
        """Whether a name is one that the SQL gives to a result, whose words or label stand there instead."""
        return any(alias.alias == name for alias in self.tree.find_all(exp.Alias))

    def says(self, value: exp.Expr, column: Column | None) -> bool:
        """Whether it has a value, as people call it."""
        is_quoted = value.name != "" and value.name in self.quoted
        return is_quoted or any(said in self.text for said in sayings(value, column, self.language))


def columns_of(node: exp.Column, tree: exp.Expr) -> list[Column]:
    """The layer's columns that a name may mean."""
    tables = {table.alias_or_name: table.name for table in tree.find_all(exp.Table)}
    names = [tables.get(node.table, "")] if node.table else sorted(set(tables.values()))
    found = (LAYER.by_reference.get(f"{name}.{node.name}") for name in names)
    return [column for column in found if isinstance(column, Column)]


def sayings(value: exp.Expr, column: Column | None, language: Language) -> Iterator[str]:
    """How a value may be said."""
    if value.sql(dialect="postgres") in RECKONED:
        yield day_text(RECKONED[value.sql(dialect="postgres")], language)
    elif isinstance(value, exp.Cast):
        yield day_text(date.fromisoformat(value.this.name), language)
    elif isinstance(value, exp.Literal) and value.is_string:
        labels = {it.value: it.label[language] for it in column.values} if column else {}
        yield labels.get(value.name, value.name.strip("%"))
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value.name):
            yield day_text(date.fromisoformat(value.name), language)
    elif isinstance(value, exp.Literal):
        yield format_number(float(value.name), language)
        yield dict(enumerate(WEEKDAYS[language], start=1)).get(int(float(value.name)), "-")


def day_text(day: date, language: Language) -> str:
    return format_date(day, language, calendar_of_language(language))


def filters(tree: exp.Expr) -> Iterator[exp.Expr]:
    """The comparisons that rows, groups or aggregates are limited by, but for those that tie tables together."""
    for clause in tree.find_all(exp.Where, exp.Having):
        for comparison in clause.find_all(*COMPARISONS):
            sides = [comparison.this, comparison.args.get("expression")]
            if not all(isinstance(side, exp.Column) for side in sides):
                yield comparison


def values_in(comparison: exp.Expr) -> Iterator[exp.Expr]:
    """The values that something is compared with."""
    right = [comparison.args.get(name) for name in ("expression", "low", "high")]
    for value in (*filter(None, right), *(comparison.expressions if isinstance(comparison, exp.In) else ())):
        if isinstance(value, exp.Literal | exp.Cast) or value.sql(dialect="postgres") in RECKONED:
            yield value


def results_behind(keys: list[exp.Expr], query: exp.Expr) -> Iterator[exp.Expr]:
    """What is grouped or sorted by, where it goes by its place among the results."""
    for key in keys:
        meant = key.this if isinstance(key, exp.Ordered) else key
        place = int(meant.name) - 1 if isinstance(meant, exp.Literal) else None
        yield meant if place is None else query.selects[place]


def missing(told: Told) -> Iterator[str]:
    """What an account leaves out."""
    for comparison in filters(told.tree):
        columns = list(comparison.find_all(exp.Column))
        yield from (f"column {column}" for column in columns if not told.names(column))
        known = columns_of(columns[0], told.tree) if columns else []
        column = known[0] if known else None
        yield from (f"value {value}" for value in values_in(comparison) if not told.says(value, column))
    for query in told.tree.find_all(exp.Query):
        yield from missing_of(query, told)


def missing_of(query: exp.Expr, told: Told) -> Iterator[str]:
    """What the account of one query leaves out of its groups, its order and its limit."""
    group, order, limit = (query.args.get(name) for name in ("group", "order", "limit"))
    for kind, clause in (("group", group), ("order", order)):
        for key in results_behind(clause.expressions if clause else [], query):
            yield from (f"{kind} {column}" for column in key.find_all(exp.Column) if not told.names(column))
    falling = sum(bool(key.args["desc"]) for key in order.expressions if "desc" in key.args) if order else 0
    said = sum(told.text.count(translate(told.language, template, value="")) for template in FALLING)
    if said + told.quoted.count("DESC") < falling:
        yield f"{falling} keys from the largest"
    count = limit.args.get("expression") or limit.args.get("count") if limit else None
    if count and not (limited(count, told) or count.find_ancestor(exp.Subquery, exp.Array)):
        yield f"limit {count}"


def limited(count: exp.Expr, told: Told) -> bool:
    """Whether the account names a limit."""
    number = format_number(int(count.name), told.language)
    many = translate(told.language, "At most {count} rows are kept.", count=number)
    return (translate(told.language, "Only the first row is kept.") if count.name == "1" else many) in told.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sql", gold_sql())
def test_the_account_of_what_people_write_leaves_nothing_out(sql: str, language: Language):
    assert not list(missing(Told(sql, language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sql", engine_sql())
def test_the_account_of_what_the_engine_makes_leaves_nothing_out(sql: str, language: Language):
    assert not list(missing(Told(sql, language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sql", BENIGN)
def test_the_account_of_what_the_guard_lets_pass_leaves_nothing_out(sql: str, language: Language):
    assert not list(missing(Told(sql, language)))


@pytest.mark.parametrize("sql", engine_sql())
def test_the_engines_sql_is_told_in_words_alone(sql: str):
    assert "`" not in account(sql, Voice("en", LAYER, translate))
