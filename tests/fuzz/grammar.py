"""SELECTs by a grammar: most could be somebody's question; mischief puts in what a statement should not have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.fuzz.vocabulary import (
    ALIASES,
    FORBIDDEN_COLUMNS,
    FORBIDDEN_TABLES,
    HIDDEN,
    HUGE,
    KINDS,
    MISCHIEF,
    NAMES,
    PLAIN,
    RULES,
    SPELLINGS,
    TABLES,
)

PLACE = re.compile(r"\{([a-z]+)(?::([a-z]+))?\}")
MAX_DEPTH = 5
"""How many parts within parts there are before the plainest way to write one is taken."""
MAX_RELATIONS = 4

Columns = dict[str, str]
"""The names of columns and their kinds."""


@dataclass(frozen=True)
class Relation:
    """Something in FROM, under the name that it goes by there."""

    name: str
    columns: Columns


class Grammar:
    """Makes up one statement; `mischief` is the chance of each part to be something that should be refused."""

    def __init__(self, rng: Random, mischief: float) -> None:
        self.rng = rng
        self.mischief = mischief
        self.depth = 0
        self.scopes: list[list[Relation]] = []
        self.known: list[Relation] = []
        """The queries of WITH that may be named."""

    def statement(self) -> str:
        """The statement."""
        return self.query(self.kinds(), free=True)[0]

    def happens(self) -> bool:
        """Whether there is mischief now."""
        return self.rng.random() < self.mischief

    def chance(self, share: float) -> bool:
        """Whether something that happens in this share of cases happens; never deep inside."""
        return self.depth <= MAX_DEPTH and self.rng.random() < share

    def part(self, symbol: str, kind: str = "") -> str:
        """A part of a statement, by its symbol in the vocabulary."""
        self.depth += 1
        text = self.written(self.way(symbol)) if symbol in RULES else self.named(symbol, kind)
        self.depth -= 1
        return text

    def way(self, symbol: str) -> str:
        """One way to write a symbol."""
        if self.happens() and symbol in MISCHIEF:
            return self.rng.choice(MISCHIEF[symbol])
        return RULES[symbol][0] if self.depth > MAX_DEPTH else self.rng.choice(RULES[symbol])

    def written(self, way: str) -> str:
        """A way to write something, its places filled."""
        return PLACE.sub(lambda place: self.part(place[1], place[2] or ""), way)

    def named(self, symbol: str, kind: str) -> str:
        """A part that depends on what surrounds it."""
        match symbol:
            case "column":
                return self.column(kind)
            case "rows" | "scalar":
                return self.query((kind,))[0] if self.depth <= MAX_DEPTH else f"SELECT {self.column(kind)}"
            case "query":
                return self.query(self.kinds())[0] if self.depth <= MAX_DEPTH else "SELECT 1"
            case "anything":
                return self.rng.choice([relation.name for scope in self.scopes for relation in scope] or list(TABLES))
            case "hidden":
                return self.rng.choice(("", self.part("anything") + ".")) + self.rng.choice(FORBIDDEN_COLUMNS)
            case "forbidden":
                return self.rng.choice(FORBIDDEN_TABLES)
        return self.rng.choice(HUGE)

    def column(self, kind: str) -> str:
        """A column of that kind which is in sight, mostly a near one, or a plain value."""
        near = self.scopes[-1] if self.scopes else []
        scope = self.rng.choice(self.scopes[-2:]) if near and self.rng.random() < 0.15 else near
        found = [(relation.name, name) for relation in scope for name, of in relation.columns.items() if of == kind]
        if not found or self.rng.random() < 0.05:
            return PLAIN[kind]
        relation, name = self.rng.choice(found)
        return name if len(scope) == 1 and self.rng.random() < 0.6 else f"{relation}.{name}"

    def kinds(self) -> tuple[str, ...]:
        """The kinds of a query's columns."""
        return tuple(self.rng.choice(KINDS) for _ in range(self.rng.randint(1, 3)))

    def query(self, kinds: Sequence[str], *, free: bool = False) -> tuple[str, Columns]:
        """A query with columns of these kinds, or any if it is free; perhaps behind WITH."""
        self.depth += 1
        known = self.known
        before = self.with_clause() if self.chance(0.15) else ""
        text, columns = self.starred() if free and self.chance(0.1) else self.selects(kinds)
        if self.chance(0.25):
            text += " ORDER BY " + self.rng.choice(("1", "1 DESC", "1 NULLS FIRST", next(iter(columns))))
        text += self.part("limit")
        self.known = known
        self.depth -= 1
        return before + text, columns

    def with_clause(self) -> str:
        """WITH and its queries; each may be named by those after it, and some have a table's name."""
        queries = []
        for _ in range(self.rng.randint(1, 2)):
            name = self.rng.choice(NAMES)
            text, columns = self.query(self.kinds(), free=True)
            columns, heads = self.renamed(columns)
            queries.append(f"{name}{heads} AS {self.part('materialized')}({text})")
            self.known = [*self.known, Relation(name, columns)]
        return f"WITH {'RECURSIVE ' if self.happens() else ''}{', '.join(queries)} "

    def renamed(self, columns: Columns) -> tuple[Columns, str]:
        """Columns, and a list of new names for them where they get any."""
        if self.rng.random() < 0.7:
            return columns, ""
        names = self.rng.sample(NAMES, len(columns))
        return dict(zip(names, columns.values(), strict=True)), f"({', '.join(names)})"

    def selects(self, kinds: Sequence[str]) -> tuple[str, Columns]:
        """A SELECT, or two as one."""
        text, columns = self.select(kinds)
        if not self.chance(0.12):
            return text, columns
        other, _ = self.select(kinds)
        way = self.rng.choice(("{} {} {}", "({}) {} ({})"))
        return way.format(text, self.part("set"), other), columns

    def select(self, kinds: Sequence[str]) -> tuple[str, Columns]:
        """A SELECT with columns of these kinds."""
        self.scopes.append([])
        source = self.source()
        totals = self.totals(kinds)
        targets, columns = self.targets(kinds, totals)
        where = f" WHERE {self.part('condition')}" if self.chance(0.5) else ""
        group = self.group_by(len(kinds), totals) if set(totals.values()) == {"aggregate"} else ""
        self.scopes.pop()
        distinct = "DISTINCT " if self.chance(0.1) else ""
        return f"SELECT {distinct}{targets}{source}{where}{group}", columns

    def starred(self) -> tuple[str, Columns]:
        """A SELECT of all columns, of everything in FROM or of one thing there."""
        self.scopes.append([])
        text = self.relation()
        if self.chance(0.35):
            text = self.joined(text)
        relations = self.scopes.pop()
        chosen = [self.rng.choice(relations)] if self.rng.random() < 0.5 else relations
        star = "*" if len(chosen) > 1 else f"{chosen[0].name}.*"
        return f"SELECT {star} FROM {text}", columns_of(chosen)

    def targets(self, kinds: Sequence[str], totals: dict[int, str]) -> tuple[str, Columns]:
        """The list behind SELECT, and the columns that it makes."""
        if self.happens():
            return self.written(self.rng.choice(("*", "{anything}.*", "{anything}", ""))), {"id": "number"}
        names = self.rng.sample(NAMES, len(kinds))
        parts = [self.part(totals.get(place, kind)) for place, kind in enumerate(kinds)]
        targets = ", ".join(f"{part} AS {name}" for part, name in zip(parts, names, strict=True))
        return targets, dict(zip(names, kinds, strict=True))

    def totals(self, kinds: Sequence[str]) -> dict[int, str]:
        """Which of the columns, by their places, are totals, of a group or of a window."""
        symbol = self.rng.choice(("aggregate", "aggregate", "window"))
        return {place: symbol for place, kind in enumerate(kinds) if kind == "number" and self.chance(0.3)}

    def group_by(self, count: int, totals: dict[int, str]) -> str:
        """GROUP BY all that is not a total, or subtotals of that."""
        places = ", ".join(str(place + 1) for place in range(count) if place not in totals)
        having = f" HAVING {self.part('aggregate')} > 0" if self.chance(0.2) else ""
        if not places:
            return having
        ways = (places, places, places, f"ROLLUP ({places})", f"GROUPING SETS (({places}), ())", f"CUBE ({places})")
        return f" GROUP BY {self.rng.choice(ways)}{having}"

    def source(self) -> str:
        """FROM with its tables, joined in whatever way; now and then nothing."""
        if self.rng.random() < 0.03:
            return ""
        text = self.relation()
        while self.chance(0.35) and len(self.scopes[-1]) < MAX_RELATIONS:
            text = f"{text}, {self.relation()}" if self.happens() else self.joined(text)
            if self.rng.random() < 0.1:
                text = self.bracketed(text)
        return f" FROM {text}"

    def joined(self, left: str) -> str:
        """A table joined to those on its left, by a condition or by the columns that both have."""
        join, right = self.part("join"), self.relation()
        if "NATURAL" in join or "CROSS" in join:
            return f"{left} {join} {right}"
        first, last = self.scopes[-1][0], self.scopes[-1][-1]
        shared = ["id", "email", "ctid"] if self.happens() else [name for name in first.columns if name in last.columns]
        if shared and self.rng.random() < 0.4:
            return f"{left} {join} {right} USING ({self.rng.choice(shared)}){self.rng.choice(('', '', ' AS both'))}"
        pairs = [(a, b) for a in first.columns for b in last.columns if first.columns[a] == last.columns[b]]
        if not pairs:
            return f"{left} {join} {right} ON {self.part('condition')}"
        a, b = self.rng.choice(pairs)
        more = f" AND {self.part('condition')}" if self.chance(0.2) else ""
        return f"{left} {join} {right} ON {first.name}.{a} = {last.name}.{b}{more}"

    def bracketed(self, joins: str) -> str:
        """Joins in brackets, perhaps under one name, behind which their tables can't be seen."""
        if self.rng.random() < 0.5:
            return f"({joins})"
        self.scopes[-1] = [Relation("j", columns_of(self.scopes[-1]))]
        return f"({joins}) AS j"

    def relation(self) -> str:
        """One thing in FROM, under a name of its own."""
        alias = f"{self.rng.choice(ALIASES)}{len(self.scopes[-1]) or ''}"
        if self.happens():
            return self.seen(f"{self.part('forbidden')} AS {alias}", Relation(alias, {"id": "number", "email": "text"}))
        if self.chance(0.2):
            return self.derived(alias)
        if self.chance(0.06):
            return self.seen(f"{self.part('series')} AS {alias}(n)", Relation(alias, {"n": "number"}))
        if self.known and self.rng.random() < 0.6:
            named = self.rng.choice(self.known)
            return self.seen(f"{named.name} AS {alias}", Relation(alias, named.columns))
        return self.table(alias)

    def seen(self, text: str, relation: Relation) -> str:
        """The text of a relation, which from here on is in sight."""
        self.scopes[-1].append(relation)
        return text

    def derived(self, alias: str) -> str:
        """A query in FROM; behind LATERAL it sees what stands to its left."""
        lateral = "LATERAL " if self.scopes[-1] and self.rng.random() < 0.4 else ""
        left, self.scopes[-1] = self.scopes[-1], self.scopes[-1] if lateral else []
        text, columns = self.query(self.kinds(), free=True)
        self.scopes[-1] = left
        columns, heads = self.renamed(columns)
        return self.seen(f"{lateral}({text}) AS {alias}{heads}", Relation(alias, columns))

    def table(self, alias: str) -> str:
        """A table that may be read, in one of the ways to spell it, under its own name or another."""
        name = self.rng.choice(list(TABLES))
        columns = {column: kind for column, kind in TABLES[name].items() if column not in HIDDEN}
        spelt = self.rng.choice(SPELLINGS).format(name)
        if self.rng.random() < 0.2 and all(name not in relation.name for relation in self.scopes[-1]):
            return self.seen(spelt, Relation(self.rng.choice((name, name, f"public.{name}")), columns))
        columns, heads = self.renamed(columns) if self.happens() else (columns, "")
        return self.seen(f"{spelt} {self.rng.choice(('AS ', ''))}{alias}{heads}", Relation(alias, columns))


def columns_of(relations: Sequence[Relation]) -> Columns:
    """The columns of several relations."""
    return {name: kind for relation in relations for name, kind in relation.columns.items()}
