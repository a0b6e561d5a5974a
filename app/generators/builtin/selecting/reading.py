"""Reads a question with structure from the left to the right, each thing where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from app.contracts import Language
from app.generators.builtin.lexicon import Comparator, EventOf, Superlative, ValueOf
from app.generators.builtin.selecting.beginning import subject_of, without_class_nouns
from app.generators.builtin.selecting.columns import qualify, read_column
from app.generators.builtin.selecting.common import in_common
from app.generators.builtin.selecting.comparing import read_comparison, read_number
from app.generators.builtin.selecting.counting import read_aggregate, read_count
from app.generators.builtin.selecting.draft import Draft, Item, shared
from app.generators.builtin.selecting.durations import is_duration, read_duration
from app.generators.builtin.selecting.finishing import finished
from app.generators.builtin.selecting.grouping import is_span_asked, read_each, read_span
from app.generators.builtin.selecting.happening import (
    is_dated,
    is_denied_event,
    is_happening,
    is_near,
    is_state,
    read_happening,
    read_state,
)
from app.generators.builtin.selecting.linking import (
    candidates,
    is_column,
    is_participle,
    table_of,
)
from app.generators.builtin.selecting.nested import read_same
from app.generators.builtin.selecting.ordering import read_order
from app.generators.builtin.selecting.periods import read_period
from app.generators.builtin.selecting.phrases import Phrase
from app.generators.builtin.selecting.ranking import read_rank
from app.generators.builtin.selecting.ratios import asks_ratio, ratio_of, without_be
from app.generators.builtin.selecting.rows import read_table
from app.generators.builtin.selecting.scanning import Span, scan
from app.generators.builtin.selecting.senses import Event, Moment, Quoted
from app.generators.builtin.selecting.superiors import is_superior, read_superior
from app.generators.builtin.selecting.texts import read_text
from app.generators.builtin.selecting.thesaurus import Quality
from app.generators.builtin.selecting.values import read_values
from app.generators.builtin.selecting.ways import is_way, note_verbs, note_ways, read_way
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.language.numbers import Number
from app.language.periods import Period
from app.semantics.layer import SemanticLayer
from app.semantics.reading import Reading
from app.semantics.selection import Selection, Value
from app.semantics.values import Values

HOLDING = (
    *(Word.ASK, Word.OF, Word.AT, Word.WITH, Word.WITHOUT, Word.EXCEPT, Word.AND, Word.OR, Word.BOTH, Word.BUT),
    *(Word.NOT, Word.THAT, Word.HAVE, Word.LINK, Word.THAN, Word.TO, Word.THING, Word.OLD),
)
"""Words that only hold others together."""
RANKS = (Word.HIGHEST, Word.LOWEST, Word.TOP, Word.LATEST, Word.EARLIEST, Word.COMMON, Word.UNCOMMON)
HOW_MUCH = ("how much", "چقدر")
OPEN = frozenset((Word.WITH, Word.WITHOUT, Word.BOTH, Word.AND, Word.OR, Word.THAN, Word.EXCEPT, Word.BUT))
"""Words that something must follow."""
CLAUSES = frozenset((Word.HAVE, Word.THAT, Word.NOT, Word.WITH, Word.WITHOUT, Word.LINK))
"""Words that begin a clause of its own after "and"."""


def read_selection(question: str, language: Language, layer: SemanticLayer, values: Values, today: date) -> Reading:
    """The reading of a question with structure. Raises Unread, and InvalidDate for a day that is none."""
    spans = scan(question, language, layer, values, today)
    shared = in_common(without_be(spans), layer, reader(language, layer))
    if shared:
        selection = shared
    elif asks_ratio(spans):
        selection = ratio_of(spans, partial(selection_of, language=language, layer=layer), layer)
    else:
        selection = selection_of(without_be(spans), language=language, layer=layer)
    if any(span.text.lower() in HOW_MUCH for span in spans) and not tells_amount(selection, layer):
        raise Unread("how much of what?")
    corrections = tuple((span.text, span.corrected) for span in spans if span.corrected)
    return Reading(language, selection=selection, corrections=corrections)


def tells_amount(selection: Selection, layer: SemanticLayer) -> bool:
    """Whether a selection shows an amount, rather than rows or their number."""
    amounts = [it for it in selection.outputs if it.aggregate not in ("count", "count_distinct")]
    return bool(selection.ratio) or any(it.aggregate or layer.column(it.reference).kind == "fact" for it in amounts)


def read_more(fragment: str, language: Language, layer: SemanticLayer, today: date, table: str) -> Reading:
    """What a fragment says of the rows of a table: conditions, columns beside or to group by, an order, how many.

    Raises Unread for more.
    """
    spans = without_be(scan(fragment, language, layer, layer.values.current(), today))
    if first := first_ones(spans):
        return Reading(language, selection=Selection(table, (), limit=first))
    root = Phrase(table)
    draft = Draft(spans, layer, language, root, reader(language, layer), stack=[root])
    read_all(draft)
    is_more = draft.groups or draft.having or draft.beside or draft.distinct or draft.is_rowwise
    if is_more or draft.is_subject_asked or any(item.value.aggregate for item in draft.items):
        raise Unread("more than a condition")
    corrections = tuple((span.text, span.corrected) for span in spans if span.corrected)
    shown = tuple(item.value for item in draft.items)
    is_grouped = any(span.is_word(Word.EACH) or is_by(span) for span in spans)
    groups = tuple(value.reference for value in shown) if is_grouped else ()
    selection = replace(finished(draft), outputs=shown, groups=groups)
    return Reading(language, selection=selection, corrections=corrections)


def first_ones(spans: list[Span]) -> int | None:
    """How many of the first rows are wanted, where a fragment says nothing else: "the first 3", «۳ تای اول»."""
    numbers = [number for span in spans if (number := span.first(Number))]
    rest = [span for span in spans if not span.first(Number)]
    if len(numbers) != 1 or not rest or not all(span.is_word(Word.TOP, Word.EARLIEST, Word.THING) for span in rest):
        return None
    return int(numbers[0].value)


def selection_of(
    spans: list[Span], subject: str | None = None, *, language: Language, layer: SemanticLayer
) -> Selection:
    """The selection that spans ask for, of rows of the subject's table where it is known. Raises Unread."""
    spans = without_class_nouns(spans)
    root = Phrase(subject or subject_of(spans, layer))
    draft = Draft(spans, layer, language, root, reader(language, layer), stack=[root])
    read_all(draft)
    if not (draft.items or draft.is_subject_named or draft.root.tests or draft.beside or draft.root.order):
        raise Unread("of what?")
    return finished(draft)


