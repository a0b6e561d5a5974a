"""Rankings: "the youngest", "with the most concerts", "top 3 by population", "the most common"."""

from __future__ import annotations

from app.generators.builtin.lexicon import ValueOf
from app.generators.builtin.selecting.draft import Draft, Item
from app.generators.builtin.selecting.durations import is_duration
from app.generators.builtin.selecting.extremes import descends, has_scale, is_about, is_end, rank_of
from app.generators.builtin.selecting.happening import happening
from app.generators.builtin.selecting.linking import (
    candidates,
    graded,
    is_column,
    is_participle,
    own_column,
    table_of,
)
from app.generators.builtin.selecting.phrases import display
from app.generators.builtin.selecting.rows import apply_rank, has_entity, plain_items, rank_by_number
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.senses import Event
from app.generators.builtin.selecting.thesaurus import Quality
from app.generators.builtin.selecting.ways import is_way, read_way
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.language.numbers import Number
from app.semantics.layer import Aggregate, Column, Table
from app.semantics.selection import Order, Value

COMPUTED = (Word.AVERAGE, Word.TOTAL, Word.HIGHEST, Word.LOWEST)
INSIDE = frozenset((Word.WITH, Word.HAVE, Word.THAT, Word.LINK, Word.AT))
"""Words before a ranking that is said of rows; without one, "the largest GNP" is asked for itself."""


def read_rank(draft: Draft) -> None:
    """Read a ranking. Raises Unread."""
    span = draft.spans[draft.at]
    draft.at += 1
    take_limit(draft)
    if span.is_word(Word.LATEST, Word.EARLIEST) and (date := date_beside(draft)):
        rank_by_date(draft, span, date)
        return
    if span.is_word(Word.TOP) and draft.here and is_end(draft.here):
        span = draft.spans[draft.at]
        draft.at += 1
        take_limit(draft)
    if is_aggregate(draft, span):
        draft.aggregates.append("max" if descends(span) else "min")
    elif draft.is_ahead(0, Word.TO, Word.AT) and draft.ahead(1) and is_end(draft.spans[draft.at + 1]):
        read_direction(draft, span)
    elif draft.is_ahead(0, Word.AVERAGE, Word.TOTAL) and is_column(after_count(draft)):
        rank_by_aggregate(draft, span)
    elif span.is_word(Word.COMMON, Word.UNCOMMON):
        rank_common(draft, span)
    else:
        rank_by(draft, span)


def date_beside(draft: Draft) -> Column | None:
    """The date of the subject's rows that a verb beside the word is about: "hired most recently"."""
    for span in (draft.ahead(-2), draft.here):
        events = span.all(Event) if span and not table_of(span) else []
        if len(events) == 1 and not events[0].negated and events[0].column.table == draft.root.table:
            return events[0].column
    return None


def rank_by_date(draft: Draft, span: Span, date: Column) -> None:
    """Rank the subject's rows by a date."""
    if draft.here and any(event.column is date for event in draft.here.all(Event)):
        draft.at += 1
    draft.root.order = [Order(Value(date.reference), descends(span))]
    draft.root.limit, draft.limit = draft.limit or draft.root.limit or 1, None
    draft.done()


def is_aggregate(draft: Draft, span: Span) -> bool:
    """Whether a word is one of several aggregates: "average, minimum and maximum age"; or one of days between dates."""
    if draft.here and is_duration(draft.here, draft) and not draft.limit:
        return True
    if not span.is_word(Word.HIGHEST, Word.LOWEST):
        return False
    following = draft.ahead(1) if draft.is_ahead(0, Word.AND) else draft.here
    is_joined = following is not draft.here or (following is not None and following.is_after_pause)
    is_list = is_joined and bool(following and following.is_word(*COMPUTED))
    return is_list or (bool(draft.aggregates) and is_column(draft.here))


def take_limit(draft: Draft) -> None:
    """Take the number of rows that are wanted, behind the word that ranks."""
    number = draft.here.first(Number) if draft.here else None
    if number and number.value == int(number.value):
        draft.limit = int(number.value)
        draft.at += 1


