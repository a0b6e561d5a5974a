"""What a part of a question with structure may mean, beside a table, a column, a value or a number."""

from __future__ import annotations

from dataclasses import dataclass

from app.generators.builtin.lexicon import Comparator, EventOf, GrainWord, Superlative, ValueOf
from app.generators.builtin.selecting.thesaurus import Quality
from app.generators.builtin.selecting.words import Word
from app.language.numbers import Number
from app.language.periods import Period
from app.semantics.layer import Column, Table


@dataclass(frozen=True)
class Part:
    """A table or column of whose name a phrase is a part or another word: "area" of `surface_area`."""

    thing: Table | Column


@dataclass(frozen=True)
class Event:
    """A verb that says what a date is the date of: "hired", "returned"; or that it has not come: "unpaid"."""

    column: Column
    negated: bool = False


@dataclass(frozen=True)
class Moment:
    """A noun for the day of a date: "payment" for `paid_on`, "settlement" for `settled_on`."""

    column: Column


@dataclass(frozen=True)
class Way:
    """A word that says by which of several columns rows refer to others: "departing", "arriving"."""

    column: Column
    target: str
    """The table that it refers to."""
    is_plain: bool
    """Whether it is a mere preposition: "from", "to"."""


@dataclass(frozen=True)
class Scale:
    """A question or verb that asks for a column called one of these: "how old", "weigh"."""

    columns: tuple[str, ...]


@dataclass(frozen=True)
class Quoted:
    """A text in quotes, or what else is taken literally."""

    text: str


Sense = (
    Word
    | Table
    | Column
    | Part
    | Event
    | Moment
    | EventOf
    | Way
    | ValueOf
    | Quality
    | Scale
    | GrainWord
    | Comparator
    | Superlative
    | Number
    | Period
    | Quoted
)
