"""The whole result of a recorded question as a file: its SQL is run once more, through the guard and the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from app.asking import Services
from app.cancellation import Cancellation
from app.contracts import Attempt, Column, Json, Result
from app.errors import QueryCraftError
from app.explanation.labels import label_columns
from app.explanation.voice import Voice
from app.exporting.files import Export, Order, recorded_export
from app.exporting.sheet import Sheet, Spool
from app.language.calendars import calendar_of_language
from app.language.formatting import format_date, format_number
from app.semantics.reading import Reading
from app.translating import mark


@dataclass(frozen=True)
class Source:
    """A recorded statement: who wrote it, and what its question was understood to ask, where that is known."""

    sql: str
    generator: str
    model: str | None
    reading: dict[str, Json] | None


@dataclass(frozen=True)
class Extent:
    """How much goes into a file: rows, and bytes of their values; and in whose clock times are shown."""

    rows: int
    size: int
    zone: tzinfo


def export_result(
    services: Services, source: Source, order: Order, extent: Extent, cancellation: Cancellation
) -> Export:
    """The file. Raises what the guard and the reader raise, and DatabaseUnavailable where it can't be recorded."""
    voice = Voice(order.language, services.layer, services.translate)
    with recorded_export(services.recorder, order) as export, Spool() as spool:
        export.values |= {"sql": source.sql, "generator": source.generator, "model": source.model}
        result = read(services, source, export, spool, extent, cancellation)
        columns = label_columns(result, source.sql, reading_of(source, voice), voice)
        sheet = Sheet(
            order.language,
            columns,
            labelled(spool, columns),
            list(about(services, source, order, spool.count, result.truncated, voice)),
            extent.zone,
        )
        export.write(sheet, rows=spool.count, truncated=result.truncated)
    return export


def read(
    services: Services, source: Source, export: Export, spool: Spool, extent: Extent, cancellation: Cancellation
) -> Result:
    """Run the statement, recorded as a candidate before, into the spool; the result without its rows."""
    export.journal.attempt_made(candidate(source))
    try:
        verified = services.guard.check(source.sql)
        heading = services.reader.read(verified, cancellation, spool.keep, rows=extent.rows, size=extent.size)
    except QueryCraftError as error:
        export.journal.attempt_failed(error.as_record())
        raise
    return Result(heading.names, heading.types, [], heading.truncated)


def candidate(source: Source) -> Attempt:
    """The statement as an SQL candidate."""
    return {
        "generator": source.generator,
        "model": source.model,
        "sql": source.sql,
        "error": None,
        "ms": 0.0,
        "details": {},
    }


def reading_of(source: Source, voice: Voice) -> Reading:
    """What the question was understood to ask; nothing where the record does not say it in today's form."""
    try:
        return Reading.from_json(source.reading) if source.reading else Reading(voice.language)
    except (KeyError, TypeError, ValueError):
        return Reading(voice.language)


def labelled(rows: Iterable[list[Json]], columns: Sequence[Column]) -> Iterator[list[Json]]:
    """The rows, with what people call stored values in their place."""
    names = [column["values"] for column in columns]
    for row in rows:
        yield [
            called.get(cell, cell) if isinstance(cell, str) else cell for called, cell in zip(names, row, strict=True)
        ]


def about(
    services: Services, source: Source, order: Order, rows: int, truncated: bool, voice: Voice
) -> Iterator[tuple[str, str]]:
    """What is said about the file."""
    count = format_number(rows, voice.language)
    day = format_date(services.today(), voice.language, calendar_of_language(voice.language))
    yield voice.say(mark("Question")), order.about
    yield voice.say(mark("Number in the record")), str(order.of)
    yield voice.say(mark("Exported on")), day
    yield voice.say(mark("Rows")), count
    if truncated:
        note = mark("There are more rows; this file holds only the first {count}.")
        yield voice.say(mark("Please note")), voice.say(note, count=count)
    yield voice.say(mark("SQL")), source.sql
