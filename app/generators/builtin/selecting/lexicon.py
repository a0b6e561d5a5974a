"""What phrases may mean in a question with structure: its holding words, and the layer's words in all their forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from app.generators.builtin.lexicon import (
    Comparator,
    EventOf,
    GrainWord,
    Superlative,
    ValueOf,
    comparing_phrases,
    layer_phrases,
    time_phrases,
    without_article,
)
from app.generators.builtin.selecting.senses import Event, Moment, Part, Scale, Sense, Way
from app.generators.builtin.selecting.silent import FILLER, UNITS, VERBS
from app.generators.builtin.selecting.thesaurus import (
    GENDERS,
    HOW,
    NO,
    SAME_NOUNS,
    SAME_PHRASES,
    YES,
    qualities,
)
from app.generators.builtin.selecting.verbs import (
    PLAIN_DIRECTIONS,
    PREPOSITIONS,
    agents,
    event_forms,
    event_nouns,
    persian_event_forms,
    verb_forms,
    verbs_of,
    ways_of,
)
from app.generators.builtin.selecting.words import PHRASES, Word
from app.language.morphology import OWN_WORDS
from app.language.vocabulary import Vocabulary
from app.semantics.inflection import plural
from app.semantics.joins import roles
from app.semantics.layer import Column, SemanticLayer, Table

GENERIC = frozenset(
    "id of in is the a an and or by to on at for with code no number name type date key total has not as per".split()
)
"""Words of a name that alone don't stand for the whole of it, unless they are its last."""
RESERVED = FILLER | {phrase for said in PHRASES.values() for language in said for phrase in language.split("|")} - {
    *("name", "number", "order", "orders", "date", "time", "record", "records", "item", "items", "total", "people"),
    *("days", "day", "difference", "gap", "duration", "length", "stay", "interval"),
    *("title", "details", "average", "highest", "lowest", "maximum", "minimum", "detail", "information"),
}
"""Words that hold others together even where they stand in a name: "from" in `start_from`."""
LASTING = frozenset("id of in is the a an and or by to on at for with has not as per".split())
"""Words that don't stand for it even if they are its last."""


@lru_cache(maxsize=8)
def vocabulary_of(layer: SemanticLayer) -> Vocabulary[Sense]:
    """Every phrase that may stand in a question with structure over a layer."""
    return Vocabulary((without_article(phrase), sense) for phrase, sense in phrases(layer))


def phrases(layer: SemanticLayer) -> Iterator[tuple[str, Sense]]:
    """The phrases."""
    yield from holding_phrases()
    yield from qualities().items()
    yield from ((phrase, Scale(tuple(columns.split("|")))) for phrase, columns in HOW.items())
    yield from comparing_words()
    yield from spans_said(layer)
    for phrase, meaning in layer_phrases(layer):
        if isinstance(meaning, Table | Column | ValueOf | Superlative):
            yield phrase, meaning
    name = layer.name.replace("_", " ")
    if name not in {noun for table in layer.tables for noun in (table.singular["en"], table.label["en"])}:
        yield name, Word.ASK
    yield from units_said(layer)
    yield from ways_said(layer)
    yield from verbs_said(layer)
    nouns = {noun for table in layer.tables for noun in (table.singular["fa"], table.label["fa"])}
    for table in layer.tables:
        yield from parts_of_table(table)
        for column in table.columns:
            yield from parts_of_column(column, table)
            yield from values_said(column)
            for form in (*event_forms(column), *persian_event_forms(column, nouns)):
                yield form, Event(column)
                yield form, Word.LINK
                yield from ((said, Event(column, negated=True)) for said in (f"un{form}", *OPPOSITES.get(form, ())))
            for noun in event_nouns(column):
                yield noun, Moment(column)


def holding_phrases() -> Iterator[tuple[str, Word]]:
    """The words that hold others together."""
    for word, said in PHRASES.items():
        yield from ((phrase, word) for language in said for phrase in language.split("|"))
    yield from ((form, Word.LINK) for verb in VERBS for form in verb_forms(verb))
    yield from ((phrase, Word.ASK) for phrase in unit_phrases())


def unit_phrases() -> Iterator[str]:
    """Units that a number is wanted in, which is shown in the one that it has."""
    yield "in days"
    for unit in UNITS:
        for phrase in (unit, f"square {unit}", f"people per square {unit.removesuffix('s')}"):
            yield f"in {phrase}"


def spans_said(layer: SemanticLayer) -> Iterator[tuple[str, GrainWord]]:
    """Spans of time, "months" only where no column is called so."""
    taken = {word for table in layer.tables for column in table.columns for word in column.label["en"].split()}
    for phrase, span in time_phrases():
        if isinstance(span, GrainWord) and not span.alone:
            yield from ((form, span) for form in (phrase, *(() if phrase in taken else (plural(phrase),))))


def units_said(layer: SemanticLayer) -> Iterator[tuple[str, Word]]:
    """Units that may stand behind a number, unless something is called so."""
    taken = {word for table in layer.tables for column in table.columns for word in column.label["en"].split()}
    for unit in UNITS:
        if not {unit, unit.removesuffix("s")} & taken:
            yield from ((form, Word.UNIT) for form in (unit, unit.removesuffix("s")))


