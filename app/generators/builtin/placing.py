"""Conditions, each where it belongs: on the rows that a question is about, or on the rows that are said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.generators.builtin.asked import Asked
from app.generators.builtin.comparing import Compared
from app.generators.builtin.filtering import Named
from app.generators.builtin.lexicon import RowAmount
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Unread
from app.generators.builtin.sentence import reference_of as reference_of_fact
from app.language.numerals import Unit
from app.semantics.joins import reaches
from app.semantics.layer import Column, Measure, SemanticLayer, Table
from app.semantics.measures import count_of
from app.semantics.reading import Bound, Comparison, Condition, Filter, MeasureUse, Related, Weekdays

RIAL = {("rial", "toman"): Decimal("0.1"), ("toman", "rial"): Decimal(10)}
"""What one of the first is in the second."""
Own = Filter | Weekdays | Comparison


@dataclass(frozen=True)
class Amount:
    """A comparison with a measure of related rows."""

    measure: MeasureUse
    bounds: tuple[Bound, ...]


@dataclass(frozen=True)
class Placed:
    """The conditions on the rows themselves, those on the rows that are said of them, and amounts of those."""

    own: tuple[Condition, ...]
    theirs: tuple[Own, ...] = ()
    amounts: tuple[Amount, ...] = ()


def place(asked: Asked, base: Table, event: Table | None, layer: SemanticLayer) -> Placed:
    """Every condition of a question where it belongs. Raises Unread for one that belongs nowhere."""
    own: list[Condition] = []
    theirs: list[Own] = []
    amounts: list[Amount] = []
    for condition in plain_conditions(asked, base, event, layer):
        table = layer.by_reference[reference_of(condition)].table
        (own if reaches(layer, base.name, table) else theirs).append(condition)
    for compared in asked.comparisons:
        if comparison := row_comparison(compared, base, event, layer):
            own.append(comparison)
        elif event and (comparison := event_comparison(compared, base, event, layer)):
            theirs.append(comparison)
        else:
            amounts.append(amount_of(compared, asked, base, event, layer))
    if theirs and (event is None or not all_reached(theirs, event, layer)):
        raise Unread("a condition on something else")
    return Placed(tuple(own), tuple(theirs), tuple(amounts))


def plain_conditions(asked: Asked, base: Table, event: Table | None, layer: SemanticLayer) -> Iterator[Own]:
    """The values, keys and weekdays that are named."""
    yield from together(asked.values)
    yield from asked.keys
    if asked.weekdays:
        column = day_of(asked, event or base)
        yield Weekdays(column.reference, asked.weekdays, asked.not_weekdays)


def together(values: tuple[Named, ...]) -> list[Filter]:
    """The conditions that values make, one for each column: «ارسال شده ولی تحویل نشده» is «ارسال شده».

    Raises Unread.
    """
    found: dict[str, Filter] = {}
    for one in (named.filter for named in values):
        other = found.get(one.column)
        found[one.column] = narrower(other, one) if other else one
    return list(found.values())


def narrower(one: Filter, other: Filter) -> Filter:
    """Of two conditions on a column the one that says all: some values, and not others. Raises Unread."""
    wanted, denied = (other, one) if one.negated else (one, other)
    if wanted.negated or not denied.negated or wanted.is_pattern or not set(wanted.values).isdisjoint(denied.values):
        raise Unread("two conditions on one column")
    return wanted


def day_of(asked: Asked, table: Table) -> Column:
    """The date that a weekday is about. Raises Unread."""
    if asked.time:
        return asked.time
    if table.default_time is None:
        raise Unread("there is no date that a weekday is about")
    return table.column(table.default_time)


def reference_of(condition: Own) -> str:
    """The column or measure that a condition is about."""
    return condition.reference if isinstance(condition, Comparison) else condition.column


def all_reached(conditions: list[Own], event: Table, layer: SemanticLayer) -> bool:
    """Whether all conditions are on something that the event's rows refer to."""
    tables = (layer.by_reference[reference_of(condition)].table for condition in conditions)
    return all(reaches(layer, event.name, table) for table in tables)


def row_comparison(compared: Compared, base: Table, event: Table | None, layer: SemanticLayer) -> Comparison | None:
    """The comparison as one of each row of the base, if it is one."""
    if event and compared.beside is event:
        return None
    reference = row_reference(compared, base, event, layer)
    return compared_with(reference, compared, layer) if reference else None


