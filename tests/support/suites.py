"""Suites of questions, and the databases that they ask about."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from app.comparing import Rows
from app.evaluating.comparing import answers
from app.local.programs import installed_programs

Judge = Callable[[Rows, Rows, str], bool]

OWN = Path(__file__).parent.parent / "fixtures" / "eval"
MORE = Path(__file__).parent.parent.parent.parent / "shared" / "evals"
"""Beside the project there may be further suites, and the program that scores them."""


def rows(file: Path) -> list[dict[str, Any]]:
    """A file's objects, one a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def suites() -> list[tuple[Path, Path]]:
    """The suites over one database, with the dump that makes it."""
    found = [
        (OWN / "library.jsonl", OWN / "library.sql"),
        (MORE / "shop" / "questions.jsonl", MORE / "shop" / "shop.sql"),
    ]
    return [(suite, dump) for suite, dump in found if suite.exists()]


def judges() -> dict[str, Judge]:
    """Who says whether rows answer a question of a class as the gold rows do: the product, and the scoring program."""
    file = MORE / "score.py"
    return {"product": answers, **({"scoring program": verdicts_of(program(file))} if file.exists() else {})}


def verdicts_of(scorer: ModuleType) -> Judge:
    """The scoring program's verdicts."""

    def verdict(gold: Rows, found: Rows, kind: str) -> bool:
        return bool(
            scorer.subset(gold, found)
            or (kind in scorer.SERIES and scorer.series(gold, found))
            or (kind in scorer.LISTS and scorer.row_match(gold, found))
        )

    return verdict


def program(file: Path) -> ModuleType:
    """A program as a module."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_dump(url: str, file: Path) -> None:
    """Run a file of SQL, which may hold psql's COPY data."""
    psql = installed_programs().path("psql")
    subprocess.run([psql, "-qX", "-v", "ON_ERROR_STOP=1", "-f", str(file), url], check=True, stdout=subprocess.DEVNULL)
