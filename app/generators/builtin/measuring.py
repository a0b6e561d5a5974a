"""The measure: what is counted, added up or averaged."""

from __future__ import annotations

from app.generators.builtin.lexicon import Role
from app.generators.builtin.sentence import Sentence, Unread
from app.semantics.layer import Aggregate, Column, Measure, Table
from app.semantics.measures import count_of
from app.semantics.reading import MeasureUse

AGGREGATES: dict[Role, Aggregate] = {Role.SUM: "sum", Role.AVERAGE: "avg"}


def take_time(sentence: Sentence) -> Column | None:
    """The date that the question itself names: "registered", «ثبت نام کرده‌اند»."""
    return sentence.take_at_most_one(Column, lambda column: column.kind == "time_dimension")


def take_measure(sentence: Sentence, fallback: str | None) -> MeasureUse:
    """The measure of a question without a ranking; `fallback` is the table of its date or values.

    Raises Unread when nothing says what to compute, or several things do.
    """
    roles = take_roles(sentence)
    table = sentence.take_at_most_one(Table)
    measure = sentence.take_at_most_one(Measure)
    fact = sentence.take_at_most_one(Column, lambda column: column.kind == "fact")
    if measure and fact:
        raise Unread("two measures")
    if measure:
        require_same(table, measure.table)
        return use_measure(measure, roles)
    if fact:
        require_same(table, fact.table)
        return use_fact(fact, roles)
    subject = table.name if table else fallback
    counted = count_of(sentence.layer, subject) if subject else None
    if counted is None or Role.AVERAGE in roles:
        raise Unread("what is to be computed?")
    return counted


def take_roles(sentence: Sentence) -> set[Role]:
    """The words that say how to compute: count, sum, average."""
    computing = (Role.COUNT, Role.SUM, Role.AVERAGE)
    roles = {role for mention in sentence.left for role in computing if mention.has(role)}
    sentence.left = [mention for mention in sentence.left if not mention.has(*computing)]
    return roles


def require_same(table: Table | None, name: str) -> None:
    """A table named beside a measure must be the measure's own: "sales of customers" may mean several things."""
    if table and table.name != name:
        raise Unread(f"{table.name} beside a measure of {name}")


def use_measure(measure: Measure, roles: set[Role]) -> MeasureUse:
    """A declared measure; "total" goes with a sum, and nothing else changes what it is."""
    if roles and not (roles == {Role.SUM} and measure.aggregate == "sum"):
        raise Unread(f"{measure.name} is {measure.aggregate} already")
    return MeasureUse(measure.reference)


def use_fact(fact: Column, roles: set[Role]) -> MeasureUse:
    """A fact, added up or averaged as the question says."""
    if len(roles) != 1 or Role.COUNT in roles:
        raise Unread(f"{fact.name} of which rows?")
    return MeasureUse(fact.reference, AGGREGATES[roles.pop()])
