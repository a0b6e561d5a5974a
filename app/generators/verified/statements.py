"""The values that stand written out in a statement: where each one is, and what it is compared with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from typing import Any, Literal

from pglast.parser import parse_sql_json, scan

Use = Literal["from", "until", "on", "is", "like", "number", "limit", "other"]
"""What a value is for: a day that something is from, until or on; a text that something is or is like; a number."""
Node = Mapping[str, Any]
"""A part of a tree, as PostgreSQL's parser writes it in JSON: only there constants have their places."""

FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}
"""Comparisons, and what each is with its sides exchanged."""
DAY_USES: dict[str, Use] = {">=": "from", ">": "from", "<": "until", "<=": "until", "=": "on"}
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})((?P<begin>[ T]00:00(?::00)?)|(?P<end>[ T]23:59(?::59(?:\.9+)?)?))?")
DERIVED = ""
"""Stands for what is no table itself: a subquery, a WITH, a function."""
PLACE = re.compile(r', "location": -?\d+')
CONDITIONS = frozenset({"A_Expr", "CaseWhen", "agg_filter", "havingClause", "quals", "whereClause"})
"""Parts of a tree that decide which rows count."""
CLOCKS = frozenset({"now", "statement_timestamp", "transaction_timestamp", "clock_timestamp"})
MOVING_DAYS = frozenset({"today", "tomorrow", "yesterday", "now"})


@dataclass(frozen=True)
class Written:
    """A value and its place: `sql[first:last]`. A day's `value` is the first day beyond the limit that it sets."""

    first: int
    last: int
    value: date | Decimal | str
    use: Use
    subject: str = ""
    """What it is compared with: a table's column as `table.column`, or another expression."""
    lag: int = 0
    """Days from the day that is written to `value`: one for `<=` and `>`."""
    time: str = ""
    """What is written behind a day: " 00:00:00"."""


@dataclass(frozen=True)
class Statement:
    """A statement as far as its values go."""

    sql: str
    values: tuple[Written, ...]
    names: frozenset[str]
    """What it calls its columns."""
    conditions: frozenset[str]
    """The names of columns that stand in conditions and calculations."""
    arguments: frozenset[str]
    """The names of columns that functions are called with."""
    uses_clock: bool
    """Whether it asks the server for the time."""
    divides: bool
    """Whether something is divided by a number that is written out, other than a power of ten."""


@dataclass(frozen=True)
class Compared:
    """A constant in a comparison, and what stands on the other side."""

    operator: str
    constant: Node
    subject: Node


def read_statement(sql: str, tables_with: Callable[[str], frozenset[str]]) -> Statement:
    """The statement's values. `tables_with` gives the tables that have a column of a name."""
    tree = json.loads(parse_sql_json(sql))
    nodes = tuple(walk(tree))
    places = Places(sql, Subjects(nodes, tables_with))
    compared = {id(it.constant): it for kind, node in nodes for it in comparisons(kind, node)}
    constants = (node for kind, node in nodes if kind == "A_Const")
    return Statement(
        sql,
        tuple(written for node in constants if (written := places.written(node, compared.get(id(node))))),
        frozenset(node["name"] for kind, node in nodes if kind == "ResTarget" and "name" in node),
        frozenset(chain.from_iterable(names_in(node) for kind, node in nodes if kind in CONDITIONS)),
        frozenset(chain.from_iterable(names_in(node) for kind, node in nodes if kind == "FuncCall")),
        any(asks_the_time(kind, node) for kind, node in nodes),
        any(divides(kind, node) for kind, node in nodes),
    )


def walk(node: Any) -> Iterator[tuple[str, Node]]:
    """Every part of a tree with its kind."""
    if isinstance(node, dict):
        for name, inner in node.items():
            if isinstance(inner, dict):
                yield name, inner
            yield from walk(inner)
    elif isinstance(node, list):
        yield from chain.from_iterable(map(walk, node))


def names_in(tree: Node) -> Iterator[str]:
    """The names of the columns in a part of a tree."""
    fields = (node.get("fields", ()) for kind, node in walk(tree) if kind == "ColumnRef")
    return (names[-1].get("String", {}).get("sval", "") for names in fields if names)


def comparisons(kind: str, node: Node) -> Iterator[Compared]:
    """The constants that a part compares with something, or limits rows by."""
    if kind == "SelectStmt":
        limits = (constant_in(node.get(side, {})) for side in ("limitCount", "limitOffset"))
        yield from (Compared("limit", constant, {}) for constant in limits if constant)
    elif kind == "A_Expr":
        yield from compared_by(node["kind"], operator_of(node), node.get("lexpr", {}), node.get("rexpr", {}))


def compared_by(kind: str, operator: str, left: Node, right: Node) -> Iterator[Compared]:
    """The constants that an expression compares with something."""
    items = right.get("List", {}).get("items", ())
    match kind:
        case "AEXPR_OP" if operator in FLIPPED:
            yield from between(operator, left, right)
        case "AEXPR_IN":
            yield from (Compared(operator, it, left) for item in items if (it := constant_in(item)))
        case "AEXPR_BETWEEN" | "AEXPR_NOT_BETWEEN":
            yield from (it for side, item in zip((">=", "<="), items, strict=True) for it in between(side, left, item))
        case "AEXPR_LIKE" if constant := constant_in(right):
            yield Compared("like", constant, left)


def operator_of(expression: Node) -> str:
    """An expression's operator."""
    return str(expression["name"][-1]["String"]["sval"])


