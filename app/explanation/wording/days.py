"""Dates, spans of time and what is reckoned with them, in words."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sqlglot import exp

from app.explanation.labels import GRAINS
from app.explanation.wording.words import Wording, words
from app.language.calendars import Grain, add_months, calendar_of_language, containing
from app.language.formatting import WEEKDAYS, format_date, format_number
from app.language.moments import day_in
from app.translating import mark

SPANS = {
    "%Y-%m": mark("month of {value}"),
    '%Y-"Q"Q': mark("quarter of {value}"),
    "%Y": mark("year of {value}"),
}
"""Formats of TO_CHAR, as sqlglot writes them, that name a span of time."""
GRAIN = mark("{grain} of {value}")
NUMBER = mark("{grain} number of {value}")
"""As EXTRACT gives it: the same in each year."""
WEEKDAY = mark("weekday of {value}")
LENGTHS: dict[str, tuple[str, str]] = {
    "day": (mark("one day"), mark("{count} days")),
    "week": (mark("one week"), mark("{count} weeks")),
    "month": (mark("one month"), mark("{count} months")),
    "year": (mark("one year"), mark("{count} years")),
}
TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:00)?")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS = {"day": 1, "week": 7}
SPANS_OF_DAYS: dict[str, Grain] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}


def constant_day(node: exp.Expr) -> date | None:
    """The day that a part always comes to, such as DATE '2026-11-21' - INTERVAL '1 month'; None for any other."""
    match node:
        case exp.Paren():
            return constant_day(node.this)
        case exp.Cast():
            return written_day(node.this) or constant_day(node.this) if node.to.is_type("date", "timestamp") else None
        case exp.TimestampTrunc():
            return start_of(node.text("unit").lower(), constant_day(node.this))
        case exp.Add() | exp.Sub():
            return reckoned(constant_day(node.left), node.right, -1 if isinstance(node, exp.Sub) else 1)
    return None


def written_day(node: exp.Expr) -> date | None:
    """The day that a text writes in full, without a time of day."""
    is_text = isinstance(node, exp.Literal) and node.is_string
    return day_in(node.name) if is_text and "T" not in node.name else None


def written_time(node: exp.Expr) -> str | None:
    """The time that a cast text writes to the minute, by the business's clock, in ISO form."""
    is_time = isinstance(node, exp.Cast) and node.to.is_type("timestamp", "timestamptz")
    return node.this.name.replace(" ", "T") if is_time and TIME.fullmatch(node.this.name) else None


def start_of(unit: str, day: date | None) -> date | None:
    """The first day of the span around a day."""
    grain = SPANS_OF_DAYS.get(unit)
    return containing("gregorian", grain, day)[0] if day and grain else None


def reckoned(day: date | None, by: exp.Expr, sign: int) -> date | None:
    """A day so many days, weeks, months or years later or earlier."""
    length = length_of(by)
    if day is None or length is None:
        return None
    count, unit = length
    try:
        found = day + timedelta(days=sign * count * DAYS.get(unit, 0))
        found = add_months("gregorian", found, sign * count * MONTHS.get(unit, 0))
    except (OverflowError, ValueError):
        return None
    return day_in(found.isoformat()) if unit in DAYS or unit in MONTHS else None


def length_of(node: exp.Expr) -> tuple[int, str] | None:
    """How many of which unit a number of days or an interval is."""
    number, unit = (node.this, node.text("unit")) if isinstance(node, exp.Interval) else (node, "day")
    if not (isinstance(number, exp.Literal) and number.name.isdecimal()):
        return None
    return int(number.name), unit.lower().removesuffix("s")


def is_moment(node: exp.Expr) -> bool:
    """Whether a part is a day or a time that belongs to no row, so that others are before or after it."""
    if isinstance(node, exp.Add | exp.Sub):
        return is_moment(node.left)
    if isinstance(node, exp.CurrentDate | exp.CurrentTimestamp):
        return True
    return constant_day(node) is not None or written_time(node) is not None


def day_words(day: date, wording: Wording) -> str:
    """A day in the language's calendar."""
    language = wording.voice.language
    return format_date(day, language, calendar_of_language(language))


def is_weekday(node: exp.Expr) -> bool:
    """Whether a part is the number of a weekday, 1 for Monday."""
    return isinstance(node, exp.Extract) and node.name.lower() == "isodow"


def weekday_words(number: str, wording: Wording) -> str | None:
    """The weekday of a number."""
    names = dict(enumerate(WEEKDAYS[wording.voice.language], start=1))
    return names.get(int(number)) if number.isdecimal() else None


@words.register
def _(node: exp.CurrentDate, wording: Wording) -> str:
    return wording.say(mark("today"))


@words.register
def _(node: exp.CurrentTimestamp, wording: Wording) -> str:
    return wording.say(mark("now"))


@words.register
def _(node: exp.Interval, wording: Wording) -> str:
    count, unit = length_of(node) or (0, "")
    if unit not in LENGTHS:
        return wording.quoted(node)
    return wording.say(LENGTHS[unit][count != 1], count=format_number(count, wording.voice.language))


@words.register
def _(node: exp.TimeToStr, wording: Wording) -> str:
    template = SPANS.get(node.text("format"))
    return wording.say(template, value=node.this) if template else wording.quoted(node)


@words.register
def _(node: exp.TimestampTrunc, wording: Wording) -> str:
    day = constant_day(node)
    return day_words(day, wording) if day else of_grain(node, GRAIN, node.text("unit").lower(), node.this, wording)


@words.register
def _(node: exp.Extract, wording: Wording) -> str:
    if is_weekday(node):
        return wording.say(WEEKDAY, value=node.expression)
    grain = node.name.lower()
    return of_grain(node, GRAIN if grain == "year" else NUMBER, grain, node.expression, wording)


def of_grain(node: exp.Expr, template: str, grain: str, value: exp.Expr, wording: Wording) -> str:
    """The span of time that a value lies in."""
    if grain not in GRAINS:
        return wording.quoted(node)
    return wording.say(template, grain=wording.say(GRAINS[grain]), value=value)


def persian_week(node: exp.Sub) -> exp.Expr | None:
    """The day whose week from Saturday on a part is: the week from Monday on of two days later, less two days."""
    monday = node.left.this if isinstance(node.left, exp.Cast) else None
    if not isinstance(monday, exp.TimestampTrunc) or monday.text("unit").lower() != "week":
        return None
    later = monday.this
    is_shift = isinstance(later, exp.Add) and length_of(later.right) == (2, "day") == length_of(node.right)
    return later.left if is_shift else None


def place_in_week(node: exp.Mod) -> exp.Expr | None:
    """The day whose place in a week that begins with Saturday a part is."""
    shifted = node.left.this if isinstance(node.left, exp.Paren) else None
    is_place = isinstance(shifted, exp.Add) and is_weekday(shifted.left) and shifted.right.name == "1"
    return shifted.left if isinstance(shifted, exp.Add) and is_place and node.right.name == "7" else None


def named_weekday(node: exp.Case, wording: Wording) -> bool:
    """Whether a part is the weekday's own name in some language."""
    names = [choice.args["true"].name for choice in node.args["ifs"]]
    numbers = [choice.this.name for choice in node.args["ifs"]]
    is_weekly = node.this is not None and is_weekday(node.this) and node.args.get("default") is None
    return is_weekly and tuple(names) in WEEKDAYS.values() and numbers == list("1234567")
