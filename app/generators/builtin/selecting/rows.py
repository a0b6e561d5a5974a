"""Rows that are named by their table's noun: the subject, those of another table, those that are counted."""

from __future__ import annotations

from app.generators.builtin.lexicon import Superlative, ValueOf
from app.generators.builtin.selecting.belonging import attach, parent_of, shared_column
from app.generators.builtin.selecting.common import take_both
from app.generators.builtin.selecting.draft import Draft, Item, Rank
from app.generators.builtin.selecting.durations import lasting
from app.generators.builtin.selecting.foresight import is_said
from app.generators.builtin.selecting.linking import candidates, graded, is_column, is_participle, own_column, table_of
from app.generators.builtin.selecting.phrases import Child, Phrase, display
from app.generators.builtin.selecting.senses import Scale
from app.generators.builtin.selecting.words import Word
from app.generators.builtin.sentence import Unread
from app.semantics.joins import roles
from app.semantics.layer import Column, Table
from app.semantics.selection import Order, Value


def read_table(draft: Draft) -> None:
    """Read the noun of a table, and let what follows be said of its rows. Raises Unread."""
    table = table_of(draft.here)
    if table is None or stands_alone(draft):
        raise draft.fail()
    if names_column(draft, table):
        draft.at += 1
        draft.owner = table.name
        draft.is_subject_named |= table.name == draft.root.table
        return
    draft.at += 1
    if draft.count_rank is not None:
        descending, draft.count_rank = draft.count_rank, None
        rank_by_number(draft, table.name, descending)
        return
    phrase = counted(draft, table) if draft.counting else named(draft, table)
    draft.is_subject_asked |= phrase is draft.root and not draft.items and draft.lead <= {Word.ASK}
    draft.is_subject_named |= phrase is draft.root
    finish_noun(draft, phrase)
    draft.done()


def stands_alone(draft: Draft) -> bool:
    """Whether a noun stands right behind a column with nothing that says how they belong together: "new customers".

    Persian says «سن بیماران» so, without a word for "of".
    """
    span, before = draft.here, draft.ahead(-1)
    if (
        draft.language == "fa"
        or before is None
        or span is None
        or draft.last is not before
        or draft.lead
        or span.is_after_pause
    ):
        return False
    return all(it.column.kind != "dimension" for it in candidates(before))


def finish_noun(draft: Draft, phrase: Phrase) -> None:
    """Say of rows what stands before their noun: "youngest", "Asian", "the 3"."""
    for said in draft.premodifiers:
        attach(draft, phrase, said)
    draft.premodifiers = []
    if draft.rank:
        apply_rank(draft, phrase, draft.rank)
        draft.rank = None
    if draft.limit:
        phrase.limit, draft.limit = draft.limit, None


def names_column(draft: Draft, table: Table) -> bool:
    """Whether a table's noun only says whose column the next one is: "singer names"."""
    following = draft.ahead(1)
    if (
        following is None
        or not is_column(following)
        or following.first(ValueOf) is not None
        or (following.is_word(Word.LINK) and is_participle(following))
        or (following.first(Scale) is not None and not any(candidates(following)))
        or own_column(following, table.name, draft.layer) is None
    ):
        return False
    return not is_said(draft, 1) and not following.text.lower().endswith(" by")


def counted(draft: Draft, table: Table) -> Phrase:
    """Rows that are counted: the subject's own, or those of another table beside each of the subject's."""
    draft.counting = False
    again = next((it for it in (draft.root, *draft.beside) if it.table == table.name and is_counted(draft, it)), None)
    if again:
        return again
    draft.items.append(Item(Value(table.name, "count")))
    if table.name == draft.root.table and not draft.is_subject_named:
        draft.is_root_counted = True
        draft.root.via += draft.take_ways()
        return draft.root
    if table.name == draft.root.table and shows_values(draft):
        draft.groups += plain_items(draft)
        return draft.root
    if table.name == draft.root.table:
        raise Unread("the subject is counted beside itself")
    return beside(draft, table)


def is_counted(draft: Draft, phrase: Phrase) -> bool:
    """Whether rows are counted for each of something already, and their number is only named again."""
    is_grouped = bool(draft.groups) or phrase is not draft.root or draft.is_rowwise
    return is_grouped and any(item.value == Value(phrase.table, "count") for item in draft.items)


def shows_values(draft: Draft) -> bool:
    """Whether values are shown that many rows may have in common, and for which they can be counted."""
    columns = [draft.layer.column(value.reference) for value in plain_items(draft)]
    names = {value.reference for value in display(draft.layer.by_name[draft.root.table])}
    return bool(columns) and all(it.kind == "dimension" and it.reference not in names for it in columns)


def beside(draft: Draft, table: Table) -> Phrase:
    """Rows beside those of the subject."""
    draft.root.via += draft.take_ways()
    phrase = Phrase(table.name, is_beside=True)
    draft.beside.append(phrase)
    draft.push(phrase)
    return phrase


