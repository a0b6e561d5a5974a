"""`python -m tests.bench.engine`: how long the built-in engine reads a question and writes its SQL; how it starts.

Figures of questions are processor time, which says the same on a machine that is busy with other things.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from flask_migrate import upgrade
from rich.console import Console
from rich.table import Table

from app import create_app
from app.asking import Question, ask
from app.contracts import Outcome
from app.errors import QueryCraftError
from app.generators.builtin.composing import compose
from app.generators.builtin.reading import read, read_with
from app.generators.builtin.warming import learn
from app.language.detection import detect_language
from app.local.postgres import EmbeddedPostgres
from app.local.preparing import create_database
from app.migrating import enable_migrations
from app.semantics.layer import SemanticLayer
from app.starting import lasting
from app.starting import prepare as get_ready
from tests.bench.load import Timings
from tests.support.big_schema import Names, big_layer, questions
from tests.support.engine import LAYER, TODAY
from tests.support.postgres import execute, open_folder

TYPES = Path(__file__).parents[1] / "fixtures" / "eval" / "question_types.yml"
ROUNDS = 5
PEOPLE = 1_000_000
MANY_PEOPLE = f"""
CREATE TABLE people (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO people SELECT n, 'Person ' || md5(n::text) FROM generate_series(1, {PEOPLE}) AS n;
GRANT SELECT ON people TO querycraft_reader;
ANALYZE people;
"""
SEMANTICS = """
name: people
tables:
  - name: people
    label: {en: people, fa: افراد}
    singular: {en: person, fa: فرد}
    primary_key: id
    name_column: name
    keys: [{name: id, type: integer, label: {en: person id, fa: شناسه}}]
    dimensions: [{name: name, type: text, label: {en: name, fa: نام}}]
    measures: [{name: people, aggregate: count, label: {en: people, fa: افراد}}]
"""


def shop_questions() -> list[str]:
    """Questions of every type that the engine answers, in both languages."""
    types = yaml.safe_load(TYPES.read_text(encoding="utf-8"))
    return [question for kind in types for question in kind["questions"]]


def measure(asked: Iterable[str], layer: SemanticLayer, today: date) -> Timings:
    """Read and compose each question several times, with nothing remembered of the time before."""
    asked, timings = list(asked), Timings()
    learn(layer)
    understood(asked[0], layer, today)
    for _ in range(ROUNDS):
        for question in asked:
            read_with.cache_clear()
            compose.cache_clear()
            started = time.thread_time()
            understood(question, layer, today)
            timings.ms.append((time.thread_time() - started) * 1000)
    return timings


def understood(question: str, layer: SemanticLayer, today: date) -> bool:
    """Read a question and write its SQL; whether that can be done."""
    try:
        reading = read(question, detect_language(question), layer, today)
    except QueryCraftError:
        return False
    return bool(reading.is_complete and compose(reading, layer))


@dataclass(frozen=True)
class Seconds:
    """Elapsed seconds, and those of the processor."""

    elapsed: float
    processor: float

    def __str__(self) -> str:
        return f"{self.elapsed:.2f} s ({self.processor:.2f} s of the processor)"


def since(elapsed: float, processor: float) -> Seconds:
    """The seconds since these readings of the clocks."""
    return Seconds(time.perf_counter() - elapsed, time.process_time() - processor)


def learn_words(layer: SemanticLayer) -> Seconds:
    """Learn the words of a layer."""
    clocks = time.perf_counter(), time.process_time()
    learn(layer)
    return since(*clocks)


def start() -> tuple[Seconds, Seconds]:
    """Until an application over a million names is made as wsgi.py does it, and until it has answered a question."""
    with ExitStack() as stack:
        folder = stack.enter_context(open_folder())
        postgres = stack.enter_context(EmbeddedPostgres(folder / "postgres"))
        semantics = Path(stack.enter_context(TemporaryDirectory())) / "people.yml"
        semantics.write_text(SEMANTICS, encoding="utf-8")
        create_database(postgres.url("postgres"), "bench")
        overrides = {"database_url": postgres.url("bench"), "generators": ("builtin",), "secret_key": "bench"}
        prepare(overrides)
        execute(postgres.url("bench"), MANY_PEOPLE)
        clocks = time.perf_counter(), time.process_time()
        with lasting():
            services = create_app({**overrides, "semantics_file": str(semantics)}).extensions["services"]
        made = since(*clocks)
        get_ready(services)
        answer = ask(services, Question("how many people are there"))
        answered = since(*clocks)
        services.disconnect()
    if answer["outcome"] != Outcome.ANSWERED or answer["rows"] != [[PEOPLE]]:
        raise RuntimeError(f"the first question was not answered: {answer}")
    return made, answered


def prepare(overrides: dict[str, object]) -> None:
    """Make the application's own tables, and the reader's role."""
    app = create_app(overrides)
    enable_migrations(app)
    with app.app_context():
        upgrade()
    app.extensions["services"].disconnect()


def main() -> None:
    """Print the figures."""
    table = Table("understand + generate", "questions", "p50 ms", "p99 ms", "max ms")
    layer = replace(big_layer(), values=Names())
    with lasting():
        learned = learn_words(layer)
    sets = (
        ("shop, 3 tables", shop_questions(), LAYER, TODAY),
        ("300 tables x 20 columns", list(questions(layer)), layer, TODAY),
    )
    for name, asked, over, today in sets:
        timings = measure(asked, over, today)
        figures = (f"{timings.quantile(share):.2f}" for share in (0.5, 0.99, 1))
        table.add_row(name, str(len(asked)), *figures)
    console = Console(width=120)
    console.print(table)
    made, answered = start()
    console.print(f"words of 300 tables learned in {learned}")
    console.print(f"start over a million names: application made in {made}, first question answered in {answered}")


if __name__ == "__main__":
    main()
