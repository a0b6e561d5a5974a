"""Reads a question with structure from the left to the right, each thing where it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from app.contracts import Language
from app.generators.builtin.lexicon import Comparator, Superlative, ValueOf
from app.generators.builtin.selecting.beginning import subject_of, without_class_nouns
from app.generators.builtin.selecting.columns import qualify, read_column
from app.generators.builtin.selecting.common import in_common
from app.generators.builtin.selecting.comparing import read_comparison, read_number
from app.generators.builtin.selecting.draft import Draft, Item, shared
from app.generators.builtin.selecting.finishing import finished
from app.generators.builtin.selecting.grouping import read_each
from app.generators.builtin.selecting.lexicon import Event, Quoted, Verb
from app.generators.builtin.selecting.linking import candidates, is_column, own_column, table_of
from app.generators.builtin.selecting.ordering import read_order
from app.generators.builtin.selecting.periods import read_period
from app.generators.builtin.selecting.phrases import Child, Phrase
from app.generators.builtin.selecting.ranking import read_rank
from app.generators.builtin.selecting.ratios import asks_ratio, ratio_of, without_be
from app.generators.builtin.selecting.rows import read_table
from app.generators.builtin.selecting.scanning import Span, scan
from app.generators.builtin.selecting.texts import read_text
from app.generators.builtin.selecting.thesaurus import Quality
from app.generators.builtin.selecting.values import read_values
from app.generators.builtin.selecting.ways import is_way, note_ways, read_way
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.language.numbers import Number
from app.language.periods import Period
from app.semantics.layer import SemanticLayer, Table
from app.semantics.reading import Reading
from app.semantics.selection import Selection, Value
from app.semantics.values import Values

HOLDING = (
    *(Word.ASK, Word.OF, Word.AT, Word.WITH, Word.WITHOUT, Word.EXCEPT, Word.AND, Word.OR, Word.BOTH, Word.BUT),
    *(Word.NOT, Word.THAT, Word.HAVE, Word.LINK, Word.THAN, Word.TO, Word.THING, Word.OLD),
)
"""Words that only hold others together."""
RANKS = (Word.HIGHEST, Word.LOWEST, Word.TOP, Word.LATEST, Word.EARLIEST, Word.COMMON, Word.UNCOMMON)
OPEN = frozenset((Word.WITH, Word.WITHOUT, Word.BOTH, Word.AND, Word.OR, Word.THAN, Word.EXCEPT, Word.BUT))
"""Words that something must follow."""
INSIDE = frozenset((Word.WITH, Word.HAVE, Word.THAT))
HAPPENING = frozenset((Word.NOT, Word.HAVE, Word.THAT))
"""Words before a verb that says of rows what happened to them."""
CLAUSES = frozenset((Word.HAVE, Word.THAT, Word.NOT, Word.WITH, Word.WITHOUT, Word.LINK))
"""Words that begin a clause of its own after "and"."""


def read_selection(question: str, language: Language, layer: SemanticLayer, values: Values, today: date) -> Reading:
    """The reading of a question with structure. Raises Unread, and InvalidDate for a day that is none."""
    spans = scan(question, language, layer, values, today)
    shared = in_common(without_be(spans), layer)
    if shared:
        selection = shared
    elif asks_ratio(spans):
        selection = ratio_of(spans, partial(selection_of, language=language, layer=layer), layer)
    else:
        selection = selection_of(without_be(spans), language=language, layer=layer)
    corrections = tuple((span.text, span.corrected) for span in spans if span.corrected)
    return Reading(language, selection=selection, corrections=corrections)


def read_more(fragment: str, language: Language, layer: SemanticLayer, today: date, table: str) -> Reading:
    """What a fragment says of the rows of a table: conditions, an order, a number of rows. Raises Unread for more."""
    spans = without_be(scan(fragment, language, layer, layer.values.current(), today))
    root = Phrase(table)
    draft = Draft(spans, layer, language, root, stack=[root])
    read_all(draft)
    is_more = draft.items or draft.groups or draft.having or draft.beside or draft.distinct or draft.is_rowwise
    if is_more or draft.is_subject_asked:
        raise Unread("more than a condition")
    corrections = tuple((span.text, span.corrected) for span in spans if span.corrected)
    return Reading(language, selection=finished(draft), corrections=corrections)


def selection_of(
    spans: list[Span], subject: str | None = None, *, language: Language, layer: SemanticLayer
) -> Selection:
    """The selection that spans ask for, of rows of the subject's table where it is known. Raises Unread."""
    spans = without_class_nouns(spans)
    root = Phrase(subject or subject_of(spans, layer))
    draft = Draft(spans, layer, language, root, stack=[root])
    read_all(draft)
    if not (draft.items or draft.is_subject_named or draft.root.tests or draft.beside or draft.root.order):
        raise Unread("of what?")
    return finished(draft)


