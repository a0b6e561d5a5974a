"""How the built-in engine comes from a question to SQL, printed form by form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
import yaml
from rich.cells import cell_len

from app.contracts import Language
from app.generators.builtin.mentions import Mention
from app.generators.builtin.tracing import Trace, described, said_of
from app.language.formatting import format_period
from app.language.periods import Period
from app.semantics.reading import Reading
from app.translating import mark, translate

GAP = "  "
WIDTH = 110
"""Characters of a line of YAML."""


def show_trace(found: Trace, language: Language) -> None:
    """Print the forms, under headings in a language; those that were not reached are left out."""
    for title, lines in sections(found, language):
        if lines:
            click.secho(translate(language, title), bold=True)
            click.echo("\n".join(f"{GAP}{line}".rstrip() for line in lines))


def sections(found: Trace, language: Language) -> Iterator[tuple[str, Sequence[str]]]:
    """The forms in the order in which they are made, each as lines under a heading."""
    words = [(token.text, token.key, f"{token.start}–{token.end}") for token in found.tokens]
    meanings = [(written(mention), meant(mention)) for mention in found.mentions]
    periods = [(text, format_period(period, language), range_of(period)) for text, period in found.periods]
    yield mark("Words"), aligned(words)
    yield mark("Meanings"), aligned(meanings)
    yield mark("Periods"), aligned(periods)
    yield mark("Reading"), lines_of(found.reading) if found.reading else ()
    yield "SQL", (found.sql or "").splitlines()
    yield mark("Not understood"), left_over(found)
    if found.error:
        why = translate(language, found.error.template(), **found.error.values)
        yield mark("No answer"), (why, *found.error.choices)


def written(mention: Mention) -> str:
    """A mention's words, with what a misspelling was taken for."""
    return f"{mention.text} → {mention.corrected}" if mention.corrected else mention.text


def meant(mention: Mention) -> str:
    """All that a mention may mean; "?" where that is nothing."""
    meanings = " | ".join(map(described, mention.meanings)) or "?"
    return f"not: {meanings}" if mention.negated else meanings


def range_of(period: Period) -> str:
    """A period as a half-open range of dates; what is open has no date."""
    return f"[{period.start or '…'}, {period.end or '…'})"


def lines_of(reading: Reading) -> list[str]:
    """A reading as YAML."""
    said = said_of(reading)
    text: str = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, default_flow_style=None, width=WIDTH)
    return text.splitlines()


def left_over(found: Trace) -> tuple[str, ...]:
    """The words that nothing explains, and what kept the known ones from making a question."""
    why = found.reading.unread if found.reading else None
    return (*found.unexplained, *([why] if why else []))


def aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows as lines, their columns one below the other."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    return [GAP.join(padded(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows]


def padded(text: str, width: int) -> str:
    """A text with spaces after it, as wide as that on a terminal."""
    return text + " " * (width - cell_len(text))
