"""Bounds on what a single part of a statement can make PostgreSQL produce: literals, casts, functions, operators."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from pglast import ast

from app.errors import CostlyPattern, UnboundedCall
from app.sql.literals import largest, number_in, text_in
from app.sql.patterns import is_simple
from app.sql.series import MAX_STEPS, is_bounded_series

MAX_WIDTH = 1000
"""Characters that one call may fill a text up to, or times that it may repeat it."""
MAX_TEXT = 100
"""Characters of a template such as YYYY-MM, of a replacement, of the name of a time zone."""
MAX_PADDING = 99
"""The width that a place in a format may have."""
MAX_EXPONENT = 100
MAX_DIGITS = 60
"""Digits of a number that is written out, its exponent's zeros included."""
FORMAT = re.compile(r"(?:[^%]|%%|%(?:\d{1,2}\$)?-?\d{0,2}[sIL])*", re.DOTALL)
HUGE = re.compile(r"\d[eE]\+?\d{4}")
"""A number of thousands of digits, in a text that may become one."""
FLAGS = re.compile(r"[gimnsc]*")
REGEX_OPERATORS = frozenset({"~", "!~", "~*", "!~*"})
SEARCHING_ARRAYS = frozenset({"&&", "@>", "<@", "?|", "?&"})
"""Operators that compare everything with everything."""
WHOLE_NUMBERS = frozenset({"char_length", "character_length", "length", "position", "strpos"})
"""Functions whose result is a number, never a pattern."""

Place = int | None
Arguments = Sequence[Any]
Check = Callable[[str, Arguments, Place], None]


def check_literal(value: ast.A_Const, place: Place) -> None:
    """Refuse numbers of endless digits, such as 1e100000."""
    if isinstance(value.val, ast.Float):
        number = number_in(value)
        if number is None or digits_of(number) > MAX_DIGITS:
            raise UnboundedCall(value.val.fval[:MAX_DIGITS], place, limit=MAX_DIGITS)
    if isinstance(value.val, ast.String) and HUGE.search(value.val.sval):
        raise UnboundedCall(value.val.sval[:MAX_DIGITS], place, limit=MAX_DIGITS)


def digits_of(number: Decimal) -> int:
    """How many digits a number has, the zeros that its exponent stands for included."""
    _, digits, exponent = number.as_tuple()
    return len(digits) + (abs(exponent) if isinstance(exponent, int) else MAX_DIGITS)


def check_typmods(name: str, typmods: Arguments, place: Place) -> None:
    """Refuse texts that are padded to endless length, such as char(10000000)."""
    if name == "bpchar" and not all(is_up_to(MAX_WIDTH, width) for width in typmods):
        raise UnboundedCall("char", place, limit=MAX_WIDTH)


def check_call(name: str, arguments: Arguments, place: Place) -> None:
    """Refuse a call whose arguments could multiply what it gets."""
    if name in CALLS:
        CALLS[name](name, arguments, place)


def check_operands(operator: str, expression: ast.A_Expr, place: Place) -> None:
    """Refuse endless powers, patterns that are not simple, and arrays searched for arrays that are not written out."""
    left, right = expression.lexpr, expression.rexpr
    if operator == "^":
        check_power(operator, (left, right), place)
    elif operator in REGEX_OPERATORS and left is not None and not is_similar_to(right):
        for pattern in patterns_in(right):
            check_pattern(operator, (left, pattern), place)
    elif operator in SEARCHING_ARRAYS and not (is_written_out(left) or is_written_out(right)):
        raise UnboundedCall(operator, place, limit=MAX_TEXT)


def patterns_in(value: Any) -> Arguments:
    """The patterns of `~` or of `~ ANY (ARRAY[...])`."""
    return (value.elements or ()) if isinstance(value, ast.A_ArrayExpr) else (value,)


