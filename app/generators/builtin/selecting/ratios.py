"""Ratios: "the ratio of X to Y", "what proportion of X are Z", "what percentage of X has Z", each perhaps per group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.generators.builtin.lexicon import ValueOf
from app.generators.builtin.selecting.linking import candidates, column_of, is_column, own_column, table_of
from app.generators.builtin.selecting.phrases import display, key_of, steps_between
from app.generators.builtin.selecting.scanning import Span
from app.generators.builtin.selecting.senses import Quoted
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.language.periods import Period
from app.semantics.kinds import adds_up
from app.semantics.layer import SemanticLayer
from app.semantics.selection import Ratio, Selection, Value

Read = Callable[[list[Span], str | None], Selection]
"""Reads the spans of one side, which may be about the rows of a table that is known."""
Side = Callable[[list[Span]], Selection]
"""Reads the spans of one side as one number."""
RATIOS = (Word.RATIO, Word.SHARE, Word.PERCENT)
OUT_OF = ("out of", "out of all", "از کل")
CLAUSES = (Word.THAT, Word.HAVE, Word.WITH, Word.WITHOUT, Word.BE)
BEFORE_SIDE = (Word.OF, Word.ASK, Word.DISTINCT, Word.BE)
PLACES = (Word.AT, Word.OF)


def asks_ratio(spans: Sequence[Span]) -> bool:
    """Whether a word asks for one number divided by another, and is no column itself."""
    return any(span.is_word(*RATIOS) and not any(candidates(span)) for span in spans)


def ratio_of(spans: list[Span], read: Read, layer: SemanticLayer) -> Selection:
    """The selection of a ratio, in all or for each of something. Raises Unread."""
    spans = [span for span in spans if not span.is_word(Word.CHANGE)]
    spans = spans[:-1] if spans[-1].senses == (Word.TOTAL,) else spans
    rest, each = set_apart(spans, layer)
    at = next(at for at, span in enumerate(rest) if span.is_word(*RATIOS))
    if any(not span.is_word(Word.ASK, Word.BE, Word.OF) for span in rest[:at]):
        raise Unread("something before a ratio")
    is_percent = rest[at].is_word(Word.PERCENT)
    body = after(rest[at + 1 :], *BEFORE_SIDE)
    home = table_of(each[0]) if each else None
    reader = partial(side, read=read, home=home.name if home else None)
    top, bottom = compared(body, reader) if rest[at].is_word(Word.RATIO) else shared(body, reader)
    ratio = Ratio(top, bottom, is_percent)
    return grouped(ratio, each, layer) if each else Selection(top.table, (), ratio=ratio)


def without_be(spans: Sequence[Span]) -> list[Span]:
    """The spans without "is" and "are", which say something in ratios alone."""
    return [span for span in spans if span.senses != (Word.BE,)]


def after(spans: Sequence[Span], *words: Word) -> list[Span]:
    """The spans without such words at the beginning; one that is also the name of something stays."""
    at = 0
    while at < len(spans) and spans[at].is_word(*words) and not is_thing(spans[at]):
        at += 1
    return list(spans[at:])


def is_thing(span: Span) -> bool:
    """Whether a span names a table, a column or a value."""
    return table_of(span) is not None or any(candidates(span)) or span.first(ValueOf) is not None


def is_noun(span: Span) -> bool:
    """Whether a span is more than a value that stands before a noun."""
    return not span.all(ValueOf) or table_of(span) is not None


def set_apart(spans: list[Span], layer: SemanticLayer) -> tuple[list[Span], list[Span]]:
    """The spans without those that say for each of what, and these."""
    ratio = next(at for at, span in enumerate(spans) if span.is_word(*RATIOS))
    for at, span in enumerate(spans):
        if not (span.is_word(Word.EACH) or span.text.lower() in ("by", "over", "across")):
            continue
        if at < ratio:
            return spans[ratio - 1 :] if spans[ratio - 1].is_word(Word.ASK) else spans[ratio:], spans[at + 1 : ratio]
        if at > ratio + 1 and all(is_thing(it) or it.is_word(Word.OF, Word.DISTINCT) for it in spans[at + 1 :]):
            is_divisor = not any(map(is_to, spans[ratio:at])) and spans[ratio].is_word(Word.RATIO)
            return (spans, []) if is_divisor else (spans[:at], spans[at + 1 :])
    return spans, []


def is_to(span: Span) -> bool:
    """Whether a span stands between what is divided and what it is divided by."""
    return span.text.lower() in ("to", "per", "به", *OUT_OF)


def compared(body: list[Span], read: Side) -> tuple[Selection, Selection]:
    """The two sides of a ratio "of X to Y". Raises Unread where there are none, or several ways to part them."""
    places = [at for at, span in enumerate(body) if is_to(span)]
    if len(places) != 1:
        raise Unread("a ratio of what to what?")
    left, right = body[: places[0]], after(body[places[0] + 1 :], *BEFORE_SIDE)
    if len(left) == 1 and not is_noun(left[0]) and right and table_of(right[-1]):
        left = [*left, right[-1]]
    if not left or not right:
        raise Unread("a ratio of what to what?")
    tail = tail_of(right)
    top, bottom = read(left), read(right)
    if tail and not tail_of(left):
        if bottom.table != top.table:
            raise Unread("of which of both is that said?")
        top = read([*left, *tail])
    return top, bottom


def tail_of(spans: list[Span]) -> list[Span]:
    """A place or time at the end of a side: "in New York"."""
    if len(spans) < len(("noun", "in 2025")):
        return []
    size = 2 if spans[-2].is_word(*PLACES) else 1
    is_end = spans[-1].first(Period) or (size > 1 and (spans[-1].first(ValueOf) or spans[-1].first(Quoted)))
    before = spans[:-size][-1:]
    return spans[-size:] if is_end and before and not any(candidates(before[0])) else []


def shared(body: list[Span], read: Side) -> tuple[Selection, Selection]:
    """What of all rows is wanted: those of which something more is said, and all. Raises Unread."""
    noun = next((at for at, span in enumerate(body) if table_of(span)), None)
    if noun is None:
        raise Unread("a share of what?")
    clause = next((at for at in range(noun + 1, len(body)) if body[at].is_word(*CLAUSES)), None)
    behind = after(body[noun + 1 :], Word.OF, Word.AT, Word.LINK)
    is_before = clause is None and not behind and noun > 0
    if clause is None and len(behind) != 1 and not is_before:
        raise Unread("a share of which of them?")
    whole = body[noun : noun + 1] if is_before else body[: noun + 1 if clause is None else clause]
    part = without_be(body)
    top, bottom = read(part), read(whole)
    if top == bottom:
        raise Unread("a share that is all")
    return top, bottom


def side(spans: list[Span], read: Read, home: str | None) -> Selection:
    """One number: of rows, or the sum (where one means something) or average of a column. Raises Unread."""
    spans = without_be(spans)
    body = after(spans, Word.ASK, Word.OF, Word.COUNT, Word.DISTINCT)
    if len(body) > 1 and body[0].senses == (Word.TOTAL,) and table_of(body[1]):
        body = body[1:]
    is_counted = len(body) < len(after(spans, Word.ASK, Word.OF)) or not is_amount(body)
    words = [Span("number of", (Word.COUNT,))] if is_counted else [amount_word(body)]
    selection = read([*words, *body], None if is_counted else home)
    if len(selection.outputs) != 1 or selection.groups or selection.order or selection.limit or selection.having:
        raise Unread("a ratio of several numbers")
    return selection


def is_amount(body: list[Span]) -> bool:
    """Whether a side begins with a column of numbers, rather than with the noun of rows."""
    return bool(body) and not table_of(body[0]) and any(it.column.kind == "fact" for it in candidates(body[0]))


def amount_word(body: list[Span]) -> Span:
    """The word that adds up a side's column, or averages it where a sum means nothing."""
    names = [it.column.label["en"].split() for it in candidates(body[0]) if it.column.kind == "fact"]
    return Span("total", (Word.TOTAL,)) if all(map(adds_up, names)) else Span("average", (Word.AVERAGE,))


