"""Rules for what is told from today: "this month", «هفتهٔ گذشته», "3 days ago", "last 30 days", "year to date"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.language.calendars import DAYS, MONTHS, ONE_DAY, Calendar, Grain, Limits, parts, shifted, step
from app.language.grammar import COUNTING, Found, rule
from app.language.spans import Kind, Span, either, fixed

MOST_DAYS = 40_000
"""Further from today (110 years) nobody looks."""
DAYS_IN_MONTH = 31


def unit_of(found: Found) -> Grain:
    """The unit that was matched; in the Jalali calendar a season is a quarter."""
    grain: Grain = found.value("unit", "units")
    return "quarter" if grain == "season" and calendar_of(found) == "jalali" else grain


def calendar_of(found: Found) -> Calendar:
    """The calendar named in the match, or the question's."""
    calendar: Calendar = found.value("calendar") or found.setting.calendar
    return calendar


def within_reach(grain: Grain, count: int) -> bool:
    """Whether so many units from today are still in a sensible year."""
    days = DAYS.get(grain) or MONTHS[grain] * DAYS_IN_MONTH
    return 0 < count * days <= MOST_DAYS


def is_counted(found: Found) -> bool:
    """Whether the unit is the rest of a count, a grouping or an ordinal."""
    is_ordered = found.starts_with("unit", "stretch") and found.before() == "ordinal"
    return is_ordered or found.is_counted("unit", "stretch")


def whole(found: Found, grain: Grain, offset: int) -> Span:
    """The whole unit, `offset` units from the one around today."""
    calendar = calendar_of(found)
    return fixed(grain, calendar, shifted(calendar, grain, found.setting.today, offset), grain)


def this_unit(found: Found) -> Span | None:
    """A unit from its first day through today: "this month", «هفتهٔ جاری»."""
    grain = unit_of(found)
    if grain == "day" or is_counted(found):
        return None
    return replace(whole(found, grain, 0), is_cut=True)


def to_date(found: Found) -> Span:
    """A unit so far: "year to date"."""
    return replace(whole(found, found.value("to date"), 0), is_cut=True)


def last_unit(found: Found) -> Span | None:
    """The whole month, week ... before this one; «روز گذشته» is yesterday, but "last day" is nothing."""
    grain = unit_of(found)
    if is_counted(found) or (grain == "day" and found.has("last", "recently")):
        return None
    return replace(whole(found, grain, -1), is_previous=found.has("previous", "back"))


def next_unit(found: Found) -> Span | None:
    """The whole month, week ... after this one."""
    grain = unit_of(found)
    return None if is_counted(found) or grain == "day" else whole(found, grain, 1)


def before_last(found: Found) -> Span | None:
    """The month of "the month before last"."""
    return None if is_counted(found) else whole(found, unit_of(found), -2)


def units_ago(found: Found) -> Span | None:
    """The day of "3 days ago", the whole month of "2 months ago"; "more than 3 days ago" is nothing."""
    grain, count = unit_of(found), found.value("number") if found.has("number") else 1
    if not within_reach(grain, count) or found.before() in ("than", "rank", *COUNTING):
        return None
    point = step(calendar_of(found), grain, found.setting.today, -count)
    return replace(whole(found, grain, -count), point=point, count=count, is_previous=found.has("back"))


def rolling(found: Found) -> Span | None:
    """Units that end today: "last 30 days". With quarters, or "previous", the whole units before may be meant."""
    grain, count = unit_of(found), found.value("number")
    if not within_reach(grain, count):
        return None
    calendar, today = calendar_of(found), found.setting.today
    span = fixed("rolling", calendar, backwards(calendar, grain, today, count), grain)
    span = replace(span, count=count)
    if grain not in ("quarter", "season") and not found.has("previous"):
        return span
    start, end = shifted(calendar, grain, today, -count)[0], shifted(calendar, grain, today, -1)[1]
    whole_units = replace(fixed("range", calendar, (start, end), grain), count=count, is_previous=found.has("previous"))
    return either(whole_units, span)


def backwards(calendar: Calendar, grain: Grain, today: date, count: int) -> Limits:
    """So many units that end with today."""
    return step(calendar, grain, today, -count) + ONE_DAY, today + ONE_DAY


