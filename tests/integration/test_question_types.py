"""Questions of every type, in several words and both languages, get the rows that SQL by hand gets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.asking import Services
from app.cancellation import Cancellation
from app.contracts import GenerationRequest
from app.generators.builtin import BuiltinGenerator
from app.generators.builtin.reading import read
from app.language.detection import detect_language
from app.progress import Progress
from tests.conftest import TODAY

TYPES = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "eval" / "question_types.yml").read_text("utf-8"))
CASES = [
    pytest.param(case, question, id=f"{case['type']}: {question}") for case in TYPES for question in case["questions"]
]


def answered(services: Services, question: str) -> list[list[Any]]:
    """The rows that the engine's SQL gives, once the guard has read it."""
    language = detect_language(question)
    reading = read(question, language, services.layer, TODAY)
    request = GenerationRequest(question, language, reading.as_json(), services.layer, TODAY, Progress())
    sql = BuiltinGenerator().generate(request).sql
    return services.reader.run(services.guard.check(sql), Cancellation()).rows


def plain(rows: Sequence[Sequence[Any]]) -> list[tuple[str, ...]]:
    """Rows in texts, numbers without trailing zeros."""
    return [tuple(plain_value(value) for value in row) for row in rows]


def plain_value(value: Any) -> str:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"{round(Decimal(str(value)), 2).normalize():f}"
    return str(value)


def holds(found: list[tuple[str, ...]], wanted: list[tuple[str, ...]], *, in_order: bool) -> bool:
    """Whether some columns of the rows found are the wanted rows."""
    if len(found) != len(wanted) or not wanted:
        return False
    columns, goal = list(zip(*found, strict=True)), list(zip(*wanted, strict=True))
    fitting = [[at for at, column in enumerate(columns) if sorted(column) == sorted(one)] for one in goal]
    for places in product(*fitting):
        rows = [tuple(row[at] for at in places) for row in found]
        if rows == wanted if in_order else sorted(rows) == sorted(wanted):
            return True
    return False


@pytest.mark.parametrize(("case", "question"), CASES)
def test_a_question_gets_the_rows_that_it_asks_for(case: dict[str, Any], question: str, services: Services, rows):
    wanted = plain(rows(case["gold"]))
    if "columns" in case:
        wanted = [tuple(row[at] for at in case["columns"]) for row in wanted]
    if case.get("key") == "name":
        wanted = [row[-1:] for row in wanted]
    assert holds(plain(answered(services, question)), wanted, in_order=case.get("sorted", False))
