"""The subject of a question: whose rows it is about, and the rows of another table that are said of them."""

from __future__ import annotations

from dataclasses import dataclass

from app.generators.builtin.asked import Asked
from app.generators.builtin.comparing import Compared
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Unread
from app.semantics.joins import reaches, referring
from app.semantics.layer import Column, Measure, SemanticLayer, Table


@dataclass(frozen=True)
class Subject:
    """A table, and the table of the rows that are said (or denied) of its rows: customers who ordered."""

    table: Table
    event: Table | None = None


def subject_of(asked: Asked, layer: SemanticLayer) -> Subject | None:
    """The subject, if the question names any. Raises Unread where several things may be it."""
    tables = [noun.table for noun in asked.nouns]
    if len(tables) > 2 or len(asked.events) > 1:
        raise Unread("several subjects")
    if not tables:
        return subject_of_event(asked, layer)
    table = tables[0]
    events = [*(noun.event for noun in asked.nouns[:1] if noun.event), *tables[1:], *asked.events]
    events = [event for event in dict.fromkeys(events) if event is not table]
    events += [] if events else events_of_values(asked, table, layer)
    told = [event for event in events if reaches(layer, event.name, table.name)]
    others = [event for event in events if event not in told]
    if not all(is_beside(other, table, told, asked, layer) for other in others):
        raise Unread("subjects that do not belong together")
    return Subject(table, told[0] if told else event_compared(asked, table, layer))


def is_beside(other: Table, table: Table, told: list[Table], asked: Asked, layer: SemanticLayer) -> bool:
    """Whether another table only narrows down, or names, what the subject or its event refers to.

    In "who bought a product" it adds nothing, and listed orders show their product anyway.
    """
    if any(reaches(layer, event.name, other.name) for event in told):
        return is_told(asked, other, layer) or told[0] in asked.events
    is_listed = asked.says(Role.LIST) and asked.says(Role.WITH)
    return reaches(layer, table.name, other.name) and (is_listed or is_told(asked, other, layer))


def events_of_values(asked: Asked, table: Table, layer: SemanticLayer) -> list[Table]:
    """The table of values that are said of the rows: "customers who returned something".

    "How many products were returned" may ask for orders as well: only who takes part can be counted so.
    """
    found = [layer.by_name[layer.column(named.filter.column).table] for named in asked.values]
    if asked.says(Role.COUNT, Role.SHARE, Role.RATE) and not asked.negated:
        found = [event for event in found if table.name in layer.takers(event)]
    return [
        event
        for event in dict.fromkeys(found)
        if event is not table and reaches(layer, event.name, table.name) and not reaches(layer, table.name, event.name)
    ]


def is_told(asked: Asked, table: Table, layer: SemanticLayer) -> bool:
    """Whether something is said of a table's rows, so that naming them narrows down what is asked."""
    columns = {named.filter.column for named in asked.values} | {key.reference for key in asked.keys}
    tables: set[str | None] = {layer.by_reference[reference].table for reference in columns}
    tables |= {table_compared(compared) for compared in asked.comparisons}
    tables |= {fact_table(compared) for compared in asked.comparisons}
    tables |= {compared.beside.name for compared in asked.comparisons if compared.beside}
    tables |= {asked.time.table} if asked.time else set()
    return table.name in tables or asked.segment in table.segments


def fact_table(compared: Compared) -> str | None:
    """The table of the fact that a comparison is about."""
    return compared.thing.table if isinstance(compared.thing, Column) else None


def subject_of_event(asked: Asked, layer: SemanticLayer) -> Subject | None:
    """The subject of a question without a noun: whoever takes part ("who bought"), or the rows themselves."""
    if not asked.events:
        return None
    event = asked.events[0]
    if not asked.says(Role.WHO):
        return Subject(event)
    people = layer.takers(event)
    if len(people) != 1:
        raise Unread("who?")
    return Subject(layer.by_name[people[0]], event)


def event_compared(asked: Asked, table: Table, layer: SemanticLayer) -> Table | None:
    """The table whose rows are counted or measured beside the subject: "customers with more than 5 orders"."""
    for compared in asked.comparisons:
        other = table_compared(compared)
        if other and other != table.name and reaches(layer, other, table.name):
            return layer.by_name[other]
    return None


def table_compared(compared: Compared) -> str | None:
    """The table that a comparison counts or measures."""
    match compared.thing:
        case Table():
            return compared.thing.name
        case Measure():
            return compared.thing.table
    return None


def only_event(layer: SemanticLayer, table: str) -> Table | None:
    """The one table with dates whose rows refer to those of a table: what happens to customers are orders."""
    events = [layer.by_name[name] for name in referring(layer, table) if layer.by_name[name].default_time]
    return events[0] if len(events) == 1 else None
