"""Columns that are named: to be shown, counted or averaged, or with a condition behind them."""

from __future__ import annotations

from app.generators.builtin.lexicon import ValueOf
from app.generators.builtin.selecting.belonging import attach
from app.generators.builtin.selecting.comparing import compare, take_bounds
from app.generators.builtin.selecting.counting import shared_aggregate
from app.generators.builtin.selecting.draft import Draft, Item, Said, shared
from app.generators.builtin.selecting.foresight import BETWEEN_THEM, PATTERNS, is_said
from app.generators.builtin.selecting.linking import candidates, column_of, distance, holds_time, own_column, table_of
from app.generators.builtin.selecting.periods import say_period
from app.generators.builtin.selecting.phrases import Child, Phrase, display
from app.generators.builtin.selecting.rows import beside
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.senses import Quoted
from app.generators.builtin.selecting.texts import say_text
from app.generators.builtin.selecting.values import read_values
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.language.periods import Period
from app.semantics.joins import refers
from app.semantics.layer import Column, Relationship
from app.semantics.selection import Empty, OneOf, Value

ASKING = frozenset((Word.ASK, Word.AND, Word.WITH))
"""Words before a column that is to be shown."""


def read_column(draft: Draft) -> None:
    """Read a column. Raises Unread."""
    if restates(draft, draft.spans[draft.at]):
        draft.at += 1
    elif names_next(draft):
        draft.at += 2
        read_column(draft)
    elif is_said(draft):
        read_condition(draft)
    elif draft.counting:
        count_values(draft)
    elif draft.aggregates:
        add_aggregates(draft)
    elif is_missing(draft):
        read_missing(draft)
    elif is_item(draft):
        show(draft)
    else:
        qualify(draft)
    draft.done()


def read_condition(draft: Draft) -> None:
    """Read what is said of the column here. Raises Unread."""
    span = draft.spans[draft.at]
    draft.at += 1
    is_clause = draft.is_ahead(0, Word.THAT)
    while draft.is_ahead(0, *BETWEEN_THEM):
        draft.lead |= {Word.NOT} if draft.is_ahead(0, Word.NOT) else set()
        draft.at += 1
    following = draft.spans[draft.at]
    if shared_columns(span, following):
        if is_clause and Word.NOT in draft.lead:
            say_inside(draft, draft.column(span))
        read_named_value(draft, span)
        return
    column = draft.column(span)
    if following.is_word(*PATTERNS) or (following.all(Quoted) and not following.all(ValueOf)):
        say_text(draft, column)
    elif following.is_word(Word.EMPTY):
        draft.at += 1
        say(draft, column, Empty(column.reference, draft.take_denial()))
    elif following.first(Period) and holds_time(column):
        say_period(draft, column)
    else:
        compare(draft, column, take_bounds(draft, column), draft.aggregates.pop() if draft.aggregates else None)


def say_inside(draft: Draft, column: Column) -> None:
    """Let a denial be of the very row that has the column: "languages that are not English"."""
    if draft.owns(column) is None:
        child = Phrase(column.table, entity=column)
        draft.add(draft.nearest(column.table), Child(child))
        draft.push(child)


def shared_columns(span: Span, following: Span) -> set[Column]:
    """The columns that a span may mean and that hold a value that the next one names."""
    return {it.column for it in candidates(span)} & {it.column for it in following.all(ValueOf)}


def read_named_value(draft: Draft, span: Span) -> None:
    """Read the value of a column that is named before it."""
    columns = shared_columns(span, draft.spans[draft.at])
    known = draft.spans[draft.at]
    kept = tuple(it for it in known.senses if not isinstance(it, ValueOf) or it.column in columns)
    draft.spans = [*draft.spans[: draft.at], Span(known.text, kept), *draft.spans[draft.at + 1 :]]
    read_values(draft)


def say(draft: Draft, column: Column, test: Empty | OneOf) -> None:
    """Say something of the rows that have a column."""
    attach(draft, draft.nearest(column.table), Said(column.table, (test,)))


def read_missing(draft: Draft) -> None:
    """Read a column that rows must not have a value in."""
    span = draft.spans[draft.at]
    draft.at += 1
    draft.take_denial()
    column = draft.column(span)
    if column.table != draft.nearest(column.table).table:
        raise Unread("without what?")
    say(draft, column, Empty(column.reference))


