"""Comparisons with a number or an average: "older than 20", "more than 3 concerts", "above the average age"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.generators.builtin.lexicon import Comparator
from app.generators.builtin.selecting.belonging import attach
from app.generators.builtin.selecting.draft import Draft, Said
from app.generators.builtin.selecting.durations import lasting
from app.generators.builtin.selecting.happening import happening
from app.generators.builtin.selecting.linking import graded, is_column, own_column, table_of
from app.generators.builtin.selecting.nested import AGGREGATES, aggregated, beyond_all, row_named
from app.generators.builtin.selecting.phrases import Child, Count, Phrase
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.superiors import take_superior
from app.generators.builtin.selecting.thesaurus import Quality
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.language.numbers import Number
from app.language.periods import Period
from app.semantics.joins import refers
from app.semantics.layer import Aggregate, Column
from app.semantics.selection import Compared, Operator, Selection, Value

SILENT = (Word.THAN, Word.OF, Word.THAT, Word.AT, Word.HAVE, Word.LINK, Word.TO)
AGE = Quality(("age", "years"), (), descending=True)


@dataclass(frozen=True)
class Bound:
    """A limit: digits, what a selection gives, or another row's value; None for the average of what is named next."""

    operator: Operator
    to: str | Selection | Value | None


def read_comparison(draft: Draft) -> None:
    """Read a comparison that begins with the word that compares. Raises Unread."""
    quality = compared_by(draft)
    if quality:
        draft.at += 1
        read_quality(draft, quality)
    elif is_column(draft.ahead(1)) and not draft.is_ahead(1, Word.AVERAGE):
        read_column_after(draft)
    else:
        bounds = take_bounds(draft, None)
        read_bound(draft, bounds)
    draft.done()


def compared_by(draft: Draft) -> Quality | None:
    """The adjective here, if it compares by a column of the rows spoken of."""
    span = draft.here
    quality = span.first(Quality) if span else None
    return quality if quality and quality.compares and not is_column(draft.ahead(1)) else None


def read_quality(draft: Draft, quality: Quality) -> None:
    """Read what rows are "older than". Raises Unread."""
    phrase, found = draft.top, graded(quality, draft.top.table, draft.layer)
    if found is None:
        phrase, found = draft.base, graded(quality, draft.base.table, draft.layer)
    if found is None:
        bound_days(draft, [limit(draft, ">" if quality.descending else "<", None)])
        return
    column, descending = found
    draft.return_to(phrase)
    compare(draft, column, [limit(draft, ">" if descending else "<", column)])
    draft.skip(Word.OLD)


def read_column_after(draft: Draft) -> None:
    """Read "above age 20" and "a greater weight than 10". Raises Unread."""
    operator = operator_of(draft)
    draft.at += 1
    span = draft.spans[draft.at]
    draft.at += 1
    column = draft.column(span)
    compare(draft, column, [limit(draft, operator, column)])


def operator_of(draft: Draft) -> Operator:
    """What the word here compares as. Raises Unread for "between"."""
    span = draft.here
    comparator = span.first(Comparator) if span else None
    if comparator and comparator.operator and not comparator.after:
        return comparator.operator
    quality = span.first(Quality) if span else None
    if quality and quality.compares:
        return ">" if quality.descending else "<"
    raise draft.fail()


def read_bound(draft: Draft, bounds: list[Bound]) -> None:
    """Read what a number counts, or whose average it is. Raises Unread."""
    span = draft.here
    table = table_of(span)
    if draft.is_ahead(0, Word.TIMES) and table is None and len(bounds) == 1:
        bound_rows(draft, Phrase(happening(draft)), bounds[0])
        draft.at += 1
    elif (
        table is not None and not is_number_of(draft, table.name) and len(bounds) == 1 and not is_average(draft, bounds)
    ):
        draft.at += 1
        bound_rows(draft, Phrase(table.name), bounds[0])
    elif span is not None and is_column(span):
        bound_column(draft, span, bounds)
    elif draft.is_ahead(0, Word.DAYS) and not is_noun(span):
        bound_days(draft, bounds)
    elif draft.is_ahead(-1, Word.OLD) and (found := graded(AGE, draft.top.table, draft.layer)):
        compare(draft, found[0], bounds)
    elif draft.compared and draft.compared.table in draft.tables:
        compare(draft, draft.compared, bounds)
    else:
        raise draft.fail()


