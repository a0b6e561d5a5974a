"""Window functions in words: running totals, ranks, shares of a whole, the row before."""

from __future__ import annotations

from sqlglot import exp

from app.explanation.wording.words import Wording, words
from app.translating import mark

ORDERED: dict[type[exp.Expr], str] = {
    exp.Sum: mark("the running total of {value} by {keys}"),
    exp.Lag: mark("{value} of the row before, by {keys}"),
    exp.Lead: mark("{value} of the row after, by {keys}"),
    exp.FirstValue: mark("the first {value} by {keys}"),
    exp.Rank: mark("the rank by {keys}"),
    exp.DenseRank: mark("the rank by {keys} (without gaps)"),
    exp.RowNumber: mark("the place by {keys}"),
}
"""Functions over rows in an order."""
TOTALS = (exp.Sum, exp.Avg, exp.Min, exp.Max, exp.Count, exp.Filter)
"""Aggregates, which without an order are of all the rows."""


@words.register
def _(node: exp.Window, wording: Wording) -> str:
    order, partition = node.args.get("order"), node.args.get("partition_by") or []
    function = node.this
    is_plain = not (node.args.get("spec") or node.args.get("alias") or node.args.get("first") is not None)
    if not is_plain or (order is None and not isinstance(function, TOTALS)):
        return wording.quoted(node)
    if order is None:
        if isinstance(function, exp.Sum):
            return of_groups(wording.say(mark("the total of {value}"), value=function.this), partition, wording)
        text = wording.of(function) if partition else wording.say(mark("{value} over all rows"), value=function)
        return of_groups(text, partition, wording)
    template = ORDERED.get(type(function))
    if template is None or function.args.get("offset") or function.args.get("default"):
        return wording.quoted(node)
    keys = wording.voice.listed(map(wording.of, order.expressions))
    value = function.this if isinstance(function.this, exp.Expr) else ""
    return of_groups(wording.say(template, value=value, keys=keys), partition, wording)


def of_groups(text: str, partition: list[exp.Expr], wording: Wording) -> str:
    """What is computed anew for each group."""
    if not partition:
        return text
    return wording.say(mark("{value} in each {groups}"), value=text, groups=wording.listed(partition))
