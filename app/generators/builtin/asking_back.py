"""Asking back: the same question with each reading of what can be read in more than one way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from app.contracts import Language
from app.errors import NeedsClarification
from app.generators.builtin.mentions import Mention
from app.language.formatting import format_date
from app.language.periods import Period

PHRASES: dict[tuple[bool, bool], dict[Language, str]] = {
    (True, True): {"en": "from {start} to {end}", "fa": "از {start} تا {end}"},
    (True, False): {"en": "since {start}", "fa": "از {start}"},
    (False, True): {"en": "before {end}", "fa": "قبل از {end}"},
}
"""How a period is said, by whether it has a start and an end."""


def ask_back(question: str, mentions: Sequence[Mention], language: Language) -> None:
    """Raise NeedsClarification, with the question said clearly in each way, where a period has several readings."""
    for mention in mentions:
        period = mention.one(Period)
        if period and period.ambiguous:
            readings = [say(reading, language) for reading in period.alternatives]
            raise NeedsClarification(choices=[question.replace(mention.text, said, 1) for said in readings])


def say(period: Period, language: Language) -> str:
    """The period so that it can be read in one way only."""
    last = period.end and (period.end - timedelta(days=1) if period.start else period.end)
    ends = {"start": period.start, "end": last}
    days = {name: format_date(day, language, period.calendar) for name, day in ends.items() if day}
    if days.get("start") == days.get("end"):
        return days["start"]
    return PHRASES["start" in days, "end" in days][language].format(**days)
