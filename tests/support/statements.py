"""SQL to test with: what people have written for the shop's questions, what the engine makes of them, what may run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from app.contracts import Json
from app.errors import QueryCraftError
from app.generators.builtin.composing import compose
from app.settings import PROJECT
from tests.support.engine import LAYER, reading_of

FIXTURES = PROJECT / "tests" / "fixtures"


def lines_of(path: Path) -> list[dict[str, Json]]:
    """The objects of a file, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


SHOP = lines_of(FIXTURES / "eval" / "shop.jsonl")
"""Questions about the shop and the SQL that answers them."""
BENIGN = [line["sql"] for line in lines_of(FIXTURES / "guard" / "benign.jsonl")]
"""Statements that the guard lets pass."""


def gold_sql() -> list[str]:
    """Each SQL that answers one of the shop's questions."""
    written = (line.get("gold_sql") or [] for line in SHOP)
    return list(dict.fromkeys(sql for one in written for sql in ([one] if isinstance(one, str) else one)))


def engine_sql() -> list[str]:
    """The engine's own SQL for the shop's questions that it reads by itself."""
    return list(dict.fromkeys(composed()))


def composed() -> Iterator[str]:
    """The SQL of each question in turn."""
    for line in SHOP:
        try:
            reading = reading_of(line["question"])
        except QueryCraftError:
            continue
        if "gold_sql" in line and reading.is_complete:
            yield compose(reading, LAYER)