def grouped(ratio: Ratio, each: list[Span], layer: SemanticLayer) -> Selection:
    """A ratio for each row of a table or each value of a column. Raises Unread."""
    each = [span for span in each if not span.is_word(Word.OF, Word.DISTINCT, Word.ASK, Word.BE) or is_thing(span)]
    tables = [ratio.top.table, ratio.bottom.table]
    groups = groups_of(each, tables, layer)
    home = groups[0].table
    base = tables[0] if len(set(tables)) == 1 else home
    for table in {*tables, home} - {base}:
        steps_between(layer, base, table)
    if base == home != tables[0] and any(side.outputs[0].aggregate != "count" for side in (ratio.top, ratio.bottom)):
        raise Unread("a sum that would be inflated")
    shown = tuple(value for value in groups if value.reference != key_reference(home, layer)) or tuple(groups)
    return Selection(base, shown, groups=tuple(value.reference for value in groups), ratio=ratio)


def key_reference(table: str, layer: SemanticLayer) -> str:
    """A table's key, `table.column`."""
    return f"{table}.{layer.by_name[table].primary_key}"


def groups_of(each: list[Span], tables: list[str], layer: SemanticLayer) -> list[Value]:
    """What there is one result row for. Raises Unread."""
    if not each or len(each) > len(("table", "column")):
        raise Unread("for each of what?")
    table = table_of(each[0])
    if len(each) == 1 and table:
        return list(dict.fromkeys([Value(key_of(table)), *display(table)]))
    if not is_column(each[-1]):
        raise Unread("for each of what?")
    own = own_column(each[-1], table.name, layer) if table and len(each) > 1 else None
    column = own or column_of(each[-1], tables, layer)
    if column.kind == "fact" or (column.kind == "time_dimension" and not column.holds_years):
        raise Unread(f"{column.name} is nothing to group by")
    return [Value(column.reference)]
