"""Places in SQL that somebody should have filled in: `<table>`, `:status`, `$1`, `{city}`, '[YOUR CITY]', [city]."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.generators.replies.parsing import comparisons_in, is_column

PIECES = re.compile(
    r"""
      (?P<text> '(?:[^']|'')*' )
    | (?: --[^\n]* | /\*.*?\*/ | "(?:[^"]|"")*" )
    | (?P<place>
        <[a-z_][\w-]*> | (?<![:\w]):[a-z_]\w* | \$\d+ | %\([a-z_]\w*\)s | (?<=[=<>(,\s])%s(?!\w)
        | \{\{?[a-z_][\w\ -]*\}?\} | \[(?:your|insert|enter)\b[\w\ -]*\]
        | \?(?=\s*(?:$|[),;]|and\b|or\b|group\b|order\b|limit\b))
      )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""What SQL is scanned for: texts; comments and quoted names, which hold no places; and places."""
UNFILLED = re.compile(
    r"""< [^<>%]+ > | \{\{? [\w\ -]+ \}?\} | \[ (?:your|insert|enter|نام|مقدار|تاریخ|شناسه)\b [\w\u200c\ -]* \]
    | : [a-z_]\w+ | your[_\ ][\w\ -]+""",
    re.VERBOSE | re.IGNORECASE,
)
"""A text that as a whole is no value but says which one to write."""
COMPARED = re.compile(r"(?: [=<>,] | \b(?:like|ilike|date|between|and|or|in\s*\() ) \s* $", re.VERBOSE | re.IGNORECASE)
"""What stands before a text that something is compared with."""


def placeholders(sql: str) -> list[str]:
    """All of them, each once, as they are written."""
    return list(dict.fromkeys([*unfilled_places(sql), *unfilled_values(sql)]))


def unfilled_places(sql: str) -> Iterator[str]:
    """Those that are no SQL at all; PostgreSQL or the guard refuses them."""
    return (match["place"] for match in PIECES.finditer(sql) if match["place"])


def unfilled_values(sql: str) -> Iterator[str]:
    """Those that would run, and find nothing or everything."""
    yield from unfilled_texts(sql)
    yield from compared_with_themselves(sql)


def unfilled_texts(sql: str) -> Iterator[str]:
    """Those that are written as a text."""
    for match in PIECES.finditer(sql):
        text = match["text"]
        if text and UNFILLED.fullmatch(text[1:-1].strip()) and COMPARED.search(sql, 0, match.start()):
            yield text


def compared_with_themselves(sql: str) -> Iterator[str]:
    """Columns that stand in the place of their value: `status = [status]` is `status = "status"` to PostgreSQL."""
    for node in comparisons_in(sql):
        names = [[part.sval for part in side.fields] for side in (node.lexpr, node.rexpr) if is_column(side)]
        if len(names) == 2 and names[0][-1] == names[1][-1] and names[1][:-1] in ([], names[0][:-1]):
            yield ".".join(names[1])
