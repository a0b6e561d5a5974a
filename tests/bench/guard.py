"""`python -m tests.bench.guard`: how long the guard reads a statement of everyday size."""

from __future__ import annotations

import json
import time
from pathlib import Path

from rich.console import Console

from app.sql.guard import SqlGuard
from tests.bench.load import Timings
from tests.support.policies import shop_policy

STATEMENTS = Path(__file__).parents[1] / "fixtures" / "guard" / "benign.jsonl"
ROUNDS = 20


def measure(statements: list[str]) -> Timings:
    """Check each statement several times; what the guard remembers of it is left out."""
    guard, timings = SqlGuard(shop_policy()), Timings()
    for _ in range(ROUNDS):
        for statement in statements:
            started = time.perf_counter()
            guard.verify(statement)
            timings.ms.append((time.perf_counter() - started) * 1000)
    return timings


def main() -> None:
    """Print the figures."""
    statements = [json.loads(line)["sql"] for line in STATEMENTS.read_text(encoding="utf-8").splitlines()]
    timings = measure(statements)
    figures = ", ".join(f"{name} {timings.quantile(share):.2f} ms" for name, share in (("p50", 0.5), ("p99", 0.99)))
    Console(width=120).print(f"guard, {len(statements)} statements of analysts, {ROUNDS} times each: {figures}")


if __name__ == "__main__":
    main()