def between(operator: str, left: Node, right: Node) -> Iterator[Compared]:
    """A comparison of a constant with something that is none."""
    one, other = constant_in(left), constant_in(right)
    if other and not one:
        yield Compared(operator, other, left)
    elif one and not other:
        yield Compared(FLIPPED[operator], one, right)


def constant_in(node: Node) -> Node | None:
    """The constant that a part is, by itself or as in DATE '2026-11-21'."""
    cast: Node = node.get("TypeCast", {})
    constant: Node | None = (cast.get("arg", {}) if cast else node).get("A_Const")
    return constant


def asks_the_time(kind: str, node: Node) -> bool:
    """Whether a part asks the server for the time; age() of one moment does, too."""
    if kind == "FuncCall":
        name = node["funcname"][-1]["String"]["sval"]
        return name in CLOCKS or (name == "age" and len(node.get("args", ())) == 1)
    return kind == "SQLValueFunction" or (kind == "A_Const" and text_of(node).strip().lower() in MOVING_DAYS)


def divides(kind: str, node: Node) -> bool:
    """Whether a part divides by a number that is written out: the days of a month, or its weeks."""
    if kind != "A_Expr" or operator_of(node) != "/":
        return False
    constant = constant_in(node.get("rexpr", {}))
    digits = str(number_of(constant)).replace(".", "").strip("0") if constant else ""
    return digits not in {"", "1", "None"}


def text_of(constant: Node) -> str:
    """A constant's text; "" for one that is none."""
    return str(constant.get("sval", {}).get("sval", ""))


def number_of(constant: Node) -> Decimal | None:
    """A constant's number, if it is one in plain digits."""
    if "ival" in constant:
        return Decimal(constant["ival"].get("ival", 0))
    digits = constant.get("fval", {}).get("fval", "")
    return Decimal(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else None


class Subjects:
    """Names what constants are compared with."""

    def __init__(self, nodes: tuple[tuple[str, Node], ...], tables_with: Callable[[str], frozenset[str]]) -> None:
        self.tables_with = tables_with
        self.derived = {node["ctename"] for kind, node in nodes if kind == "CommonTableExpr"}
        self.tables: dict[str, set[str]] = {}
        for kind, node in nodes:
            if kind in {"RangeVar", "RangeSubselect", "RangeFunction"}:
                name = node.get("relname", DERIVED)
                alias = node.get("alias", {}).get("aliasname", name)
                self.tables.setdefault(alias, set()).add(DERIVED if name in self.derived else name)

    def name(self, subject: Node) -> str:
        """A column as `table.column`, where it is surely one of a table; any other expression by its tree."""
        fields = column_in(subject)
        tables = self.tables.get(fields[-2], set()) if len(fields) > 1 else self.tables_of(fields[-1:])
        if len(tables) == 1 and DERIVED not in tables:
            return f"{min(tables)}.{fields[-1]}"
        return PLACE.sub("", json.dumps(subject))

    def tables_of(self, column: list[str]) -> set[str]:
        """The tables of the statement that a column without a table may be of."""
        found = set(chain(*self.tables.values()))
        return found & set(chain(*map(self.tables_with, column))) | found & {DERIVED}


def column_in(subject: Node) -> list[str]:
    """The names of a column, by itself or cast to another type; none for what is no column."""
    inner = subject.get("TypeCast", {}).get("arg", subject)
    fields = inner.get("ColumnRef", {}).get("fields", ())
    return [field.get("String", {}).get("sval", "*") for field in fields]


class Places:
    """Finds the places of constants in a statement's text."""

    def __init__(self, sql: str, subjects: Subjects) -> None:
        self.sql = sql
        self.bytes = sql.encode()
        self.ends = {token.start: token.end + 1 for token in scan(sql)}
        self.subjects = subjects

    def written(self, constant: Node, compared: Compared | None) -> Written | None:
        """A constant that is a text or a number; one that is spelled in an unusual way is of no known use."""
        value: Decimal | str | None = text_of(constant) if "sval" in constant else number_of(constant)
        if value is None:
            return None
        first = len(self.bytes[: constant.get("location", 0)].decode())
        last = self.ends.get(first, first)
        plain = quoted(value) if isinstance(value, str) else f"{value:f}"
        subject = self.subjects.name(compared.subject) if compared else ""
        if compared is None or self.sql[first:last] != plain:
            return Written(first, last, value, "other", subject)
        if isinstance(value, Decimal):
            return Written(first, last, value, "limit" if compared.operator == "limit" else "number", subject)
        if not column_in(compared.subject):
            return Written(first, last, value, "other", subject)
        return text_written(first, last, value, compared.operator, subject)


def text_written(first: int, last: int, value: str, operator: str, subject: str) -> Written:
    """A text that is compared with a column: a day, or a value that the column has."""
    day = DAY.fullmatch(value)
    if day is None:
        uses: dict[str, Use] = {"=": "is", "<>": "is", "like": "like"}
        return Written(first, last, value, uses.get(operator, "other"), subject)
    lag = int(operator in {"<=", ">"})
    is_exact = day["begin" if lag else "end"] is None and (operator != "=" or day[2] is None)
    written = day_of(day[1])
    if operator not in DAY_USES or not is_exact or written is None or written == date.max:
        return Written(first, last, value, "other", subject)
    return Written(first, last, written + timedelta(days=lag), DAY_USES[operator], subject, lag, day[2] or "")


def day_of(text: str) -> date | None:
    """The day of a text such as 2026-11-21; None for 2026-02-30."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
