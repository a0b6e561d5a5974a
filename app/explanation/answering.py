"""The answer as one sentence, with the number in it."""

from __future__ import annotations

from app.contracts import Column, Json, Language, QueryState, Translate
from app.explanation.interpretation import filter_part
from app.explanation.labels import stored_label
from app.language.formatting import format_number
from app.semantics.layer import SemanticLayer
from app.semantics.measures import measure_of
from app.semantics.reading import Reading
from app.translating import mark


def answer(state: QueryState, reading: Reading | None, layer: SemanticLayer, translate: Translate) -> str:
    """The sentence: the period and filters before the colon, the finding behind it; `reading` if it made the SQL."""
    language = state["language"]
    finding = find(state, reading, layer, translate)
    limits = scope(reading, layer, translate) if reading else ""
    if not limits:
        return finding[:1].upper() + finding[1:]
    return translate(language, mark("{scope}: {finding}"), scope=limits, finding=finding)


def find(state: QueryState, reading: Reading | None, layer: SemanticLayer, translate: Translate) -> str:
    """The finding: a number, the first of a ranking, or how many rows there are."""
    language, rows, columns = state["language"], state["rows"], state["columns"]
    if not rows or rows == [[None]]:
        return translate(language, mark("nothing was found."))
    if len(rows) == 1 and len(columns) == 1:
        return single(rows[0][0], columns[0], reading, layer, translate, language)
    if reading and columns[-1]["type"] == "number" and not reading.time_group:
        return leader(rows, columns, layer, translate, language)
    count = format_number(len(rows), language)
    if state["truncated"]:
        return translate(language, mark("the first {count} rows are shown."), count=count)
    return translate(language, mark("{count} rows."), count=count)


def single(
    value: Json, column: Column, reading: Reading | None, layer: SemanticLayer, translate: Translate, language: Language
) -> str:
    """One number: of things counted, or of a measure."""
    shown = amount(value, column, layer, language)
    measure = measure_of(layer, reading.measure) if reading and reading.measure else None
    if measure and measure.aggregate == "count":
        noun = layer.by_name[measure.table].counted(value == 1)[language]
        return translate(language, mark("{count} {noun}."), count=shown, noun=noun)
    return translate(language, mark("{measure} is {value}."), measure=column["label"], value=shown)


def leader(
    rows: list[list[Json]], columns: list[Column], layer: SemanticLayer, translate: Translate, language: Language
) -> str:
    """The row with the largest number, which a ranking and a breakdown begin with."""
    return translate(
        language,
        mark("{name} comes first with {value} ({measure}); {count} rows in all."),
        name=stored_label(layer, columns[0]["name"], rows[0][0], language),
        value=amount(rows[0][-1], columns[-1], layer, language),
        measure=columns[-1]["label"],
        count=format_number(len(rows), language),
    )


def amount(value: Json, column: Column, layer: SemanticLayer, language: Language) -> str:
    """A value with its unit."""
    if not isinstance(value, int | float):
        return stored_label(layer, column["name"], value, language)
    return " ".join(filter(None, [format_number(value, language), column["unit"]]))


def scope(reading: Reading, layer: SemanticLayer, translate: Translate) -> str:
    """What the numbers are limited to: the period and the filters."""
    filters = [filter_part(item, reading.language, layer, translate)["value"] for item in reading.filters]
    names = [reading.period.name] if reading.period else []
    return translate(reading.language, mark(", ")).join([*names, *filters])
