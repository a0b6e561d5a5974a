"""Words in a semantics file that mean two things of the same sort, between which a question could not choose.

That columns of two tables share a word is no problem: questions name the table as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.language.vocabulary import phrase_key
from app.semantics.document import KeyPath
from app.semantics.outline import Declared, Outline, entries

TABLE_WORDS = ("label", "singular", "synonyms")
COLUMN_WORDS = ("label", "synonyms")
MEASURE_WORDS = ("synonyms",)
"""A measure is asked for by its synonyms; its label is only read."""
Said = tuple[str, str, str, KeyPath]
"""Where a word has to be clear, the word, what it means, and where it stands."""


def ambiguous_words(outline: Outline) -> Iterator[tuple[KeyPath, str]]:
    """Each such word where it stands for the second time, and what it means."""
    first: dict[tuple[str, str], str] = {}
    for scope, word, thing, path in all_words(outline):
        other = first.setdefault((scope, phrase_key(word)), thing)
        if other != thing:
            yield path, f"«{word}» means both {other} and {thing}"


def all_words(outline: Outline) -> Iterator[Said]:
    """Every word that questions may use for something."""
    for table in outline.tables:
        yield from words("tables", table, TABLE_WORDS)
    for column in outline.columns:
        if column.kind != "key":
            yield from words(column.name.partition(".")[0], column, COLUMN_WORDS)
        for place, entry in entries(column.entry, "values"):
            value = Declared(f"the value {entry.get('value')}", entry, (*column.path, "values", place), "value")
            yield from words(f"values of {column.name}", value, COLUMN_WORDS)
    for measure in outline.measures:
        yield from words("measures", measure, MEASURE_WORDS)


def words(scope: str, thing: Declared, keys: tuple[str, ...]) -> Iterator[Said]:
    """The words under some keys of an entry."""
    for key in keys:
        for said, path in texts(thing.entry.get(key), (*thing.path, key)):
            yield scope, said, thing.name, path


def texts(value: Any, path: KeyPath) -> Iterator[tuple[str, KeyPath]]:
    """The texts of a label or of synonyms, in each language."""
    for language, said in value.items() if isinstance(value, dict) else ():
        for place, text in enumerate(said if isinstance(said, list) else [said]):
            if isinstance(text, str):
                yield text, (*path, language, place)