def reader(language: Language, layer: SemanticLayer) -> Callable[[list[Span]], Selection]:
    """Reads the spans of a question inside another one."""
    return partial(selection_of, language=language, layer=layer)


def read_all(draft: Draft) -> None:
    """Read everything. Raises Unread."""
    while draft.here:
        step(draft)
    if draft.lead & OPEN:
        raise draft.fail()
    is_of_whom = draft.spans[0].text.lower() == "who" and any(span.is_word(Word.HAVE) for span in draft.spans)
    if (is_of_whom or any(span.senses == (Word.LINK,) for span in draft.spans)) and is_alone(draft):
        raise Unread("a verb that says something that no column does")
    draft.done()


def is_alone(draft: Draft) -> bool:
    """Whether a question names nothing but the subject's rows, so that its verb joins them with nothing."""
    things = [span for span in draft.spans if any(not isinstance(it, Word | Moment) for it in span.senses)]
    return len(things) == 1 and table_of(things[0]) is not None and not things[0].is_word(Word.LINK)


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
    if (is_by(span) and (draft.is_top or groups_by(draft))) or is_happening(span, draft):
        return False
    words = {word for word in HOLDING if word in span.senses}
    if span.text.lower().endswith(" by") and draft.is_ahead(1, Word.EACH):
        words |= {Word.LINK}
    is_thing = table_of(span) or any(candidates(span)) or span.first(ValueOf)
    if is_dated(span, draft) or is_denied_event(span, draft) or is_state(span, draft):
        return False
    if words == {Word.LINK} and not is_thing and stands_for_noun(draft):
        raise draft.fail()
    is_verb = Word.LINK in words and (is_participle(span) or acts(span, draft))
    if not words or (is_thing and not is_verb and (Word.THING not in words or draft.counting)):
        return False
    if Word.AND in words:
        draft.lead -= {Word.LINK, Word.AT, Word.OF}
    draft.lead |= words
    draft.happened = next((it.column for it in span.all(Event) if is_near(it.column.table, draft)), draft.happened)
    note_ways(span, draft)
    note_verbs(span, draft)
    draft.at += 1
    return True


