"""The filter of the record's pages, as their address holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from app.api.askers import valid_address
from app.clock import zone_of
from app.contracts import Outcome
from app.current import current_settings
from app.pages.days import read_day, write_day
from app.pages.languages import page_language, read_language
from app.recorded import HistoryFilter
from app.translating import mark, translate

LARGEST_ID = 2**63 - 1
LONGEST_TEXT = 200
CHOICES = ("text", "outcome", "language", "generator", "ip", "session")
DAYS = ("since", "until")
NO_DAY = mark("Please write a day such as 2026-11-21 or 1405/08/30.")
NO_ADDRESS = mark("This is no IP address.")


@dataclass(frozen=True)
class AddressedFilter:
    """What the address asks for; `mistakes` says, by field, what is wrong with what somebody has typed."""

    wanted: HistoryFilter
    days: dict[str, date]
    mistakes: dict[str, str]

    def shown(self, name: str) -> str:
        """What stands in the field of a day: the day as the reader writes it, or what was typed."""
        return write_day(self.days[name], page_language()) if name in self.days else typed(name)

    def parameters(self) -> dict[str, Any]:
        """The filter for another address, its days as programs write them."""
        fields = {name: request.args[name] for name in CHOICES if request.args.get(name)}
        return fields | {name: day.isoformat() for name, day in self.days.items()}


def read_filter() -> AddressedFilter:
    """The filter in the address. What no field of the page can hold is left out."""
    days = {name: day for name in DAYS if (day := read_day(typed(name)))}
    address = valid_address(typed("ip"))
    wrong = {name: NO_DAY for name in DAYS if typed(name) and name not in days}
    if typed("ip") and not address:
        wrong["ip"] = NO_ADDRESS
    before, outcome = request.args.get("before", type=int), typed("outcome")
    wanted = HistoryFilter(
        before=before if before is not None and 0 < before <= LARGEST_ID else None,
        outcome=outcome if outcome in list(Outcome) else None,
        language=read_language(typed("language")),
        generator=typed("generator") or None,
        ip=address,
        session=typed("session") or None,
        text=typed("text") or None,
    ).within_days(days.get("since"), days.get("until"), zone_of(current_settings()))
    return AddressedFilter(wanted, days, {name: translate(page_language(), message) for name, message in wrong.items()})


def typed(name: str) -> str:
    """A text in the address, "" where there is none."""
    return request.args.get(name, "").replace("\x00", "").strip()[:LONGEST_TEXT]
