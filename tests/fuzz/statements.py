"""Statements by their numbers: the same seed and number always give the same statement."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.fuzz.grammar import Grammar
from tests.fuzz.mutations import Mutations
from tests.guard.corpus import rows

KINDS = ("plain", "mischievous", "changed plain", "changed benign", "changed attack")
MISCHIEF = 0.02


class Statements:
    """Makes up statements."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.benign = [row["sql"] for row in rows("benign")]
        self.attacks = [row["sql"] for row in rows("attacks")]

    def __getitem__(self, number: int) -> tuple[str, str]:
        """The kind of the statement with that number, and its text."""
        rng = Random(f"{self.seed}:{number}")
        kind = rng.choice(KINDS)
        match kind:
            case "plain":
                return kind, Grammar(rng, mischief=0).statement()
            case "mischievous":
                return kind, Grammar(rng, MISCHIEF).statement()
            case "changed plain":
                return kind, self.changed(rng, [Grammar(rng, MISCHIEF / 2).statement()])
        return kind, self.changed(rng, self.benign if kind == "changed benign" else self.attacks)

    def changed(self, rng: Random, statements: Sequence[str]) -> str:
        """One of the statements after a few changes."""
        return Mutations(rng, [*self.benign, *self.attacks]).changed(rng.choice(statements))
