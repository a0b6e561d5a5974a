"""What to ask next: a few changes of the question that was just answered, each of which the engine reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from app.contracts import Earlier, Language
from app.errors import QueryCraftError
from app.generators.builtin.following import read_on
from app.generators.builtin.following.measuring import about, base_table
from app.semantics.joins import reaches
from app.semantics.layer import Column, SemanticLayer, Table
from app.semantics.measures import count_of, measure_of
from app.semantics.reading import ColumnGroup, Reading, RowGroup, TimeGroup

MOST_OFFERED = 3
MOST_TRIED = 5
"""Questions that are tried: each costs a reading."""
LONG = timedelta(days=45)
"""A period that has something to tell by month."""
FEW, MANY = 5, 10
BY_MONTH: dict[Language, str] = {"en": "by month", "fa": "به تفکیک ماه"}
BY_COLUMN: dict[Language, str] = {"en": "by {thing}", "fa": "به تفکیک {thing}"}
ONLY: dict[Language, str] = {"en": "only {thing}", "fa": "فقط {thing}"}
LAST_YEAR: dict[Language, str] = {"en": "what about last year?", "fa": "پارسال چطور؟"}
THIS_YEAR: dict[Language, str] = {"en": "only this year", "fa": "فقط امسال"}
WHAT_ABOUT: dict[Language, str] = {"en": "what about {thing}?", "fa": "{thing} چطور؟"}
HOW_MANY: dict[Language, str] = {"en": "how many of them?", "fa": "چند تا از آن‌ها؟"}
TOP: dict[int, dict[Language, str]] = {
    FEW: {"en": "top 5", "fa": "۵ تای اول"},
    MANY: {"en": "top 10", "fa": "۱۰ تای اول"},
}
ALONE: dict[Language, str] = {"en": "{measure} by {thing}", "fa": "{measure} به تفکیک {thing}"}
"""A question that needs no other before it."""


def offers(
    question: str, reading: Reading, layer: SemanticLayer, today: date, *, in_conversation: bool
) -> tuple[str, ...]:
    """Questions to ask next in the reading's language, the nearest first; outside conversations only whole ones."""
    if not reading.is_complete:
        return ()
    earlier: Earlier | None = {"question": question, "reading": reading.as_json()} if in_conversation else None
    fragments = [] if earlier is None else list(dict.fromkeys(changes(reading, layer)))
    whole = wholes(reading, layer)
    tried = islice((*((text, True) for text in fragments), *((text, False) for text in whole)), MOST_TRIED)
    read = (text for text, is_change in tried if is_read(text, reading, layer, today, earlier, is_change=is_change))
    return tuple(islice(read, MOST_OFFERED))


def is_read(
    text: str, reading: Reading, layer: SemanticLayer, today: date, earlier: Earlier | None, *, is_change: bool
) -> bool:
    """Whether the engine reads all of a question, as a change of the earlier one or without it, and as another one."""
    try:
        found = read_on(text, reading.language, layer, today, earlier)
    except QueryCraftError:
        return False
    return found.is_complete and bool(found.continues) is is_change and not is_same(found, reading)


def is_same(one: Reading, other: Reading) -> bool:
    """Whether two readings ask for the same."""
    kept = ("measures", "rows", "filters", "period", "groups", "limit", "having", "ranking", "selection")
    return all(getattr(one, name) == getattr(other, name) for name in kept)


def changes(reading: Reading, layer: SemanticLayer) -> Iterator[str]:
    """Fragments that change one thing of a reading, those of its shape first."""
    if reading.selection or not (reading.rows or reading.measures):
        return
    language, base = reading.language, base_table(reading, layer)
    yield from of_shape(reading, base, layer)
    if base.default_time:
        yield (LAST_YEAR if reading.period else THIS_YEAR)[language]
    yield from other_measures(reading, base, language)
    yield from values_of(reading, base, layer)


def of_shape(reading: Reading, base: Table, layer: SemanticLayer) -> Iterator[str]:
    """Of a list, how many; of a ranking, more of it; of groups, the first; of a number, what it is made up of."""
    language = reading.language
    if reading.rows:
        if reading.limit is None:
            yield HOW_MANY[language]
            yield from values_of(reading, base, layer)
        elif reading.limit < FEW:
            yield TOP[FEW][language]
    elif reading.ranking:
        yield TOP[MANY if reading.limit == FEW else FEW][language]
    elif is_long(reading, layer):
        yield TOP[FEW][language]
    if not reading.rows and not reading.time_group and base.default_time and has_months(reading):
        yield BY_MONTH[language]
    for column in listed_columns(reading, base, layer):
        yield BY_COLUMN[language].format(thing=column.label[language])


def is_long(reading: Reading, layer: SemanticLayer) -> bool:
    """Whether a reading has more groups than one looks at."""
    columns = [layer.column(group.column) for group in reading.groups if isinstance(group, ColumnGroup)]
    return any(isinstance(group, RowGroup) for group in reading.groups) or any(len(it.values) > FEW for it in columns)


def has_months(reading: Reading) -> bool:
    """Whether a reading's period, if it has one, is long enough to look at by month."""
    period = reading.period
    return period is None or period.start is None or period.end is None or period.end - period.start > LONG


def listed_columns(reading: Reading, base: Table, layer: SemanticLayer) -> Iterator[Column]:
    """Columns with few values that the reading neither groups nor limits by; the table's own first."""
    used = {about(condition) for condition in reading.filters}
    used |= {group.column for group in reading.groups if isinstance(group, ColumnGroup | TimeGroup)}
    for table in sorted(layer.tables, key=lambda table: table is not base):
        if table is base or reaches(layer, base.name, table.name):
            for column in table.visible_columns:
                is_listed = column.kind == "dimension" and any(not stored.is_pattern for stored in column.values)
                if is_listed and column.reference not in used:
                    yield column


def other_measures(reading: Reading, base: Table, language: Language) -> Iterator[str]:
    """Another measure of the same rows."""
    used = {use.reference for use in reading.measures}
    for measure in base.measures if reading.measures else ():
        if measure.reference not in used:
            yield WHAT_ABOUT[language].format(thing=measure.label[language])


def values_of(reading: Reading, base: Table, layer: SemanticLayer) -> Iterator[str]:
    """One value of each column with few of them."""
    for column in listed_columns(reading, base, layer):
        label = next(stored.label for stored in column.values if not stored.is_pattern)
        yield ONLY[reading.language].format(thing=label[reading.language])


def wholes(reading: Reading, layer: SemanticLayer) -> Iterator[str]:
    """Whole questions about the same: the measure for each value of a column with few of them."""
    language = reading.language
    table = reading.selection.table if reading.selection else None
    plain = Reading(language, rows=table) if table else reading
    count = count_of(layer, plain.rows) if plain.rows else None
    use = count or plain.measure
    if use is not None:
        measure = measure_of(layer, use).label[language]
        for column in listed_columns(plain, layer.by_name[layer.by_reference[use.reference].table], layer):
            yield ALONE[language].format(measure=measure, thing=column.label[language])