def named(draft: Draft, table: Table) -> Phrase:
    """Rows that are named: those that were named before, or others that something is said of by."""
    negated = draft.take_denial()
    if Word.BOTH in draft.lead:
        take_both(draft, table)
    was_named = draft.is_subject_named
    known = named_before(draft, table)
    if known and known is draft.root and was_named and relates_alike(draft, table):
        raise Unread("rows that belong to others of their own kind")
    require_one_meaning(draft, table, is_new=known is None, negated=negated)
    if known and not negated and not is_another(draft, known):
        draft.return_to(known)
        known.via += draft.take_ways()
        return known
    if not negated and known is None and is_listed_too(draft):
        return listed_beside(draft, table)
    child, common = Phrase(table.name), None
    parent = known or draft.nearest(table.name)
    if known and not negated and known is draft.root:
        common = shared_column(draft)
    elif known and not negated:
        parent, _ = parent_of(draft, known)
    draft.add(
        parent, Child(child, negated, common=common, is_bare=draft.lead <= {Word.AT, Word.OF}, via=draft.take_ways())
    )
    draft.return_to(parent)
    draft.push(child)
    return child


def require_one_meaning(draft: Draft, table: Table, *, is_new: bool, negated: bool) -> None:
    """Raise Unread where rows may belong to others in two ways, or rows or values may be those that have none."""
    if any(way.column.table == table.name and way.column.reference in roles(draft.layer) for way in draft.ways):
        raise Unread("who has a role in that, rather than that itself")
    if negated and is_new and shows_column_of(draft, table):
        raise Unread("values, or rows that have none?")


def shows_column_of(draft: Draft, table: Table) -> bool:
    """Whether what is shown of rows may be found of another table's, too: "cities of customers that have no branch"."""
    shown = {draft.layer.column(value.reference).label["en"] for value in plain_items(draft)}
    own = {column.label["en"] for column in table.visible_columns if column.kind == "dimension"}
    names = {value.reference for value in plain_items(draft)} & set(map(name_of, draft.layer.tables))
    return bool(shown) and shown <= own and not names


def name_of(table: Table) -> str:
    """The column that names a table's rows, `table.column`."""
    return f"{table.name}.{table.name_column}"


def is_listed_too(draft: Draft) -> bool:
    """Whether rows are only named after those before: "and students"."""
    return Word.AND in draft.lead and draft.lead <= {Word.AND, Word.ASK} and not draft.is_both


def listed_beside(draft: Draft, table: Table) -> Phrase:
    """Rows that are shown beside those whose columns were said. Raises Unread where none was: two lists at once."""
    if not plain_items(draft):
        raise Unread("two lists at once")
    draft.items += [Item(value) for value in display(table)]
    return beside(draft, table)


def relates_alike(draft: Draft, table: Table) -> bool:
    """Whether a word says that rows belong to others of the same table by rows of a third: "border"."""
    return any(way.target == table.name and way.column.table not in draft.tables for way in draft.ways)


def named_before(draft: Draft, table: Table) -> Phrase | None:
    """The rows of a table that were named last, unless a word tells that others of them are meant."""
    for phrase in draft.stack:
        phrase.is_named |= phrase.table == table.name
    known = next((phrase for phrase in reversed(draft.stack) if phrase.table == table.name), None)
    return None if draft.refers_to(table.name) else known


def is_another(draft: Draft, known: Phrase) -> bool:
    """Whether rows of the subject's table are named a second time, beside those of which something is said."""
    is_listed = Word.AND in draft.lead and bool(known.tests) and not known.is_beside
    return is_listed and (known is not draft.root or draft.is_subject_named)


def apply_rank(draft: Draft, phrase: Phrase, rank: Rank) -> None:
    """Let only the first rows count by an adjective. Raises Unread."""
    phrase.order = [order_by(draft, phrase, rank)]
    phrase.limit = draft.limit or rank.limit
    draft.limit = None


def order_by(draft: Draft, phrase: Phrase, rank: Rank) -> Order:
    """What an adjective ranks rows by. Raises Unread."""
    if isinstance(rank.by, Superlative):
        return Order(Value(rank.by.by.reference), not rank.by.lowest)
    found = graded(rank.by, phrase.table, draft.layer)
    days = lasting(phrase.table, draft.layer) if "duration" in rank.by.columns else None
    if found is None and days:
        return Order(days, rank.by.descending)
    if found is None:
        raise Unread("ranked by what?")
    return Order(Value(found[0].reference), found[1])


def rank_by_number(draft: Draft, table: str, descending: bool, column: Column | None = None) -> None:
    """Rank by the number of other rows that belong to each, or of the rows of each group."""
    phrase = draft.nearest(table)
    limit, draft.limit = draft.limit or phrase.limit or 1, None
    if phrase.table == table:
        value = group_by_items(draft, phrase, column)
    else:
        value = Value(column.reference, "count_distinct") if column else Value(table, "count")
    phrase.order, phrase.limit = [Order(value, descending)], limit
    if phrase.table != table:
        draft.is_rowwise |= phrase is draft.root and not has_entity(draft)
        if has_entity(draft) and phrase is draft.root and not draft.groups:
            draft.groups += plain_items(draft)
        finish_noun(draft, beside(draft, draft.layer.by_name[table]))
    draft.done()


def has_entity(draft: Draft) -> bool:
    """Whether the question is about values of a column, rather than about rows of the subject's table."""
    return not draft.is_subject_named and bool(plain_items(draft))


def plain_items(draft: Draft) -> list[Value]:
    """The columns that are shown."""
    return [item.value for item in draft.items if item.value.aggregate is None]


def group_by_items(draft: Draft, phrase: Phrase, column: Column | None) -> Value:
    """Group by the columns that are shown, and count the rows of each. Raises Unread."""
    if phrase is not draft.root or not plain_items(draft):
        raise Unread("the most of what?")
    draft.groups += [value for value in plain_items(draft) if value not in draft.groups]
    return Value(column.reference, "count_distinct") if column else Value(phrase.table, "count")
