"""`python -m tests.bench.streams`: what a question takes beside its model, and many streams at once.

The server is as a container has it, but for its generators. Bare calls of the model, and a server made of QueryCraft's
parts with nothing in them, meet the same moments of the machine; processor time, of the workers alone, says the same on
one that is busy with other things.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from ollama import Client
from rich.console import Console
from rich.table import Table

from app.local.postgres import EmbeddedPostgres
from app.settings import load_settings
from tests.bench.__main__ import QUESTION, prepare
from tests.bench.load import Timings, ask_for
from tests.support.events import EVENT_STREAM, events_from
from tests.support.ollama import Reply, StandIn, ollama_stand_in, tokens_of
from tests.support.postgres import open_folder
from tests.support.web import WebServer, request_bytes, web_server

ROUNDS, IN_A_ROW = 10, 30
THINK_SECONDS = 0.05
STREAMS, STREAM_SECONDS = 32, 1.0

Address = tuple[str, int]


@dataclass
class Contender:
    """What is measured: calls in a row, calls that begin together; how long they took, and how busy its workers are."""

    name: str
    in_a_row: Callable[[], list[float]]
    together: Callable[[], float]
    server: WebServer | None = None
    alone: Timings = field(default_factory=Timings)
    at_once: Timings = field(default_factory=Timings)
    alone_processor_ms: float = 0.0
    at_once_processor_ms: float = 0.0

    def go_alone(self) -> None:
        """A round of calls, one after the other."""
        began = self.processor_ms()
        self.alone.ms += self.in_a_row()
        self.alone_processor_ms += (self.processor_ms() - began) / (ROUNDS * IN_A_ROW)

    def go_at_once(self) -> None:
        """A round of calls that begin together: the milliseconds until the last of them is done."""
        began = self.processor_ms()
        self.at_once.ms.append(self.together())
        self.at_once_processor_ms += (self.processor_ms() - began) / (ROUNDS * STREAMS)

    def processor_ms(self) -> float:
        """Its workers' processor time until now, in milliseconds."""
        times = [worker.cpu_times() for worker in self.server.workers()] if self.server else []
        return sum(float(time.user + time.system) for time in times) * 1000


@contextmanager
def contenders() -> Iterator[tuple[list[Contender], StandIn]]:
    """Calls of a stand-in, whose answer is the SQL of the question, and servers as a container has them that ask it."""
    with ExitStack() as stack:
        postgres = stack.enter_context(EmbeddedPostgres(stack.enter_context(open_folder()) / "postgres"))
        url, sql = prepare(postgres)
        model = stack.enter_context(ollama_stand_in(default=Reply(sql)))
        clients = stack.enter_context(ProcessPoolExecutor(1, get_context("spawn")))
        variables = {
            "DATABASE_URL": url,
            "GENERATORS": "ollama",
            "OLLAMA_HOST": model.url,
            "SECRET_KEY": "only for benchmarks",
        }
        workers = load_settings(variables).web_concurrency

        def served(name: str, application: str) -> Contender:
            folder = Path(stack.enter_context(TemporaryDirectory()))
            server = stack.enter_context(web_server(folder, workers, application, **variables))
            return asked(name, clients, server)

        yield (
            [
                called("a call of the model", clients, model),
                served("its parts, with nothing in them", "tests.bench.parts:create_app()"),
                served("QueryCraft", "wsgi:app"),
            ],
            model,
        )


def called(name: str, clients: Executor, model: StandIn) -> Contender:
    """Bare calls of the model."""
    return Contender(
        name,
        lambda: clients.submit(call_in_a_row, model.url, model.model).result(),
        lambda: clients.submit(call_together, model.url, model.model).result(),
    )


def asked(name: str, clients: Executor, server: WebServer) -> Contender:
    """A server's questions and streams."""
    return Contender(
        name,
        lambda: clients.submit(ask_in_a_row, server.address).result(),
        lambda: clients.submit(stream_together, server.address).result(),
        server,
    )


def ask_in_a_row(address: Address) -> list[float]:
    """The milliseconds of whole questions, one after the other."""
    host, port = address
    return ask_for(f"http://{host}:{port}", repeat(QUESTION), count=IN_A_ROW)


def call_in_a_row(url: str, model: str) -> list[float]:
    """The milliseconds of bare calls of the model, one after the other."""
    client = Client(host=url)
    return [timed(complete, client, model) for _ in range(IN_A_ROW)]


def stream_together(address: Address) -> float:
    """The milliseconds until the last of many streams that begin together is done."""
    return timed(together, stream, repeat(address, STREAMS))


def call_together(url: str, model: str) -> float:
    """The same of bare calls of the model."""
    return timed(together, complete, [Client(host=url) for _ in range(STREAMS)], repeat(model))


def together(work: Callable[..., None], *arguments: Iterable[object]) -> None:
    """Do something many times at once; an error of any is raised."""
    with ThreadPoolExecutor(STREAMS) as threads:
        list(threads.map(work, *arguments))


def timed(work: Callable[..., object], *arguments: object) -> float:
    """How many milliseconds something takes."""
    started = time.perf_counter()
    work(*arguments)
    return (time.perf_counter() - started) * 1000


def complete(client: Client, model: str) -> None:
    """One bare call of the model, heard out."""
    for _ in client.generate(model, QUESTION, raw=True, stream=True):
        pass


def stream(address: Address) -> None:
    """One question, heard out. A wrong end raises."""
    with socket.create_connection(address, timeout=30) as connection:
        connection.sendall(request_bytes(QUESTION, EVENT_STREAM))
        *_, (name, body) = events_from(connection)
    if name != "done" or not body["rows"]:
        raise RuntimeError(f"{address} ended with {name}: {body}")


def measure(all_of_them: list[Contender], model: StandIn) -> None:
    """Measure them in turn, round by round, so that a slow moment of the machine meets them all."""
    for contender in all_of_them:
        contender.together()
    model.default.think_seconds = THINK_SECONDS
    for _ in range(ROUNDS):
        for contender in all_of_them:
            contender.go_alone()
    model.default.think_seconds = STREAM_SECONDS / 2
    model.default.token_seconds = STREAM_SECONDS / 2 / len(tokens_of(model.default.text))
    for _ in range(ROUNDS):
        for contender in all_of_them:
            contender.go_at_once()


def report(all_of_them: list[Contender]) -> None:
    """Print the figures; those in a row are also what they are above those of the model, which comes first."""
    table = Table("", "p50 ms", "beside the model", "p95 ms", "processor ms", caption="The model thinks for 50 ms.")
    together = Table("", "median ms", "at worst", "processor ms", caption=f"{STREAMS} at once, of 1 s each: all done.")
    bare = all_of_them[0].alone.quantile(0.5)
    for it in all_of_them:
        p50 = it.alone.quantile(0.5)
        p95 = it.alone.quantile(0.95)
        table.add_row(it.name, f"{p50:.1f}", f"{p50 - bare:.1f}", f"{p95:.1f}", f"{it.alone_processor_ms:.1f}")
        median, worst = it.at_once.quantile(0.5), max(it.at_once.ms)
        together.add_row(it.name, f"{median:.0f}", f"{worst:.0f}", f"{it.at_once_processor_ms:.1f}")
    Console(width=120).print(table, together)


def main() -> None:
    """Run the benchmark."""
    with contenders() as (all_of_them, model):
        measure(all_of_them, model)
    report(all_of_them)


if __name__ == "__main__":
    main()
