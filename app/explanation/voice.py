"""The voice that an answer speaks in: the asker's language, over one semantic layer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.contracts import Language, Translate
from app.semantics.layer import Column, Measure, SemanticLayer
from app.translating import mark


@dataclass(frozen=True)
class Voice:
    """Says messages, lists and labels in one language."""

    language: Language
    layer: SemanticLayer
    translate: Translate

    def say(self, message: str, **values: str) -> str:
        """A message in the language, filled in."""
        return self.translate(self.language, message, **values)

    def listed(self, items: Iterable[str]) -> str:
        """a, b and c."""
        *first, last = items
        if not first:
            return last
        return self.say(mark("{items} and {last}"), items=self.say(mark(", ")).join(first), last=last)

    def either(self, items: Iterable[str]) -> str:
        """A or b."""
        return self.say(mark(" or ")).join(items)

    def label(self, thing: Column | Measure) -> str:
        """A column's or measure's name."""
        return thing.label[self.language]

    def unit(self, thing: Column | Measure) -> str | None:
        """The unit's name, if it has one: the layer's own, or the message's."""
        if thing.unit_label:
            return thing.unit_label[self.language]
        return self.say(thing.unit) if thing.unit else None

    def value(self, column: Column, value: object) -> str:
        """What people call a stored value, or a pattern of values."""
        labels = {stored.value: stored.label[self.language] for stored in column.values}
        return labels.get(str(value), str(value))
