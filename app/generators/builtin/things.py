"""The things that a question names: tables and parts of them, what happens to their rows, measures, facts, spans."""

from __future__ import annotations

from dataclasses import dataclass

from app.contracts import Language
from app.generators.builtin.grouping import group_of
from app.generators.builtin.lexicon import Participant, SegmentOf
from app.generators.builtin.mentions import Mention
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Fact, Sentence, event_of, fact_of, table_of
from app.semantics.layer import Column, Measure, Segment, Table
from app.semantics.reading import Group


@dataclass(frozen=True)
class Noun:
    """A table whose rows are named: "customers", "buyers"; `event` is the table of which those have rows."""

    table: Table
    event: Table | None = None
    is_plural: bool = False
    is_name: bool = False
    """Whether the names of the rows are asked for."""


def take_segment(sentence: Sentence) -> Segment | None:
    """The named part of a table's rows that is asked about; its table counts as named."""
    at = sentence.find(lambda mention: mention.one(SegmentOf) is not None)
    if at is None:
        return None
    segment = sentence.left[at].one(SegmentOf)
    if segment is None:
        return None
    if table_of(sentence.at(at)) is None:
        sentence.left[at] = Mention(sentence.left[at].text, (segment.table,))
    return segment.segment


def take_nouns(sentence: Sentence, roles: frozenset[Role]) -> tuple[Noun, ...]:
    """The tables whose rows are named, in order, each once.

    A noun that is a verb as well («خرید») is one where it is counted and nothing else is.
    """
    nouns: dict[str, Noun] = {}
    named = [mention for mention in sentence.left if table_of(mention) and not event_of(mention)]
    if not named and Role.COUNT in roles:
        named = [mention for mention in sentence.left if table_of(mention)]
    for mention in named:
        table, participant = table_of(mention), mention.one(Participant)
        event = sentence.layer.by_name[participant.relationship.left_table] if participant else None
        if table and (table.name not in nouns or event):
            nouns[table.name] = Noun(table, event, mention.is_plural)
        sentence.left.remove(mention)
    return tuple(nouns.values()) or take_names(sentence)


def take_names(sentence: Sentence) -> tuple[Noun, ...]:
    """The table whose rows' names are asked for: "customer names"."""
    for mention in sentence.left:
        column = mention.one(Column)
        table = sentence.layer.by_name[column.table] if column else None
        if table and column and table.name_column == column.name:
            sentence.left.remove(mention)
            return (Noun(table, None, mention.is_plural, is_name=True),)
    return ()


def take_events(sentence: Sentence) -> list[Table]:
    """The tables of which rows are said to be there: "bought"."""
    mentions = [mention for mention in sentence.left if event_of(mention)]
    sentence.left = [mention for mention in sentence.left if mention not in mentions]
    return [table for mention in mentions if (table := event_of(mention))]


def take_measures(sentence: Sentence) -> list[Measure]:
    """The declared measures that are named."""
    return sentence.take_all(Measure)


def take_facts(sentence: Sentence) -> list[Fact]:
    """The numbers of each row that are named."""
    mentions = [mention for mention in sentence.left if fact_of(mention)]
    sentence.left = [mention for mention in sentence.left if mention not in mentions]
    return [fact for mention in mentions if (fact := fact_of(mention))]


def take_spans(sentence: Sentence, language: Language) -> list[Group]:
    """Spans of time and days of the week that are named without a "by"."""
    mentions = [mention for mention in sentence.left if group_of(mention, sentence.calendar, language)]
    sentence.left = [mention for mention in sentence.left if mention not in mentions]
    return [group for mention in mentions if (group := group_of(mention, sentence.calendar, language))]
