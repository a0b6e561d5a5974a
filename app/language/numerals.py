"""The words of numbers in Persian, spoken Persian and English, as tables of match keys."""

from __future__ import annotations

from typing import Literal

from app.language.folding import fold, keys

Unit = Literal["toman", "rial", "percent"]


def numbered(words: str, *values: int) -> dict[str, int]:
    """The match keys of the words, each with its value; spellings of one number are joined by "|"."""
    return {
        fold(spelling): value
        for spellings, value in zip(words.split(), values, strict=True)
        for spelling in spellings.split("|")
    }


def joined(larger: dict[str, int], smaller: dict[str, int]) -> dict[str, int]:
    """Every larger word with every smaller one, glued by «و»: «بیست‌و‌سه»."""
    return {one + AND + other: value + rest for one, value in larger.items() for other, rest in smaller.items()}


AND = fold("و")
PERSIAN_UNITS = numbered("یک|یه دو سه چهار|چار پنج|پنش شش|شیش هفت هشت|هش نه", *range(1, 10))
PERSIAN_TEENS = numbered(
    "ده یازده دوازده سیزده چهارده|چارده پانزده|پونزده شانزده|شونزده هفده|هیفده هجده|هیجده|هژده نوزده", *range(10, 20)
)
PERSIAN_TENS = numbered("بیست سی چهل پنجاه شصت هفتاد هشتاد نود", *range(20, 100, 10))
PERSIAN_HUNDREDS = numbered(
    "صد|یکصد دویست|دیویست سیصد چهارصد|چارصد پانصد|پونصد ششصد|شیشصد هفتصد هشتصد|هشصد نهصد", *range(100, 1000, 100)
)
ENGLISH_UNITS = numbered("one two three four five six seven eight nine", *range(1, 10))
ENGLISH_TEENS = numbered(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", *range(10, 20)
)
ENGLISH_TENS = numbered("twenty thirty forty|fourty fifty sixty seventy eighty ninety", *range(20, 100, 10))

PERSIAN_TWO_DIGITS = joined(PERSIAN_TENS, PERSIAN_UNITS)
PERSIAN_GLUED = PERSIAN_TWO_DIGITS | joined(
    PERSIAN_HUNDREDS, PERSIAN_UNITS | PERSIAN_TEENS | PERSIAN_TENS | PERSIAN_TWO_DIGITS
)
PERSIAN_SMALL = PERSIAN_UNITS | PERSIAN_TEENS | PERSIAN_TENS | PERSIAN_HUNDREDS | PERSIAN_GLUED
HUNDRED = "hundred"
ENGLISH_SMALL = ENGLISH_UNITS | ENGLISH_TEENS | ENGLISH_TENS | {HUNDRED: 100}
SMALL = PERSIAN_SMALL | ENGLISH_SMALL
"""Words from 1 to 999, Persian compounds written as one word included."""

SCALES = numbered(
    "dozen هزار|thousand میلیون|ملیون|million|milion میلیارد|ملیارد|billion تریلیون|تیلیارد|trillion",
    *(12, 10**3, 10**6, 10**9, 10**12),
)
GLUED_SCALES = {
    word + scale: (value, factor)
    for word, value in (PERSIAN_UNITS | PERSIAN_TEENS | PERSIAN_TENS | PERSIAN_HUNDREDS).items()
    for scale, factor in SCALES.items()
}
"""A number and its scale as one word: «سه‌هزار»."""
SUFFIXES = numbered("k m|mn|mln|mil b|bn|bln", *(10**3, 10**6, 10**9))
"""Scales that count only when glued to digits: 2.5k."""
JOINERS = frozenset((AND, "and"))
HALF = fold("نیم")
AND_A_HALF = ((AND, HALF), ("and", "a", "half"))
COUNTED = fold("تا")
"""Counting word that is also written together with the number: «ده‌تا»."""
UNIQUE = fold("یکتا")
"""«یکتا» is "unique" and a name, not «یک تا»."""

ORDINAL_ENDINGS = keys("ام م th st nd rd")
"""After digits these make an ordinal: «۱۵ام», 15th."""
PERSIAN_ORDINALS = numbered(
    "یکم|اول|اولین|نخست|نخستین دوم|دومین سوم|سومین چهارم|چهارمین|چارم پنجم|پنجمین ششم|ششمین|شیشم هفتم|هفتمین "
    "هشتم|هشتمین نهم|نهمین دهم|دهمین یازدهم دوازدهم سیزدهم چهاردهم پانزدهم|پونزدهم شانزدهم|شونزدهم هفدهم هجدهم|هیجدهم "
    "نوزدهم بیستم سی‌ام",
    *range(1, 21),
    30,
)
COMPOUND_ORDINALS = joined(
    numbered("بیست سی", 20, 30), {key: value for key, value in PERSIAN_ORDINALS.items() if value < 10}
)
ENGLISH_ORDINALS = numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth twentyfirst twentysecond twentythird "
    "twentyfourth twentyfifth twentysixth twentyseventh twentyeighth twentyninth thirtyfirst",
    *(*range(1, 21), 30, *range(21, 30), 31),
)
ORDINALS = PERSIAN_ORDINALS | COMPOUND_ORDINALS | ENGLISH_ORDINALS
"""Ordinals are no numbers for `find_numbers`; days of the month, quarters and halves use them."""

LAST_PLACE = 10
PLACES_BEHIND = {word: place for word, place in ORDINALS.items() if 1 < place <= LAST_PLACE}
PLACES_BEHIND |= {f"{place}th": place for place in range(4, LAST_PLACE + 1)} | {"2nd": 2, "3rd": 3}
"""Places in an order behind the first: "second", "2nd", «دومین»."""

UNITS: dict[str, Unit] = {
    **dict.fromkeys(keys("تومان تومن تومانی تومنی تومانه تومنه toman tomans tuman touman"), "toman"),
    **dict.fromkeys(keys("ریال ریالی ریاله rial rials irr"), "rial"),
    **dict.fromkeys(keys("% درصد درصدی percent"), "percent"),
}
COUNTERS = keys("تا تای تایی")
"""Counting words that belong to the number: «۱۰ تا محصول»."""
VAGUE = keys("چند چندین several few many some couple")
"""A scale after one of these is no number: «چند میلیون»."""
COMPARING = keys("بیش بیشتر کمتر بالاتر پایین‌تر غیر")
"""After one of these «از» compares; otherwise it begins a range, and «تا» after the number is its "to"."""
RANGING = keys("از بین")
BETWEEN = keys("بین between")
TO = keys("تا الی to -")
NOW = keys("امروز الان حالا اکنون کنون دیروز فردا آخر پایان انتهای همین این به")
"""Before one of these «تا» is "to" as well."""

DOUBTFUL = keys("یک یه one نه")
"""A determiner («یک لیست», "which one") or "no": numbers only beside a word that counts or compares."""
BEFORE_DOUBTFUL = COMPARING | keys("""
    از حداقل حداکثر دست‌کم بالای زیر فقط تنها دقیقا تقریبا حدود بین تا برابر مساوی روی پایین
    than least most over under above below only exactly equal equals top with just between to
""")
AFTER_DOUBTFUL = frozenset(UNITS) | keys("""
    بار تا تای تایی عدد دفعه مرتبه نفر روز روزه هفته ماه ماهه فصل سال ساعت قلم
    time times unit units item items piece pieces day days week weeks month months quarter quarters year years
""")
WORDS_TOGETHER = {(fold("سی"), fold("دی"))}
"""A number word that is something else before another word: «سی دی»."""
