"""Questions to suggest while somebody types, and what there is to ask about, in the asker's language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from app.asking import Services, examples
from app.contracts import Json, Language
from app.language.folding import fold
from app.semantics.layer import Column, Measure, SemanticLayer, Table
from app.semantics.measures import is_open
from app.translating import mark, translate

MOST = 8
MOST_MADE = 500
"""Questions that are put together from the names of measures and columns."""
BEGINS, HAS_WORDS = 0, 1
"""How a question fits what is typed, the better first."""


def suggest(services: Services, text: str, language: Language) -> list[dict[str, Json]]:
    """Questions that begin like the text, then those with words that do; what people have approved comes first."""
    approved = set(services.verified.current().questions(language))
    known = dict.fromkeys((*examples(services, language), *made(services.layer, language)))
    fitting = ((fit(question, text), place, question) for place, question in enumerate(known))
    best = sorted((rank, place, question) for rank, place, question in fitting if rank is not None)
    return [{"question": question, "verified": question in approved} for _, _, question in best[:MOST]]


def fit(question: str, text: str) -> int | None:
    """How a question fits what is typed, however it is spelled; None if it doesn't."""
    asked, typed = fold(question), fold(text)
    if "".join(asked.split()).startswith("".join(typed.split())):
        return BEGINS
    words = asked.split()
    has_all = all(any(word.startswith(begun) for word in words) for begun in typed.split())
    return HAS_WORDS if has_all else None


@lru_cache(maxsize=4)
def made(layer: SemanticLayer, language: Language) -> tuple[str, ...]:
    """Questions of a layer's names: each measure by each column with few values, and by month."""
    return tuple(islice(make(layer, language), MOST_MADE))


def make(layer: SemanticLayer, language: Language) -> Iterator[str]:
    """The questions of `made`, all of them."""
    for table in layer.tables:
        groups = [column for name in reached_from(table.name, layer) for column in listed(layer.by_name[name])]
        for measure in (measure for measure in table.measures if is_open(measure, layer)):
            name = measure.label[language]
            if table.default_time:
                yield translate(language, mark("monthly {measure} this year"), measure=name)
            for group in groups:
                yield translate(language, mark("{measure} by {group}"), measure=name, group=group.label[language])


def reached_from(name: str, layer: SemanticLayer) -> list[str]:
    """A table, and those of which each of its rows belongs to one."""
    reached = [name]
    for table in reached:
        ends = (it.right_table for it in layer.relationships if it.left_table == table)
        reached += [end for end in dict.fromkeys(ends) if end not in reached]
    return reached


def listed(table: Table) -> list[Column]:
    """A table's open columns whose values the layer lists."""
    return [
        column
        for column in table.visible_columns
        if column.kind == "dimension" and any(not stored.is_pattern for stored in column.values)
    ]


def vocabulary(layer: SemanticLayer, language: Language) -> list[dict[str, Json]]:
    """What one may ask about: the tables with their open columns, their measures, and values that have names."""
    return [
        {
            "name": table.name,
            "label": table.label[language],
            "description": table.description,
            "measures": [described(measure, language) for measure in table.measures if is_open(measure, layer)],
            "columns": [
                described(column, language) | {"values": [stored.label[language] for stored in column.values]}
                for column in table.visible_columns
                if column.kind != "key"
            ],
        }
        for table in layer.tables
    ]


def described(thing: Column | Measure, language: Language) -> dict[str, Json]:
    """A column or a measure: its name, and the other words that people may use for it."""
    return {
        "name": thing.name,
        "label": thing.label[language],
        "words": list(thing.synonyms.get(language, ())),
        "unit": thing.unit_label[language] if thing.unit_label else thing.unit,
        "description": thing.description,
    }
