"""Starts the servers, loads them in turn and prints the figures side by side."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count, repeat
from pathlib import Path

import psycopg2
from flask_migrate import upgrade
from rich.console import Console
from rich.table import Table

from app import create_app
from app.asking import Question, ask
from app.local.postgres import EmbeddedPostgres
from app.local.preparing import create_database
from app.migrating import enable_migrations
from seeds.loading import seed_shop
from seeds.shop import Size
from tests.bench.load import Timings, ask_for, ask_together
from tests.support.ollama import Reply, ollama_stand_in
from tests.support.postgres import open_folder

QUESTION = "top 5 products by revenue this year"
NEVER_ASKED = "top 5 products by revenue in the last {days} days"
TODAY = date(2026, 11, 21)
ROUNDS = 3
IN_A_ROW = 100
CLIENTS = 8
TOGETHER_SECONDS = 3.0
THREADS = 8


@dataclass
class Contender:
    """A server under load: how it is started and what was measured."""

    name: str
    target: str
    environ: dict[str, str]
    port: int
    questions: Iterator[str] = field(default_factory=lambda: repeat(QUESTION))
    cold_start: float = 0.0
    memory_mb: float = 0.0
    alone: Timings = field(default_factory=Timings)
    together: Timings = field(default_factory=Timings)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def running(contender: Contender) -> Iterator[None]:
    """The server as one gunicorn worker with 8 threads; its cold start is the time to the first answer."""
    command = [sys.executable, "-m", "gunicorn", "-k", "gthread", "--threads", str(THREADS), "--log-level", "error"]
    started = time.perf_counter()
    server = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{contender.port}", contender.target], env={**os.environ, **contender.environ}
    )
    try:
        wait_for(f"{contender.url}/healthz")
        contender.cold_start = time.perf_counter() - started
        yield
        contender.memory_mb = memory_of_worker(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def wait_for(url: str) -> None:
    """Wait until the address answers."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(url)


def memory_of_worker(master: int) -> float:
    """Resident memory of gunicorn's worker, in MB."""
    (worker,) = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    status = Path(f"/proc/{worker}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def measure(contenders: list[Contender]) -> None:
    """Load the contenders in turn, round by round, so that a slow moment of the machine meets them all."""
    for contender in contenders:
        ask_for(contender.url, contender.questions, count=50)
    for _ in range(ROUNDS):
        for contender in contenders:
            contender.alone.ms += ask_for(contender.url, contender.questions, count=IN_A_ROW)
        for contender in contenders:
            times = ask_together(contender.url, contender.questions, clients=CLIENTS, seconds=TOGETHER_SECONDS)
            contender.together.ms += times
            contender.together.per_second.append(len(times) / TOGETHER_SECONDS)


def report(contenders: list[Contender]) -> None:
    """Print the figures and their ratios to the yardstick, the last contender."""
    table = Table("", "p50 ms", "p95 ms", "x plain", "req/s (8)", "x plain", "p95 ms (8)", "cold start s", "memory MB")
    plain = contenders[-1]
    for item in contenders:
        rate, plain_rate = max(item.together.per_second), max(plain.together.per_second)
        table.add_row(
            item.name,
            f"{item.alone.quantile(0.5):.2f}",
            f"{item.alone.quantile(0.95):.2f}",
            f"{item.alone.quantile(0.5) / plain.alone.quantile(0.5):.2f}",
            f"{rate:.0f}",
            f"{rate / plain_rate:.2f}",
            f"{item.together.quantile(0.95):.1f}",
            f"{item.cold_start:.2f}",
            f"{item.memory_mb:.0f}",
        )
    Console(width=120).print(table)


def prepare(postgres: EmbeddedPostgres) -> tuple[str, str]:
    """A migrated, seeded database; its URL and the SQL that the built-in engine writes for the question."""
    url = postgres.url("bench")
    create_database(postgres.url("postgres"), "bench")
    app = create_app({"database_url": url, "querycraft_today": TODAY, "generators": ("builtin",)})
    enable_migrations(app)
    with app.app_context():
        upgrade()
        with closing(psycopg2.connect(url)) as connection:
            seed_shop(connection, TODAY, Size(), seed=1405)
        services = app.extensions["services"]
        sql = ask(services, Question(QUESTION))["sql"]
        services.disconnect()
    return url, sql


def main() -> None:
    """Run the benchmark."""
    with ExitStack() as stack:
        folder = stack.enter_context(open_folder())
        postgres = stack.enter_context(EmbeddedPostgres(folder / "postgres"))
        url, sql = prepare(postgres)
        stand_in = stack.enter_context(ollama_stand_in(default=Reply(sql)))
        environ = {"DATABASE_URL": url, "QUERYCRAFT_TODAY": TODAY.isoformat(), "WEB_THREADS": str(THREADS)}
        contenders = [
            Contender("built-in engine", "wsgi:app", {**environ, "GENERATORS": "builtin"}, 8101),
            Contender(
                "built-in, new questions",
                "wsgi:app",
                {**environ, "GENERATORS": "builtin"},
                8104,
                questions=(NEVER_ASKED.format(days=days) for days in count(30)),
            ),
            Contender(
                "stand-in model", "wsgi:app", {**environ, "GENERATORS": "ollama", "OLLAMA_HOST": stand_in.url}, 8102
            ),
            Contender(
                "plain Flask + psycopg2",
                "tests.bench.plain:create_app()",
                {"BENCH_DATABASE_URL": url, "BENCH_OLLAMA": stand_in.url},
                8103,
            ),
        ]
        for contender in contenders:
            stack.enter_context(running(contender))
        measure(contenders)
        stack.pop_all().close()
        report(contenders)


if __name__ == "__main__":
    main()
