"""What an examination of a role finds, and how its objects are put into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHOWN = 3
"""How many of many names are shown."""


@dataclass(frozen=True)
class Finding:
    """What a role may do, why that matters, and the SQL statements that mend it, for a superuser to run.

    Where it is not `too_much`, it is worth knowing. `objects` are all those that `what` may abridge.
    """

    rule: str
    what: str
    why: str
    statements: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    too_much: bool = True


def listed(noun: str, names: Sequence[str]) -> str:
    """The names after their noun: "the table a" or "14 tables: a, b, c, and 11 more"."""
    return f"the {noun} {names[0]}" if len(names) == 1 else f"{len(names)} {noun}s: {abridged(names)}"


def abridged(names: Sequence[str]) -> str:
    """The names or, of many, the first and how many more there are."""
    shown = names if len(names) <= SHOWN + 1 else [*names[:SHOWN], f"and {len(names) - SHOWN} more"]
    return ", ".join(shown)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The names, each once, in their order."""
    return tuple(dict.fromkeys(names))
