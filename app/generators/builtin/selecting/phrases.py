"""A selection in the making: phrases for rows with what is said of them, and what they make when all is said."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from app.generators.builtin.sentence import Unread
from app.semantics.joins import SeveralWays, Step, link
from app.semantics.layer import Column, SemanticLayer, Table
from app.semantics.selection import Among, AnyOf, Compared, OneOf, Operator, Order, Selection, Test, Value

INVERSE: dict[Operator, Operator] = {"<": ">=", "<=": ">", "=": "<>", ">=": "<", ">": "<=", "<>": "="}


@dataclass(frozen=True)
class Count:
    """How many rows there must be."""

    operator: Operator
    number: str

    @property
    def holds_for_none(self) -> bool:
        """Whether no rows at all are enough."""
        number = float(self.number)
        return {"<": number > 0, "<=": number >= 0, "=": number == 0, ">=": number <= 0, ">": number < 0}.get(
            self.operator, number != 0
        )


@dataclass(eq=False)
class Phrase:
    """Rows of a table that a question names, and what it says of them."""

    table: str
    tests: list[Test | Child | Either] = field(default_factory=list)
    order: list[Order] = field(default_factory=list)
    limit: int | None = None
    entity: Column | None = None
    """The column whose values the question is about, where it is not about the rows themselves."""
    is_named: bool = True
    """Whether a noun names its rows, so that they can be ranked."""
    via: list[str] = field(default_factory=list)
    """The columns that rows belong together by, where words before its noun say so: "attending doctors"."""
    is_beside: bool = False
    """Whether its rows are counted beside those of the subject, so that its tests are tests of the whole."""


@dataclass(eq=False)
class Child:
    """Rows of another table (or the same) that must, or must not, belong to a row."""

    phrase: Phrase
    negated: bool = False
    count: Count | None = None
    is_bare: bool = False
    """Whether nothing but a preposition says how they belong together, so that more must be said of them."""
    common: Column | None = None
    """The column that both have in common, instead of the tables' join."""
    via: tuple[str, ...] = ()
    """The columns that they belong together by, where there are several: "departing from"."""


@dataclass(eq=False)
class Either:
    """Things of which one must be true."""

    parts: list[Test | Child | Either]


def tests_of(phrase: Phrase, layer: SemanticLayer) -> tuple[Test, ...]:
    """A phrase's tests, with those that other rows must belong to. Raises Unread."""
    kept = [it for it in phrase.tests if isinstance(it, OneOf) and not it.negated]
    if any(one.column == other.column and not {*one.values} & {*other.values} for one in kept for other in kept):
        raise Unread("two values at once")
    return tuple(test_of(it, phrase, layer) for it in phrase.tests)


def test_of(part: Test | Child | Either, phrase: Phrase, layer: SemanticLayer) -> Test:
    """One test. Raises Unread."""
    match part:
        case Child():
            return among(part, phrase, layer)
        case Either():
            return AnyOf(tuple(test_of(it, phrase, layer) for it in part.parts))
    return part


def among(child: Child, parent: Phrase, layer: SemanticLayer) -> Among:
    """That a row is among those that the child's rows belong to. Raises Unread where the tables don't tell."""
    inner = child.phrase
    tests = tests_of(inner, layer)
    if inner.table == parent.table and not tests and not inner.order:
        raise Unread(f"{inner.table} of which nothing is said")
    if child.is_bare and not (tests or inner.order or child.count or child.negated):
        raise Unread(f"{inner.table} of which nothing is said")
    column, far = ends(child, parent, layer)
    is_plain = not (tests or inner.order or child.count) and pairs(far, inner.table, layer)
    base = far.partition(".")[0] if is_plain else inner.table
    selection = Selection(base, (Value(far),), tests=tests, via=ways(child, parent))
    if inner.limit:
        selection = limited(selection, inner, layer)
    negated, count = child.negated, child.count
    if count and count.holds_for_none:
        negated, count = not negated, Count(INVERSE[count.operator], count.number)
    if count:
        having = Compared(number_of(inner, far, layer), count.operator, count.number)
        selection = replace(selection, groups=(far,), having=(having,))
    return Among(column, selection, negated)


def pairs(far: str, table: str, layer: SemanticLayer) -> bool:
    """Whether each row of a column's table belongs to one of another table by its key, so that it is enough to see."""
    between = layer.by_name[far.partition(".")[0]]
    joins = [it for it in layer.relationships if (it.left_table, it.right_table) == (between.name, table)]
    return any(it.left_column in between.key for it in joins)


def ends(child: Child, parent: Phrase, layer: SemanticLayer) -> tuple[str, str]:
    """The column of the parent's row, and the one that it must be among. Raises Unread."""
    if child.common:
        return child.common.reference, child.common.reference
    if child.phrase.table == parent.table:
        key = key_of(layer.by_name[parent.table])
        return key, key
    first = steps_between(layer, parent.table, child.phrase.table, ways(child, parent))[0]
    if first.further:
        raise Unread(f"{first.table} and {first.other} have several columns in common")
    return f"{first.table}.{first.column}", f"{first.other}.{first.other_column}"


def ways(child: Child, parent: Phrase) -> tuple[str, ...]:
    """The columns that a row and the child's rows belong together by, as far as words say it."""
    return tuple(dict.fromkeys((*child.via, *child.phrase.via, *parent.via)))


def steps_between(layer: SemanticLayer, start: str, goal: str, via: Collection[str] = ()) -> tuple[Step, ...]:
    """The joins from one table to another. Raises Unread where there are none, or several ways."""
    try:
        steps = link(layer, start, goal, via)
    except SeveralWays as problem:
        raise Unread(f"several ways: {problem}") from problem
    if not steps:
        raise Unread(f"{start} and {goal} don't belong together")
    return steps


def limited(selection: Selection, inner: Phrase, layer: SemanticLayer) -> Selection:
    """The selection with only the first of the inner rows, whatever they are joined with."""
    (output,) = selection.outputs
    if output.table == inner.table:
        groups = (output.reference,) if any(it.value.aggregate for it in inner.order) else ()
        return replace(selection, order=tuple(inner.order), limit=inner.limit, groups=groups)
    key = key_of(layer.by_name[inner.table])
    groups = (key,) if any(it.value.aggregate for it in inner.order) else ()
    first = replace(selection, outputs=(Value(key),), order=tuple(inner.order), limit=inner.limit, groups=groups)
    return Selection(inner.table, selection.outputs, (Among(key, first),), via=selection.via)


def number_of(phrase: Phrase, far: str, layer: SemanticLayer) -> Value:
    """The number of a phrase's rows, each counted once, or of the different values that it is about."""
    if phrase.entity:
        return Value(phrase.entity.reference, "count_distinct")
    if far.partition(".")[0] != phrase.table:
        return Value(key_of(layer.by_name[phrase.table]), "count_distinct")
    return Value(phrase.table, "count")


def key_of(table: Table) -> str:
    """The column that tells a table's rows apart. Raises Unread where several do only together."""
    if len(table.key) > 1:
        raise Unread(f"the rows of {table.name} have no single key")
    return f"{table.name}.{table.primary_key}"


def display(table: Table) -> Iterator[Value]:
    """What a row is shown by: its name, its first and last name, or its key."""
    parts = [it for it in table.visible_columns if it.label["en"] in ("first name", "last name")]
    if table.name_column:
        yield Value(f"{table.name}.{table.name_column}")
    elif parts:
        yield from (Value(column.reference) for column in parts)
    elif table.key:
        yield from (Value(f"{table.name}.{name}") for name in table.key)
    else:
        yield from (Value(column.reference) for column in table.visible_columns)
