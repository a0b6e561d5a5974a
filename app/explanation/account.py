"""How an answer was computed, in plain words, from the syntax tree of the SQL that ran."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from app.explanation.phrasing import Phrasing
from app.explanation.voice import Voice
from app.translating import mark

REMEMBERED = 512
"""Accounts that are kept: colleagues ask the same again, and the same SQL has the same account."""


@lru_cache(maxsize=REMEMBERED)
def account(sql: str, voice: Voice) -> str:
    """A few sentences: what is read, which rows count, what is computed, for each of what, in which order."""
    tree = parse(sql)
    if not isinstance(tree, exp.Select):
        return voice.say(mark("It was computed by the SQL below."))
    return " ".join(sentences(tree, Phrasing(tree, voice)))


def parse(sql: str) -> exp.Expr | None:
    """The tree; None for what sqlglot can't read: it only serves the explanation, the guard has read the SQL."""
    try:
        return parse_one(sql, dialect="postgres")
    except SqlglotError:
        return None


def sentences(select: exp.Select, phrasing: Phrasing) -> Iterator[str]:
    """The account of one SELECT."""
    yield from sources(select, phrasing)
    yield from conditions(select, phrasing)
    yield from results(select, phrasing)
    yield from ordering(select, phrasing)


def sources(select: exp.Select, phrasing: Phrasing) -> Iterator[str]:
    """The tables that are read."""
    clauses = [select.args.get("from_"), *select.args.get("joins", [])]
    tables = [phrasing.source(clause.this) for clause in clauses if clause]
    for clause in filter(None, clauses):
        if isinstance(clause.this, exp.Subquery) and isinstance(clause.this.this, exp.Select):
            inner = " ".join(sentences(clause.this.this, phrasing))
            yield phrasing.voice.say(mark("«{name}» is made first: {account}"), name=clause.this.alias, account=inner)
    if tables:
        yield phrasing.voice.say(mark("It reads {tables}."), tables=phrasing.voice.listed(tables))


def conditions(select: exp.Select, phrasing: Phrasing) -> Iterator[str]:
    """The rows, and the groups, that count."""
    where, having = select.args.get("where"), select.args.get("having")
    if where:
        yield phrasing.voice.say(mark("Only rows count where {conditions}."), conditions=phrasing.condition(where.this))
    if having:
        yield phrasing.voice.say(
            mark("Only groups are kept where {conditions}."), conditions=phrasing.condition(having.this)
        )


def results(select: exp.Select, phrasing: Phrasing) -> Iterator[str]:
    """What is computed, and for each of what."""
    groups = select.args.get("group")
    keys = groups.expressions if groups else []
    shown = [phrasing.value(output) for output in select.expressions if output.unalias() in keys]
    computed = [phrasing.value(output) for output in select.expressions if output.unalias() not in keys]
    if shown and computed:
        template = mark("For each {groups} it computes {values}.")
        yield phrasing.voice.say(template, groups=phrasing.voice.listed(shown), values=phrasing.voice.listed(computed))
    elif computed:
        yield phrasing.voice.say(mark("It computes {values}."), values=phrasing.voice.listed(computed))


def ordering(select: exp.Select, phrasing: Phrasing) -> Iterator[str]:
    """The order of the rows and how many there may be."""
    order, limit = select.args.get("order"), select.args.get("limit")
    if order:
        yield phrasing.voice.say(
            mark("The rows are sorted by {keys}."), keys=phrasing.voice.listed(map(phrasing.sort_key, order))
        )
    if limit:
        yield phrasing.voice.say(mark("At most {count} rows are kept."), count=phrasing.value(limit.expression))
