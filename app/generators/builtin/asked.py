"""What a question asks, as it is said: everything that its mentions name, taken apart but not yet put together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.contracts import Language
from app.generators.builtin.comparing import Compared, take_comparisons
from app.generators.builtin.filtering import Named, take_filters, take_keys, take_weekdays
from app.generators.builtin.grouping import Ordering, take_groups
from app.generators.builtin.lexicon import CalendarWord, GrainWord, UnitWord, WeekdayWord
from app.generators.builtin.mentions import Mention
from app.generators.builtin.ranking import Ranking, at_place, take_limit, take_place, take_ranking
from app.generators.builtin.rewording import reword
from app.generators.builtin.roles import Role
from app.generators.builtin.sentence import (
    Fact,
    Sentence,
    Unread,
    dimension_of,
    event_of,
    measure_named,
    table_of,
)
from app.generators.builtin.things import (
    Noun,
    take_events,
    take_facts,
    take_measures,
    take_nouns,
    take_segment,
    take_spans,
)
from app.language.numerals import Unit
from app.language.periods import Period
from app.semantics.layer import Column, Measure, Segment, Table
from app.semantics.reading import Comparison, Group

SAYING = tuple(
    role
    for role in Role
    if role
    not in (
        *(Role.FILLER, Role.EACH, Role.VAGUE, Role.MANNER, Role.REPORT, Role.CHANGE, Role.YIELD, Role.PIECES),
        *(Role.NOT, Role.NEVER, Role.TO, Role.NEW, Role.ABSENT, Role.SINGLE, Role.MONEY),
    )
)
"""Words that say how to put the others together; they may stand anywhere."""
NATIONS = ("persian", "iranian")
"""What a calendar and much else is called."""


@dataclass(frozen=True)
class Asked:
    """The parts of a question."""

    roles: frozenset[Role] = frozenset()
    comparisons: tuple[Compared, ...] = ()
    keys: tuple[Comparison, ...] = ()
    groups: tuple[Group, ...] = ()
    ordering: Ordering | None = None
    values: tuple[Named, ...] = ()
    weekdays: tuple[int, ...] = ()
    not_weekdays: bool = False
    periods: tuple[Period, ...] = ()
    time: Column | None = None
    ranking: Ranking | None = None
    limit: int | None = None
    negated: bool = False
    segment: Segment | None = None
    nouns: tuple[Noun, ...] = ()
    events: tuple[Table, ...] = ()
    measures: tuple[Measure, ...] = ()
    facts: tuple[Fact, ...] = ()
    columns: tuple[Column, ...] = ()
    spans: tuple[Group, ...] = ()
    """Spans of time that are named without a "by": "months with revenue above a billion"."""
    is_by_several: bool = False
    """Whether days, spans of time or values are named so that they can only be groups: "sales of the categories"."""
    pieces: bool = False
    """Whether pieces are named: «عدد», "items"."""
    unit: Unit | None = None
    """The unit that amounts are asked for in."""
    is_new: bool = False
    """Whether new rows are meant, and not all that there are."""
    is_listing: bool = False
    """Whether a table is named with measures behind it, as in "customers with their revenue"."""

    def says(self, *roles: Role) -> bool:
        """Whether one of the words is said."""
        return not self.roles.isdisjoint(roles)


def take_apart(sentence: Sentence, language: Language) -> Asked:
    """Take every part of the question out of its sentence; a rest means that it was not understood. Raises Unread."""
    take_calendars(sentence)
    reword(sentence)
    asked = Asked(unit=take_unit(sentence), is_new=sentence.has(Role.NEW), is_listing=names_rows_first(sentence))
    if lists_two_tables(sentence):
        raise Unread("two lists at once")
    for take in (take_conditions, take_order, take_words, take_things):
        asked = take(asked, sentence, language)
    if sentence.left:
        raise Unread(f"left over: {', '.join(mention.text for mention in sentence.left)}")
    return asked


def take_conditions(asked: Asked, sentence: Sentence, language: Language) -> Asked:
    """The parts with what narrows rows down, and what they are grouped by. Raises Unread."""
    keys, comparisons = take_keys(sentence), take_comparisons(sentence)
    if comparisons and sum(mention.has(Role.AVERAGE) for mention in sentence.left) > 1:
        raise Unread("averages of several things")
    groups, ordering = take_groups(sentence, language)
    values = take_filters(sentence)
    weekdays, not_weekdays = take_weekdays(sentence)
    return replace(
        asked,
        keys=keys,
        comparisons=comparisons,
        groups=groups,
        ordering=ordering,
        values=values,
        weekdays=weekdays,
        not_weekdays=not_weekdays,
        periods=take_periods(sentence, groups),
        time=sentence.take_at_most_one(Column, lambda column: column.kind == "time_dimension"),
    )


def take_order(asked: Asked, sentence: Sentence, language: Language) -> Asked:
    """The parts with the ranking, and how many rows are wanted. Raises Unread."""
    place = take_place(sentence, language)
    ranking = take_ranking(sentence, asked.ordering, language)
    if place:
        ranking = at_place(ranking, place)
    return replace(asked, ranking=ranking, limit=take_limit(sentence))


def take_words(asked: Asked, sentence: Sentence, language: Language) -> Asked:
    """The parts with the words that say how to put the others together."""
    pieces = take_pieces(sentence)
    negated = bool(sentence.take_roles(Role.NOT, Role.NEVER)) | any(mention.negated for mention in sentence.left)
    return replace(asked, pieces=pieces, negated=negated, roles=sentence.take_roles(*SAYING))


def take_things(asked: Asked, sentence: Sentence, language: Language) -> Asked:
    """The parts with the things that are named."""
    is_by_several = sentence.find(names_several) is not None
    return replace(
        asked,
        segment=take_segment(sentence),
        nouns=take_nouns(sentence, asked.roles),
        events=tuple(dict.fromkeys(take_events(sentence))),
        measures=tuple(dict.fromkeys(take_measures(sentence))),
        facts=tuple(dict.fromkeys(take_facts(sentence))),
        columns=tuple(dict.fromkeys(sentence.take_all(Column))),
        spans=tuple(dict.fromkeys(take_spans(sentence, language))),
        is_by_several=is_by_several,
    )


def take_calendars(sentence: Sentence) -> None:
    """Take the words for calendars away; "Persian" is one before a span of time alone. Raises Unread."""
    for at, mention in enumerate(sentence.left):
        following = sentence.at(at + 1)
        is_span = following is not None and following.one(GrainWord) is not None
        if mention.one(CalendarWord) and mention.text.lower() in NATIONS and not is_span:
            raise Unread(f"{mention.text} what?")
    sentence.take_all(CalendarWord)


def take_periods(sentence: Sentence, groups: tuple[Group, ...]) -> tuple[Period, ...]:
    """The periods that are named, each once; growth "from 2024 to 2025" is between the two."""
    periods = tuple(dict.fromkeys(sentence.take_all(Period)))
    is_between = len(periods) == 1 and sentence.has(Role.GROWTH, Role.VERSUS) and not groups
    return periods[0].sides or periods if is_between else periods


def take_unit(sentence: Sentence) -> Unit | None:
    """The unit that amounts are asked for in."""
    word = sentence.take_at_most_one(UnitWord)
    return word.unit if word else None


def names_rows_first(sentence: Sentence) -> bool:
    """Whether rows stand before "with" or are asked to be listed, and something to compute stands behind them."""
    said = sentence.has(Role.LIST, Role.WITH) or joins_count(sentence)
    first = sentence.find(lambda mention: table_of(mention) is not None and event_of(mention) is None)
    dimension = sentence.find(lambda mention: dimension_of(mention) is not None)
    computed = sentence.find(lambda mention: measure_named(mention) is not None or mention.has(Role.SUM))
    counted = sentence.find(lambda mention: mention.has(Role.COUNT))
    is_counted = counted is not None and table_of(sentence.at(counted + 1)) is not None
    places = [place for place in (computed, counted if is_counted else None) if place is not None]
    starts = [place for place in (first, dimension) if place is not None]
    return said and bool(places and starts) and min(starts) < min(places)


def joins_count(sentence: Sentence) -> bool:
    """Whether rows are named with a number beside them: "customers and how many orders they placed"."""
    return any(
        mention.has(Role.AND)
        and table_of(sentence.at(at - 1))
        and (beside := sentence.at(at + 1))
        and beside.has(Role.COUNT)
        for at, mention in enumerate(sentence.left)
    )


def take_pieces(sentence: Sentence) -> bool:
    """Take pieces that are counted («عدد», "items") away, where they are sold or counted; whether any are."""
    at = sentence.find(lambda mention: mention.has(Role.PIECES) and measure_named(mention) is None)
    if at is None:
        return False
    is_sold = any(event_of(mention) for mention in sentence.left)
    before = sentence.at(at - 1)
    is_counted, is_noun = before is not None and before.has(Role.COUNT), table_of(sentence.left[at]) is not None
    if (is_sold and (is_counted or not is_noun)) or (is_counted and not is_noun):
        sentence.take(at)
        return True
    return False


def names_several(mention: Mention) -> bool:
    """Whether all days of the week, or several spans of time or values, are named: «فصل‌های ۱۴۰۴», «دسته‌ها»."""
    weekday, grain = mention.one(WeekdayWord), mention.one(GrainWord)
    is_span = (grain is not None and not grain.alone) or dimension_of(mention) is not None
    return (weekday is not None and weekday.alone) or (is_span and mention.is_plural)


def lists_two_tables(sentence: Sentence) -> bool:
    """Whether two tables are named with "and" between them."""
    return any(
        mention.has(Role.AND) and table_of(sentence.at(at - 1)) and table_of(sentence.at(at + 1))
        for at, mention in enumerate(sentence.left)
    )