def rank_by(draft: Draft, span: Span) -> None:
    """Rank by what stands behind the word, or by what the word itself is about. Raises Unread."""
    is_counted = skip_to_ranked(draft)
    following, table = draft.here, table_of(draft.here)
    if span.is_word(Word.TOP) and draft.limit and following and following.text.lower() == "by":
        draft.is_top = True
    elif following is None:
        rank_at_end(draft, span)
    elif following.is_word(Word.TIMES) and table is None:
        draft.at += 1
        rank_by_number(draft, happening(draft), descends(span))
    elif table and not is_own_number(draft, following):
        rank_rows(draft, span, table, is_counted=is_counted)
    elif is_column(following):
        rank_by_column(draft, span, is_counted=is_counted)
    elif following.first(ValueOf) and (is_counted or is_number_of_rows(draft, span)):
        draft.count_rank = descends(span)
    else:
        draft.rank = rank_of(span)


def skip_to_ranked(draft: Draft) -> bool:
    """Go on to what is ranked by: "most", "number of", "assigned"; whether it is a number of something."""
    draft.skip(Word.OF)
    is_counted = draft.is_ahead(0, Word.COUNT)
    draft.skip(Word.COUNT, Word.DISTINCT, Word.OF, Word.TOP)
    while draft.here and is_way(draft.here, draft):
        read_way(draft)
    if draft.is_ahead(0, Word.LINK) and is_participle(draft.spans[draft.at]) and draft.ahead(1):
        draft.at += 1
    return is_counted


def is_own_number(draft: Draft, span: Span) -> bool:
    """Whether a noun is that of a number of the rows' own, though a table is called so as well."""
    column = own_column(span, draft.top.table, draft.layer)
    return column is not None and column.kind == "fact" and any(it.is_exact for it in candidates(span))


def is_number_of_rows(draft: Draft, span: Span) -> bool:
    """Whether "most" is said of rows: "with the most concerts"."""
    return span.is_word(Word.HIGHEST, Word.LOWEST) and bool(draft.lead & INSIDE)


def rank_at_end(draft: Draft, span: Span) -> None:
    """Rank by the column that is spoken of, or by what the word is about: "whose capacity is the largest"."""
    if draft.qualifier is None:
        apply_rank(draft, draft.root, rank_of(span))
        draft.done()
        return
    draft.spans = [*draft.spans, draft.qualifier]
    draft.qualifier, draft.lead = None, {Word.THAT}
    rank_by_column(draft, span, is_counted=False)


def rank_rows(draft: Draft, span: Span, table: Table, *, is_counted: bool) -> None:
    """Rank rows that are named next: by the adjective, or something else by their number. Raises Unread."""
    is_number = is_counted or is_number_of_rows(draft, span) or draft.grain is not None
    is_known = table.name in draft.tables
    if has_scale(span, draft, table.name) and not is_counted and (is_known or not is_number):
        draft.rank = rank_of(span)
    elif is_number and (is_counted or not is_known or plain_items(draft)):
        draft.at += 1
        rank_by_number(draft, table.name, descends(span))
    elif not (span.is_word(Word.TOP) and draft.limit):
        draft.rank = rank_of(span)
    else:
        draft.is_top = True


def rank_by_column(draft: Draft, span: Span, *, is_counted: bool) -> None:
    """Rank by the column here, or by its number of values; at the beginning, its extreme is asked for."""
    if is_compound(draft):
        draft.at += 1
    following = draft.spans[draft.at]
    column = draft.column(following)
    is_asked = span.is_word(Word.HIGHEST, Word.LOWEST) and not draft.lead & INSIDE and draft.limit is None
    if is_asked and column.kind in ("fact", "time_dimension"):
        draft.aggregates.append("max" if descends(span) else "min")
        return
    draft.at += 1
    if column.kind == "dimension" or (is_counted and column.kind != "fact"):
        rank_by_number(draft, column.table, descends(span), column)
        return
    phrase = draft.owns(column) or draft.nearest(column.table)
    if not phrase.is_named:
        raise Unread("the most of what?")
    phrase.order = [Order(Value(column.reference), descends(span))]
    phrase.limit, draft.limit = draft.limit or phrase.limit or 1, None
    draft.last = None if following.all(Event) else draft.last
    draft.done()


