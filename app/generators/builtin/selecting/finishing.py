"""Puts what was read together: what is shown, for each of what, in which order. What would be inflated is not read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.generators.builtin.composing.selections import tables_in
from app.generators.builtin.selecting.draft import Draft
from app.generators.builtin.selecting.phrases import display, key_of, steps_between, tests_of
from app.generators.builtin.selecting.rows import apply_rank
from app.generators.builtin.sentence import Unread
from app.semantics.joins import refers
from app.semantics.layer import SemanticLayer
from app.semantics.selection import Among, AnyOf, Compared, Order, Selection, Test, Value


def finished(draft: Draft) -> Selection:
    """The selection. Raises Unread where something is left over, or would be counted twice."""
    if draft.qualifier or draft.counting or draft.aggregates or draft.premodifiers or draft.owner:
        raise Unread("something that is left over")
    if draft.is_top and not (draft.root.order or draft.order):
        raise Unread("the top by what?")
    if draft.count_rank is not None:
        raise Unread("the most of what?")
    if draft.rank:
        apply_rank(draft, draft.root, draft.rank)
    plain = [item.value for item in draft.items if item.value.aggregate is None]
    computed = [item.value for item in draft.items if item.value.aggregate]
    if is_first_row(draft, plain, computed):
        return first_row(draft)
    groups = groups_of(draft, plain, computed)
    if computed and not groups and (draft.root.order or draft.order or draft.root.limit):
        raise Unread("a number of the first rows")
    if (computed or groups or draft.distinct) and any(value.via for value in plain):
        raise Unread("a number beside rows of their own kind")
    outputs = outputs_of(draft, plain, computed, groups)
    selection = Selection(
        table=draft.root.table,
        outputs=outputs,
        tests=all_tests(draft),
        groups=tuple(value.reference for value in groups),
        having=tuple(draft.having),
        order=orders_of(draft),
        limit=draft.limit or draft.root.limit,
        distinct=is_distinct(draft, plain, computed, groups),
        via=tuple(draft.root.via),
        grain=draft.grain,
    )
    return counted_once(selection, draft.layer)


def is_first_row(draft: Draft, plain: list[Value], computed: list[Value]) -> bool:
    """Whether something is asked of the very row that has the highest value: "the highest fee and its date"."""
    if len(computed) != 1 or not plain or computed[0].aggregate not in ("max", "min"):
        return False
    is_plain = not (draft.groups or draft.having or draft.beside or draft.order or draft.root.order or draft.limit)
    tables = {value.table for value in plain}
    is_own = tables == {draft.root.table} == {computed[0].table} and not draft.is_rowwise
    return is_plain and is_own and draft.items[0].value is computed[0]


def first_row(draft: Draft) -> Selection:
    """The row with the highest or lowest value, that value before what else is asked of it."""
    first = draft.items[0]
    value = Value(first.value.reference)
    draft.root.order = [Order(value, first.value.aggregate == "max")]
    draft.root.limit, first.value = 1, value
    return finished(draft)


def orders_of(draft: Draft) -> tuple[Order, ...]:
    """What rows are sorted by; without any order, spans of time come one after the other."""
    said = (*draft.root.order, *draft.order)
    return said or tuple(Order(value) for value in draft.groups if draft.grain and is_date(value, draft))


def is_date(value: Value, draft: Draft) -> bool:
    """Whether a value is a date."""
    return value.aggregate is None and draft.layer.column(value.reference).kind == "time_dimension"


def groups_of(draft: Draft, plain: list[Value], computed: list[Value]) -> list[Value]:
    """What there is one result row for. Raises Unread for numbers beside columns that they don't belong to."""
    table = draft.layer.by_name[draft.root.table]
    orders = [*draft.root.order, *draft.order]
    is_computed = bool(computed or draft.having or any(order.value.aggregate for order in orders))
    if not is_computed:
        return list(draft.groups)
    groups = list(draft.groups)
    if draft.is_rowwise or (not groups and not draft.is_root_counted and plain and draft.beside):
        if not draft.is_subject_named and plain:
            groups += plain
        else:
            groups += [Value(key_of(table)), *(plain or display(table))]
    elif draft.is_subject_named and not (plain or computed or groups):
        groups += [Value(key_of(table)), *display(table)]
    elif plain and not groups:
        is_listed = draft.is_root_counted and draft.items[0].value.aggregate is None
        groups += plain if is_listed else rows_beside(draft, plain, computed)
    return list(dict.fromkeys([*groups, *(value for value in plain if groups)]))


def rows_beside(draft: Draft, plain: list[Value], computed: list[Value]) -> list[Value]:
    """The subject's rows as groups, where other rows are counted for them. Raises Unread for their own numbers."""
    tables = {value.table for value in computed}
    if not draft.is_subject_named or any(refers(draft.layer, draft.root.table, table) for table in tables):
        raise Unread("numbers beside columns")
    return [Value(key_of(draft.layer.by_name[draft.root.table])), *plain]


