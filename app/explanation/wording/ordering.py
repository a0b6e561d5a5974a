"""The order of rows, and how many of them are kept, in words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from sqlglot import exp

from app.explanation.wording.names import is_simple, name_words
from app.explanation.wording.words import Wording, words
from app.semantics.layer import Column
from app.translating import mark


def sorting(query: exp.Expr, wording: Wording) -> Iterator[str]:
    """The order of a query's rows."""
    if order := query.args.get("order"):
        keys = (sort_key(key, query, wording) for key in order.expressions)
        both = mark("{first}, then by {then}")
        said = reduce(lambda first, then: wording.say(both, first=first, then=then), keys)
        yield wording.say(mark("The rows are sorted by {keys}."), keys=said)


def limitation(query: exp.Expr, wording: Wording) -> Iterator[str]:
    """Which of a query's rows are kept."""
    if offset := query.args.get("offset"):
        yield wording.say(mark("The first {count} rows are skipped."), count=offset.expression)
    if limit := query.args.get("limit"):
        yield from limit_words(limit, wording)


def limit_words(limit: exp.Expr, wording: Wording) -> Iterator[str]:
    """How many rows there may be."""
    count = limit.args.get("count") if isinstance(limit, exp.Fetch) else limit.expression
    options = limit.args.get("limit_options")
    if count is None or count.name == "1":
        yield wording.say(mark("Only the first row is kept."))
    elif not isinstance(count, exp.Var | exp.Null):
        yield wording.say(mark("At most {count} rows are kept."), count=count)
    if options and options.args.get("with_ties"):
        yield wording.say(mark("Those that come level with the last are kept as well."))


def sort_key(key: exp.Expr, query: exp.Expr, wording: Wording) -> str:
    """A sort key and its direction."""
    meant = behind(key.this, query, wording, prefers_results=True)
    if isinstance(query, exp.SetOperation):
        meant = exp.column(query.named_selects[query.selects.index(meant)]) if meant in query.selects else meant
    column = wording.origins.column(meant.this if isinstance(meant, exp.Min | exp.Max) else meant)
    is_named = meant is not key.this and isinstance(key.this, exp.Column) and not is_simple(meant)
    text = name_words(key.this.name, wording.voice) if is_named else wording.of(meant)
    template = direction(meant, column, falls=bool(key.args.get("desc")))
    text = wording.say(template, value=text) if template else text
    is_odd = key.args.get("nulls_first") and not key.args.get("desc")
    return wording.say(mark("{value} (missing ones first)"), value=text) if is_odd else text


def direction(node: exp.Expr, column: Column | None, *, falls: bool) -> str | None:
    """From which end rows are sorted, where that does not go without saying."""
    if column is not None and column.kind == "time_dimension":
        return mark("{value} from the newest") if falls else mark("{value} from the oldest")
    if falls:
        return mark("{value} from the largest")
    is_amount = column.kind == "fact" if column else node.find(exp.AggFunc) is not None
    return mark("{value} from the smallest") if is_amount else None


def behind(key: exp.Expr, query: exp.Expr, wording: Wording, *, prefers_results: bool = False) -> exp.Expr:
    """What a key of GROUP BY or ORDER BY is: results go by their place and by their name.

    Where a table has a column of that name too, ORDER BY means the result and GROUP BY the column.
    """
    outputs = query.selects if isinstance(query, exp.Query) else []
    if isinstance(key, exp.Literal) and not key.is_string and key.name.isdecimal():
        at = int(key.name) - 1
        return outputs[at].unalias().unnest() if 0 <= at < len(outputs) else key
    if isinstance(key, exp.Column) and not key.table and (prefers_results or wording.origins.source(key) is None):
        named = [output for output in outputs if output.alias_or_name == key.name]
        return named[0].unalias().unnest() if named else key
    return key.unnest()


@words.register
def _(node: exp.Ordered, wording: Wording) -> str:
    column = wording.origins.column(node.this)
    template = direction(node.this, column, falls=bool(node.args.get("desc")))
    return wording.say(template, value=node.this) if template else wording.of(node.this)
