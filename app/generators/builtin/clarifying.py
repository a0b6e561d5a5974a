"""Asking back what a question leaves open: with questions that the engine can answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.contracts import Language
from app.errors import NeedsClarification
from app.generators.builtin.timing import Frame
from app.semantics.joins import reaches
from app.semantics.layer import Measure, SemanticLayer, Table
from app.semantics.measures import measure_of
from app.semantics.reading import ColumnGroup, Reading

MOST_CHOICES = 3
PHRASES: dict[str, dict[Language, str]] = {
    "month": {"en": "{measure} this month", "fa": "{measure} این ماه"},
    "by month": {"en": "{measure} by month this year", "fa": "{measure} به تفکیک ماه امسال"},
    "by": {"en": "{measure} by {column} this year", "fa": "{measure} به تفکیک {column} امسال"},
    "each": {"en": "{measure} by {column}", "fa": "{measure} به تفکیک {column}"},
    "ranked": {"en": "top 10 {rows} by {measure}", "fa": "۱۰ {row} برتر از نظر {measure}"},
    "newest": {"en": "latest 10 {rows}", "fa": "آخرین ۱۰ {row}"},
    "growth": {
        "en": "growth of {measure} this month compared to last month",
        "fa": "رشد {measure} این ماه نسبت به ماه گذشته",
    },
    "same month": {
        "en": "growth of {measure} this year compared to last year",
        "fa": "رشد {measure} امسال نسبت به پارسال",
    },
    "dated": {"en": "{date} {rows}", "fa": "{rows} {date}"},
    "pieces": {"en": "units", "fa": "عدد"},
    "different": {"en": "different {rows}", "fa": "{rows} مختلف"},
    "monthly": {"en": "monthly growth of {measure} this year", "fa": "رشد ماهانه {measure} امسال"},
}
"""Questions that the engine answers, by what they ask."""


def said(key: str, language: Language, **names: str) -> str:
    """One of the phrases, filled in."""
    return PHRASES[key][language].format(**names)


def ask_growth(reading: Reading, frame: Frame) -> None:
    """Ask from when to when something grew. Raises NeedsClarification."""
    if reading.groups or reading.filters:
        return
    name = name_of(measure_of(frame.layer, reading.measures[0]), frame.language)
    keys = ("growth", "same month", "monthly")
    raise NeedsClarification([said(key, frame.language, measure=name) for key in keys])


def ask_about(measure: Measure | None, table: Table | None, frame: Frame) -> None:
    """Ask what exactly somebody wants to know of a measure or of a table's rows. Raises NeedsClarification."""
    choices = about_measure(measure, frame) if measure else about_rows(table, frame) if table else about_anything(frame)
    raise NeedsClarification(list(dict.fromkeys(choices))[:MOST_CHOICES])


def ask_which_best(group: ColumnGroup, frame: Frame) -> None:
    """Ask by what the values of a column are to be compared. Raises NeedsClarification where it may be by several."""
    column = frame.layer.column(group.column)
    measures = [
        measure
        for table in frame.layer.tables
        for measure in table.measures
        if measure.aggregate in ("sum", "count") and reaches(frame.layer, table.name, column.table)
    ]
    names = sorted((measure for measure in measures if measure.table != column.table), key=is_count)
    if len(names) > 1:
        label = column.label[frame.language]
        choices = [said("each", frame.language, measure=name_of(it, frame.language), column=label) for it in names]
        raise NeedsClarification(choices[:MOST_CHOICES])


def is_count(measure: Measure) -> bool:
    """Whether a measure counts rows."""
    return measure.aggregate == "count"


def about_measure(measure: Measure, frame: Frame) -> Iterator[str]:
    """A measure this month, over the year, and in groups."""
    name = name_of(measure, frame.language)
    yield said("month", frame.language, measure=name)
    yield said("by month", frame.language, measure=name)
    for table in frame.layer.tables:
        for column in table.visible_columns:
            if any(not value.is_pattern for value in column.values) and reaches(frame.layer, measure.table, table.name):
                yield said("by", frame.language, measure=name, column=column.label[frame.language])


def about_rows(table: Table, frame: Frame) -> Iterator[str]:
    """Rows ranked by each measure that there is for them; the newest where there are not enough."""
    rows, row = table.label[frame.language], table.singular[frame.language]
    for measure in ranking_measures(table, frame.layer):
        yield said("ranked", frame.language, rows=rows, row=row, measure=name_of(measure, frame.language))
    if count := measure_of_rows(table):
        yield from about_measure(count, frame)
    yield said("newest", frame.language, rows=rows, row=row)


def measure_of_rows(table: Table) -> Measure | None:
    """The measure that counts a table's rows, where these have a date of their own."""
    counts = [measure for measure in table.measures if measure.aggregate == "count"]
    return counts[0] if counts and table.default_time else None


def ask_which_date(question: str, nouns: Sequence[tuple[str, Table]], frame: Frame) -> None:
    """Ask which date of some rows a period is about, or of what happens to them. Raises NeedsClarification."""
    if len(nouns) != 1:
        return
    (noun, table), language = nouns[0], frame.language
    dates = [column for column in table.visible_columns if column.kind == "time_dimension"]
    words = [column.synonyms[language][0] for column in dates if column.synonyms.get(language)]
    choices = [said("dated", language, rows=noun, date=word) for word in words]
    choices += [
        join.participants[language][0]
        for join in frame.layer.relationships
        if join.right_table == table.name and join.participants.get(language)
    ]
    if len(choices) > 1:
        raise NeedsClarification([question.replace(noun, choice, 1) for choice in choices[:MOST_CHOICES]])


def ask_how_many(question: str, nouns: Sequence[tuple[str, Table]], frame: Frame) -> None:
    """Ask whether the pieces of some things are counted, or how many different ones. Raises NeedsClarification."""
    if len(nouns) == 1:
        noun, language = nouns[0][0], frame.language
        choices = (said("pieces", language), said("different", language, rows=noun))
        raise NeedsClarification([question.replace(noun, choice, 1) for choice in choices])


def about_anything(frame: Frame) -> Sequence[str]:
    """The layer's own examples."""
    return frame.layer.examples[frame.language]


def ranking_measures(table: Table, layer: SemanticLayer) -> list[Measure]:
    """What rows of a table may be ranked by: first the usual, then sums and counts of other tables' rows."""
    found = [
        measure
        for other in layer.tables
        for measure in other.measures
        if other is not table and measure.aggregate in ("sum", "count") and reaches(layer, other.name, table.name)
    ]
    return sorted(found, key=lambda measure: measure.reference != table.default_ranking)


def name_of(measure: Measure, language: Language) -> str:
    """What a question calls a measure."""
    return measure.label[language]
