"""The account of a query: what it reads, which rows count, what it computes, in which order, and what is made first."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from app.explanation.trees import clauses_of, ctes_of, unwrapped
from app.explanation.wording.conditions import parts_of
from app.explanation.wording.joining import is_link, is_tie, joins
from app.explanation.wording.lists import list_sentence, rows_words, written_rows
from app.explanation.wording.names import is_calendar, name_words, source_words
from app.explanation.wording.ordering import limitation, sorting
from app.explanation.wording.results import distinctness, results
from app.explanation.wording.words import Wording
from app.translating import mark

COMBINED: dict[type[exp.Expr], str] = {
    exp.Union: mark("The rows of two results are put together. The first: {first} The second: {second}"),
    exp.Intersect: mark("Only rows count that are in both of two results. The first: {first} The second: {second}"),
    exp.Except: mark(
        "Only rows of the first result count that are not in the second. The first: {first} The second: {second}"
    ),
}


def told(query: exp.Expr, wording: Wording) -> str:
    """The account of a query; brackets around it may have an order or a limit of their own."""
    outer = (*sorting(query, wording), *limitation(query, wording)) if isinstance(query, exp.Subquery) else ()
    return " ".join((*sentences(unwrapped(query), wording), *outer))


def sentences(query: exp.Expr, wording: Wording) -> Iterator[str]:
    """The account of one query."""
    for cte in ctes_of(query):
        yield from made_first(cte, cte.this, wording)
    match query:
        case exp.Select():
            yield from select_sentences(query, wording)
        case exp.SetOperation():
            first, second = told(query.left, wording), told(query.right, wording)
            yield wording.say(COMBINED[type(query)], first=first, second=second)
        case exp.Values():
            yield wording.say(mark("It lists {values}."), values=rows_words(query, wording))
        case _:
            yield wording.say(mark("It was computed by this SQL: {sql}"), sql=wording.quoted(query))
    yield from sorting(query, wording)
    yield from distinctness(query, wording)
    yield from limitation(query, wording)


def select_sentences(select: exp.Select, wording: Wording) -> Iterator[str]:
    """The account of one SELECT, but for the order of its rows."""
    yield from sources(select, wording)
    yield from limits(select, wording)
    yield from results(select, wording)
    for window in select.args.get("windows") or ():
        yield wording.say(mark("There, a name stands for other rows: {window}."), window=wording.quoted(window))


def limits(select: exp.Select, wording: Wording) -> Iterator[str]:
    """The rows, and the groups, that count."""
    parts = list(parts_of(select.args.get("where")))
    wanted = [part for part in parts if not is_link(part, wording)]
    having = select.args.get("having")
    if any(is_tie(part, select, wording) for part in parts):
        yield wording.say(mark("Only rows count that belong to the row outside."))
    if wanted:
        yield wording.say(mark("Only rows count where {conditions}."), conditions=wording.listed(wanted))
    if having:
        yield wording.say(mark("Only groups are kept where {conditions}."), conditions=having.this)


def sources(select: exp.Select, wording: Wording) -> Iterator[str]:
    """The tables that are read, and how they are joined where that does not go without saying."""
    clauses = clauses_of(select)
    for source in (clause.this for clause in clauses):
        if isinstance(source, exp.Values):
            yield list_sentence(source, source, wording)
        elif isinstance(source, exp.Subquery | exp.Lateral) and wording.origins.query_of(source) is not None:
            yield from made_first(source, source.this, wording)
    if clauses:
        tables = wording.voice.listed(source_words(clause.this, wording) for clause in clauses)
        yield wording.say(mark("It reads {tables}."), tables=tables)
    yield from joins(clauses, wording)


def made_first(source: exp.Expr, query: exp.Expr, wording: Wording) -> Iterator[str]:
    """The account of a query that another one reads from; the engine's calendar goes without saying."""
    values = written_rows(unwrapped(query))
    if is_calendar(source, wording):
        return
    if values is not None:
        yield list_sentence(source, values, wording)
        return
    name = name_words(source.alias_or_name, wording.voice)
    yield wording.say(mark("{name} is made first: {account}"), name=name, account=told(query, wording))