def count_values(draft: Draft) -> None:
    """Count the different values of a column, or add up one that is a number of something itself."""
    span = draft.spans[draft.at]
    draft.at += 1
    draft.counting = False
    column = draft.column(span)
    say_before(draft, column)
    if column.kind == "time_dimension":
        raise Unread("a number of dates")
    if column.kind == "fact" and not draft.distinct:
        draft.items.append(Item(Value(column.reference, "sum"), span))
        return
    draft.items.append(Item(Value(column.reference, "count_distinct"), span))


def say_before(draft: Draft, column: Column) -> None:
    """Say what stands before a column of the rows that it is of: "official languages"."""
    if draft.premodifiers and column.table not in draft.tables:
        beside(draft, draft.layer.by_name[column.table])
    for said in draft.premodifiers:
        attach(draft, draft.nearest(said.table), said)
    draft.premodifiers = []


def add_aggregates(draft: Draft) -> None:
    """Show the aggregates that wait for a column."""
    span = draft.spans[draft.at]
    draft.at += 1
    column = draft.column(span, draft.root.table)
    draft.items = [item for item in draft.items if item.value != Value(column.reference)]
    if column.kind != "fact" and (column.kind != "time_dimension" or set(draft.aggregates) - {"min", "max"}):
        raise Unread(f"the average of {column.name}")
    draft.items += [Item(Value(column.reference, aggregate), span) for aggregate in draft.aggregates]
    draft.aggregates = []


def is_missing(draft: Draft) -> bool:
    """Whether rows are wanted that have no value in the column here: "without e-mail", «که بیمه ندارند»."""
    is_asked = Word.ASK in draft.lead and Word.THAT not in draft.lead
    is_denied = Word.NOT in draft.lead and (Word.HAVE in draft.lead or draft.is_ahead(1, Word.HAVE))
    return not is_asked and (Word.WITHOUT in draft.lead or is_denied)


def is_item(draft: Draft) -> bool:
    """Whether the column here is to be shown: asked for, in a list of such, or at the very beginning."""
    if not draft.items or draft.lead & ASKING or draft.owner:
        return not (draft.lead & {Word.HAVE, Word.LINK} and draft.items and Word.ASK not in draft.lead)
    return not draft.lead and bool(draft.here and draft.here.is_after_pause)


def show(draft: Draft) -> None:
    """Show a column."""
    span = draft.spans[draft.at]
    if names := names_in_parts(draft, span):
        draft.at += 1
        draft.owner = None
        draft.items += [Item(value, span) for value in names]
        draft.is_subject_named |= names[0].table == draft.root.table
        return
    draft.at += 1
    if lists_other(draft):
        show_other(draft, span)
        return
    is_owned = draft.owner is not None or bool(draft.premodifiers)
    column = draft.column(span, named_table(draft, span))
    say_before(draft, column)
    is_owned = is_owned or column.table in [phrase.table for phrase in draft.beside]
    if not is_owned and not refers(draft.layer, draft.root.table, column.table):
        raise Unread(f"«{span.text}» of what?")
    draft.is_subject_named |= column.name == draft.layer.by_name[draft.root.table].name_column
    draft.is_of_values |= draft.here is not None and draft.here.text == "s" and table_of(draft.ahead(1)) is not None
    if not is_shown(draft, column):
        draft.items.append(Item(Value(column.reference, shared_aggregate(draft, column)), span))


def lists_other(draft: Draft) -> bool:
    """Whether a column of other rows is shown beside those of the subject: "and the names of the courses"."""
    other = table_of(draft.ahead(1)) if draft.is_ahead(0, Word.OF) else None
    is_listed = Word.AND in draft.lead and draft.is_subject_named and bool(draft.items)
    return other is not None and is_listed and other.name not in draft.tables


def show_other(draft: Draft, span: Span) -> None:
    """Show a column of other rows beside those of the subject. Raises Unread."""
    other = table_of(draft.ahead(1))
    if other is None:
        raise draft.fail()
    draft.at += 2
    column = draft.column(span, other.name)
    beside(draft, other)
    draft.items.append(Item(Value(column.reference), span))


