"""Bounds on what a part of a statement can make PostgreSQL produce: literals, casts, functions, operators."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from pglast import ast
from pglast.enums import MinMaxOp

from app.errors import CostlyPattern, UnboundedCall
from app.sql.literals import day_in, number_in, span_in, text_in
from app.sql.patterns import is_simple

MAX_STEPS = 10_000
"""Rows of one generate_series."""
MAX_WIDTH = 1000
"""Characters that one call may add to a text."""
MAX_TEMPLATE = 100
"""Characters of a template such as YYYY-MM."""
MAX_PADDING = 99
"""The width that a place in a format may have."""
MAX_REPEATS = 1_000_000
"""How many times over all calls of repeat together may multiply a text."""
MAX_EXPONENT = 100
MAX_DIGITS = 60
"""Digits of a number that is written out, its exponent's zeros included."""
YEARS = range(1900, 2201)
CALENDAR_FIELDS = frozenset({"year", "isoyear", "quarter", "month", "week", "day"})
A_DAY = timedelta(days=1)
FORMAT = re.compile(r"(?:[^%]|%%|%(?:\d{1,2}\$)?-?\d{0,2}[sIL])*", re.DOTALL)
REGEX_OPERATORS = frozenset({"~", "!~", "~*", "!~*"})
WHOLE_NUMBERS = frozenset({"char_length", "character_length", "length", "position", "strpos"})
"""Functions whose result is a number, never a pattern."""

Place = int | None
Arguments = Sequence[Any]


def check_literal(value: ast.A_Const, place: Place) -> None:
    """Refuse numbers of endless digits, such as 1e100000."""
    if isinstance(value.val, ast.Float) and digits_of(number_in(value)) > MAX_DIGITS:
        raise UnboundedCall(value.val.fval[:MAX_DIGITS], place, limit=MAX_DIGITS)


def digits_of(number: Decimal | None) -> int:
    """How many digits a number has, the zeros that its exponent stands for included."""
    _, digits, exponent = (number or Decimal()).as_tuple()
    return len(digits) + (abs(exponent) if isinstance(exponent, int) else MAX_DIGITS)


def check_typmods(name: str, typmods: Arguments, place: Place) -> None:
    """Refuse texts that are padded to endless length, such as char(10000000)."""
    if name == "bpchar" and not all(is_up_to(MAX_WIDTH, width) for width in typmods):
        raise UnboundedCall("char", place, limit=MAX_WIDTH)


def repeats_of(call: ast.FuncCall) -> int:
    """How many times over a call may multiply a text, which calls within calls do together."""
    if call.funcname[-1].sval != "repeat" or len(call.args or ()) < 2:
        return 1
    return max(1, int(largest(call.args[1]) or 1))


def check_call(name: str, arguments: Arguments, place: Place) -> None:
    """Refuse a call whose arguments could multiply what it gets."""
    if name in CALLS:
        CALLS[name](name, arguments, place)


def check_operands(operator: str, expression: ast.A_Expr, place: Place) -> None:
    """Refuse endless powers, and patterns that are not simple."""
    if operator == "^":
        check_power(operator, (expression.lexpr, expression.rexpr), place)
    elif operator in REGEX_OPERATORS and expression.lexpr is not None and not is_similar_to(expression.rexpr):
        for pattern in patterns_in(expression.rexpr):
            check_pattern(operator, (expression.lexpr, pattern), place)


def patterns_in(value: Any) -> Sequence[Any]:
    """The patterns of `~` or of `~ ANY (ARRAY[...])`."""
    return (value.elements or ()) if isinstance(value, ast.A_ArrayExpr) else (value,)


def is_similar_to(pattern: Any) -> bool:
    """Whether the pattern belongs to SIMILAR TO, which the parser writes as a call that is checked by itself."""
    return isinstance(pattern, ast.FuncCall) and pattern.funcname[-1].sval == "similar_to_escape"


def is_up_to(limit: int, node: Any) -> bool:
    """Whether a number is written out there that is no larger."""
    number = largest(node)
    return number is not None and abs(number) <= limit


def largest(node: Any) -> Decimal | None:
    """The number that is written out there, or that LEAST(...) can't exceed, if there is one."""
    match node:
        case ast.TypeCast():
            return largest(node.arg)
        case ast.MinMaxExpr(op=MinMaxOp.IS_LEAST):
            return min((number for part in node.args if (number := number_in(part)) is not None), default=None)
    return number_in(node)


def check_series(name: str, arguments: Arguments, place: Place) -> None:
    """Numbers that are written out or are those of years and months, or days with a step."""
    numbers = [number_in(argument) for argument in arguments]
    if len(numbers) > 1 and None not in numbers:
        check_numbers(name, [number for number in numbers if number is not None], place)
    elif not all(is_up_to(MAX_STEPS, end) or is_calendar_field(end) for end in arguments[:2]) or len(arguments) != 2:
        check_days(name, arguments, place)


def check_numbers(name: str, numbers: Sequence[Decimal], place: Place) -> None:
    """MAX_STEPS steps at most."""
    start, stop, *step = numbers
    if abs(stop - start) > MAX_STEPS * (abs(step[0]) if step else 1):
        raise UnboundedCall(name, place, limit=MAX_STEPS)


