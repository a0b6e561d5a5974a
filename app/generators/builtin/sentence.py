"""A question's mentions, taken away as the passes explain them: what is left in the end was not understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.generators.builtin.lexicon import Role
from app.generators.builtin.mentions import Kind, Mention
from app.language.calendars import Calendar
from app.semantics.layer import Column, SemanticLayer, Table

Test = Callable[[Mention], bool]


class Unread(Exception):
    """The words are known but make no question that the engine can be sure of."""


class Sentence:
    """The mentions that no pass has explained yet, in order; filler is left out from the start."""

    def __init__(self, mentions: Sequence[Mention], layer: SemanticLayer, calendar: Calendar) -> None:
        self.left = [mention for mention in mentions if not mention.has(Role.FILLER)]
        self.layer = layer
        self.calendar = calendar

    def at(self, index: int) -> Mention | None:
        """The mention at a place, None beyond either end."""
        return self.left[index] if 0 <= index < len(self.left) else None

    def find(self, test: Test) -> int | None:
        """The place of the first mention that passes."""
        return next((index for index, mention in enumerate(self.left) if test(mention)), None)

    def take(self, index: int) -> Mention:
        """Take one mention away."""
        return self.left.pop(index)

    def take_role(self, index: int, role: Role) -> bool:
        """Take the mention at a place away if it has that role; whether it had."""
        mention = self.at(index)
        if mention is None or not mention.has(role):
            return False
        self.take(index)
        return True

    def take_all(self, kind: type[Kind], test: Callable[[Kind], bool] = lambda _: True) -> list[Kind]:
        """Take away every mention that has one meaning of a kind that passes; those meanings."""
        taken = [meaning for mention in self.left if (meaning := mention.one(kind)) and test(meaning)]
        self.left = [mention for mention in self.left if mention.one(kind) not in taken]
        return taken

    def take_at_most_one(self, kind: type[Kind], test: Callable[[Kind], bool] = lambda _: True) -> Kind | None:
        """The one meaning of a kind, wherever it stands; said twice it is still one. Raises Unread for several."""
        taken = self.take_all(kind, test)
        if any(meaning is not taken[0] for meaning in taken):
            raise Unread(f"several: {', '.join(map(str, taken))}")
        return taken[0] if taken else None


def dimension_of(mention: Mention | None) -> Column | None:
    """The column that a mention lets one group by, if it is one."""
    column = mention.one(Column) if mention else None
    return column if column and column.kind == "dimension" else None


def table_of(mention: Mention | None) -> Table | None:
    """The table that a mention names."""
    return mention.one(Table) if mention else None
