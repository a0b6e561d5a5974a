"""The words and signs that compare with a number, in both languages."""

from __future__ import annotations

from app.semantics.selection import Operator

COMPARATORS: dict[Operator, tuple[str, str]] = {
    ">": (
        "more than|greater than|larger than|higher than|bigger than|over|above|exceeding|exceeds|exceed|in excess of|"
        "exceeded",
        "بیش از|بیشتر از|بالای|بالاتر از|بزرگتر از|افزون بر|فراتر از|بیشتراز",
    ),
    ">=": (
        "at least|no less than|not less than|no fewer than|minimum|minimum of|a minimum of|min|not below|"
        "at or above|at or over|more than or equal to|greater than or equal to|higher than or equal to|"
        "equal to or more than|equal to or above",
        "حداقل|دست کم|لااقل|کمینه|نه کمتر از|کم کم|بیشتر یا مساوی|بزرگتر یا مساوی|بیشتر مساوی",
    ),
    "<": (
        "less than|fewer than|lower than|smaller than|under|below|beneath",
        "کمتر از|زیر|پایین تر از|کوچکتر از|کمتراز",
    ),
    "<=": (
        "at most|no more than|not more than|maximum|maximum of|a maximum of|up to|max|not exceeding|not above|within|"
        "at or below|at or under|less than or equal to|lower than or equal to|equal to or less than|equal to or below",
        "حداکثر|نهایتا|بیشینه|تا سقف|نه بیشتر از|تا حداکثر|کمتر یا مساوی|کوچکتر یا مساوی|کمتر مساوی",
    ),
    "=": (
        "exactly|equal to|equals|equal|precisely|of exactly|only|just",
        "دقیقا|برابر|برابر با|مساوی|مساوی با|معادل|فقط|تنها",
    ),
}
"""Words before a number that compare with it."""
BETWEEN = ("between|range of|in the range of|ranging from", "بین|مابین|در بازه|در بازه ی")
"""Words before two numbers."""
PASSED = "|".join(f"{verb}{form}" for verb in ("رد شد", "رد کرد", "عبور کرد") for form in ("", "ه", "ه اند", "ند", "ن"))
"""What an amount has done that is beyond another: «از یک میلیارد رد شده»."""
AFTER_NUMBER: dict[Operator, tuple[str, str]] = {
    ">": ("is exceeded|is surpassed", "بیشتر|بیشتره|بیشترن|بالاتر|بالاتره|بالاترن|بیشتر باشد|بیشتر باشه|" + PASSED),
    "<": ("is not reached", "کمتر|کمتره|کمترن|پایین تر|پایین تره|کمتر باشد|کمتر باشه"),
    ">=": (
        "or more|or above|and above|or over|and up|and over|or higher|and more|and higher|or greater|plus",
        "یا بیشتر|و بیشتر|به بالا|و بالاتر|یا بالاتر|به بالاتر|و بالا",
    ),
    "<=": (
        "or less|or fewer|or below|and below|or under|and under|or lower|and less|or cheaper",
        "یا کمتر|و کمتر|به پایین|و پایین تر|یا پایین تر|و پایین",
    ),
}
"""Words after a number that compare with it."""
OCCURRENCES: dict[int, str] = {
    1: "once|one time|یکبار|یک دفعه",
    2: "twice|two times|دوبار|دو دفعه",
    3: "thrice|three times|سه بار",
}
SINGLE_PIECE = "single unit|single item|single piece|تک عددی|تک قلمی|تک تایی"
"""Words for rows of one piece."""
SIGNS: dict[str, Operator] = {">": ">", ">=": ">=", "<": "<", "<=": "<=", "=": "=", "!=": "<>"}