def read_all(draft: Draft) -> None:
    """Read everything. Raises Unread."""
    while draft.here:
        step(draft)
    if draft.lead & OPEN:
        raise draft.fail()
    draft.done()


def step(draft: Draft) -> None:
    """Read the next thing. Raises Unread."""
    span = draft.here
    if span is None or holds(span, draft):
        return
    if draft.lead & {Word.AND, Word.BUT} and draft.lead & CLAUSES:
        draft.return_to(draft.base)
    for fits, read in STEPS:
        if fits(span, draft):
            read(draft)
            return
    raise draft.fail()


def holds(span: Span, draft: Draft) -> bool:
    """Take a holding word; of one that is also the name of something, that counts, unless it begins the question."""
    if (is_by(span) and groups_by(draft)) or is_happening(span, draft):
        return False
    words = {word for word in HOLDING if word in span.senses}
    if span.text.lower().endswith(" by") and draft.is_ahead(1, Word.EACH):
        words |= {Word.LINK}
    is_thing = table_of(span) or any(candidates(span)) or span.first(ValueOf)
    if is_dated(span, draft) or is_denied_event(span, draft):
        return False
    is_verb = Word.LINK in words and is_participle(span)
    if not words or (is_thing and not is_verb and (Word.THING not in words or draft.counting)):
        return False
    if Word.AND in words:
        draft.lead -= {Word.LINK, Word.AT, Word.OF}
    draft.lead |= words
    note_ways(span, draft)
    draft.at += 1
    return True


def is_participle(span: Span) -> bool:
    """Whether a span is a form of a verb that only looks like the name of something: "shared by", no "share"."""
    names = {word for it in candidates(span) for word in it.column.label["en"].split()}
    names |= {it.label["en"] for it in span.all(Table)}
    if span.all(ValueOf):
        return False
    if span.text.lower().endswith(" by") or span.all(Event):
        return True
    return span.text.lower().endswith(("ed", "ing")) and span.text.lower() not in names


def is_dated(span: Span, draft: Draft) -> bool:
    """Whether a verb says which date the period behind it is about: "hired in 2015"."""
    by = 1
    while draft.is_ahead(by, Word.AT, Word.LINK) or is_before_period(draft.ahead(by)):
        by += 1
    following = draft.ahead(by)
    return bool(span.all(Event)) and following is not None and following.first(Period) is not None


def is_denied_event(span: Span, draft: Draft) -> bool:
    """Whether the day of a verb is said not to have come: "that are not returned"."""
    return bool(span.all(Event)) and Word.NOT in draft.lead and ends_clause(draft)


def ends_clause(draft: Draft) -> bool:
    """Whether nothing more is said behind the verb here."""
    following = draft.ahead(1)
    return following is None or following.is_after_pause or following.is_word(Word.AND, Word.ORDERED, Word.BUT)


def is_happening(span: Span, draft: Draft) -> bool:
    """Whether a verb at the end of its clause says that there are rows of a table, or are none: "never flown"."""
    return bool(span.all(Verb)) and ends_clause(draft) and bool(draft.lead & HAPPENING)


def read_happening(draft: Draft) -> None:
    """Read that there are rows of the table that a verb stands for, or are none. Raises Unread for several tables."""
    tables = [verb.table for verb in draft.spans[draft.at].all(Verb)]
    parent = draft.nearest(tables[0].name)
    if len(tables) != 1 or parent.table == tables[0].name:
        raise draft.fail()
    draft.at += 1
    draft.add(parent, Child(Phrase(tables[0].name), draft.take_denial(), via=draft.take_ways()))
    draft.done()


def is_before_period(span: Span | None) -> bool:
    """Whether a word compares with a day behind it: "before", "after"."""
    return span is not None and span.first(Comparator) is not None


