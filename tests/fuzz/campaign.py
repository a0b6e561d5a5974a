"""Many statements in several processes, watched from outside: a guard that hangs must not stop who looks for it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import closing
from multiprocessing.connection import Connection, wait

from tests.fuzz.judging import POLICY, Judge, Verdict
from tests.fuzz.server import Server
from tests.fuzz.statements import Statements

PATIENCE_SECONDS = 20.0
"""How long a process may say nothing before its statement counts as endless."""
SPAWN = multiprocessing.get_context("spawn")
Judged = tuple[int, str, Verdict]
"""A statement's number, its kind and the verdict on it."""


class Worker:
    """A process that judges its share of the statements in turn."""

    def __init__(self, url: str, seed: int, numbers: Sequence[int]) -> None:
        self.url = url
        self.seed = seed
        self.left = list(numbers)
        self.start()

    def start(self) -> None:
        """Begin, or go on, with what is left."""
        self.results, theirs = SPAWN.Pipe(duplex=False)
        self.process = SPAWN.Process(target=work, args=(self.url, self.seed, self.left, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.results.close()

    def received(self) -> Judged:
        """The next verdict, or that the process has died of its statement."""
        try:
            kind, verdict = self.results.recv()
        except EOFError:
            return self.given_up("the process has died")
        return self.left.pop(0), kind, verdict

    def given_up(self, reason: str) -> Judged:
        """The verdict on a statement that ended the process; another one goes on behind it."""
        number = self.left.pop(0)
        self.stop()
        self.start()
        return number, "unknown", Verdict("endless", reason)


def campaign(url: str, seed: int, numbers: Sequence[int], workers: int) -> Iterator[Judged]:
    """Judge the statements of these numbers, in no certain order."""
    running = [Worker(url, seed, numbers[share::workers]) for share in range(workers)]
    try:
        while busy := [worker for worker in running if worker.left]:
            yield from news(busy)
    finally:
        for worker in running:
            worker.stop()


def news(busy: Sequence[Worker]) -> Iterator[Judged]:
    """What the workers have judged since; where nothing comes any more, what they hang at."""
    ready = wait([worker.results for worker in busy], PATIENCE_SECONDS)
    for worker in busy:
        if worker.results in ready:
            yield worker.received()
        elif not ready:
            yield worker.given_up(f"no answer in {PATIENCE_SECONDS:.0f} s")


def work(url: str, seed: int, numbers: Sequence[int], results: Connection) -> None:
    """Judge statements and tell of each."""
    with closing(Server(url, POLICY)) as server:
        statements, judge = Statements(seed), Judge(server)
        for number in numbers:
            kind, text = statements[number]
            results.send((kind, judge.judge(text)))
