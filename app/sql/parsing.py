"""SQL text to PostgreSQL's own syntax tree, if it is one SELECT that people read as PostgreSQL does."""

from __future__ import annotations

import unicodedata

from pglast import ast
from pglast.parser import ParseError, parse_sql, scan

from app.errors import NotOneSelect, OddCharacter, TooLong, UnreadableSql
from app.sql.allowed import MAX_LENGTH

ALWAYS = "\n\t\r\u200c"
"""Beside printable characters: line breaks, tabs, and the half-space that Persian words need."""
IN_TEXTS = "\u00a0\u00ad\u2009\u200d\u200e\u200f\u202f"
"""Spaces and marks that stored text may hold; elsewhere PostgreSQL takes them for letters of a name."""


def parse_one_select(sql: str) -> ast.SelectStmt:
    """The statement's tree. Raises TooLong, OddCharacter, UnreadableSql or NotOneSelect."""
    if len(sql) > MAX_LENGTH:
        raise TooLong(limit=MAX_LENGTH)
    odd = {at: character for at, character in enumerate(sql) if not is_plain(character)}
    reject_odd({at: character for at, character in odd.items() if character not in IN_TEXTS})
    try:
        if odd:
            reject_odd(outside_texts(sql, odd))
        statements = parse_sql(sql)
    except ParseError as error:
        raise UnreadableSql(error.args[0], position_of(error)) from error
    if len(statements) != 1 or not isinstance(statements[0].stmt, ast.SelectStmt):
        raise NotOneSelect()
    return statements[0].stmt


def is_plain(character: str) -> bool:
    """Whether a character looks like what it is."""
    return character.isprintable() or character in ALWAYS


def outside_texts(sql: str, odd: dict[int, str]) -> dict[int, str]:
    """The odd characters that are not in a text literal, by their places."""
    texts = (range(token.start, token.end + 1) for token in scan(sql) if token.name == "SCONST")
    within = {at for text in texts for at in text}
    return {at: character for at, character in odd.items() if at not in within}


def reject_odd(odd: dict[int, str]) -> None:
    """Refuse the first odd character."""
    for at, character in odd.items():
        name = unicodedata.name(character, "control character")
        raise OddCharacter(f"U+{ord(character):04X} ({name})", at + 1)


def position_of(error: ParseError) -> int | None:
    """Where the parser stumbled, counted from 1, if it says so."""
    place = error.args[1] if len(error.args) > 1 else None
    return place + 1 if isinstance(place, int) else None