def is_written_out(value: Any) -> bool:
    """Whether a text, or an array of values, stands in the statement itself."""
    match value:
        case ast.TypeCast():
            return is_written_out(value.arg)
        case ast.A_ArrayExpr():
            return all(is_written_out(element) for element in value.elements or ())
    return isinstance(value, ast.A_Const)


def is_similar_to(pattern: Any) -> bool:
    """Whether the pattern belongs to SIMILAR TO, which the parser writes as a call that is checked by itself."""
    return isinstance(pattern, ast.FuncCall) and pattern.funcname[-1].sval == "similar_to_escape"


def is_up_to(limit: int, node: Any) -> bool:
    """Whether a number is written out there, alone or in LEAST, that is no larger."""
    number = largest(node)
    return number is not None and abs(number) <= limit


def is_text_up_to(limit: int, node: Any) -> bool:
    """Whether a text is written out there that is no longer."""
    text = text_in(node)
    return text is not None and len(text) <= limit


def check_series(name: str, arguments: Arguments, place: Place) -> None:
    """A series of numbers or days that ends soon."""
    if not is_bounded_series(arguments):
        raise UnboundedCall(name, place, limit=MAX_STEPS)


def check_width(name: str, arguments: Arguments, place: Place) -> None:
    """A number of times, or a width, that is written out."""
    if len(arguments) > 1 and not is_up_to(MAX_WIDTH, arguments[1]):
        raise UnboundedCall(name, place, limit=MAX_WIDTH)


def check_format(name: str, arguments: Arguments, place: Place) -> None:
    """A format that is written out, with widths of two digits."""
    template = text_in(arguments[0]) if arguments else None
    if template is None or len(template) > MAX_WIDTH or not FORMAT.fullmatch(template):
        raise UnboundedCall(name, place, limit=MAX_PADDING)


def written_out(*places: int) -> Check:
    """A check that the arguments at some places, where there are any, are short texts that are written out."""

    def check(name: str, arguments: Arguments, place: Place) -> None:
        if not all(is_text_up_to(MAX_TEXT, arguments[at]) for at in places if at < len(arguments)):
            raise UnboundedCall(name, place, limit=MAX_TEXT)

    return check


def check_zone(name: str, arguments: Arguments, place: Place) -> None:
    """A time zone that is written out: a session keeps every one it has met for as long as it lasts."""
    if len(arguments) > 1:
        written_out(0)(name, arguments, place)


def check_exponent(name: str, arguments: Arguments, place: Place) -> None:
    """An exponent that is not a huge number written out."""
    if arguments and number_in(arguments[0]) is not None and not is_up_to(MAX_EXPONENT, arguments[0]):
        raise UnboundedCall(name, place, limit=MAX_EXPONENT)


def check_power(name: str, arguments: Arguments, place: Place) -> None:
    """An exponent that is written out, or a root."""
    if len(arguments) < 2 or not (is_up_to(MAX_EXPONENT, arguments[1]) or is_root(arguments[1])):
        raise UnboundedCall(name, place, limit=MAX_EXPONENT)


def is_root(exponent: Any) -> bool:
    """Whether an exponent is 1 / n, as for the average of a growth."""
    if not isinstance(exponent, ast.A_Expr) or exponent.name[-1].sval != "/":
        return False
    divisor = number_in(exponent.rexpr)
    return is_up_to(1, exponent.lexpr) and (divisor is None or abs(divisor) >= 1)


def check_pattern(name: str, arguments: Arguments, place: Place) -> None:
    """A pattern that is written out and simple, and a replacement that is."""
    pattern = text_in(arguments[1]) if len(arguments) > 1 else None
    if pattern is None or not is_simple(pattern):
        raise CostlyPattern(f"«{pattern}»" if pattern else name, place)


def check_regexp(name: str, arguments: Arguments, place: Place) -> None:
    """A simple pattern, and flags that leave it one."""
    check_pattern(name, arguments, place)
    if not all(is_flags(argument) for argument in arguments[2:]):
        raise CostlyPattern(name, place)