def outputs_of(draft: Draft, plain: list[Value], computed: list[Value], groups: list[Value]) -> tuple[Value, ...]:
    """What is shown: what is asked for, and what tells the groups or rows apart where nothing else does."""
    shown = list(plain)
    keys = {key_reference(table, draft.layer) for table in (draft.root.table, *(it.table for it in draft.beside))}
    if groups and not shown:
        named = [value for value in groups if value.reference not in keys]
        shown = named or groups
    if groups and draft.groups:
        missing = [value for value in draft.groups if value not in shown and value.reference not in keys]
        shown = [*missing, *shown]
    if not shown and not computed:
        shown = list(display(draft.layer.by_name[draft.root.table]))
        shown += [it.value for it in draft.root.order if it.value not in shown]
    if draft.is_subject_asked and not computed and not groups:
        shown = [*display(draft.layer.by_name[draft.root.table]), *shown]
    return tuple(dict.fromkeys([*shown, *computed]))


def key_reference(table: str, layer: SemanticLayer) -> str | None:
    """A table's key, if it is a single column that is not shown as its name."""
    known = layer.by_name[table]
    shown = {value.reference for value in display(known)}
    key = f"{table}.{known.primary_key}"
    return key if len(known.key) <= 1 and key not in shown else None


def all_tests(draft: Draft) -> tuple[Test, ...]:
    """What is said of the subject's rows, and of those that are counted beside them."""
    tests = [set_apart(test, draft) for test in tests_of(draft.root, draft.layer)]
    for phrase in draft.beside:
        tests += tests_of(phrase, draft.layer)
    return tuple(dict.fromkeys(tests))


def set_apart(test: Test, draft: Draft) -> Test:
    """The test; where values are asked for that no row may have for which something holds, those are left out."""
    plain = [item.value for item in draft.items if item.value.aggregate is None]
    if isinstance(test, AnyOf | Compared) or not test.negated:
        return test
    if len(plain) != 1 or not is_about_values(draft, plain):
        return test
    held = replace(test, negated=False)
    return Among(plain[0].reference, Selection(draft.root.table, (plain[0],), (held,)), negated=True)


def is_about_values(draft: Draft, plain: list[Value]) -> bool:
    """Whether values of columns are asked for, rather than something of each row."""
    if any(value.via for value in plain):
        return False
    columns = [draft.layer.column(value.reference) for value in plain]
    names = {value.reference for value in display(draft.layer.by_name[draft.root.table])}
    are_values = all(column.kind == "dimension" and column.reference not in names for column in columns)
    is_named = draft.is_subject_named and not draft.is_of_values
    return bool(columns) and not is_named and not draft.root.order and are_values


def is_distinct(draft: Draft, plain: list[Value], computed: list[Value], groups: list[Value]) -> bool:
    """Whether equal rows count once: asked for so, or values of a column rather than rows."""
    if computed or groups:
        return False
    return draft.distinct or is_about_values(draft, plain)


def counted_once(selection: Selection, layer: SemanticLayer) -> Selection:
    """The selection, with numbers of rows that count each once. Raises Unread where a sum would be inflated."""
    tables = list(dict.fromkeys([selection.table, *tables_in(selection)]))
    for table in tables[1:]:
        steps_between(layer, selection.table, table, selection.via)
    outputs = tuple(counted(value, tables, selection, layer) for value in selection.outputs)
    order = tuple(Order(counted(it.value, tables, selection, layer), it.descending) for it in selection.order)
    having = tuple(replace(it, value=counted(it.value, tables, selection, layer)) for it in selection.having)
    selection = replace(selection, outputs=outputs, order=order, having=having)
    if selection.distinct and any(it.value not in selection.outputs for it in selection.order):
        raise Unread("different values in an order of their own")
    return selection


def counted(value: Value, tables: list[str], selection: Selection, layer: SemanticLayer) -> Value:
    """A value that counts each row once, whatever is joined to it. Raises Unread."""
    if value.aggregate in (None, "min", "max", "count_distinct"):
        return value
    if all(refers(layer, value.table, table) for table in joined_tables(value.table, tables, selection, layer)):
        return value
    if value.aggregate == "count":
        return Value(key_of(layer.by_name[value.table]), "count_distinct")
    grouped = {reference.partition(".")[0] for reference in selection.groups}
    if all(
        refers(layer, value.table, table) or (table in grouped and is_paired(value.table, table, selection, layer))
        for table in tables
    ):
        return value
    raise Unread("a sum that would be inflated")


def is_paired(start: str, group: str, selection: Selection, layer: SemanticLayer) -> bool:
    """Whether a row stands once in each group: where only rows that pair the two lie between them, at the end."""
    steps = steps_between(layer, start, group, selection.via)
    return all(step.to_one for step in steps[: -len(("pair", "group"))])


def joined_tables(start: str, tables: list[str], selection: Selection, layer: SemanticLayer) -> Iterator[str]:
    """The tables that are joined to one, with those in between."""
    for table in tables:
        if table != start:
            yield from (step.other for step in steps_between(layer, start, table, selection.via))
