"""Babel's extraction methods (see babel.cfg): how messages get from the sources into the catalogues."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from typing import IO, Any

Extracted = tuple[int, None, str, list[str]]
"""Line, function (none), message, comments."""

UNIT = re.compile(r"\bunit: *([^,}\n]+)")


def extract_calls(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Extracted]:
    """The texts in `mark("...")` and `translate(language, "...")`."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call):
            match called_name(node.func), node.args:
                case ("mark", [ast.Constant(str(text))]) | ("translate", [_, ast.Constant(str(text)), *_]):
                    yield node.lineno, None, text, []


def called_name(function: ast.expr) -> str | None:
    """`translate` for translate(...) and for services.translate(...)."""
    return getattr(function, "attr", None) or getattr(function, "id", None)


def extract_errors(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Extracted]:
    """The docstrings of error classes, on one line as `QueryCraftError.template` has them."""
    for statement in ast.parse(file.read()).body:
        docstring = ast.get_docstring(statement, clean=False) if isinstance(statement, ast.ClassDef) else None
        if docstring:
            yield statement.lineno, None, inspect.cleandoc(docstring).replace("\n", " "), []


def extract_units(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Extracted]:
    """The units of a semantics file's columns and measures."""
    for number, line in enumerate(file, start=1):
        for unit in UNIT.findall(line.decode()):
            yield number, None, unit.strip(), []