def stands_for_noun(draft: Draft) -> bool:
    """Whether a verb's form stands where what is asked for does, or before it: "how many employees", "used cars"."""
    before = draft.ahead(-1)
    is_clause = before is not None and before.is_word(Word.THAT) and draft.at > 1
    is_asking = before is not None and before.is_word(Word.ASK, Word.OF, Word.COUNT, Word.EACH, Word.DISTINCT)
    is_first = before is None or (is_asking and not is_clause)
    is_counted = before is not None and before.is_word(Word.COUNT)
    following = draft.ahead(1)
    is_noun = table_of(following) is not None or (following is not None and any(candidates(following)))
    return is_counted or (is_first and is_noun)


def acts(span: Span, draft: Draft) -> bool:
    """Whether a word that is also a value says what rows did to others: "who delivered a parcel"."""
    is_clause = draft.is_ahead(-1, Word.THAT) and table_of(draft.ahead(1)) is not None
    tables = [event.table.name for event in span.all(EventOf)]
    return is_clause and bool(tables) and draft.top.table not in tables


def groups_by(draft: Draft) -> bool:
    """Whether "by" stands between what is computed and the column that it is computed for each of."""
    before, following = draft.ahead(-1), draft.ahead(1)
    is_computed = any(item.value.aggregate for item in draft.items) and following is not None
    is_column = following is not None and any(it.column.kind != "fact" for it in candidates(following))
    return is_computed and is_column and not (before is None or before.is_word(Word.LINK, Word.ORDERED))


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
    (is_superior, read_superior),
    (is_way, read_way),
    (is_qualifier, qualify),
    (is_duration, read_duration),
    (lambda span, _: span.is_word(Word.EACH) or is_by(span), read_each),
    (is_order, read_order),
    (is_dated, read_column),
    (is_happening, read_happening),
    (is_state, read_state),
    (lambda span, _: span.is_word(Word.SAME), read_same),
    (lambda span, _: span.is_word(Word.COUNT), read_count),
    (lambda span, _: span.is_word(Word.AVERAGE, Word.TOTAL), read_aggregate),
    (lambda span, draft: is_rank(span, draft.ahead(1)), read_rank),
    (lambda span, _: is_comparison(span), read_comparison),
    (lambda span, _: span.is_word(Word.DISTINCT), read_distinct),
    (lambda span, _: is_text(span), read_text),
    (lambda span, _: span.first(ValueOf) is not None, read_values),
    (lambda span, _: table_of(span) is not None, read_table),
    (is_span_asked, read_span),
    (lambda span, _: is_column(span), read_column),
    (lambda span, _: span.first(Number) is not None, read_number),
    (lambda span, _: span.first(Period) is not None, read_period),
    (lambda span, _: span.is_word(Word.DETAILS), read_details),
)
"""What may stand in a question and who reads it; the first that fits does."""
