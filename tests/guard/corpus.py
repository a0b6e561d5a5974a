"""The statements and questions that the guard is proved with, one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Row = dict[str, Any]

FIXTURES = Path(__file__).parent.parent / "fixtures" / "guard"
MORE = Path(__file__).parent.parent.parent.parent / "shared" / "evals" / "guard"
"""Beside the project there may be a folder of the same files with further rows."""


def rows(name: str) -> list[Row]:
    """The rows of a file, each id once."""
    found = {row["id"]: row for folder in (MORE, FIXTURES) for row in lines(folder / f"{name}.jsonl")}
    return sorted(found.values(), key=lambda row: str(row["id"]))


def lines(path: Path) -> list[Row]:
    """A file's objects; none where there is no such file."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
