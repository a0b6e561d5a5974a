"""Words for one part of a statement, by the part's kind; each kind's words stand in the module about such things."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, singledispatch

from sqlglot import exp

from app.explanation.origins import Origins
from app.explanation.voice import Voice
from app.sql.rendering import ReadablePostgres


class Wording:
    """Says what the parts of one statement mean, in one voice."""

    def __init__(self, statement: exp.Expr, voice: Voice) -> None:
        self.voice = voice
        self.origins = Origins(statement, voice.layer)
        self.called: dict[exp.Expr, str] = {}
        """Names of parts that have just been said, by which they are called when they come again."""

    def of(self, node: exp.Expr) -> str:
        """The words for a part."""
        name = self.called.get(node) if self.called else None
        return name or words(node, self)

    def say(self, message: str, **parts: exp.Expr | str) -> str:
        """A message with parts in it."""
        said = {name: part if isinstance(part, str) else self.of(part) for name, part in parts.items()}
        return self.voice.say(message, **said)

    def listed(self, nodes: Iterable[exp.Expr]) -> str:
        """Several parts, one after the other; equal ones once."""
        return self.voice.listed(dict.fromkeys(map(self.of, nodes)))

    def quoted(self, node: exp.Expr) -> str:
        """A part's own SQL, from left to right whatever the language."""
        return ltr(f"`{node.sql(dialect=ReadablePostgres)}`", self.voice)

    @cached_property
    def named(self) -> frozenset[str]:
        """Names that stand for something computed elsewhere in the statement, which has to be called by them there."""
        nodes = self.origins.statement.find_all(exp.Column)
        return frozenset(node.name for node in nodes if self.origins.column(node) is None)

    def is_shared(self, label: str) -> bool:
        """Whether columns of several tables are called so, keys apart, which are as good as one another."""
        tables = {it.table for it in self.origins.columns if it.kind != "key" and self.voice.label(it) == label}
        return len(tables) > 1


@singledispatch
def words(node: exp.Expr, wording: Wording) -> str:
    """Any part that has no words: its own SQL."""
    return wording.quoted(node)


def ltr(text: str, voice: Voice) -> str:
    """A text that is read from left to right, kept apart from Persian around it."""
    return f"\u2066{text}\u2069" if voice.language == "fa" else text


def own_words(text: str, voice: Voice) -> str:
    """A stored text or a name, as it is written; kept apart from Persian around it, whatever its direction."""
    is_foreign = voice.language == "fa" and any("!" <= character <= "~" for character in text)
    return f"«\u2068{text}\u2069»" if is_foreign else f"«{text}»"