def groups_by(draft: Draft) -> bool:
    """Whether "by" stands between what is computed and the column that it is computed for each of."""
    before, following = draft.ahead(-1), draft.ahead(1)
    is_computed = any(item.value.aggregate for item in draft.items) and following is not None
    is_column = following is not None and any(it.column.kind != "fact" for it in candidates(following))
    return is_computed and is_column and not (before is None or before.is_word(Word.LINK, Word.ORDERED))


def read_count(draft: Draft) -> None:
    """Let the next thing be counted; a number that nothing follows is the one that is shown already."""
    draft.at += 1
    if draft.here is None and any(item.value.aggregate for item in draft.items):
        draft.done()
        return
    draft.skip(Word.OF)
    draft.counting = not is_number_itself(draft)


def is_number_itself(draft: Draft) -> bool:
    """Whether a column of the rows is itself the number that is asked for: "minimum number of products"."""
    column = own_column(draft.here, draft.root.table, draft.layer) if draft.here else None
    if column is None or column.kind != "fact":
        return False
    return bool(
        draft.aggregates or [item for item in draft.items if item.value.aggregate is None] or draft.lead & INSIDE
    )


def read_aggregate(draft: Draft) -> None:
    """Let the next column be averaged or added up."""
    span = draft.here
    draft.at += 1
    draft.aggregates.append("sum" if span and span.is_word(Word.TOTAL) else "avg")


def read_distinct(draft: Draft) -> None:
    """Let each value count once."""
    draft.at += 1
    draft.distinct = True


def read_details(draft: Draft) -> None:
    """Show all columns."""
    draft.at += 1
    columns = draft.layer.by_name[draft.root.table].visible_columns
    draft.items += [Item(Value(column.reference)) for column in columns]


def is_by(span: Span) -> bool:
    """Whether a span is the "by" that groups; one that sorts is no preposition any more."""
    return span.text.lower() == "by" and not span.is_word(Word.ORDERED)


def is_qualifier(span: Span, draft: Draft) -> bool:
    """Whether a span only says which column the one before it is: "year of independence"."""
    last = draft.last
    is_said_of = bool(draft.lead) and draft.lead <= {Word.OF, Word.AT, Word.THAT, Word.LINK}
    return is_said_of and last is not None and len(shared(last, span)) == 1 and not table_of(span)


def is_order(span: Span, _: Draft) -> bool:
    """Whether a span begins an order."""
    return span.is_word(Word.ORDERED, Word.ASCENDING, Word.DESCENDING) and not table_of(span)


def is_rank(span: Span, following: Span | None) -> bool:
    """Whether a span ranks; before a number, the same word may be a limit: «حداقل ۳»."""
    if span.first(Comparator) and following is not None and following.first(Number):
        return False
    quality = span.first(Quality)
    return span.is_word(*RANKS) or bool(span.first(Superlative)) or (quality is not None and not quality.compares)


def is_comparison(span: Span) -> bool:
    """Whether a span compares."""
    return span.first(Comparator) is not None or span.first(Quality) is not None


def is_text(span: Span) -> bool:
    """Whether a span is a text to be taken literally, or says where that must be."""
    is_pattern = span.is_word(Word.CONTAINS, Word.BEGINS, Word.ENDS)
    return is_pattern or (span.first(Quoted) is not None and span.first(ValueOf) is None)


Fits = Callable[[Span, Draft], bool]
STEPS: tuple[tuple[Fits, Callable[[Draft], None]], ...] = (
    (is_way, read_way),
    (is_qualifier, qualify),
    (lambda span, _: span.is_word(Word.EACH) or is_by(span), read_each),
    (is_order, read_order),
    (is_dated, read_column),
    (is_happening, read_happening),
    (lambda span, _: span.is_word(Word.COUNT), read_count),
    (lambda span, _: span.is_word(Word.AVERAGE, Word.TOTAL), read_aggregate),
    (lambda span, draft: is_rank(span, draft.ahead(1)), read_rank),
    (lambda span, _: is_comparison(span), read_comparison),
    (lambda span, _: span.is_word(Word.DISTINCT), read_distinct),
    (lambda span, _: is_text(span), read_text),
    (lambda span, _: span.first(ValueOf) is not None, read_values),
    (lambda span, _: table_of(span) is not None, read_table),
    (lambda span, _: is_column(span), read_column),
    (lambda span, _: span.first(Number) is not None, read_number),
    (lambda span, _: span.first(Period) is not None, read_period),
    (lambda span, _: span.is_word(Word.DETAILS), read_details),
)
"""What may stand in a question and who reads it; the first that fits does."""
