"""Patterns in another writing than the database's: status LIKE '%Shipped%', name ILIKE '%تی شرت%'.

A space and a half-space fit each other, and so do the Arabic and the Persian letters that look alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.parser import scan

from app.generators.replies.names import Fix, Scope, mended, parts_at, scope_of, values_by_name
from app.generators.replies.parsing import Mended, nodes_of
from app.generators.replies.values import column_of, in_case_of, is_text, unwrapped, value_meant
from app.generators.spelling import literal
from app.language.folding import fold
from app.semantics.layer import Column, SemanticLayer

PATTERNS = {"~~", "!~~", "~~*", "!~~*"}
"""LIKE and ILIKE, as the parser calls them."""
ARABIC, PERSIAN = "يك", "یک"
GAP = re.compile(r"(?<=[\u0620-\u06ff])[\u200c ](?=[\u0620-\u06ff])")
"""What joins or parts two Persian words."""


def with_loose_patterns(sql: str, layer: SemanticLayer) -> Mended:
    """The SQL whose patterns find what they are meant for, however it is written."""
    scope = scope_of(sql, layer)
    return mended(sql, [fix for node in nodes_of(sql, ast.A_Expr) for fix in fixes_of(sql, node, scope)])


def fixes_of(sql: str, node: ast.A_Expr, scope: Scope) -> Iterator[Fix]:
    """What to write for one pattern, and for the column that it is to fit."""
    is_pattern = node.name[-1].sval in PATTERNS and is_text(node.rexpr)
    column = column_of(unwrapped(node.lexpr), scope) if is_pattern else None
    if column is None:
        return
    text = node.rexpr.val.sval
    value = value_named(text, column, scope.layer, ignores_case=node.name[-1].sval.endswith("*"))
    wanted = in_case_of(node.lexpr, value or text)
    pattern = GAP.sub("_", wanted.translate(str.maketrans(ARABIC, PERSIAN)))
    token = next((it for it in scan(sql) if it.start > node.location and it.name == "SCONST"), None)
    if token is None or pattern == text or sql[token.start : token.end + 1] != literal(text):
        return
    yield Fix(token.start, token.end + 1, literal(pattern))
    if any(letter in text for letter in ARABIC) and not value:
        yield from persian_letters(sql, unwrapped(node.lexpr))


def value_named(text: str, column: Column, layer: SemanticLayer, *, ignores_case: bool) -> str | None:
    """The pattern for the listed value that a pattern names in other words; None where it would find that anyway."""
    listed = {fold(value.value): value.value for value in column.values if value.is_pattern}
    if fold(text) in listed:
        return listed[fold(text)]
    words = text.strip("%")
    value = value_meant(words, column, layer) if values_by_name(column) else None
    if not value or words in value or (ignores_case and words.casefold() in value.casefold()):
        return None
    return text.replace(words, value)


def persian_letters(sql: str, column: Any) -> Iterator[Fix]:
    """A column with the Persian letters in the place of the Arabic ones."""
    parts = parts_at(sql, column, len(column.fields))
    if parts:
        start, end = parts[0].start(), parts[-1].end()
        yield Fix(start, end, f"TRANSLATE({sql[start:end]}, '{ARABIC}', '{PERSIAN}')")
