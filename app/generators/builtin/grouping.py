"""Groups: what stands after "by" and "each", and adverbs such as "monthly"."""

from __future__ import annotations

from app.contracts import Language
from app.generators.builtin.filtering import has_value
from app.generators.builtin.lexicon import GrainWord, Superlative, WeekdayWord
from app.generators.builtin.mentions import Mention
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import (
    Beyond,
    Fact,
    Sentence,
    Unread,
    dimension_of,
    event_of,
    fact_of,
    measure_named,
    reference_of,
    table_of,
)
from app.language.calendars import Calendar
from app.semantics.layer import Measure, SemanticLayer
from app.semantics.measures import count_of
from app.semantics.reading import ColumnGroup, Group, MeasureUse, RowGroup, TimeGroup, WeekdayGroup

Ordering = MeasureUse | Fact
"""What is ranked or sorted by."""
RANKED = (Role.TOP, Role.BEST, Role.WORST, Role.RANK)


def take_groups(sentence: Sentence, language: Language) -> tuple[tuple[Group, ...], Ordering | None]:
    """The groups, and the measure after "by" where it orders a ranking ("top products by revenue")."""
    groups: list[Group] = [
        time_group(word, sentence.calendar) for word in sentence.take_all(GrainWord, lambda word: word.alone)
    ]
    ordering = None
    while (at := sentence.find(lambda mention: mention.has(Role.EACH))) is not None:
        word, following = sentence.take(at), sentence.at(at)
        if following is None and not word.text.isascii():
            raise Beyond("by what?")
        if following and has_value(following):
            continue
        ordering_here = take_ordering(sentence, at)
        if ordering_here:
            ordering = ordering_here
        else:
            groups += take_list(sentence, at, language)
    return tuple(dict.fromkeys(by_row(group, sentence.layer) for group in groups)), ordering


def by_row(group: Group, layer: SemanticLayer) -> Group:
    """The group; by the names of rows it is one by the rows, of which two may bear one name."""
    if not isinstance(group, ColumnGroup):
        return group
    column = layer.column(group.column)
    is_name = layer.by_name[column.table].name_column == column.name
    return RowGroup(column.table) if is_name else group


def take_ordering(sentence: Sentence, at: int) -> Ordering | None:
    """A measure right after "by": "by revenue", "by number of orders", "by average price", "by price"."""
    roles = (Role.COUNT, Role.SUM, Role.AVERAGE)
    mention = sentence.at(at)
    role = next((role for role in roles if mention and mention.has(role)), None)
    place = at + 1 if role else at
    if role is Role.COUNT and (value := sentence.at(place)) and has_value(value):
        place += 1
    found = ordering_of(sentence, sentence.at(place), role)
    if found is None:
        return None
    sentence.take(place)
    if role:
        sentence.take(at)
    sentence.take_role(at, Role.COUNT)
    return found


def ordering_of(sentence: Sentence, mention: Mention | None, role: Role | None) -> Ordering | None:
    """What a mention, with a word such as "average" before it, ranks by."""
    measure, fact, table = measure_named(mention), fact_of(mention), table_of(mention) or event_of(mention)
    if measure and role is not Role.AVERAGE:
        return MeasureUse(measure.reference)
    if fact and role in (Role.SUM, Role.AVERAGE):
        return MeasureUse(reference_of(fact), "avg" if role is Role.AVERAGE else "sum")
    if fact and role is None:
        return fact
    amount = sentence.layer.by_reference[table.default_amount] if table and table.default_amount else None
    if isinstance(amount, Measure) and (role is Role.SUM or (role is None and event_of(mention))):
        return MeasureUse(amount.reference)
    is_counted = role is Role.COUNT or (role is None and ranks_by_rows(sentence, mention))
    return count_of(sentence.layer, table.name) if table and is_counted else None


def ranks_by_rows(sentence: Sentence, mention: Mention | None) -> bool:
    """Whether others are ranked by how many of some rows they have: "top customers by orders"."""
    table = table_of(mention)
    is_ranked = sentence.has(*RANKED) or any(it.one(Superlative) for it in sentence.left)
    return is_ranked and table is not None and mention is not None and mention.is_plural and bool(table.default_time)


def take_list(sentence: Sentence, at: int, language: Language) -> list[Group]:
    """One or more groups with "and" between them. Raises Unread when nothing to group by follows."""
    groups = []
    while sentence.take_role(at, Role.DISTINCT):
        pass
    while (group := group_of(sentence.at(at), sentence.calendar, language)) is not None:
        sentence.take(at)
        groups.append(group)
        if group_of(sentence.at(at + 1), sentence.calendar, language) is None or not sentence.take_role(at, Role.AND):
            return groups
    raise Unread("by what?")


def group_of(mention: Mention | None, calendar: Calendar, language: Language) -> Group | None:
    """What a mention groups by: a span of time, the days of the week, the rows of a table, or a column's values."""
    if mention is None or event_of(mention):
        return None
    if word := mention.one(GrainWord):
        return time_group(word, calendar)
    if mention.one(WeekdayWord):
        return WeekdayGroup("", calendar, language)
    if table := table_of(mention):
        return RowGroup(table.name)
    column = dimension_of(mention)
    return ColumnGroup(column.reference) if column else None


def time_group(word: GrainWord, calendar: Calendar) -> TimeGroup:
    """A grouping by time; which date it is about is decided when the measure is known."""
    return TimeGroup("", word.grain, calendar)
