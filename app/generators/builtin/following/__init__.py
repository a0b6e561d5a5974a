"""Conversation: a question that is no whole one changes what the one before it was understood to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.contracts import Earlier, Language
from app.errors import InvalidDate, NeedsClarification, Refused
from app.generators.builtin.accounting import references
from app.generators.builtin.asked import Asked, take_apart
from app.generators.builtin.asking_back import ask_back
from app.generators.builtin.following.fragments import Fragment, Tie, fragment_of
from app.generators.builtin.following.merging import merge
from app.generators.builtin.following.selections import with_more
from app.generators.builtin.mentions import Mention
from app.generators.builtin.reading import calendar_said, open_mentions, read
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import Sentence, Unread
from app.generators.builtin.timing import Frame
from app.semantics.layer import SemanticLayer
from app.semantics.reading import Reading, RowGroup
from app.semantics.selection import Selection, things_in


@dataclass(frozen=True)
class Context:
    """The earlier question and what it was understood to ask."""

    question: str
    reading: Reading


def read_on(question: str, language: Language, layer: SemanticLayer, today: date, earlier: Earlier | None) -> Reading:
    """The reading of a question that may continue an earlier one; one that is complete by itself never does.

    Raises what `read` raises.
    """
    context = context_of(earlier, layer) if earlier else None
    if context is None or not (fragment := fragment_of(question)).text:
        return read(question, language, layer, today)
    frame = Frame(language, layer, today)
    if context.reading.selection:
        return selected_on(question, fragment, context, context.reading.selection, frame)
    mentions = open_mentions(fragment.text, language, layer, layer.values.current(), today)
    asked = parts_of(mentions, frame)
    if asked and continues(asked, fragment.tie):
        return continued(question, mentions, asked, fragment, context, frame)
    alone = read(question, language, layer, today)
    if alone.is_complete:
        return alone
    if asked is None:
        unknown = tuple(mention.text for mention in mentions if not mention.meanings)
        return replace(alone, unexplained=unknown) if unknown and alone.unexplained else alone
    merged = continued(question, mentions, asked, fragment, context, frame)
    return merged if merged.is_complete else alone


def stands_alone(question: str, language: Language, layer: SemanticLayer, today: date) -> bool:
    """Whether a question asks for something without an earlier one: "orders by month" does, "and by month?" does not.

    One that is more than the engine can read is believed to, unless its words tie it to something.
    """
    fragment = fragment_of(question)
    if fragment.tie is Tie.FIRM:
        return False
    try:
        mentions = open_mentions(fragment.text, language, layer, layer.values.current(), today)
        asked = parts_of(mentions, Frame(language, layer, today))
        if asked and continues(asked, fragment.tie):
            return False
        return read(question, language, layer, today).is_complete or not is_part(mentions, fragment.tie)
    except (InvalidDate, NeedsClarification, Refused):
        return fragment.tie is Tie.NONE


def selected_on(question: str, fragment: Fragment, context: Context, earlier: Selection, frame: Frame) -> Reading:
    """The reading of a question after a selection: a change of it, else one for itself."""
    mentions = open_mentions(fragment.text, frame.language, frame.layer, frame.layer.values.current(), frame.today)
    try:
        more = with_more(fragment.text, frame.language, frame.layer, frame.today, earlier)
        return replace(more, continues=context.question)
    except Unread as problem:
        if fragment.tie is Tie.FIRM or is_part(mentions, fragment.tie):
            unknown = tuple(mention.text for mention in mentions if not mention.meanings)
            return Reading(frame.language, unexplained=unknown, unread=None if unknown else str(problem))
        return read(question, frame.language, frame.layer, frame.today)


def is_part(mentions: Sequence[Mention], tie: Tie) -> bool:
    """Whether a fragment is no question by itself: "by month", "and their age"."""
    is_asking = any(mention.has(Role.LIST, Role.WHAT, Role.WHO, Role.COUNT) for mention in mentions)
    is_group = bool(mentions) and mentions[0].has(Role.EACH)
    return is_group or (tie is Tie.LOOSE and not is_asking)


def context_of(earlier: Earlier, layer: SemanticLayer) -> Context | None:
    """What the earlier question was understood to ask; None where that was not all of it, or is nothing any more.

    A layer may have changed since the question was recorded, and so may the form of a reading.
    """
    try:
        reading = Reading.from_json(earlier["reading"])
    except (KeyError, TypeError, ValueError):
        return None
    tables = {group.table for group in reading.groups if isinstance(group, RowGroup)} | {reading.rows}
    is_known = layer.by_reference.keys() >= set(references(reading)) and layer.by_name.keys() >= tables - {None}
    is_known &= layer.by_reference.keys() | layer.by_name.keys() >= set(things_in(reading.selection))
    return Context(earlier["question"], reading) if reading.is_complete and is_known else None


def parts_of(mentions: Sequence[Mention], frame: Frame) -> Asked | None:
    """What a fragment names; None where a word is unknown, or the words do not fit together."""
    if not all(mention.meanings for mention in mentions):
        return None
    sentence = Sentence(mentions, frame.layer, calendar_said(mentions, frame.language))
    try:
        return take_apart(sentence, frame.language)
    except Unread:
        return None


def continues(asked: Asked, tie: Tie) -> bool:
    """Whether a fragment continues an earlier question, even if it could be read alone."""
    things = (asked.measures, asked.facts, asked.nouns, asked.columns, asked.events, asked.ordering, asked.ranking)
    limits = (asked.values, asked.periods, asked.comparisons, asked.weekdays, asked.keys, asked.groups, asked.limit)
    is_elliptic = tie is not Tie.WHOLE and not any(things) and not asked.says(Role.COUNT)
    is_single = not any(limits) and sum(map(bool, things)) == 1
    return tie is Tie.FIRM or is_elliptic or (tie is Tie.LOOSE and is_single)


def continued(
    question: str, mentions: Sequence[Mention], asked: Asked, fragment: Fragment, context: Context, frame: Frame
) -> Reading:
    """The earlier reading as the fragment changes it; where that is impossible, one that says why.

    Raises NeedsClarification where a word of the fragment leaves open what is asked.
    """
    ask_back(question, mentions, frame)
    corrections = tuple((mention.text, mention.corrected) for mention in mentions if mention.corrected)
    try:
        merged = merge(context.reading, asked, frame, adds=fragment.adds)
    except Unread as problem:
        return Reading(frame.language, unread=str(problem))
    return replace(merged, corrections=corrections, continues=context.question)
