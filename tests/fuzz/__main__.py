"""Fuzzes the guard and prints the figures: python -m tests.fuzz --count 100000 --seed 1405."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter, defaultdict

from rich.console import Console
from rich.table import Table

from tests.fuzz.campaign import campaign
from tests.fuzz.judging import POLICY
from tests.fuzz.server import fuzzed_database
from tests.fuzz.statements import Statements
from tests.support.postgres import running_server

EVERY = 5_000
"""After so many statements there is a word of progress."""
SHOWN = 3
"""How many statements are printed of those with the same disagreement; all are counted."""


def main() -> int:
    """Run it; 1 if the guard and PostgreSQL disagree anywhere."""
    options = arguments()
    numbers = range(options.first, options.first + options.count)
    figures: Counter[tuple[str, str]] = Counter()
    disagreements: dict[str, list[int]] = defaultdict(list)
    started = time.monotonic()
    with running_server() as postgres, fuzzed_database(postgres, POLICY) as url:
        for number, kind, verdict in campaign(url, options.seed, numbers, options.workers):
            figures[kind, verdict.outcome] += 1
            if verdict.disagreement:
                disagreements[verdict.disagreement].append(number)
            if figures.total() % EVERY == 0:
                print(f"{figures.total():,} statements, {count_of(disagreements)} disagreements ...", flush=True)
        show(disagreements, Statements(options.seed))
    report(figures, time.monotonic() - started)
    print(f"{count_of(disagreements)} disagreements")
    return 1 if disagreements else 0


def arguments() -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzz the guard.")
    parser.add_argument("--count", type=int, default=100_000, help="how many statements")
    parser.add_argument("--seed", type=int, default=1405, help="the same seed gives the same statements")
    parser.add_argument("--first", type=int, default=0, help="the number of the first statement")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many processes")
    return parser.parse_args()


def count_of(disagreements: dict[str, list[int]]) -> int:
    """How many statements there is a disagreement about."""
    return sum(map(len, disagreements.values()))


def show(disagreements: dict[str, list[int]], statements: Statements) -> None:
    """Print statements of every disagreement, and how to judge them again."""
    for disagreement, numbers in disagreements.items():
        print(f"\n{len(numbers)} times: {disagreement}")
        for number in sorted(numbers)[:SHOWN]:
            text = statements[number][1]
            print(f"  python -m tests.fuzz --seed {statements.seed} --first {number} --count 1")
            print(f"    {text if text.isprintable() else ascii(text)}")


def report(figures: Counter[tuple[str, str]], seconds: float) -> None:
    """Print how many statements of each kind ended how."""
    kinds = sorted({kind for kind, _ in figures})
    outcomes = Counter(outcome for _, outcome in figures.elements())
    table = Table(f"{figures.total():,} statements in {seconds:.0f} s", *kinds)
    for outcome, _ in outcomes.most_common():
        table.add_row(outcome, *(f"{figures[kind, outcome]:,}" for kind in kinds))
    Console(width=140).print(table)


if __name__ == "__main__":
    sys.exit(main())