def bound_days(draft: Draft, bounds: list[Bound]) -> None:
    """Say how many days rows last: "longer than 100 days". Raises Unread."""
    days = lasting(draft.top.table, draft.layer)
    limits = [(bound.operator, bound.to) for bound in bounds if isinstance(bound.to, str)]
    if days is None or not limits or not draft.skip(Word.DAYS) or draft.take_denial():
        raise Unread("compared by what?")
    for operator, number in limits:
        draft.add(draft.top, Compared(days, operator, number))


def is_average(draft: Draft, bounds: list[Bound]) -> bool:
    """Whether a column's average is compared with, rather than a number of rows."""
    return bounds[0].to is None and is_column(draft.here)


def bound_column(draft: Draft, span: Span, bounds: list[Bound]) -> None:
    """Compare the column here with a number, or with its average; or a number of its values. Raises Unread."""
    draft.at += 1
    column = draft.column(span)
    if bounds[0].to is None:
        if column.kind == "key":
            raise Unread(f"the average of {column.name}")
        compare(draft, column, [Bound(bounds[0].operator, aggregated(draft, column, "avg"))])
    elif column.kind == "fact":
        compare(draft, column, bounds)
    elif len(bounds) == 1:
        bound_rows(draft, Phrase(column.table, entity=column), bounds[0])


def is_number_of(draft: Draft, table: str) -> bool:
    """Whether a noun is rather that of a number of the rows' own: "more than 100 concerts" of a column so called."""
    span = draft.here
    own = own_column(span, draft.top.table, draft.layer) if span else None
    return own is not None and own.kind == "fact" and draft.top.table != table


def bound_rows(draft: Draft, phrase: Phrase, bound: Bound) -> None:
    """Say how many rows of another table there must be for a row. Raises Unread."""
    if not isinstance(bound.to, str):
        raise Unread("the average number")
    parent = draft.nearest(phrase.table)
    if parent.table == phrase.table or refers(draft.layer, parent.table, phrase.table):
        bound_group(draft, parent, phrase, bound)
        return
    draft.add(parent, Child(phrase, draft.take_denial(), Count(bound.operator, bound.to)))
    draft.return_to(parent)
    draft.push(phrase)


def bound_group(draft: Draft, parent: Phrase, phrase: Phrase, bound: Bound) -> None:
    """Say of how many rows each value that is shown must be: "languages that only one country speaks"."""
    plain = [item.value for item in draft.items if item.value.aggregate is None]
    is_known = bool(draft.groups) and draft.is_root_counted and phrase.table == parent.table
    if parent is not draft.root or not (plain or is_known) or not isinstance(bound.to, str):
        raise Unread("how many of what?")
    if draft.groups and not is_known:
        raise Unread("how many of what?")
    draft.groups += [] if is_known else plain
    draft.having.append(Compared(Value(parent.table, "count"), bound.operator, bound.to))


def take_bounds(draft: Draft, column: Column | None) -> list[Bound]:
    """The bounds from here on: "between 5 and 10", "more than 20", "20 or more", "20". Raises Unread."""
    draft.skip(*SILENT)
    span = draft.here
    if span is None:
        raise draft.fail()
    comparator, quality = span.first(Comparator), span.first(Quality)
    if comparator and not comparator.after and comparator.operator is None:
        draft.at += 1
        low = take_number(draft, column)
        draft.skip(Word.AND, Word.TO)
        return [Bound(">=", low), Bound("<=", take_number(draft, column))]
    if (comparator and not comparator.after) or (quality and quality.compares):
        operator = operator_of(draft)
        draft.at += 1
        return [limit(draft, operator, column)]
    return [followed(draft, take_number(draft, column))]


