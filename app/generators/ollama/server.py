"""One Ollama: asks its models, bounded in time; every failure is one of our errors, with what was said until then."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cached_property
from threading import Event
from typing import Any, Literal

from app.cancellation import Cancellation
from app.errors import (
    Cancelled,
    ModelBroken,
    ModelBusy,
    ModelMissing,
    ModelTimedOut,
    ModelUnavailable,
    QueryCraftError,
    QuestionTimedOut,
)
from app.generators.ollama.breaker import Breaker
from app.generators.ollama.call import Call, Patience
from app.generators.ollama.client import OwnClient, ResponseError
from app.generators.ollama.completion import Completion, Part, Speech
from app.generators.ollama.failures import FAILURES, failure, is_busy, is_repetition
from app.generators.prompts import Prompt
from app.progress import Progress

Wait = Callable[[float, Cancellation], None]

PROBE_SECONDS = 1.0
"""How long a look at Ollama may take, which people and probes wait for."""
LOAD_SECONDS = 1800.0
"""How long a load may take that nobody waits for. Ollama aborts one where somebody hangs up, or it gets no further."""
BUSY_SECONDS = (0.5, 1.0, 2.0)
"""After how long a full queue is tried again, each time."""
REPLY_TOKENS = 512
FOR_EVER = -1
"""How long a model stays in memory after a call; loading it anew takes Ollama seconds to minutes."""


def wait(seconds: float, cancellation: Cancellation) -> None:
    """Wait. Raises Cancelled, at once, when the question is cancelled meanwhile."""
    cancelled = Event()
    with cancellation.heeding(cancelled.set):
        cancelled.wait(seconds)
    cancellation.check()


def say_nothing(text: str) -> None:
    """Nobody listens while the model speaks."""


class Ollama:
    """Asks the models of one Ollama; threads may share it."""

    def __init__(
        self,
        host: str,
        patience: Patience,
        context_tokens: int,
        *,
        breaker: Breaker | None = None,
        wait: Wait = wait,
    ) -> None:
        """`context_tokens` is the same in every call, as another number makes Ollama load the model anew."""
        self.host = host
        self.patience = patience
        self.context_tokens = context_tokens
        self.breaker = breaker or Breaker()
        self.wait = wait

    @cached_property
    def client(self) -> OwnClient:
        """The process's one client, made on first use: it costs 17 ms and some MB, saved where no model is asked."""
        return OwnClient(self.host)

    def close(self) -> None:
        """Hang up, if there is a client: one that nobody used is not made in order to be closed."""
        if "client" in self.__dict__:
            self.client.close()  # type: ignore[no-untyped-call]

    def options(self, stop: tuple[str, ...] = ()) -> dict[str, Any]:
        """How the model is to complete: always the same for the same prompt, and without a fear of repeated names.

        Without stop words there is no word of them: an empty list would take the model's own away.
        """
        return {
            "temperature": 0,
            "seed": 1,
            "repeat_penalty": 1.0,
            "num_predict": REPLY_TOKENS,
            "num_ctx": self.context_tokens,
            **({"stop": list(stop)} if stop else {}),
        }

    @contextmanager
    def asking(self, model: str, seconds: float) -> Iterator[OwnClient]:
        """The client, for requests about a model that take so long at most. Raises ModelUnavailable or its kind."""
        try:
            with Call(replace(self.patience, silence=seconds), seconds).under_way(Cancellation()):
                yield self.client
        except FAILURES as error:
            raise failure(error, model) from error

    def has(self, model: str, seconds: float = PROBE_SECONDS) -> bool:
        """Whether Ollama answers in time and has the model; at once no, where it is left alone as it did not answer.

        A look says nothing to the breaker: it is in more of a hurry than questions are.
        """
        if self.breaker.seconds_left:
            return False
        try:
            with self.asking(model, seconds) as client:
                client.facts(model)
        except ModelUnavailable:
            return False
        return True

    def load(self, model: str) -> None:
        """Have a model loaded, and wait for it. Raises ModelUnavailable or one of its kind."""
        with self.asking(model, LOAD_SECONDS) as client:
            client.generate(model, options=self.options(), keep_alive=FOR_EVER)

    def complete(
        self, model: str, prompt: Prompt, progress: Progress, say: Callable[[str], None] = say_nothing
    ) -> Completion:
        """What the model makes of a prompt; `say` hears it as it comes.

        Raises ModelUnavailable or one of its kind, Cancelled and QuestionTimedOut, whose `details` tell how far it got.
        """
        progress.check()
        if not self.breaker.admits():
            raise self.left_alone()
        call = Call(self.patience, min(self.patience.total, progress.seconds_left))
        speech = Speech()
        try:
            with call.under_way(progress.cancellation), closing(self.parts(model, prompt, call, progress)) as parts:
                for part in parts:
                    say(speech.hear(part))
                completion = speech.finished()
        except (ModelUnavailable, Cancelled) as error:
            ended = why_ended(error, call, progress)
            ended.details.update(speech.unfinished())
            self.learn_from(ended)
            raise ended from error.__cause__
        self.breaker.succeeded()
        return completion

    def left_alone(self) -> ModelUnavailable:
        """Why a call is not even tried."""
        error = ModelUnavailable(f"It did not answer, and is tried again in {self.breaker.seconds_left:.0f} s.")
        error.details["skipped"] = True
        return error

    def learn_from(self, error: QueryCraftError) -> None:
        """Tell the breaker what an error says about Ollama; that a question has ended says nothing."""
        if isinstance(error, ModelMissing | ModelBusy):
            self.breaker.succeeded()
        elif isinstance(error, ModelTimedOut | ModelBroken):
            self.breaker.failed()
        elif isinstance(error, ModelUnavailable):
            self.breaker.trip()

    def parts(self, model: str, prompt: Prompt, call: Call, progress: Progress) -> Generator[Part]:
        """What Ollama says, piece by piece; where its queue is full, it is asked again a few times."""
        try:
            for seconds in BUSY_SECONDS:
                try:
                    yield from self.sent(model, prompt)
                except ResponseError as error:
                    if not is_busy(error) or seconds > call.seconds_left:
                        raise
                else:
                    return
                self.wait(seconds, progress.cancellation)
            yield from self.sent(model, prompt)
        except FAILURES as error:
            if not is_repetition(error):
                raise failure(error, model) from error

    def sent(self, model: str, prompt: Prompt) -> Iterator[Part]:
        """Send the prompt, and yield the pieces of the reply."""
        given: dict[str, Any] = {"stream": True, "options": self.options(prompt.stop), "keep_alive": FOR_EVER}
        if prompt.kind == "completion":
            yield from self.client.generate(model, prompt.text, raw=True, **given)
        else:
            yield from self.client.chat(model, prompt.messages, format=prompt.format, think=thinking_of(model), **given)


def thinking_of(model: str) -> bool | Literal["low"]:
    """How much a model is to think before it replies: not at all; gpt-oss little, as it can't but think.

    Told not to, it may end without a reply where that has a schema.
    """
    return "low" if "gpt-oss" in model.casefold() else False


def why_ended(error: QueryCraftError, call: Call, progress: Progress) -> QueryCraftError:
    """The error that a call ended with: where it was we who hung up, the reason why."""
    try:
        progress.check()
    except (Cancelled, QuestionTimedOut) as reason:
        return reason
    return ModelTimedOut(f"It was not done after {call.seconds:.0f} s.") if call.is_overdue else error
