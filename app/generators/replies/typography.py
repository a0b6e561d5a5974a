"""Signs that SQL does not know: typographic quotes, Persian digits, no-break spaces, HTML's and Markdown's escapes."""

from __future__ import annotations

import html
import re

from app.generators.replies.parsing import Mended
from app.semantics.layer import SemanticLayer

BREAKS = re.compile(r"<br\s*/?>", re.IGNORECASE)
ESCAPES = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|#39|#34);")
TEXTS = re.compile(r"('(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")")
"""Texts and quoted names, which are left as they are."""
SIGNS = str.maketrans(
    "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫،؛‘’‚′“”„″«»（），；＝＜＞＊\u00a0\u202f\u2007",
    "01234567890123456789.,;''''\"\"\"\"''(),;=<>*   ",
    "٬\u00ad\u200b\u200e\u200f\u2060\ufeff",
)
ESCAPED = re.compile(r"\\([_*<>=])")
"""Signs that Markdown would take for its own: order\\_date."""
THOUSANDS = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})*,000(?![\w,])")
"""A number whose thousands are parted; in a list of numbers, nobody writes 000."""
LINE_BREAK = re.compile(r"\\[nrt]")
"""Line breaks that were escaped twice."""


def without_escapes(text: str) -> str:
    """The text as it was before somebody escaped it for HTML."""
    text = BREAKS.sub("\n", text)
    return html.unescape(text) if ESCAPES.search(text) else text


def with_plain_signs(sql: str, layer: SemanticLayer) -> Mended:
    """The SQL with plain signs outside its texts and quoted names."""
    parts = TEXTS.split(sql)
    plain = "".join(part if at % 2 else plain_part(part) for at, part in enumerate(parts)).rstrip("; \n")
    return Mended(plain, ("signs that SQL does not know were replaced",) if plain != sql else ())


def plain_part(part: str) -> str:
    """A part outside of texts with plain signs, and numbers without separators: 2,000,000."""
    plain = LINE_BREAK.sub("\n", ESCAPED.sub(r"\1", part.translate(SIGNS)))
    return THOUSANDS.sub(lambda number: number.group().replace(",", ""), plain)