def limit(draft: Draft, operator: Operator, column: Column | None) -> Bound:
    """What stands behind a word that compares: a number, or the average, perhaps with the column's name again."""
    draft.skip(*SILENT)
    if column and draft.is_ahead(0, Word.THAN_ALL):
        draft.at += 1
        return Bound(operator, beyond_all(draft, column, operator))
    aggregate = next((AGGREGATES[word] for word in AGGREGATES if draft.is_ahead(0, word)), None)
    if aggregate and (column or aggregate == "avg"):
        draft.at += 1
        return Bound(operator, aggregated(draft, column, aggregate) if column else None)
    if column and (reference := take_superior(draft, column)):
        return Bound(operator, Value(column.reference, via=reference))
    if column and (test := row_named(draft, column)):
        draft.at += 1
        aggregate = "max" if operator in (">", ">=") else "min"
        return Bound(operator, Selection(column.table, (Value(column.reference, aggregate),), (test,)))
    return Bound(operator, take_number(draft, column))


def take_number(draft: Draft, column: Column | None) -> str:
    """The number here; a year is one for a column of years. Raises Unread."""
    span = draft.here
    number = span.first(Number) if span else None
    if number is None:
        period = span.first(Period) if span else None
        if period is None or period.start is None or period.grain != "year":
            raise draft.fail()
        draft.at += 1
        return str(period.start.year)
    if number.unit:
        raise Unread("a unit that no column is in")
    draft.at += 1
    if draft.is_ahead(0, Word.UNIT) and not is_noun(draft.here):
        require_unit(draft.spans[draft.at], column)
        draft.at += 1
    draft.skip(Word.OLD)
    return f"{Decimal(number.value).normalize():f}"


def is_noun(span: Span | None) -> bool:
    """Whether a word is the name of something."""
    return table_of(span) is not None or is_column(span)


def require_unit(unit: Span, column: Column | None) -> None:
    """Raise Unread where a number is given in another unit than its column's, or nobody knows what it is of."""
    if column is None or (column.unit and not unit.text.lower().startswith(column.unit.rstrip("s"))):
        raise Unread(f"in «{unit.text}»?")


def followed(draft: Draft, number: str) -> Bound:
    """A number with what stands behind it: "or more"; alone, it is meant exactly."""
    span = draft.here
    comparator = span.first(Comparator) if span else None
    if comparator and comparator.after and comparator.operator:
        draft.at += 1
        return Bound(comparator.operator, number)
    if span and span.is_word(Word.OR) and (beyond := draft.ahead(1)) and (quality := beyond.first(Quality)):
        draft.at += 2
        return Bound(">=" if quality.descending else "<=", number)
    return Bound("=", number)


def compare(draft: Draft, column: Column, bounds: list[Bound], aggregate: Aggregate | None = None) -> None:
    """Compare a column of rows, or an aggregate of it for each group. Raises Unread."""
    if column.kind == "time_dimension" and not column.holds_years:
        raise Unread(f"{column.name} is a date")
    if column.kind not in ("fact", "key") and not column.holds_years and bounds[0].operator != "=":
        raise Unread(f"{column.name} is no number")
    if aggregate:
        draft.having += [compared(column, bound, aggregate) for bound in bounds]
        return
    negated = draft.take_denial()
    if negated:
        raise Unread("not what?")
    draft.compared = column
    phrase = draft.nearest(column.table)
    inner = attach(draft, phrase, Said(column.table, (compared(column, bounds[0], None),)))
    for bound in bounds[1:]:
        attach(draft, inner, Said(column.table, (compared(column, bound, None),)))


def compared(column: Column, bound: Bound, aggregate: Aggregate | None) -> Compared:
    """A bound as a test."""
    average = Selection(column.table, (Value(column.reference, "avg"),))
    return Compared(Value(column.reference, aggregate), bound.operator, bound.to or average)


def read_number(draft: Draft) -> None:
    """Read a number that nothing stands before: an age, a number of rows to show. Raises Unread."""
    following = draft.ahead(1)
    if following and following.is_word(Word.OLD):
        found = graded(AGE, draft.top.table, draft.layer)
        if found is None:
            raise draft.fail()
        compare(draft, found[0], take_bounds(draft, found[0]))
        draft.done()
        return
    span = draft.here
    number = span.first(Number) if span else None
    is_limit = following is not None and not draft.lead & {Word.AT, Word.THAT, Word.LINK}
    if number is None or number.value != int(number.value) or draft.limit or not is_limit:
        raise draft.fail()
    draft.limit = int(number.value)
    draft.at += 1