def row_reference(compared: Compared, base: Table, event: Table | None, layer: SemanticLayer) -> str | None:
    """What is compared in each row of the base."""
    reference = None
    match compared.thing:
        case Column(table=table) | RowAmount(Measure(table=table)) if reaches(layer, base.name, table):
            reference = reference_of_fact(compared.thing)
        case Measure(table=base.name, aggregate="sum") as measure:
            reference = measure.reference
        case Table() as part if part is not base and reaches(layer, base.name, part.name):
            reference = base.default_quantity
        case Role.PIECES:
            reference = base.default_quantity
        case RowAmount():
            reference = own_amount(base, event)
        case None if compared.is_amount or compared.bounds[0].value is None:
            reference = own_amount(compared.beside or base, event)
    return reference


def own_amount(table: Table, event: Table | None) -> str | None:
    """What an amount beside a table's rows is about, where nothing else is said of them."""
    return table.default_amount if event is None else None


def event_comparison(compared: Compared, base: Table, event: Table, layer: SemanticLayer) -> Comparison | None:
    """The comparison as one of each row that is said of the base's: "who placed orders over 10 million"."""
    if isinstance(compared.thing, Column) and reaches(layer, event.name, compared.thing.table):
        return compared_with(compared.thing.reference, compared, layer)
    beside = compared.beside if compared.beside is not base else None
    if compared.thing is None and compared.is_amount and beside and reaches(layer, event.name, beside.name):
        return compared_with(beside.default_amount, compared, layer) if beside.default_amount else None
    return None


def amount_of(compared: Compared, asked: Asked, base: Table, event: Table | None, layer: SemanticLayer) -> Amount:
    """The comparison as one with a measure of the related rows. Raises Unread where it is none."""
    use = measure_compared(compared, asked, base, event, layer)
    if use is None or any(bound.value is None for bound in compared.bounds):
        raise Unread("it is not clear what is compared")
    measure = layer.measure(use.reference)
    return Amount(use, converted(compared.bounds, compared.unit, measure.unit))


def measure_compared(
    compared: Compared, asked: Asked, base: Table, event: Table | None, layer: SemanticLayer
) -> MeasureUse | None:
    """What is compared of the related rows: how many there are, a measure, or what an amount is about."""
    if isinstance(compared.thing, Measure):
        is_theirs = reaches(layer, compared.thing.table, base.name)
        return MeasureUse(compared.thing.reference) if is_theirs else None
    if event is None:
        return None
    if is_count(compared, asked, event):
        return count_of(layer, event.name)
    if compared.thing is Role.PIECES:
        return measure_use(event.default_quantity, layer)
    return measure_use(event.default_amount, layer) if compared.thing is None and compared.is_amount else None


def is_count(compared: Compared, asked: Asked, event: Table) -> bool:
    """Whether the number of the event's rows is compared."""
    if compared.thing is None:
        return not compared.is_amount and asked.says(Role.COUNT)
    return compared.thing is Role.TIMES or compared.thing is event


def measure_use(reference: str | None, layer: SemanticLayer) -> MeasureUse | None:
    """A declared measure in use; a fact is none."""
    return MeasureUse(reference) if reference and isinstance(layer.by_reference[reference], Measure) else None


def compared_with(reference: str, compared: Compared, layer: SemanticLayer) -> Comparison:
    """A comparison, in the unit of what is compared."""
    return Comparison(reference, converted(compared.bounds, compared.unit, layer.by_reference[reference].unit))


def converted(bounds: tuple[Bound, ...], said: Unit | None, stored: str | None) -> tuple[Bound, ...]:
    """The bounds in the unit that is stored. Raises Unread for a unit of something else."""
    if said is None or said == stored:
        return bounds
    factor = RIAL.get((said, stored or ""))
    if factor is None:
        raise Unread(f"{said} is no unit of it")
    return tuple(
        Bound(bound.operator, f"{(Decimal(bound.value) * factor).normalize():f}") if bound.value else bound
        for bound in bounds
    )


def related(placed: Placed, event: Table, of: Table, negated: bool) -> Iterator[Related]:
    """What is said of the base's rows: that there are such rows or none, or how much they come to."""
    if placed.amounts:
        for amount in placed.amounts:
            yield Related(event.name, of.name, placed.theirs, measure=amount.measure, bounds=amount.bounds)
    else:
        yield Related(event.name, of.name, placed.theirs, negated=negated)
