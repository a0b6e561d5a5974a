"""`python -m tests.bench.audit`: what the chain of hashes adds to closing a question, on a disk that is waited for."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from flask_migrate import upgrade
from rich.console import Console
from rich.table import Table

from app import create_app
from app.audit import AuditRecorder
from app.local.postgres import EmbeddedPostgres
from app.local.preparing import create_database
from app.migrating import enable_migrations
from tests.bench.load import Timings
from tests.support.postgres import execute, open_folder
from tests.support.record import close_question, offer, open_question

WRITERS = 8
ROUNDS = 12
CLOSINGS = 100
"""Questions that each writer closes in a round."""
TRIGGER = {
    "with the chain": "ENABLE ALWAYS TRIGGER joins_the_chain",
    "without it": "DISABLE TRIGGER joins_the_chain",
}


def close_together(recorder: AuditRecorder, timings: Timings) -> None:
    """Open questions, then close them from all writers at once, which take turns with the ids as a web's threads do."""
    ids = [open_question(recorder) for _ in range(WRITERS * CLOSINGS)]
    for run_id in ids:
        offer(recorder, run_id)
    started = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as threads:
        batches = threads.map(close_all, [recorder] * WRITERS, [ids[writer::WRITERS] for writer in range(WRITERS)])
        timings.ms += [ms for batch in batches for ms in batch]
    timings.per_second.append(len(ids) / (time.perf_counter() - started))


def close_all(recorder: AuditRecorder, ids: list[int]) -> list[float]:
    """Close questions one after the other; the milliseconds of each."""
    times = []
    for run_id in ids:
        started = time.perf_counter()
        close_question(recorder, run_id)
        times.append((time.perf_counter() - started) * 1000)
    return times


def measure(recorder: AuditRecorder, url: str) -> dict[str, Timings]:
    """Close with the trigger and without, round by round, so that a slow moment of the machine meets both."""
    measured = {name: Timings() for name in TRIGGER}
    close_together(recorder, Timings())
    for _ in range(ROUNDS):
        for name, switch in TRIGGER.items():
            execute(url, f"ALTER TABLE querycraft.query_run {switch}")
            close_together(recorder, measured[name])
    return measured


def report(measured: dict[str, Timings]) -> None:
    """Print the figures side by side."""
    table = Table(f"{WRITERS} writers", "closings/s (median)", "p50 ms", "p95 ms")
    for name, timings in measured.items():
        rate = Timings(timings.per_second).quantile(0.5)
        table.add_row(name, f"{rate:.0f}", f"{timings.quantile(0.5):.2f}", f"{timings.quantile(0.95):.2f}")
    Console(width=120).print(table)


def main() -> None:
    """Run the measurement."""
    with open_folder() as folder, EmbeddedPostgres(folder / "postgres") as postgres:
        url = postgres.url("bench")
        create_database(postgres.url("postgres"), "bench")
        app = create_app({"database_url": url, "generators": ("builtin",)})
        enable_migrations(app)
        with app.app_context():
            upgrade()
        report(measure(app.extensions["services"].recorder, url))
        app.extensions["services"].disconnect()


if __name__ == "__main__":
    main()
