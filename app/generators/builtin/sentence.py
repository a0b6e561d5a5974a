"""A question's mentions, taken away as the passes explain them: what is left in the end was not understood."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from app.generators.builtin.lexicon import EventOf, Participant, RowAmount
from app.generators.builtin.mentions import Kind, Mention
from app.generators.builtin.roles import Role
from app.language.calendars import Calendar
from app.language.numbers import Number
from app.semantics.layer import Column, Measure, SemanticLayer, Table

Test = Callable[[Mention], bool]
Fact = Column | RowAmount
"""A number of each row."""


class Unread(Exception):
    """The words are known but make no question that the engine can be sure of."""


class ManyThings(Unread):
    """A number of things that were sold: their pieces, or how many different ones."""


class Beyond(Unread):
    """A question that is understood and can't be answered: whatever answers it leaves something out."""


class Sentence:
    """The mentions that no pass has explained yet, in order; filler is left out from the start."""

    def __init__(self, mentions: Sequence[Mention], layer: SemanticLayer, calendar: Calendar) -> None:
        told = [mention for at, mention in enumerate(mentions) if not is_filler(mentions, at)]
        tables = {table.name for mention in told if (table := mention.one(Table))}
        self.left = [of_tables(mention, tables) for mention in told]
        self.layer = layer
        self.calendar = calendar

    def at(self, index: int) -> Mention | None:
        """The mention at a place, None beyond either end."""
        return self.left[index] if 0 <= index < len(self.left) else None

    def find(self, test: Test) -> int | None:
        """The place of the first mention that passes."""
        return next((index for index, mention in enumerate(self.left) if test(mention)), None)

    def has(self, *roles: Role) -> bool:
        """Whether a mention with one of the roles is left."""
        return any(mention.has(*roles) for mention in self.left)

    def take(self, index: int) -> Mention:
        """Take one mention away."""
        return self.left.pop(index)

    def take_role(self, index: int, *roles: Role) -> bool:
        """Take the mention at a place away if it has one of the roles; whether it had."""
        mention = self.at(index)
        if mention is None or not mention.has(*roles):
            return False
        self.take(index)
        return True

    def take_roles(self, *roles: Role) -> frozenset[Role]:
        """Take away every mention with one of the roles; the roles that there were."""
        found = frozenset(role for mention in self.left for role in roles if mention.has(role))
        self.left = [mention for mention in self.left if not mention.has(*roles)]
        return found

    def take_all(self, kind: type[Kind], test: Callable[[Kind], bool] = lambda _: True) -> list[Kind]:
        """Take away every mention that has one meaning of a kind that passes; those meanings."""
        taken = [meaning for mention in self.left if (meaning := mention.one(kind)) and test(meaning)]
        self.left = [mention for mention in self.left if mention.one(kind) not in taken]
        return taken

    def take_at_most_one(self, kind: type[Kind], test: Callable[[Kind], bool] = lambda _: True) -> Kind | None:
        """The one meaning of a kind, wherever it stands; said twice it is still one. Raises Unread for several."""
        taken = self.take_all(kind, test)
        if any(meaning != taken[0] for meaning in taken):
            raise Unread(f"several: {', '.join(map(str, taken))}")
        return taken[0] if taken else None


def of_tables(mention: Mention, tables: Collection[str]) -> Mention:
    """The mention without columns of tables that are not named, where the same word is a column of one that is."""
    columns = [it for it in mention.meanings if isinstance(it, Column)]
    named = [column for column in columns if column.table in tables]
    if len(columns) < 2 or not named:
        return mention
    kept = [it for it in mention.meanings if not isinstance(it, Column) or it in named]
    return replace(mention, meanings=tuple(kept))


def is_filler(mentions: Sequence[Mention], at: int) -> bool:
    """Whether a mention says nothing; "to" does where it joins two numbers, «هم» where it is said twice."""
    joins = mentions[at].has(Role.TO) and any(
        all(beside.one(Number) for beside in (one, other))
        for one, other in zip(mentions[at - 1 : at], mentions[at + 1 : at + 2], strict=False)
    )
    is_correlative = mentions[at].has(Role.BOTH) and sum(mention.has(Role.BOTH) for mention in mentions) > 1
    return mentions[at].has(Role.FILLER) and not joins and not is_correlative


def dimension_of(mention: Mention | None) -> Column | None:
    """The column that a mention lets one group by, if it is one."""
    column = mention.one(Column) if mention else None
    return column if column and column.kind == "dimension" else None


def table_of(mention: Mention | None) -> Table | None:
    """The table whose rows a mention names."""
    if mention is None:
        return None
    participant = mention.one(Participant)
    return participant.table if participant else mention.one(Table)


def event_of(mention: Mention | None) -> Table | None:
    """The table of the rows that a mention says there are."""
    event = mention.one(EventOf) if mention else None
    return event.table if event else None


def fact_of(mention: Mention | None) -> Fact | None:
    """The number of each row that a mention names."""
    if mention is None:
        return None
    column = mention.one(Column)
    if column and column.kind == "fact":
        return column
    return mention.one(RowAmount)


def measure_named(mention: Mention | None) -> Measure | None:
    """The measure that a mention names."""
    return mention.one(Measure) if mention else None


def table_of_fact(fact: Fact) -> str:
    """The table that a fact is of."""
    return fact.measure.table if isinstance(fact, RowAmount) else fact.table


def reference_of(fact: Fact) -> str:
    """How a reading refers to a fact."""
    return fact.measure.reference if isinstance(fact, RowAmount) else fact.reference
