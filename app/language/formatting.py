"""Numbers, dates and periods as people read them, in both languages and calendars."""

from __future__ import annotations

from datetime import date
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from app.contracts import Language
from app.language.calendars import ONE_DAY, Calendar, containing, parts, season_of

if TYPE_CHECKING:
    from app.language.periods import Period

MONTHS: dict[tuple[Calendar, Language], tuple[str, ...]] = {
    ("jalali", "fa"): (
        *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
        *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
    ),
    ("jalali", "en"): (
        *("Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar"),
        *("Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"),
    ),
    ("gregorian", "fa"): (
        *("ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن"),
        *("ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"),
    ),
    ("gregorian", "en"): (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
SEASONS: dict[Language, tuple[str, ...]] = {
    "fa": ("بهار", "تابستان", "پاییز", "زمستان"),
    "en": ("spring", "summer", "autumn", "winter"),
}
WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "fa": ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
"""Names of the days of the week, from Monday."""
PERSIAN_ORDINALS = ("اول", "دوم", "سوم", "چهارم")
UNITS = {"day": "روز", "week": "هفته", "month": "ماه", "quarter": "فصل", "season": "فصل", "year": "سال"}
CALENDAR_NAMES: dict[tuple[Calendar, Language], str] = {
    ("jalali", "fa"): "شمسی",
    ("jalali", "en"): "Jalali",
    ("gregorian", "fa"): "میلادی",
    ("gregorian", "en"): "Gregorian",
}
DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
MINUS = "\u200e−"
"""The Persian minus, with a mark that keeps it before its number."""
SIGNS = str.maketrans({",": "٬", ".": "٫", "-": MINUS})
MOST_DECIMALS = 2
SIGNIFICANT = 3
"""Digits of a number below one."""
EXACT = Context(prec=MAX_PREC, rounding=ROUND_HALF_UP)
"""Rounds as people do, numbers of any size."""


def format_digits(text: str, language: Language) -> str:
    """The text with the language's digits."""
    return text.translate(DIGITS) if language == "fa" else text


def format_number(value: Decimal | float, language: Language) -> str:
    """The number with thousands separators: «۱٬۲۳۴٫۵», "1,234.5", "0.00123". The page's format.js does the same."""
    whole, _, decimals = f"{rounded(Decimal(str(value))):,f}".partition(".")
    text = f"{whole}.{decimals}".rstrip("0").rstrip(".") if decimals else whole
    return format_digits(text.translate(SIGNS), language) if language == "fa" else text


def rounded(number: Decimal) -> Decimal:
    """The number with at most two decimals, below one with three significant digits; there is no negative zero."""
    if number == number.to_integral_value():
        return number or Decimal(0)
    decimals = MOST_DECIMALS if abs(number) >= 1 else SIGNIFICANT - 1 - number.adjusted()
    return number.quantize(Decimal(1).scaleb(-decimals), context=EXACT)


def calendar_name(calendar: Calendar, language: Language) -> str:
    """«شمسی», "Gregorian"."""
    return CALENDAR_NAMES[calendar, language]


def format_date(day: date, language: Language, calendar: Calendar) -> str:
    """«۱ مهر ۱۴۰۵», "1 October 2026", «۱ اکتبر ۲۰۲۶» or "1 Mehr 1405"."""
    return format_digits(" ".join(date_words(day, language, calendar)), language)


def date_words(day: date, language: Language, calendar: Calendar) -> tuple[str, str, str]:
    """Day, month and year of a date, in ASCII digits."""
    year, month, number = parts(calendar, day)
    return str(number), MONTHS[calendar, language][month - 1], str(year)


def format_limits(start: date | None, end: date | None, language: Language, calendar: Calendar) -> str:
    """The half-open limits as people read them, the last day included: «۱ تا ۳۰ مهر ۱۴۰۵», "since 1 March 2026"."""
    last = end - ONE_DAY if end else None
    if start and last:
        return format_range(start, last, language, calendar)
    if start:
        return f"{'از' if language == 'fa' else 'since'} {format_date(start, language, calendar)}"
    if last:
        return f"{'تا' if language == 'fa' else 'until'} {format_date(last, language, calendar)}"
    return ""


def format_range(first: date, last: date, language: Language, calendar: Calendar) -> str:
    """First to last day; what both have in common is said once."""
    if first == last:
        return format_date(first, language, calendar)
    one, two = date_words(first, language, calendar), date_words(last, language, calendar)
    shared = 2 if one[1:] == two[1:] else 1 if one[2:] == two[2:] else 0
    to = " تا " if language == "fa" else "–" if shared == 2 else " – "
    return format_digits(" ".join(one[: 3 - shared]) + to + " ".join(two), language)


def format_period(period: Period, language: Language) -> str:
    """The period's name, if it has one, and its real limits: «مهر ۱۴۰۵ (۱ تا ۳۰ مهر ۱۴۰۵)»."""
    limits = format_limits(period.start, period.end, language, period.calendar)
    name = period_name(period, language)
    return f"{name} ({limits})" if name else limits


def period_name(period: Period, language: Language) -> str:
    """What people call the period: "October 2026", "last 30 days"; "" for one without a name."""
    if period.kind == "rolling" and period.count and period.grain:
        return rolling_name(period.count, period.grain, language)
    if period.start is None or period.end is None or not is_whole(period, period.start, period.end):
        return ""
    year, month, _ = parts(period.calendar, period.start)
    if period.kind == "season":
        year, number = season_of(period.calendar, period.start)
        return format_digits(f"{SEASONS[language][number - 1]} {year}", language)
    if period.kind == "month":
        return format_digits(f"{MONTHS[period.calendar, language][month - 1]} {year}", language)
    return numbered_name(period.kind, year, month, language)


def is_whole(period: Period, start: date, end: date) -> bool:
    """Whether the period is not cut short by today."""
    if period.kind == "half":
        return True
    return period.grain == period.kind and containing(period.calendar, period.grain, start) == (start, end)


def numbered_name(kind: str, year: int, month: int, language: Language) -> str:
    """The name of a year, or of its quarter or half that begins with a month."""
    quarter, half = (month + 2) // 3, (month + 5) // 6
    persian = {
        "year": f"سال {year}",
        "quarter": f"سه‌ماههٔ {PERSIAN_ORDINALS[quarter - 1]} {year}",
        "half": f"نیمهٔ {PERSIAN_ORDINALS[half - 1]} {year}",
    }
    english = {
        "year": f"{year}",
        "quarter": f"Q{quarter} {year}",
        "half": f"{'first' if half == 1 else 'second'} half of {year}",
    }
    return format_digits(persian.get(kind, ""), language) if language == "fa" else english.get(kind, "")


def rolling_name(count: int, grain: str, language: Language) -> str:
    """«۳۰ روز اخیر», "last 30 days"."""
    if language == "fa":
        return format_digits(f"{count} {UNITS[grain]} اخیر", language)
    return f"last {count} {grain}s" if count > 1 else f"last 1 {grain}"
