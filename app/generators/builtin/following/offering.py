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
from app.semantics.measures import count_of, is_open, measure_of, table_of_group
from app.semantics.reading import ColumnGroup, Filter, Reading, Related, RowGroup, TimeGroup

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
NUMBER_OF: dict[Language, str] = {"en": "number of {things}", "fa": "{things}"}
"""A count beside the things that it counts; in Persian its name says so."""
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
    found = found_in(text, reading.language, layer, today, earlier)
    return found is not None and bool(found.continues) is is_change and not is_same(found, reading)


def found_in(
    question: str, language: Language, layer: SemanticLayer, today: date, earlier: Earlier | None
) -> Reading | None:
    """What the engine reads in a question, which may continue an earlier one; None unless it reads all of it."""
    try:
        found = read_on(question, language, layer, today, earlier)
    except QueryCraftError:
        return None
    return found if found.is_complete else None


def is_same(one: Reading, other: Reading) -> bool:
    """Whether two readings ask for the same."""
    kept = ("measures", "rows", "filters", "period", "groups", "limit", "place", "having", "ranking", "selection")
    return all(getattr(one, name) == getattr(other, name) for name in kept)


def changes(reading: Reading, layer: SemanticLayer) -> Iterator[str]:
    """Fragments that change one thing of a reading, those of its shape first."""
    if reading.selection or not (reading.rows or reading.measures):
        return
    base = base_table(reading, layer)
    yield from of_shape(reading, base, layer)
    yield from other_years(reading, base)
    yield from other_values(reading, layer)
    yield from other_measures(reading, base, layer)
    yield from values_of(reading, base, layer)


def of_shape(reading: Reading, base: Table, layer: SemanticLayer) -> Iterator[str]:
    """Of a list, how many; of a ranking, more of it; of groups, the first; of a number, what it is made up of."""
    language = reading.language
    if reading.rows:
        if reading.limit is None:
            yield HOW_MANY[language]
            yield from islice(values_of(reading, base, layer), 1)
        else:
            yield TOP[FEW if reading.limit < FEW else MANY][language]
    elif reading.ranking:
        yield TOP[MANY if reading.limit == FEW else FEW][language]
    elif is_long(reading, layer):
        yield TOP[FEW][language]
    if not reading.rows and not reading.time_group and base.default_time and has_months(reading):
        yield BY_MONTH[language]
    for column in group_columns(reading, base, layer):
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
                if column.kind == "dimension" and column.values and column.reference not in used:
                    yield column


def group_columns(reading: Reading, base: Table, layer: SemanticLayer) -> Iterator[Column]:
    """Those of them whose values are what rows have, and no patterns."""
    columns = listed_columns(reading, base, layer)
    return (column for column in columns if not column.values[0].is_pattern)


def other_years(reading: Reading, base: Table) -> Iterator[str]:
    """Another year, where the question has to do with time."""
    events = [condition for condition in reading.filters if isinstance(condition, Related) and condition.period]
    if reading.period or reading.time_group or events:
        yield LAST_YEAR[reading.language]
    elif base.default_time:
        yield THIS_YEAR[reading.language]


def other_values(reading: Reading, layer: SemanticLayer) -> Iterator[str]:
    """Another value of a column that the question is limited by."""
    for condition in reading.filters:
        if isinstance(condition, Filter):
            values = layer.column(condition.column).values
            others = [stored.label for stored in values if stored.value not in condition.values]
            yield from (WHAT_ABOUT[reading.language].format(thing=it[reading.language]) for it in others[:1])


def other_measures(reading: Reading, base: Table, layer: SemanticLayer) -> Iterator[str]:
    """Another measure of the same rows."""
    names = measures_beside(reading, base, layer) if reading.measures else ()
    return (WHAT_ABOUT[reading.language].format(thing=name) for name in names)


def measures_beside(reading: Reading, base: Table, layer: SemanticLayer) -> Iterator[str]:
    """What fragments call the measures of the same rows that a reading does not ask for."""
    used = {use.reference for use in reading.measures}
    for measure in base.measures:
        if measure.reference not in used and is_open(measure, layer):
            name = measure.label[reading.language]
            yield NUMBER_OF[reading.language].format(things=name) if measure.aggregate == "count" else name


def values_of(reading: Reading, base: Table, layer: SemanticLayer) -> Iterator[str]:
    """One value of each column with few of them; patterns, which few rows may fit, come last and of all rows."""
    for column in sorted(listed_columns(reading, base, layer), key=lambda column: column.values[0].is_pattern):
        if column.values[0].is_pattern and reading.limit:
            continue
        yield ONLY[reading.language].format(thing=column.values[0].label[reading.language])


def wholes(reading: Reading, layer: SemanticLayer) -> Iterator[str]:
    """Whole questions about the same: the measure for each value of a column with few of them."""
    language, table = reading.language, counted(reading, layer)
    use = count_of(layer, table) if table else reading.measure
    if use is not None:
        measure = measure_of(layer, use).label[language]
        base = layer.by_name[layer.by_reference[use.reference].table]
        for column in group_columns(Reading(language) if table else reading, base, layer):
            yield ALONE[language].format(measure=measure, thing=column.label[language])


def counted(reading: Reading, layer: SemanticLayer) -> str | None:
    """The table whose rows a whole question counts: what is listed, or what is told of by its values."""
    if reading.selection:
        return reading.selection.table
    is_values = not (reading.rows or reading.measures)
    return table_of_group(reading.groups[0], layer) if is_values and reading.groups else reading.rows
