"""The words that periods are made of, in both languages, by what they do in a sentence.

Phrases are separated by "|". A word that stands before its noun in English and after it in Persian has two kinds:
"last month" is `last unit`, «ماه گذشته» is `unit gone`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.language.calendars import Calendar
from app.language.numerals import ORDINALS
from app.language.tokens import tokenise

KINDS: dict[str, str] = {
    "last": "last|past",
    "gone": "گذشته",
    "recent": "recent|most recent|latest|trailing",
    "recently": "اخیر",
    "previous": "previous|prior|preceding",
    "back": "پیش|قبل|قبلی|پیشین",
    "ago": "ago",
    "this": "this|current|این|همین",
    "present": "جاری|فعلی|کنونی",
    "next": "next|coming|upcoming",
    "coming": "آینده|بعد|بعدی|آتی",
    "in": "in|on|during|at|for|within|over|throughout|across|در|طی|توی|تو|برای|واسه|در طول|در طی|طول|در خلال|ظرف",
    "of": "of",
    "from": "from|starting|starting from|از|با شروع از",
    "since": "since|ever since|on or after|no earlier than|not earlier than|not before|از زمان",
    "to": "to|until|till|through|thru|up to|up until|on or before|no later than|not later than|not after|"
    "تا|الی|لغایت|-",
    "between": "between|بین|مابین|در بین|در فاصله",
    "and": "and|و",
    "versus": "vs|versus|against|compared to|compared with|in comparison to|in comparison with|relative to|or|"
    "با|یا|نسبت به|در مقایسه با|در برابر|در مقابل|به نسبت",
    "comparing": "compare|compares|comparison|comparison of|مقایسه|مقایسه کن|مقایسه ی",
    "after": "after|later than|بعد از|پس از",
    "before": "before|prior to|earlier than|قبل از|پیش از",
    "before that": "before that|before it|قبلش|قبل از آن|قبل از اون|قبل آن|پیش از آن|ماقبل آن|پیشش|قبل تر|قبل ترش",
    "onward": "onward|onwards|and later|به بعد|به این طرف|به این ور|تا به بعد",
    "backward": "and earlier|به قبل",
    "date noun": "date|تاریخ|مورخ|مورخه",
    "so far": "so far|to date|till date|to now|to the present|until the present|till the present|"
    "until now|till now|up to now|until today|till today|up to today|تا همین الان|تا همین امروز|"
    "تا الان|تا حالا|تاکنون|تا به حال|تا به امروز|تا امروز|تا این لحظه|تا به الان|تا به اکنون|تا اکنون",
    "start": "start|beginning|ابتدا|آغاز|شروع",
    "end": "end|پایان|انتها",
    "final": "آخر|آخرین",
    "same last year": "same period last year|same period of last year|same time last year|same period a year ago|"
    "same period in the previous year|same period of the previous year|"
    "مدت مشابه سال قبل|مدت مشابه سال گذشته|مدت مشابه پارسال|دوره مشابه سال قبل|دوره مشابه سال گذشته|"
    "دوره مشابه پارسال|زمان مشابه سال قبل|زمان مشابه سال گذشته|زمان مشابه پارسال|مدت مشابه در سال گذشته|"
    "مدت مشابه در سال قبل|همین دوره در سال گذشته|همین مدت در سال گذشته|همین مدت پارسال",
    "same": "same|مشابه|متناظر",
    "except": "except|except for|excluding|exclude|other than|apart from|not|not in|without|"
    "به جز|بجز|جز|غیر از|به غیر از|بغیر از|به استثنای|منهای|بدون",
    "but": "but|ولی|اما",
    "half": "half|نیمه",
    "few": "few|several|couple|couple of|چند|چندین|یکی دو|یکی دوتا",
    "other unit": "دهه|decade|fortnight|semester|ترم",
    "vague": "early|mid|middle|late|around|roughly|as of|ending|ended|"
    "اوایل|اواسط|اواخر|حدود|حوالی|نزدیک|نزدیکی|وسط|میانه|حدودا",
    "each": "each|per|every|by|هر|به تفکیک|تفکیک|بر حسب|برحسب|بر اساس|براساس|به ازای",
    "rank": "top|best|worst|bottom|highest|lowest|limit|برتر|بهترین|بدترین|پرفروش ترین|بیشترین|کمترین",
    "than": "more than|less than|fewer than|greater than|at least|at most|above|below|under|exceeding|than|"
    "بیش از|بیشتر از|کمتر از|بالاتر از|پایین تر از|حداقل|حداکثر|دست کم|بالای|زیر|>|<|=|>=|<=|!=",
    "other": "سی دی|دی وی دی|may be",
    "label": "number|no|id|ids|code|sku|phone|شماره|کد|شناسه|تلفن|پلاک",
}
SINGULAR = {
    "day": "day|روز|calendar day",
    "week": "week|wk|هفته|calendar week",
    "month": "month|ماه|calendar month|برج",
    "quarter": "quarter|فصل|calendar quarter|کوارتر",
    "season": "season",
    "year": "year|yr|سال|calendar year",
}
PLURAL = {
    "day": "days|روزها|روزهای|روزای|روزه",
    "week": "weeks|wks|هفته ها|هفته های",
    "month": "months|ماه ها|ماه های",
    "quarter": "quarters|فصل ها|فصل های",
    "season": "seasons",
    "year": "years|yrs|سال ها|سال های",
}
MONTHS_TOGETHER = {
    3: "سه ماهه|۳ ماهه",
    4: "چهار ماهه|۴ ماهه",
    6: "شش ماهه|۶ ماهه|شیش ماهه|نیمسال|نیم سال|half year",
    9: "نه ماهه|۹ ماهه",
}
"""Stretches of months that a year is cut into: «سه‌ماههٔ دوم», "first half"."""
DAY_WORDS = {
    0: "today|todays|امروز|همین امروز",
    -1: "yesterday|yesterdays|دیروز",
    -2: "day before yesterday|پریروز|دو روز پیش از امروز",
    -3: "پس پریروز|سه روز پیش از امروز",
    1: "tomorrow|فردا",
    2: "day after tomorrow|پس فردا",
}
YEAR_WORDS = {0: "امسال|همین امسال", -1: "پارسال", -2: "پیرارسال|پیارسال"}
TO_DATE = {
    "week": "wtd|week to date",
    "month": "mtd|month to date",
    "quarter": "qtd|quarter to date",
    "year": "ytd|year to date",
}
CALENDARS: dict[Calendar, str] = {
    "jalali": (
        "jalali|shamsi|solar hijri|persian calendar|iranian calendar|persian|iranian|"
        "شمسی|هجری شمسی|خورشیدی|جلالی|تقویم شمسی"
    ),
    "gregorian": "gregorian|miladi|gregorian calendar|میلادی|تقویم میلادی",
}
SEASONS = {1: "spring|بهار", 2: "summer|تابستان|تابستون", 3: "autumn|fall|پاییز", 4: "winter|زمستان|زمستون"}
MONTHS: dict[Calendar, tuple[str, ...]] = {
    "jalali": (
        *("فروردین|farvardin", "اردیبهشت|ordibehesht", "خرداد|khordad", "تیر|tir", "مرداد|امرداد|mordad"),
        *("شهریور|shahrivar", "مهر|mehr", "آبان|aban", "آذر|azar", "دی|dey", "بهمن|bahman", "اسفند|esfand"),
    ),
    "gregorian": (
        *("january|jan|ژانویه", "february|feb|فوریه|فبریه", "march|mar|مارس", "april|apr|آوریل|اپریل", "may|مه|می"),
        *("june|jun|ژوئن", "july|jul|ژوئیه|جولای", "august|aug|اوت|آگوست", "september|sep|sept|سپتامبر"),
        *("october|oct|اکتبر", "november|nov|نوامبر", "december|dec|دسامبر"),
    ),
}
WEEKDAYS = (
    *("monday|دوشنبه", "tuesday|سه شنبه", "wednesday|چهارشنبه|چهار شنبه", "thursday|پنجشنبه|پنج شنبه"),
    *("friday|جمعه|آدینه", "saturday|شنبه", "sunday|یکشنبه|یک شنبه"),
)
"""Monday first, as `date.weekday` counts."""
DOUBTFUL_NAMES = frozenset(("may", "fall", "مه", "می"))
"""Names that are also everyday words: alone they need a preposition."""
VERY_DOUBTFUL_NAMES = frozenset(("می", "مه"))
"""Names that need a day or a year beside them."""

Meaning = tuple[str, Any]
"""A kind, and the value that a word of that kind has."""


def meanings() -> Iterator[tuple[str, Meaning]]:
    """Every phrase with its meaning; the first one of a phrase counts."""
    for kind, phrases in KINDS.items():
        yield from ((phrase, (kind, None)) for phrase in phrases.split("|"))
    valued: dict[str, dict[Any, str]] = {
        "unit": dict(SINGULAR),
        "units": dict(PLURAL),
        "stretch": dict(MONTHS_TOGETHER),
        "day word": dict(DAY_WORDS),
        "year word": dict(YEAR_WORDS),
        "to date": dict(TO_DATE),
        "calendar": dict(CALENDARS),
        "season": dict(SEASONS),
        "weekday": dict(enumerate(WEEKDAYS)),
    }
    for kind, words in valued.items():
        yield from ((phrase, (kind, value)) for value, phrases in words.items() for phrase in phrases.split("|"))
    yield from ((ordinal, ("ordinal", value)) for ordinal, value in ORDINALS.items())
    for calendar, names in MONTHS.items():
        for number, spellings in enumerate(names, start=1):
            yield from ((phrase, ("month", (calendar, number))) for phrase in month_phrases(spellings))


def month_phrases(spellings: str) -> Iterator[str]:
    """The names of a month, also with «ماه» before and after, which no doubt survives."""
    for name in spellings.split("|"):
        yield name
        if not name.isascii():
            yield f"{name} ماه"
            yield f"ماه {name}"


def lexicon() -> dict[str, Meaning]:
    """The meanings by match key; Persian words also with the ezafe that is written out («هفته‌ی», «ابتدای»)."""
    found: dict[str, Meaning] = {}
    for phrase, meaning in meanings():
        key = "".join(token.key for token in tokenise(phrase))
        found.setdefault(key, meaning)
        if not key.isascii() and key.endswith(("ه", "ا")):
            found.setdefault(f"{key}ی", meaning)
    return found


LEXICON = lexicon()
"""Match keys of phrases, spaces left out, with what they mean."""