def is_calendar_field(node: Any) -> bool:
    """Whether a value is the number of a year, a month or a day, or the first or last of such."""
    match node:
        case ast.TypeCast():
            return is_calendar_field(node.arg)
        case ast.SubLink(subselect=ast.SelectStmt(targetList=(target,))):
            return is_calendar_field(target.val)
        case ast.FuncCall():
            function, arguments = node.funcname[-1].sval, node.args or (None,)
            if function in {"min", "max"}:
                return is_calendar_field(arguments[0])
            return function in {"extract", "date_part"} and text_in(arguments[0]) in CALENDAR_FIELDS
    return False


def check_days(name: str, arguments: Arguments, place: Place) -> None:
    """Between days that are written out, MAX_STEPS steps of an hour or more; otherwise steps of a day or more."""
    step = span_in(arguments[2]) if len(arguments) > 2 else None
    if not step:
        raise UnboundedCall(name, place, limit=MAX_STEPS)
    try:
        days = [day_in(argument) for argument in arguments[:2]]
    except ValueError:
        days = []
    start, stop = days if len(days) == 2 else (None, None)
    if start and stop:
        is_bounded = start.year in YEARS and stop.year in YEARS and abs(stop - start) <= MAX_STEPS * step
    else:
        is_bounded = bool(days) and all(day is None or day.year in YEARS for day in days) and step >= A_DAY
    if not is_bounded:
        raise UnboundedCall(name, place, limit=MAX_STEPS)


def check_width(name: str, arguments: Arguments, place: Place) -> None:
    """A number of times, or a width, that is written out."""
    if len(arguments) > 1 and not is_up_to(MAX_WIDTH, arguments[1]):
        raise UnboundedCall(name, place, limit=MAX_WIDTH)


def check_format(name: str, arguments: Arguments, place: Place) -> None:
    """A format that is written out, with widths of two digits."""
    if not arguments or not FORMAT.fullmatch(text_in(arguments[0]) or "%"):
        raise UnboundedCall(name, place, limit=MAX_PADDING)


def check_template(name: str, arguments: Arguments, place: Place) -> None:
    """A template of digits or date parts that is written out and short."""
    if len(arguments) > 1 and len(text_in(arguments[1]) or "x" * MAX_WIDTH) > MAX_TEMPLATE:
        raise UnboundedCall(name, place, limit=MAX_TEMPLATE)


def check_exponent(name: str, arguments: Arguments, place: Place) -> None:
    """An exponent that is not a huge number written out."""
    if arguments and number_in(arguments[0]) is not None and not is_up_to(MAX_EXPONENT, arguments[0]):
        raise UnboundedCall(name, place, limit=MAX_EXPONENT)


def check_power(name: str, arguments: Arguments, place: Place) -> None:
    """An exponent that is written out, or a fraction of such a number: the tenth root of a growth."""
    exponent = arguments[1] if len(arguments) > 1 else None
    if isinstance(exponent, ast.A_Expr) and [part.sval for part in exponent.name] == ["/"]:
        exponent = exponent.lexpr
    if not is_up_to(MAX_EXPONENT, exponent):
        raise UnboundedCall(name, place, limit=MAX_EXPONENT)


def check_pattern(name: str, arguments: Arguments, place: Place) -> None:
    """A pattern that is written out and simple."""
    pattern = text_in(arguments[1]) if len(arguments) > 1 else None
    if pattern is None or not is_simple(pattern):
        raise CostlyPattern(f"«{pattern}»" if pattern else name, place)


def check_similar(name: str, arguments: Arguments, place: Place) -> None:
    """A pattern of SIMILAR TO, in which % is what .* is in others."""
    pattern = text_in(arguments[0]) if arguments else None
    if pattern is None or not is_simple(pattern.replace("%", ".*")):
        raise CostlyPattern(f"«{pattern}»" if pattern else name, place)


def check_substring(name: str, arguments: Arguments, place: Place) -> None:
    """A second argument that is a pattern must be simple; a number may be computed."""
    second = arguments[1] if len(arguments) > 1 else None
    if text_in(second) is not None or not is_computed_number(second):
        check_pattern(name, arguments, place)


def is_computed_number(node: Any) -> bool:
    """Whether an argument is not there or can only be a number."""
    match node:
        case None | ast.A_Const():
            return True
        case ast.A_Expr():
            return node.name[-1].sval in {"+", "-", "*", "/"}
        case ast.FuncCall():
            return node.funcname[-1].sval in WHOLE_NUMBERS
        case ast.TypeCast():
            return node.typeName.names[-1].sval in {"int2", "int4", "int8"}
        case ast.CoalesceExpr() | ast.MinMaxExpr():
            return all(is_computed_number(part) for part in node.args)
    return False


CALLS: dict[str, Callable[[str, Arguments, Place], None]] = {
    "exp": check_exponent,
    "format": check_format,
    "generate_series": check_series,
    "lpad": check_width,
    "pow": check_power,
    "power": check_power,
    "repeat": check_width,
    "rpad": check_width,
    "similar_to_escape": check_similar,
    "substring": check_substring,
    "to_char": check_template,
    "to_number": check_template,
    **dict.fromkeys(
        """
        regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array
        regexp_split_to_table regexp_substr
        """.split(),
        check_pattern,
    ),
}
"""The functions whose arguments are bounded."""
