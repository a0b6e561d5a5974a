"""Puts parts of an SQL tree into words; what it has no words for is shown as SQL, which is always true."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import singledispatchmethod

from sqlglot import exp

from app.explanation.labels import GRAINS
from app.explanation.voice import Voice
from app.language.calendars import calendar_of_language
from app.language.formatting import format_date, format_number
from app.semantics.layer import Column, Measure
from app.semantics.reading import CALENDAR
from app.translating import mark

COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: mark("{left} is {right}"),
    exp.NEQ: mark("{left} is not {right}"),
    exp.GT: mark("{left} is more than {right}"),
    exp.GTE: mark("{left} is at least {right}"),
    exp.LT: mark("{left} is less than {right}"),
    exp.LTE: mark("{left} is at most {right}"),
    exp.Like: mark("{left} is like {right}"),
    exp.ILike: mark("{left} is like {right}"),
}
DATE_COMPARISONS: dict[type[exp.Expr], str] = {
    exp.GTE: mark("{left} is {right} or later"),
    exp.GT: mark("{left} is after {right}"),
    exp.LT: mark("{left} is before {right}"),
    exp.LTE: mark("{left} is {right} or earlier"),
}
AGGREGATES: dict[type[exp.Expr], str] = {
    exp.Sum: mark("the sum of {value}"),
    exp.Avg: mark("the average of {value}"),
    exp.Min: mark("the smallest {value}"),
    exp.Max: mark("the largest {value}"),
    exp.Count: mark("the number of {value}"),
}
SPANS = {
    "%Y-%m": mark("month of {value}"),
    '%Y-"Q"Q': mark("quarter of {value}"),
    "%Y": mark("year of {value}"),
}
"""Formats of TO_CHAR, as sqlglot writes them, that name a span of time."""
WINDOWS: dict[tuple[type[exp.Expr], bool], str] = {
    (exp.Sum, True): mark("the running total of {value}"),
    (exp.Sum, False): mark("all of {value} together"),
    (exp.Lag, True): mark("{value} of the span before"),
    (exp.Rank, True): mark("the rank by {keys}"),
    (exp.RowNumber, True): mark("the place by {keys}"),
}
"""Window functions, by whether they have an order."""
SOME = mark("there is a row of {tables} for it where {conditions}")
NONE = mark("there is no row of {tables} for it where {conditions}")
WITHOUT_CONDITION = {
    SOME: mark("there is a row of {tables} for it"),
    NONE: mark("there is no row of {tables} for it"),
}
ARITHMETIC: dict[type[exp.Expr], str] = {exp.Mul: "×", exp.Div: "÷", exp.Add: "+", exp.Sub: "−"}


class Phrasing:
    """Words for the parts of one statement."""

    def __init__(self, statement: exp.Expr, voice: Voice) -> None:
        self.voice = voice
        self.outputs = output_labels(voice)
        self.tables = {table.alias_or_name: table.name for table in statement.find_all(exp.Table)}

    def source(self, source: exp.Expr) -> str:
        """A table by its label; the engine's calendar as one; a subquery or another CTE by its name."""
        if source.name == CALENDAR:
            return self.voice.say(mark("a calendar"))
        table = self.voice.layer.by_name.get(source.name) if isinstance(source, exp.Table) else None
        return table.label[self.voice.language] if table else f"«{source.alias_or_name}»"

    def condition(self, condition: exp.Expr) -> str:
        """A condition, its parts joined."""
        return (
            self.voice.listed(self.value(part) for part in condition.flatten())
            if isinstance(condition, exp.And)
            else self.value(condition)
        )

    def sort_key(self, key: exp.Expr) -> str:
        """A sort key and its direction."""
        value = self.value(key.this)
        return self.voice.say(mark("{value} from the largest"), value=value) if key.args.get("desc") else value

    @singledispatchmethod
    def value(self, node: exp.Expr) -> str:
        """Any other part: its own SQL."""
        return node.sql(dialect="postgres")

    @value.register
    def _(self, node: exp.Alias) -> str:
        return self.value(node.this)

    @value.register
    def _(self, node: exp.Paren) -> str:
        return f"({self.value(node.this)})"

    @value.register
    def _(self, node: exp.Column) -> str:
        column = self.column(node)
        if column:
            return self.voice.label(column)
        return self.outputs.get(node.name) or f"«{node.name}»"

    @value.register
    def _(self, node: exp.Star) -> str:
        return self.voice.say(mark("rows"))

    @value.register
    def _(self, node: exp.Literal) -> str:
        return f"«{node.name}»" if node.is_string else format_number(Decimal(node.name), self.voice.language)

    @value.register
    def _(self, node: exp.Cast) -> str:
        day = day_of(node)
        if isinstance(node.this, exp.TimestampTrunc):
            return self.value(node.this)
        calendar = calendar_of_language(self.voice.language)
        return format_date(day, self.voice.language, calendar) if day else node.sql(dialect="postgres")

    @value.register
    def _(self, node: exp.TimeToStr) -> str:
        template = SPANS.get(node.text("format"))
        return self.voice.say(template, value=self.value(node.this)) if template else node.sql(dialect="postgres")

    @value.register
    def _(self, node: exp.TimestampTrunc) -> str:
        grain = GRAINS.get(node.text("unit").lower())
        if grain is None:
            return node.sql(dialect="postgres")
        return self.voice.say(mark("{grain} of {value}"), grain=self.voice.say(grain), value=self.value(node.this))

    @value.register(exp.Round)
    @value.register(exp.Nullif)
    @value.register(exp.Coalesce)
    def _(self, node: exp.Expr) -> str:
        return self.value(node.this)

    @value.register
    def _(self, node: exp.Distinct) -> str:
        different = self.voice.listed(map(self.value, node.expressions))
        return self.voice.say(mark("different {values}"), values=different)

    @value.register
    def _(self, node: exp.Filter) -> str:
        return self.voice.say(
            mark("{value} where {condition}"),
            value=self.value(node.this),
            condition=self.condition(node.expression.this),
        )

    @value.register
    def _(self, node: exp.Extract) -> str:
        if node.name.lower() != "isodow":
            return node.sql(dialect="postgres")
        return self.voice.say(mark("weekday of {value}"), value=self.value(node.expression))

    @value.register
    def _(self, node: exp.Mod) -> str:
        day = node.find(exp.Extract)
        return self.value(day) if day else node.sql(dialect="postgres")

    @value.register
    def _(self, node: exp.Case) -> str:
        return self.value(node.this) if isinstance(node.this, exp.Extract) else node.sql(dialect="postgres")

    @value.register
    def _(self, node: exp.Exists) -> str:
        return self.related(node, SOME)

    @value.register
    def _(self, node: exp.Is) -> str:
        return self.voice.say(mark("{value} is missing"), value=self.value(node.this))

    @value.register
    def _(self, node: exp.Window) -> str:
        template = WINDOWS.get((type(node.this), node.args.get("order") is not None))
        if template is None:
            return node.sql(dialect="postgres")
        inner = node.this.this
        value = self.value(inner) if isinstance(inner, exp.Expr) else ""
        keys = node.args["order"].expressions if node.args.get("order") else []
        text = self.voice.say(template, value=value, keys=self.voice.listed(map(self.sort_key, keys)) if keys else "")
        partition = node.args.get("partition_by")
        if not partition:
            return text
        return self.voice.say(
            mark("{value} in each {groups}"), value=text, groups=self.voice.listed(map(self.value, partition))
        )

    @value.register
    def _(self, node: exp.AggFunc) -> str:
        template = AGGREGATES.get(type(node))
        return self.voice.say(template, value=self.value(node.this)) if template else node.sql(dialect="postgres")

    @value.register
    def _(self, node: exp.Sub) -> str:
        week = node.left.find(exp.TimestampTrunc) if isinstance(node.left, exp.Cast) else None
        if week and isinstance(week.this, exp.Add):
            return self.voice.say(
                mark("{grain} of {value}"), grain=self.voice.say(GRAINS["week"]), value=self.value(week.this.left)
            )
        return self.arithmetic(node)

    @value.register
    def _(self, node: exp.Binary) -> str:
        if type(node) in ARITHMETIC:
            return self.arithmetic(node)
        templates = {**COMPARISONS, **DATE_COMPARISONS} if day_of(node.right) else COMPARISONS
        if template := templates.get(type(node)):
            return self.voice.say(template, left=self.value(node.left), right=self.stored(node.left, node.right))
        return node.sql(dialect="postgres")

    def related(self, node: exp.Exists, template: str) -> str:
        """A condition on other rows, in the words of the template."""
        select = node.this
        clauses = [select.args.get("from_"), *select.args.get("joins", [])]
        where = select.args.get("where")
        tables = self.voice.listed(self.source(clause.this) for clause in clauses if clause)
        wanted = [part for part in (where.this.flatten() if where else ()) if not is_link(part)]
        if not wanted:
            return self.voice.say(WITHOUT_CONDITION[template], tables=tables)
        return self.voice.say(template, tables=tables, conditions=self.voice.listed(map(self.value, wanted)))

    @value.register
    def _(self, node: exp.Not) -> str:
        if isinstance(node.this, exp.Exists):
            return self.related(node.this, NONE)
        if isinstance(node.this, exp.Is):
            return self.voice.say(mark("{value} is given"), value=self.value(node.this.this))
        return self.voice.say(mark("not ({condition})"), condition=self.value(node.this))

    @value.register
    def _(self, node: exp.In) -> str:
        if node.args.get("query"):
            return node.sql(dialect="postgres")
        values = self.voice.say(mark(" or ")).join(self.stored(node.this, value) for value in node.expressions)
        return self.voice.say(mark("{left} is {right}"), left=self.value(node.this), right=values)

    def arithmetic(self, node: exp.Binary) -> str:
        """A sum, a product and the like."""
        return f"{self.value(node.left)} {ARITHMETIC[type(node)]} {self.value(node.right)}"

    def stored(self, column: exp.Expr, value: exp.Expr) -> str:
        """A value; that of a known column by what people call it."""
        known = self.column(column) if isinstance(column, exp.Column) else None
        if known and isinstance(value, exp.Literal) and value.name in {stored.value for stored in known.values}:
            return self.voice.value(known, value.name)
        return self.value(value)

    def column(self, node: exp.Column) -> Column | None:
        """The layer's column, its table by name or by alias; without one, the only column of that name."""
        tables = {self.tables.get(node.table)} if node.table else set(self.tables.values())
        found = [self.voice.layer.by_reference.get(f"{table}.{node.name}") for table in tables]
        columns = [column for column in found if isinstance(column, Column)]
        return columns[0] if len(columns) == 1 else None


def is_link(condition: exp.Expr) -> bool:
    """Whether a condition ties a row of a subquery to the row outside."""
    match condition:
        case exp.EQ(left=exp.Column(), right=exp.Column()):
            return True
    return False


def output_labels(voice: Voice) -> dict[str, str]:
    """Names that the engine gives to result columns, which an ORDER BY may use: measures and spans of time."""
    measures = {thing.name: voice.label(thing) for thing in voice.layer.things() if isinstance(thing, Measure)}
    return {**measures, **{grain: voice.say(label) for grain, label in GRAINS.items()}}


def day_of(node: exp.Expr) -> date | None:
    """The date of a literal such as DATE '2026-11-21'."""
    if not (isinstance(node, exp.Cast) and node.to.is_type("date") and isinstance(node.this, exp.Literal)):
        return None
    try:
        return date.fromisoformat(node.this.name)
    except ValueError:
        return None
