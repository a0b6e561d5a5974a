"""`python -m tests.bench.streams`: what a question takes beside its model, and many streams at once.

The server is as a container has it, but for its generators. Bare calls of the model meet the same moments of the
machine; processor time, of the workers alone, says the same on one that is busy with other things.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from ollama import Client
from rich.console import Console

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


@contextmanager
def serving() -> Iterator[tuple[WebServer, StandIn]]:
    """A container's workers, warm, that ask a stand-in, whose answer is the SQL of the question."""
    with ExitStack() as stack:
        postgres = stack.enter_context(EmbeddedPostgres(stack.enter_context(open_folder()) / "postgres"))
        url, sql = prepare(postgres)
        model = stack.enter_context(ollama_stand_in(default=Reply(sql)))
        variables = {
            "DATABASE_URL": url,
            "GENERATORS": "ollama",
            "OLLAMA_HOST": model.url,
            "SECRET_KEY": "only for benchmarks",
        }
        folder = Path(stack.enter_context(TemporaryDirectory()))
        workers = load_settings(variables).web_concurrency
        yield stack.enter_context(web_server(folder, workers, **variables)), model


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


def processor_ms(server: WebServer) -> float:
    """The workers' processor time until now, in milliseconds."""
    times = [worker.cpu_times() for worker in server.workers()]
    return sum(float(time.user + time.system) for time in times) * 1000


def measure_overhead(clients: Executor, server: WebServer, model: StandIn) -> tuple[Timings, Timings]:
    """Bare calls and whole questions in turn, so that a slow moment of the machine meets both."""
    model.default.think_seconds = THINK_SECONDS
    bare, whole = Timings(), Timings()
    for _ in range(ROUNDS):
        bare.ms += clients.submit(call_in_a_row, model.url, model.model).result()
        whole.ms += clients.submit(ask_in_a_row, server.address).result()
    return bare, whole


def measure_streams(clients: Executor, server: WebServer, model: StandIn) -> tuple[Timings, Timings]:
    """Rounds of bare calls and of streams, which begin together; the milliseconds until the last of each is done."""
    model.default.think_seconds = STREAM_SECONDS / 2
    model.default.token_seconds = STREAM_SECONDS / 2 / len(tokens_of(model.default.text))
    bare, whole = Timings(), Timings()
    for _ in range(ROUNDS):
        bare.ms.append(clients.submit(call_together, model.url, model.model).result())
        whole.ms.append(clients.submit(stream_together, server.address).result())
    return bare, whole


def main() -> None:
    """Print the figures."""
    with serving() as (server, model), ProcessPoolExecutor(1, get_context("spawn")) as clients:
        clients.submit(stream_together, server.address).result()
        began = processor_ms(server)
        call, question = measure_overhead(clients, server, model)
        asked = processor_ms(server)
        calls, streams = measure_streams(clients, server, model)
        streamed = processor_ms(server)
    console = Console(width=120)
    for share in (0.5, 0.95):
        bare, whole = call.quantile(share), question.quantile(share)
        console.print(
            f"p{share * 100:.0f}: a call of the model {bare:.1f} ms, a question {whole:.1f} ms,"
            f" which is {whole - bare:.1f} ms more"
        )
    console.print(
        f"{STREAMS} at once, of {STREAM_SECONDS:.0f} s each, all done after (median of {ROUNDS}, at worst):"
        f" calls of the model {calls.quantile(0.5):.0f} and {max(calls.ms):.0f} ms,"
        f" streams {streams.quantile(0.5):.0f} and {max(streams.ms):.0f} ms"
    )
    console.print(
        f"processor time of a question: {(asked - began) / (ROUNDS * IN_A_ROW):.1f} ms,"
        f" of one of {STREAMS} streams: {(streamed - asked) / (ROUNDS * STREAMS):.1f} ms"
    )


if __name__ == "__main__":
    main()