def comparing_words() -> Iterator[tuple[str, Sense]]:
    """The words that stand beside numbers."""
    for phrase, meaning in comparing_phrases():
        if isinstance(meaning, Comparator) and phrase not in ("only", "just", "max", "min", "maximum", "minimum"):
            yield phrase, meaning
    yield "greater", Comparator(">")
    yield "less", Comparator("<")
    yield "more", Comparator(">")
    yield "fewer", Comparator("<")
    yield "equal to", Comparator("=")
    yield "single", Comparator("=")
    yield "only", Comparator("=")


def ways_said(layer: SemanticLayer) -> Iterator[tuple[str, Way]]:
    """The words that tell apart the columns by which one table refers to another in several ways."""
    pairs = Counter((join.left_table, join.right_table) for join in layer.relationships)
    nouns = {word for table in layer.tables for word in table.singular["en"].split()}
    for join in layer.relationships:
        is_role = f"{join.left_table}.{join.left_column}" in roles(layer)
        if pairs[join.left_table, join.right_table] == 1 and not is_role:
            continue
        column = layer.column(f"{join.left_table}.{join.left_column}")
        others = {
            word
            for other in layer.relationships
            if (other.left_table, other.right_table) == (join.left_table, join.right_table) and other is not join
            for word in layer.column(f"{other.left_table}.{other.left_column}").label["en"].split()
        }
        for word in set(column.label["en"].split()) - others - nouns - GENERIC:
            for form in ways_of(word):
                yield form, Way(column, join.right_table, is_plain=form in PREPOSITIONS)
            plain = next((words for said, words in PLAIN_DIRECTIONS.items() if word in said), ())
            yield from ((form, Way(column, join.right_table, is_plain=True)) for form in plain)


def verbs_said(layer: SemanticLayer) -> Iterator[tuple[str, Sense]]:
    """The verbs that say that there is a row of a table which refers to others."""
    for name in dict.fromkeys(join.left_table for join in layer.relationships):
        table = layer.by_name[name]
        for form in verbs_of(table.singular["en"]):
            if form not in RESERVED:
                yield form, Word.LINK
                yield form, EventOf(table)


def parts_of_table(table: Table) -> Iterator[tuple[str, Sense]]:
    """The last words of a table's name, and other words for it."""
    words = table.singular["en"].split()
    for at in range(1, len(words)):
        if words[at] in LASTING:
            continue
        yield " ".join(words[at:]), Part(table)
    for same in SAME_NOUNS.get(table.singular["en"], ()):
        yield same, Part(table)


def parts_of_column(column: Column, table: Table) -> Iterator[tuple[str, Sense]]:
    """Parts of a column's name, other words for them, and the name behind its table's: "pet age"."""
    words, noun = column.label["en"].split(), table.singular["en"]
    said = [column.label["en"], *parts_of_label(words)]
    said += [same for phrase in said for same in SAME_PHRASES.get(phrase, ())]
    if plural(words[-1]) in OWN_WORDS:
        said.append(" ".join((*words[:-1], plural(words[-1]))))
    if words[-1] == "by":
        said += agents(words[0])
    else:
        said.append(f"{noun} {column.label['en']}")
    if column.name == table.primary_key and column.kind == "key":
        said += ("id", "ids", f"{noun} id")
    yield from ((phrase, Part(column)) for phrase in dict.fromkeys(said))


def parts_of_label(words: list[str]) -> Iterator[str]:
    """The parts of a name that may stand for the whole of it."""
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            part = words[first:last]
            is_whole = len(part) == len(words) or " ".join(part) in RESERVED
            if not is_whole and is_telling(part, is_end=last == len(words)):
                yield " ".join(part)


def is_telling(part: list[str], *, is_end: bool) -> bool:
    """Whether a part of a name may stand for the name."""
    if all(word.isdigit() for word in part) or part[0] in LASTING or part[-1] in LASTING - {"id"}:
        return False
    return is_end or not set(part) <= GENERIC


def values_said(column: Column) -> Iterator[tuple[str, Sense]]:
    """Words for values that English has for all of their kind: "female", and "official" for what `is_official`."""
    stored = [it.value for it in column.values]
    name = column.label["en"]
    if {"sex", "gender"} & set(name.split()):
        for words, values in GENDERS.items():
            found = tuple(value for value in stored if value in values)
            yield from ((word, ValueOf(column, found)) for word in words.split("|") if found)
    about = name.removeprefix("is").strip() if name.startswith("is") else name if column.type == "boolean" else ""
    told = ("true",) if column.type == "boolean" else tuple(value for value in stored if value in YES)
    denied = ("false",) if column.type == "boolean" else tuple(value for value in stored if value in NO)
    if about and len(told) == len(denied) == 1:
        yield about, ValueOf(column, told)
        yield name, ValueOf(column, told)
        yield from ((f"{prefix}{about}", ValueOf(column, denied)) for prefix in DENYING)


OPPOSITES = {"closed": ("open",), "paid": ("outstanding",), "resolved": ("unsettled",)}
"""What rows are as long as a day has not come, by the verb that says that it came."""
DENYING = ("un", "in", "non ")
"""Beginnings of adjectives that deny."""


@lru_cache(maxsize=8192)
def is_filler(key: str) -> bool:
    """Whether a word says nothing."""
    return key in FILLER
