"""Reads a semantic layer from its YAML file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.errors import InvalidSemantics
from app.semantics.checking import check_text
from app.semantics.document import Problem
from app.semantics.layer import SemanticLayer

SHOWN = 5
"""How many problems are named."""


def load_layer(path: Path) -> SemanticLayer:
    """Read the file. Raises InvalidSemantics that names the file and the first problems, each with its line."""
    checked = check_text(read_text(path))
    if checked.layer is None:
        raise InvalidSemantics(file=path.name, problem=first_of(checked.errors))
    return checked.layer


def read_text(path: Path) -> str:
    """The file's text. Raises InvalidSemantics."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidSemantics(file=path.name, problem=f"it can't be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InvalidSemantics(file=path.name, problem="it is not UTF-8 text") from error


def first_of(problems: Sequence[Problem]) -> str:
    """The first problems in one line."""
    shown = "; ".join(f"line {problem.line}: {problem.text}" for problem in problems[:SHOWN])
    rest = len(problems) - SHOWN
    return f"{shown}; and {rest} more" if rest > 0 else shown
