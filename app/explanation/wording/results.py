"""What a query computes or shows, and for each of what, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlglot import exp

from app.explanation.wording.names import is_simple, name_words
from app.explanation.wording.ordering import behind
from app.explanation.wording.words import Wording, words
from app.semantics.layer import Column
from app.translating import mark

SUBTOTALS = (exp.Rollup, exp.Cube, exp.GroupingSets)


def results(select: exp.Select, wording: Wording) -> Iterator[str]:
    """What is computed, for each of what; or, with neither groups nor aggregates, what is shown."""
    group = select.args.get("group")
    keys = [behind(key, select, wording) for key in group.expressions] if group else []
    inner = [part.unnest() for key in keys for part in (key.expressions if isinstance(key, SUBTOTALS) else [key])]
    computed = [output for output in select.expressions if output.unalias().unnest() not in inner]
    values = wording.voice.listed(outputs(computed, wording)) if computed else ""
    if keys:
        groups = wording.voice.listed(dict.fromkeys(grouped(keys, select, wording)))
        computes, exists = mark("For each {groups} it computes {values}."), mark("There is one row for each {groups}.")
        yield wording.say(computes if values else exists, groups=groups, values=values)
    elif values:
        is_computed = any(output.find(exp.AggFunc, exp.Window) for output in computed)
        yield wording.say(mark("It computes {values}.") if is_computed else mark("It shows {values}."), values=values)


def grouped(keys: Sequence[exp.Expr], select: exp.Select, wording: Wording) -> Iterator[str]:
    """What there is one result for; a key beside the name of its row only tells rows of one name apart."""
    columns = [wording.origins.column(key) for key in keys]
    named = {column.table for column in columns if column and is_row_name(column, wording)}
    apart = [column for column in columns if column and column.kind == "key" and column.table in named]
    for key, column in zip(keys, columns, strict=True):
        if column in apart:
            continue
        output = output_of(key, select)
        text = output_words(output, wording, is_called=output.alias in wording.named)
        own = [it for it in apart if column and is_row_name(column, wording) and it.table == column.table]
        if own:
            labels = wording.voice.listed(map(wording.voice.label, own))
            text = wording.say(mark("{group} (by {key})"), group=text, key=labels)
        yield text


def is_row_name(column: Column, wording: Wording) -> bool:
    """Whether a column names the rows of its table."""
    return wording.voice.layer.by_name[column.table].name_column == column.name


def output_of(key: exp.Expr, select: exp.Select) -> exp.Expr:
    """The result column that shows a group, which may have a name."""
    return next((output for output in select.expressions if output.unalias().unnest() == key), key)


def outputs(computed: Sequence[exp.Expr], wording: Wording) -> Iterator[str]:
    """Result columns; one that others are computed from is called by its name there, unless queries inside differ."""
    has_queries = any(output.find(exp.Query) for output in computed)
    for at, output in enumerate(computed):
        meant = output.unalias()
        recurs = not has_queries and any(meant in later.find_all(type(meant)) for later in computed[at + 1 :])
        yield output_words(output, wording, is_called=recurs or output.alias in wording.named)
        if recurs and output.alias and not is_simple(meant):
            wording.called[meant] = name_words(output.alias, wording.voice)
    wording.called.clear()


def output_words(output: exp.Expr, wording: Wording, *, is_called: bool) -> str:
    """A result column, with its name where something else calls it by that."""
    text = wording.of(output)
    says_it = any(column.name == output.alias for column in output.find_all(exp.Column))
    if not (output.alias and is_called) or says_it or is_simple(output.unalias()):
        return text
    return wording.say(mark("{value} as {name}"), value=text, name=name_words(output.alias, wording.voice))


def distinctness(query: exp.Expr, wording: Wording) -> Iterator[str]:
    """Whether equal rows come once, or, of results that are put together, each for itself."""
    distinct = query.args.get("distinct")
    if isinstance(distinct, exp.Distinct) and distinct.args.get("on"):
        keys = wording.listed(distinct.args["on"].expressions)
        yield wording.say(mark("Of the rows with the same {keys} only the first is kept."), keys=keys)
    elif distinct:
        yield wording.say(mark("Equal rows are shown once."))
    elif isinstance(query, exp.SetOperation):
        yield wording.say(mark("Equal rows count one by one."))


@words.register
def _(node: exp.Rollup, wording: Wording) -> str:
    return wording.say(mark("{groups} with subtotals"), groups=wording.listed(node.expressions))


@words.register
def _(node: exp.Cube, wording: Wording) -> str:
    return wording.say(mark("{groups} with every subtotal"), groups=wording.listed(node.expressions))
