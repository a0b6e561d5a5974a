"""Changes to statements: tokens swapped, statements spliced, comments, quotes and odd characters put in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

TOKEN = re.compile(
    r"""
    --[^\n]* | /\*.*?\*/ | \$(\w*)\$.*?\$\1\$ | [EeBbXxNn]?'(?:[^']|'')*' | (?:[Uu]&)?"(?:[^"]|"")*"
    | \w+ | \s+ | [<>=!~@\#^&|?+*/%-]+ | .
    """,
    re.VERBOSE | re.DOTALL,
)
LONGEST = 3000
"""Characters of a statement that is changed; longer ones would only take time."""
INSERTS = (
    "/*", "*/", "/**/", "--", "--\n", "\n", "'", "''", '"', "$$", "$q$", "\\", ";", "; ", "(", ")", "[", "]", ",", ".",
    ":", "::", "..", "*", "\u00a0", "\u200c", "\u200b", "\u202e", "\u2066", "\u3000", "\u0085", "\u00ad", "\ufeff",
    "\x0b", "\x0c", "\x00", "\x1b", "\x7f", "\r", "\t", "é", "ſ", "о", "٣", "＇", "＂", "；", "\ud800", "\U000e0041",
    "E'", "U&'", 'U&"', "N'", "B'", "e'\\", " UESCAPE '!'", "'\n'", "#-", "#--", "@", "?", "$1", ":x", "%s", "\\;",
    "1e", "0x", "_", "||", "/*+ */",
)  # fmt: skip
"""What may stand between two characters after a change."""
WORDS = (
    "email", "users", "api_keys", "customers", "ctid", "*", "private.customers", "current_user", "FOR UPDATE",
    "INTO x", "LATERAL", "ONLY", "RECURSIVE", "NATURAL", "UNION", "FROM", "WHERE", "AS", "SELECT", "DELETE", "TABLE",
    "WITH", "USING (id)", "NULL", "ROW", "VALUES", "ARRAY", "VARIADIC", "OPERATOR(pg_catalog.+)", "COLLATE",
    "::regclass", "::text", "OVER ()", "FILTER (WHERE true)", "WITHIN GROUP (ORDER BY 1)", "TABLESAMPLE system (1)",
    "pg_sleep", "lower", "1e999999999", "-1",
)  # fmt: skip
"""What a token may be replaced by."""
SHAPES = (
    "SELECT * FROM ({a}) AS t", "SELECT ({a}) AS x", "WITH x AS ({a}) SELECT * FROM x", "({a}) UNION ALL ({b})",
    "({a})", "WITH customers AS ({a}) SELECT * FROM customers", "{a}; {b}", "{a} UNION {b}", "EXPLAIN {a}",
    "SELECT EXISTS ({a})", "SELECT 1 FROM customers c WHERE c.id IN ({a})",
    "SELECT x.* FROM customers c, LATERAL ({a}) x", "{a} -- {b}",
    "WITH x AS ({a}), customers AS ({b}) SELECT * FROM x, customers", "SELECT name FROM customers ORDER BY ({a})",
    "SELECT customers FROM ({a}) AS customers", "SELECT email FROM ({a}) AS t(email)", "{a} /* {b} */",
    "{a} LIMIT ({b})", "SELECT email FROM customers c JOIN ({a}) AS t ON true",
    "SELECT t.id FROM ({a}) AS t JOIN orders o USING (id)",
)  # fmt: skip
"""Statements around other statements."""


class Mutations:
    """Changes statements, of which it knows others to take parts from."""

    def __init__(self, rng: Random, others: Sequence[str]) -> None:
        self.rng = rng
        self.others = others
        self.changes = (self.swapped, self.replaced, self.dropped, self.spliced, self.put_in, self.wrapped)

    def changed(self, statement: str) -> str:
        """The statement after one to four changes."""
        for _ in range(self.rng.choice((1, 1, 2, 3, 4))):
            statement = self.rng.choice(self.changes)(statement[:LONGEST])
        return statement

    def swapped(self, statement: str) -> str:
        """Two tokens in each other's place."""
        tokens = tokens_of(statement)
        a, b = self.rng.randrange(len(tokens)), self.rng.randrange(len(tokens))
        tokens[a], tokens[b] = tokens[b], tokens[a]
        return "".join(tokens)

    def replaced(self, statement: str) -> str:
        """A token replaced by a word, or by a token of another statement."""
        tokens = tokens_of(statement)
        at = self.rng.randrange(len(tokens))
        tokens[at] = self.rng.choice(WORDS) if self.rng.random() < 0.5 else self.rng.choice(tokens_of(self.other()))
        return "".join(tokens)

    def dropped(self, statement: str) -> str:
        """A few tokens left out, or said twice."""
        tokens = tokens_of(statement)
        at = self.rng.randrange(len(tokens))
        tokens[at : at + self.rng.randint(1, 3)] = tokens[at : at + self.rng.choice((0, 0, 2))] * 2
        return "".join(tokens)

    def spliced(self, statement: str) -> str:
        """The beginning of one statement and the end of another, or one in the midst of the other."""
        tokens, others = tokens_of(statement), tokens_of(self.other())
        at, since = self.rng.randrange(len(tokens)), self.rng.randrange(len(others))
        tail = tokens[at:] if self.rng.random() < 0.3 else []
        return "".join([*tokens[:at], *others[since:], *tail])

    def put_in(self, statement: str) -> str:
        """A comment, quote, blank or odd character between any two characters."""
        at = self.rng.randint(0, len(statement))
        return statement[:at] + self.rng.choice(INSERTS) + statement[at:]

    def wrapped(self, statement: str) -> str:
        """The statement as a part of a larger one."""
        return self.rng.choice(SHAPES).replace("{a}", statement).replace("{b}", self.other())

    def other(self) -> str:
        """Another statement."""
        return self.rng.choice(self.others)[:LONGEST]


def tokens_of(statement: str) -> list[str]:
    """The statement in pieces, roughly as PostgreSQL cuts it; at least one, which may be empty."""
    return [match[0] for match in TOKEN.finditer(statement)] or [""]
