"""How much work a regular expression may be."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_LENGTH = 120
MAX_ENDLESS = 4
"""Stars and pluses of one pattern."""
MAX_TIMES = 100
"""How often {m,n} may repeat something; groups within groups are multiplied."""
TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\[[:.=].*?[:.=]\]|\\.|[^\]\\])*\]|[*+]|\{\d+,\}|\{(?:\d+,)?(?P<times>\d+)\}|.", re.DOTALL
)
ENDLESS = re.compile(r"[*+]|\{\d+,\}")
UNCLEAR = re.compile(r"\\[1-9]|^\*\*\*|\(\?(?!:|<?[=!])")
"""References back, and what lets the rest mean something else: comments and options."""


@dataclass
class Group:
    """A part of a pattern in brackets: its endless repeats, and how often it goes through its busiest part."""

    endless: int = 0
    times: int = 1


def is_simple(pattern: str) -> bool:
    """Whether a pattern is short, without references back, options or comments, and repeats little."""
    plain = pattern.removeprefix("(?i)")
    if len(plain) > MAX_LENGTH or UNCLEAR.search(plain):
        return False
    whole = measure(plain)
    return whole.endless <= MAX_ENDLESS and whole.times <= MAX_TIMES


def measure(pattern: str) -> Group:
    """The pattern as one group; endless repeats of endless repeats, and open groups, count as more than is allowed."""
    groups, last = [Group()], Group()
    for token in TOKEN.finditer(pattern):
        around = groups[-1]
        if token[0] == "(":
            groups.append(Group())
        elif token[0] == ")" and len(groups) > 1:
            last = groups.pop()
            groups[-1].endless += last.endless
            groups[-1].times = max(groups[-1].times, last.times)
        elif token["times"]:
            around.endless += last.endless * (int(token["times"]) - 1)
            around.times = max(around.times, last.times * int(token["times"]))
        elif ENDLESS.fullmatch(token[0]):
            around.endless += 1 + last.endless * MAX_ENDLESS
        else:
            last = Group()
    return groups[0] if len(groups) == 1 else Group(endless=MAX_ENDLESS + 1)
