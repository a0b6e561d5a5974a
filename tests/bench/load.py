"""The load: questions over kept connections, one after the other or from several clients at once."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Timings:
    """Milliseconds of each request, and the requests per second of each round."""

    ms: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)

    def quantile(self, share: float) -> float:
        """The time within which that share of the requests was answered."""
        return sorted(self.ms)[min(len(self.ms) - 1, int(share * len(self.ms)))]


Questions = Iterator[str]


def ask_for(url: str, questions: Questions, *, count: int | None = None, seconds: float | None = None) -> list[float]:
    """Ask over one connection, `count` times or for `seconds`; the milliseconds of each. A wrong answer raises."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    times: list[float] = []
    end = time.perf_counter() + seconds if seconds else None
    while len(times) < count if count else time.perf_counter() < (end or 0):
        body = json.dumps({"question": next(questions)}).encode()
        started = time.perf_counter()
        connection.request("POST", "/api/query/", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = json.loads(response.read())
        times.append((time.perf_counter() - started) * 1000)
        if response.status != 200 or not answer["rows"]:
            raise RuntimeError(f"{url} answered {response.status}: {answer}")
    connection.close()
    return times


def ask_together(url: str, questions: Questions, *, clients: int, seconds: float) -> list[float]:
    """Ask from several clients at once; the milliseconds of every request."""
    with ThreadPoolExecutor(clients) as threads:
        runs = [threads.submit(ask_for, url, questions, seconds=seconds) for _ in range(clients)]
        return [ms for run in runs for ms in run.result()]
