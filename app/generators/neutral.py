"""Text that others wrote, made harmless: whatever it says, it can't end its part of the prompt and begin another.

What people ask, what a semantics file says of a column, values, and SQL that came back all go through here.
"""

from __future__ import annotations

import re

INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+")
"""Line breaks and other controls; the half-space stays."""
MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (INVISIBLE, " "),
    (re.compile(r"<(?=[/|!｜A-Za-z])"), "< "),
    (re.compile(r"(?<=[|｜])>"), " >"),
    (re.compile(r"\[(\s*/?\s*(?:QUESTION|SQL|INST|SYS\w*|AVAILABLE_\w+|TOOL_\w+)\s*)\]", re.IGNORECASE), r"(\1)"),
    (re.compile(r"#{2,}"), "#"),
    (re.compile(r"`{3,}"), "'"),
)
"""Marks of the prompts' own formats and of models' chat formats: `[/QUESTION]`, `###`, fences, `<|im_end|>`, `</s>`."""


def plain(text: str) -> str:
    """The text in one line, without anything that a model takes for a mark of its format."""
    for mark, instead in MARKS:
        text = mark.sub(instead, text)
    return text.strip()


def is_plain(text: str) -> bool:
    """Whether the text is harmless as it is; what must be exact, such as a stored value, is else left out."""
    return plain(text) == text