def named_table(draft: Draft, span: Span) -> str:
    """The table that a column to be shown is looked for in: the subject's, or the groups' where only they have such."""
    root = draft.layer.by_name[draft.root.table]
    if not draft.groups or len(draft.beside) != 1:
        return root.name
    group = draft.beside[0].table
    behind = table_of(draft.ahead(1)) if draft.is_ahead(0, Word.OF) else None
    if behind and behind.name == group:
        return group
    if is_exactly_of(span, root.name):
        return root.name
    is_unnamed = (
        span.is_word(Word.NAME) and root.name_column is None and own_column(span, root.name, draft.layer) is None
    )
    return group if is_unnamed or is_exactly_of(span, group) else root.name


def is_exactly_of(span: Span, table: str) -> bool:
    """Whether a column of a table is called exactly so."""
    return any(it.is_exact and it.column.table == table for it in candidates(span))


def is_shown(draft: Draft, column: Column) -> bool:
    """Whether a column is shown, or, for each of something, an aggregate of it that is only named again."""
    shown = [item.value.aggregate for item in draft.items if item.value.reference == column.reference]
    return None in shown or (bool(shown) and bool(draft.groups))


def names_next(draft: Draft) -> bool:
    """Whether "name" only says that what follows is one: "the name of the manufacturer"."""
    following = draft.ahead(2)
    if not (draft.is_ahead(0, Word.NAME) and draft.is_ahead(1, Word.OF) and following) or table_of(following):
        return False
    columns = [it.column for it in candidates(following)]
    return bool(columns) and not following.all(ValueOf) and all(it.kind == "dimension" for it in columns)


def names_in_parts(draft: Draft, span: Span) -> list[Value]:
    """The first and last name of rows whose "name" is asked for and that have none in one piece."""
    table = draft.layer.by_name[draft.owner or draft.root.table]
    if not span.is_word(Word.NAME) or table.name_column or own_column(span, table.name, draft.layer):
        return []
    return [value for value in display(table) if draft.layer.column(value.reference).kind == "dimension"]


def restates(draft: Draft, span: Span) -> bool:
    """Whether "name" only says that what is shown is a name: "the government form name"."""
    before = draft.ahead(-1)
    if before is None or draft.last is not before or draft.lead or span.is_after_pause or draft.owner:
        return False
    is_text = any(it.column.kind == "dimension" for it in candidates(before))
    return is_text and span.is_word(Word.NAME)


def referring_column(draft: Draft, span: Span) -> Relationship | None:
    """The reference to rows of another table that a column is of which something is said: "whose home branch is in"."""
    column = own_column(span, draft.top.table, draft.layer)
    found = [
        join
        for join in draft.layer.relationships
        if column and join.left_table == column.table and join.left_column == column.name and not join.further
    ]
    is_other = len(found) == 1 and found[0].right_table not in draft.tables
    return found[0] if is_other and draft.lead & {Word.THAT, Word.AT, Word.OF} and draft.here else None


def qualify(draft: Draft) -> None:
    """Let a column that is only spoken of say which ones are meant: "the name of the song". Raises Unread."""
    span = draft.spans[draft.at]
    draft.at += 1
    is_used = False
    for item in draft.items:
        both = shared(item.span, span) if item.span else []
        is_used |= draft.grain is not None and item.value.reference in {it.column.reference for it in candidates(span)}
        if len(both) == 1:
            item.value = Value(both[0].reference, item.value.aggregate)
            is_used = True
    if is_used or (draft.last and draft.lead <= {Word.OF, Word.AT, Word.THAT, Word.LINK} and shared(draft.last, span)):
        draft.done()
        return
    if (reference := referring_column(draft, span)) is not None:
        child = Phrase(reference.right_table)
        parent = draft.nearest(reference.left_table)
        draft.add(parent, Child(child, draft.take_denial(), via=(f"{parent.table}.{reference.left_column}",)))
        draft.push(child)
        return
    draft.qualifier = span
    owned = {phrase.table for phrase in draft.stack}
    if any(it.column.table in owned for it in candidates(span)):
        return
    column = column_of(span, draft.tables, draft.layer)
    if draft.owns(column) is None:
        parent = draft.nearest(column.table)
        if distance(draft.layer, parent.table, column.table) > len(("pair", "other")):
            raise Unread(f"«{span.text}» of what?")
        child = Phrase(column.table, entity=column)
        draft.add(parent, Child(child, draft.take_denial()))
        draft.push(child)
        draft.qualifier = None
