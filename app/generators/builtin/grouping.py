"""Groups: what stands after "by" and "each", and adverbs such as "monthly"."""

from __future__ import annotations

from app.generators.builtin.lexicon import GrainWord, Role
from app.generators.builtin.mentions import Mention
from app.generators.builtin.sentence import Sentence, Unread, dimension_of, table_of
from app.language.calendars import Calendar
from app.semantics.layer import Measure
from app.semantics.measures import count_of
from app.semantics.reading import ColumnGroup, Group, MeasureUse, RowGroup, TimeGroup


def take_groups(sentence: Sentence) -> tuple[tuple[Group, ...], MeasureUse | None]:
    """The groups, and the measure after "by" where it orders a ranking ("top products by revenue")."""
    groups: list[Group] = [
        time_group(word, sentence.calendar) for word in sentence.take_all(GrainWord, lambda word: word.alone)
    ]
    ordering = None
    while (at := sentence.find(lambda mention: mention.has(Role.EACH))) is not None:
        sentence.take(at)
        ordering_here = take_ordering(sentence, at)
        if ordering_here:
            ordering = ordering_here
        else:
            groups += take_list(sentence, at)
    return tuple(groups), ordering


def take_ordering(sentence: Sentence, at: int) -> MeasureUse | None:
    """A measure right after "by"."""
    mention = sentence.at(at)
    if mention and (measure := mention.one(Measure)):
        sentence.take(at)
        return MeasureUse(measure.reference)
    counted = table_of(sentence.at(at + 1))
    if mention and mention.has(Role.COUNT) and counted:
        sentence.take(at)
        sentence.take(at)
        return count_of(sentence.layer, counted.name)
    return None


def take_list(sentence: Sentence, at: int) -> list[Group]:
    """One or more groups with "and" between them. Raises Unread when nothing to group by follows."""
    groups = []
    while (group := group_of(sentence.at(at), sentence.calendar)) is not None:
        sentence.take(at)
        groups.append(group)
        if group_of(sentence.at(at + 1), sentence.calendar) is None or not sentence.take_role(at, Role.AND):
            return groups
    raise Unread("by what?")


def group_of(mention: Mention | None, calendar: Calendar) -> Group | None:
    """What a mention groups by: a span of time, the rows of a table, or a column's values."""
    if mention and (word := mention.one(GrainWord)):
        return time_group(word, calendar)
    if table := table_of(mention):
        return RowGroup(table.name)
    column = dimension_of(mention)
    return ColumnGroup(column.reference) if column else None


def time_group(word: GrainWord, calendar: Calendar) -> TimeGroup:
    """A grouping by time; which date it is about is decided when the measure is known."""
    return TimeGroup("", word.grain, calendar)
