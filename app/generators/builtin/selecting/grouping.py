"""Groups: "for each country", "in each concert", "per student"."""

from __future__ import annotations

from app.generators.builtin.lexicon import GrainWord
from app.generators.builtin.selecting.draft import Draft, Item
from app.generators.builtin.selecting.foresight import is_said
from app.generators.builtin.selecting.happening import is_near
from app.generators.builtin.selecting.linking import candidates, is_column, own_column, table_of
from app.generators.builtin.selecting.periods import date_of
from app.generators.builtin.selecting.phrases import Phrase, display, key_of
from app.generators.builtin.selecting.ranking import rank_by_number_of
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.senses import Event
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.semantics.layer import Table
from app.semantics.selection import Order, Value

COMPUTING = (Word.COUNT, Word.AVERAGE, Word.TOTAL, Word.HIGHEST, Word.LOWEST)


def read_each(draft: Draft) -> None:
    """Read what there is one result row for; where nothing is computed, "each" only means "all". Raises Unread."""
    draft.at += 1
    if is_top(draft):
        rank_top(draft)
        return
    if not any(span.is_word(*COMPUTING) for span in draft.spans):
        return
    draft.skip(Word.OF, Word.ASK, Word.DISTINCT)
    if draft.here is None and (draft.groups or draft.is_root_counted):
        return
    table = table_of(draft.here)
    if draft.is_ahead(0, Word.THING) and table is None:
        draft.at += 1
        draft.is_rowwise = True
    elif table and not is_group_of(draft, table):
        draft.at += 1
        group_rows(draft, table)
    else:
        if table:
            draft.owner = table.name
            draft.at += 1
        group_values(draft)
    draft.done()


def is_top(draft: Draft) -> bool:
    """Whether "by" says what the top rows are the top by: "top 3 songs by length"."""
    is_ranked = is_column(draft.here) or draft.is_ahead(0, Word.AVERAGE, Word.TOTAL, Word.COUNT)
    return draft.is_top and not draft.root.order and is_ranked


def rank_top(draft: Draft) -> None:
    """Rank the subject's rows by the column here, or by a number of other rows or an aggregate. Raises Unread."""
    if draft.is_ahead(0, Word.AVERAGE, Word.TOTAL, Word.COUNT):
        rank_by_number_of(draft)
        return
    column = draft.column(draft.spans[draft.at], draft.root.table)
    if column.kind not in ("fact", "time_dimension"):
        raise Unread("the top by what?")
    draft.at += 1
    draft.root.order = [Order(Value(column.reference), descending=True)]
    draft.root.limit, draft.limit = draft.root.limit or draft.limit, None
    draft.is_top = False
    draft.done()


def is_group_of(draft: Draft, table: Table) -> bool:
    """Whether a table's noun only says whose column the next one is: "each pet type"."""
    following = draft.ahead(1)
    column = own_column(following, table.name, draft.layer) if following and is_column(following) else None
    return column is not None and not is_said(draft, 1)


def group_rows(draft: Draft, table: Table) -> None:
    """One result row for each row of a table."""
    if table.name == draft.root.table:
        if draft.is_root_counted:
            raise Unread("what is counted for each?")
        draft.is_rowwise = draft.is_subject_named = True
        draft.return_to(draft.root)
        return
    if (own := referring(draft, table)) is not None:
        draft.groups.append(Value(own))
        return
    phrase = Phrase(table.name, is_beside=True)
    draft.root.via += draft.take_ways()
    draft.beside.append(phrase)
    draft.push(phrase)
    draft.groups += [Value(key_of(table)), *display(table)]


def referring(draft: Draft, table: Table) -> str | None:
    """The subject's own column that names the row of a table that it refers to, if it has one and nothing follows."""
    following = draft.here
    if table.name_column is None or (following is not None and not following.is_word(Word.ORDERED)):
        return None
    joins = [
        join
        for join in draft.layer.relationships
        if (join.left_table, join.right_table, join.right_column) == (draft.root.table, table.name, table.name_column)
    ]
    return f"{joins[0].left_table}.{joins[0].left_column}" if len(joins) == 1 and not joins[0].further else None


def group_values(draft: Draft) -> None:
    """One result row for each value of a column. Raises Unread."""
    span = draft.here
    if span is None or not (any(candidates(span)) or span.first(GrainWord) is not None):
        raise draft.fail()
    draft.at += 1
    owner = table_of(draft.ahead(1)) if draft.is_ahead(0, Word.OF) else None
    if owner and own_column(span, owner.name, draft.layer):
        draft.owner = owner.name
        draft.at += 2
    if is_span_of_date(span, draft):
        group_spans(draft, span)
        return
    column = draft.column(span)
    if column.kind == "time_dimension" and draft.happened and draft.happened is not column:
        column = draft.happened
    draft.groups.append(Value(column.reference))


def is_span_of_date(span: Span, draft: Draft) -> bool:
    """Whether a word is a span of the time at which something happened, rather than a column of years."""
    if span.first(GrainWord) is None:
        return False
    own = own_column(span, draft.root.table, draft.layer)
    return own is None or (draft.happened is not None and draft.happened is not own)


def is_span_asked(span: Span, draft: Draft) -> bool:
    """Whether a span of time is asked for: "in which year"."""
    is_asked = bool(draft.lead & {Word.ASK, Word.THAT}) and draft.lead <= {Word.ASK, Word.AT, Word.OF, Word.THAT}
    return is_asked and not (draft.items or draft.is_subject_named) and is_span_of_date(span, draft)


def read_span(draft: Draft) -> None:
    """Show the span of time that is asked for, for whose rows something is computed. Raises Unread."""
    span = draft.spans[draft.at]
    draft.at += 1
    behind = draft.spans[draft.at :]
    ahead = [it.column for other in behind for it in other.all(Event)]
    ahead += [it.column for other in behind for it in candidates(other)]
    dates = [it for it in ahead if it.kind == "time_dimension" and not it.holds_years]
    draft.happened = next((it for it in dates if is_near(it.table, draft)), None)
    group_spans(draft, span)
    draft.items.append(Item(draft.groups.pop(), span))
    draft.done()


def group_spans(draft: Draft, span: Span) -> None:
    """One result row for each span of time in which there is any. Raises Unread where no date is meant."""
    word, date = span.first(GrainWord), draft.happened or date_of(draft)
    draft.skip(Word.OF)
    if word is None or draft.language != "en" or (date.holds_years and word.grain != "year"):
        raise Unread(f"«{span.text}» of {date.name}")
    draft.groups.append(Value(date.reference))
    draft.grain = None if date.holds_years else word.grain