def last_stretch(found: Found) -> Span | None:
    """«سه‌ماههٔ گذشته»: the quarter before this one, or the last three months."""
    count = found.value("stretch")
    if count != MONTHS["quarter"] or is_counted(found):
        return None
    calendar, today = found.setting.calendar, found.setting.today
    span = fixed("rolling", calendar, backwards(calendar, "month", today, count), "month")
    return either(whole_quarter(calendar, today), replace(span, count=count))


def whole_quarter(calendar: Calendar, today: date) -> Span:
    """The quarter before this one."""
    return fixed("quarter", calendar, shifted(calendar, "quarter", today, -1), "quarter")


def from_its_start(found: Found) -> Span | None:
    """«از ابتدای سال», "since the start of the month": through today."""
    is_english = found.setting.tokens[found.symbols[found.start].first].key.isascii()
    if found.has("ordinal") and (found.value("ordinal") != 1 or is_english):
        return None
    return this_unit(found)


def first_of_span(found: Found) -> Span | None:
    """A part of a span: "the first 3 months of 2026", «۱۰ روز آخر مهر», "the last day of March".

    "The first week" is nothing: it may be seven days or a week of the calendar.
    """
    grain, count, container = unit_of(found), found.value("number") or 1, container_of(found)
    if container is None or container.grain not in ("month", "quarter", "year") or not within_reach(grain, count):
        return None
    is_first, is_last = found.value("ordinal") == 1, found.has("last", "final")
    if is_first == is_last or (grain != "day" and not found.has("number")):
        return None
    start, end = container.within(parts(container.calendar, found.setting.today)[0])
    fits = step(container.calendar, grain, start, count) <= end
    return piece(container, grain, count, is_first) if fits else None


def day_with_noun(found: Found) -> Span | None:
    """«تاریخ ۱۴۰۵/۰۱/۰۱», «روز ۱۵ مهر»."""
    span: Span = found.value("span")
    is_grouping = found.before() in ("ordinal", *COUNTING) or found.value("unit") not in (None, "day")
    return None if is_grouping or span.kind != "day" else span


def container_of(found: Found) -> Span | None:
    """What the part is of: the span at the end of the match, or "the year"."""
    last = found.symbols[found.end - 1]
    span: Span | None = last.value if last.kind == "span" else None
    return span or (None if last.value == "day" else whole(found, last.value, 0))


def piece(container: Span, grain: Grain, count: int, is_first: bool) -> Span:
    """The first or the last so many units of a span."""

    def within(year: int) -> Limits:
        start, end = container.within(year)
        if is_first:
            return start, step(container.calendar, grain, start, count)
        return step(container.calendar, grain, end, -count), end

    kind: Kind = "day" if grain == "day" and count == 1 else "range"
    return replace(container, kind=kind, within=within, grain=None, is_cut=False, is_bare=False)


RELATIVE_RULES = (
    rule("this, calendar?, unit", this_unit),
    rule("unit, calendar?, present, calendar?", this_unit),
    rule("to date", to_date),
    rule("from|since, start|ordinal, of?, unit", from_its_start),
    rule("last|previous, calendar?, unit", last_unit),
    rule("unit, calendar?, gone|back|recently, calendar?", last_unit),
    rule("next, calendar?, unit", next_unit),
    rule("unit, calendar?, coming, calendar?", next_unit),
    rule("unit, before, last", before_last),
    rule("number, unit|units, ago|back", units_ago),
    rule("unit, ago", units_ago),
    rule("stretch, gone|back|recently", last_stretch),
)
ROLLING_RULES = (
    rule("date noun|unit, span", day_with_noun),
    rule("last|recent|previous, number, calendar?, unit|units", rolling),
    rule("number, unit|units, calendar?, gone|recently", rolling),
    rule("number, last|recent|previous, unit|units", rolling),
    *(
        rule(pattern, first_of_span)
        for container in ("span", "unit")
        for pattern in (
            f"ordinal|last|final, number, unit|units, of|in, {container}",
            f"number, unit|units, ordinal|final, of|in?, {container}",
            f"ordinal|last|final, unit, of|in, {container}",
            f"unit, ordinal|final, of|in?, {container}",
        )
    ),
)