def check_regexp_replace(name: str, arguments: Arguments, place: Place) -> None:
    """The same, and a replacement that is written out."""
    written_out(2)(name, arguments, place)
    check_regexp(name, [*arguments[:2], *arguments[3:]], place)


def is_flags(argument: Any) -> bool:
    """Whether an argument is a number, or flags that are written out."""
    text = text_in(argument)
    return number_in(argument) is not None if text is None else FLAGS.fullmatch(text) is not None


def check_similar(name: str, arguments: Arguments, place: Place) -> None:
    """A pattern of SIMILAR TO, in which % is what .* is in others."""
    pattern = text_in(arguments[0]) if len(arguments) == 1 else None
    if pattern is None or not is_simple(pattern.replace("%", ".*")):
        raise CostlyPattern(f"«{pattern}»" if pattern else name, place)


def check_substring(name: str, arguments: Arguments, place: Place) -> None:
    """A second argument that is a pattern must be simple; a number may be computed."""
    second = arguments[1] if len(arguments) > 1 else None
    if text_in(second) is not None or not is_computed_number(second):
        check_pattern(name, arguments[:2] if len(arguments) == 2 else (), place)


def is_computed_number(node: Any) -> bool:
    """Whether an argument is not there or can only be a number."""
    match node:
        case ast.A_Expr():
            return node.name[-1].sval in {"+", "-", "*", "/"}
        case ast.FuncCall():
            return node.funcname[-1].sval in WHOLE_NUMBERS
        case ast.TypeCast():
            return node.typeName.names[-1].sval in {"int2", "int4", "int8"}
        case ast.CoalesceExpr() | ast.MinMaxExpr():
            return all(is_computed_number(part) for part in node.args)
    return node is None or number_in(node) is not None


def check_places(name: str, arguments: Arguments, place: Place) -> None:
    """Decimal places that are written out, and few."""
    if len(arguments) > 1 and not is_up_to(MAX_EXPONENT, arguments[1]):
        raise UnboundedCall(name, place, limit=MAX_EXPONENT)


def check_instant(cast: ast.TypeCast, place: Place) -> None:
    """An instant out of a text that is put together could name thousands of time zones, which a session keeps."""
    if cast.typeName.names[-1].sval in {"timestamptz", "timetz"} and is_put_together(cast.arg):
        raise UnboundedCall(cast.typeName.names[-1].sval, place, limit=MAX_TEXT)


def is_put_together(value: Any) -> bool:
    """Whether a text is made of others."""
    match value:
        case ast.TypeCast():
            return is_put_together(value.arg)
        case ast.A_Expr():
            return bool(value.name[-1].sval == "||")
        case ast.FuncCall():
            return value.funcname[-1].sval in {"concat", "concat_ws", "format", "overlay", "replace", "translate"}
    return False


CALLS: dict[str, Check] = {
    "array_to_string": written_out(1),
    "concat_ws": written_out(0),
    "round": check_places,
    "string_agg": written_out(1),
    "trunc": check_places,
    "date_add": written_out(2),
    "date_subtract": written_out(2),
    "date_trunc": written_out(0, 2),
    "exp": check_exponent,
    "format": check_format,
    "generate_series": check_series,
    "lpad": check_width,
    "make_timestamptz": written_out(6),
    "pow": check_power,
    "power": check_power,
    "regexp_replace": check_regexp_replace,
    "repeat": check_width,
    "replace": written_out(2),
    "rpad": check_width,
    "similar_to_escape": check_similar,
    "substring": check_substring,
    "timezone": check_zone,
    "to_char": written_out(1),
    "to_number": written_out(1),
    "translate": written_out(1, 2),
    **dict.fromkeys(
        """
        regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_split_to_array regexp_split_to_table
        regexp_substr
        """.split(),
        check_regexp,
    ),
}
"""The functions whose arguments are bounded."""
