"""Signs that SQL does not know: typographic quotes, Persian digits, no-break spaces, HTML's escapes."""

from __future__ import annotations

import html
import re

from app.generators.replies.parsing import Mended
from app.semantics.layer import SemanticLayer

ESCAPES = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|#39|#34);")
TEXTS = re.compile(r"('(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")")
"""Texts and quoted names, which are left as they are."""
SIGNS = str.maketrans(
    "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩،؛‘’‚′“”„″«»\u00a0\u202f\u2007",
    "01234567890123456789,;''''\"\"\"\"''   ",
    "\u200e\u200f\ufeff",
)


def without_escapes(text: str) -> str:
    """The text as it was before somebody escaped it for HTML."""
    return html.unescape(text) if ESCAPES.search(text) else text


def with_plain_signs(sql: str, layer: SemanticLayer) -> Mended:
    """The SQL with plain signs outside its texts and quoted names."""
    parts = TEXTS.split(sql)
    plain = "".join(part if at % 2 else part.translate(SIGNS) for at, part in enumerate(parts))
    return Mended(plain, ("signs that SQL does not know were replaced",) if plain != sql else ())