def is_compound(draft: Draft) -> bool:
    """Whether a column's name only stands before that of another: "population density"."""
    following = draft.ahead(1)
    if following is None or following.is_after_pause or table_of(following) or following.all(Event):
        return False
    return own_column(following, draft.top.table, draft.layer) is not None


def after_count(draft: Draft) -> Span | None:
    """What is averaged or added up, of which "number of" may only say that it is a number: "average number of days"."""
    return draft.ahead(2 if draft.is_ahead(1, Word.COUNT) else 1)


def rank_by_aggregate(draft: Draft, span: Span) -> None:
    """Rank groups, or rows by others that belong to them, by an average or a sum. Raises Unread."""
    aggregate: Aggregate = "sum" if draft.is_ahead(0, Word.TOTAL) else "avg"
    draft.at += 1
    draft.skip(Word.COUNT)
    following = draft.spans[draft.at]
    draft.at += 1
    column = draft.column(following)
    is_beside = has_entity(draft) or (draft.is_subject_named and column.table != draft.root.table)
    if column.kind != "fact" or not is_beside or draft.groups:
        raise Unread("the most of what?")
    if has_entity(draft):
        draft.groups += plain_items(draft)
    else:
        draft.is_rowwise = True
    draft.root.order = [Order(Value(column.reference, aggregate), descends(span))]
    draft.root.limit, draft.limit = draft.limit or draft.root.limit or 1, None
    draft.done()


def rank_common(draft: Draft, span: Span) -> None:
    """Rank the values of the column here by the number of rows that have them. Raises Unread."""
    following = draft.here
    shown = plain_items(draft)
    if following is None and len(shown) == 1 and not draft.is_subject_named:
        value, following = shown[0], draft.spans[draft.at - 1]
    elif following is not None and is_column(following):
        draft.at += 1
        value = Value(draft.column(following, draft.root.table).reference)
    else:
        raise Unread("common in what?")
    if value in display(draft.layer.by_name[draft.root.table]):
        raise Unread("common among what?")
    if all(item.value != value for item in draft.items):
        draft.items.append(Item(value, following))
    draft.groups.append(value)
    draft.root.order = [Order(Value(draft.root.table, "count"), descends(span))]
    draft.root.limit, draft.limit = draft.limit or 1, None
    draft.done()


def read_direction(draft: Draft, span: Span) -> None:
    """Read "from the oldest to the youngest": the order of what is sorted by, or of what the adjective is about."""
    draft.skip(Word.TO, Word.AT)
    draft.at += 1
    if draft.order:
        draft.order = [Order(order.value, descends(span)) for order in draft.order]
    else:
        draft.order.append(Order(own_scale(draft, span), descends(span)))
    if draft.here and is_column(draft.here) and draft.column(draft.here).reference == draft.order[0].value.reference:
        draft.at += 1
    if draft.root.order and draft.root.limit == 1 and draft.root.order[0].value == draft.order[0].value:
        draft.root.limit = None
    draft.done()


def own_scale(draft: Draft, span: Span) -> Value:
    """What is asked for or ranked by already, or what the adjective is about. Raises Unread."""
    if draft.root.order:
        return draft.root.order[0].value
    quality = span.first(Quality)
    found = graded(quality, draft.root.table, draft.layer) if quality else None
    shown = [item.value for item in draft.items if item.value.aggregate in ("avg", "sum", "max", "min")]
    if found:
        return Value(found[0].reference)
    if quality is None or len(shown) != 1 or not is_about(quality, draft.layer.column(shown[0].reference)):
        raise Unread("sorted by what?")
    return shown[0]


def rank_by_number_of(draft: Draft) -> None:
    """Rank the subject's rows from the highest number of other rows, or average or sum of a column. Raises Unread."""
    span = Span("most", (Word.HIGHEST,))
    if draft.is_ahead(0, Word.COUNT):
        draft.at += 1
        table = table_of(draft.here)
        if table is None:
            raise draft.fail()
        draft.at += 1
        rank_by_number(draft, table.name, descending=True)
    else:
        rank_by_aggregate(draft, span)
    draft.is_top = False
