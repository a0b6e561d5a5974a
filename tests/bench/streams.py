"""`python -m tests.bench.streams`: what a question takes beside its model, and many streams at once.

Processor time, of the worker alone, says the same on a machine that is busy with other things.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory

from ollama import Client
from rich.console import Console

from app.local.postgres import EmbeddedPostgres
from tests.bench.__main__ import QUESTION, TODAY, prepare
from tests.bench.load import Timings, ask_for
from tests.support.events import EVENT_STREAM, events_from
from tests.support.ollama import Reply, StandIn, ollama_stand_in, tokens_of
from tests.support.postgres import open_folder
from tests.support.web import WebServer, request_bytes, web_server

ROUNDS, IN_A_ROW = 10, 30
THINK_SECONDS = 0.05
STREAMS, STREAM_SECONDS = 32, 1.0


@contextmanager
def serving() -> Iterator[tuple[WebServer, StandIn]]:
    """One worker, warm, that asks a stand-in, whose answer is the SQL of the question."""
    with ExitStack() as stack:
        postgres = stack.enter_context(EmbeddedPostgres(stack.enter_context(open_folder()) / "postgres"))
        url, sql = prepare(postgres)
        model = stack.enter_context(ollama_stand_in(default=Reply(sql)))
        variables = {
            "DATABASE_URL": url,
            "QUERYCRAFT_TODAY": TODAY.isoformat(),
            "GENERATORS": "ollama",
            "OLLAMA_HOST": model.url,
            "SECRET_KEY": "only for benchmarks",
            "WEB_THREADS": str(STREAMS),
        }
        folder = Path(stack.enter_context(TemporaryDirectory()))
        server = stack.enter_context(web_server(folder, **variables))
        ask_for(address_of(server), repeat(QUESTION), count=IN_A_ROW)
        yield server, model


def address_of(server: WebServer) -> str:
    """Where a server listens, as a URL."""
    host, port = server.address
    return f"http://{host}:{port}"


def complete(client: Client, model: str) -> float:
    """The milliseconds of one bare call of the model."""
    started = time.perf_counter()
    for _ in client.generate(model, QUESTION, raw=True, stream=True):
        pass
    return (time.perf_counter() - started) * 1000


def measure_overhead(server: WebServer, model: StandIn) -> tuple[Timings, Timings]:
    """Bare calls and whole questions in turn, so that a slow moment of the machine meets both."""
    url, client = address_of(server), Client(host=model.url)
    model.default.think_seconds = THINK_SECONDS
    bare, whole = Timings(), Timings()
    for _ in range(ROUNDS):
        bare.ms += [complete(client, model.model) for _ in range(IN_A_ROW)]
        whole.ms += ask_for(url, repeat(QUESTION), count=IN_A_ROW)
    return bare, whole


def processor_ms(server: WebServer) -> float:
    """The worker's processor time until now, in milliseconds."""
    times = server.workers()[0].cpu_times()
    return float(times.user + times.system) * 1000


def stream(address: tuple[str, int]) -> None:
    """One question, heard out. A wrong end raises."""
    with socket.create_connection(address, timeout=30) as connection:
        connection.sendall(request_bytes(QUESTION, EVENT_STREAM))
        *_, (name, body) = events_from(connection)
    if name != "done" or not body["rows"]:
        raise RuntimeError(f"{address} ended with {name}: {body}")


def measure_streams(server: WebServer, model: StandIn) -> Timings:
    """Rounds of streams that begin together; the milliseconds until the last one of a round is done."""
    model.default.think_seconds = STREAM_SECONDS / 2
    model.default.token_seconds = STREAM_SECONDS / 2 / len(tokens_of(model.default.text))
    rounds = Timings()
    with ThreadPoolExecutor(STREAMS) as threads:
        for _ in range(ROUNDS):
            started = time.perf_counter()
            list(threads.map(stream, repeat(server.address, STREAMS)))
            rounds.ms.append((time.perf_counter() - started) * 1000)
    return rounds


def main() -> None:
    """Print the figures."""
    with serving() as (server, model):
        began = processor_ms(server)
        bare, whole = measure_overhead(server, model)
        asked = processor_ms(server)
        streams = measure_streams(server, model)
        streamed = processor_ms(server)
    console = Console(width=120)
    for share in (0.5, 0.95):
        call, question = bare.quantile(share), whole.quantile(share)
        console.print(
            f"p{share * 100:.0f}: a call of the model {call:.1f} ms, a question {question:.1f} ms,"
            f" which is {question - call:.1f} ms more"
        )
    console.print(
        f"{STREAMS} streams at once, of {STREAM_SECONDS:.0f} s each:"
        f" all done after {streams.quantile(0.5):.0f} ms (median of {ROUNDS}), at worst {max(streams.ms):.0f} ms"
    )
    console.print(
        f"processor time of a question: {(asked - began) / (ROUNDS * IN_A_ROW):.1f} ms,"
        f" of one of {STREAMS} streams: {(streamed - asked) / (ROUNDS * STREAMS):.1f} ms"
    )


if __name__ == "__main__":
    main()
