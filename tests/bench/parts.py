"""QueryCraft's parts with nothing in them: Flask, five LangGraph nodes, ollama's client, one SELECT, a row of a record.

What a question takes here, nothing that is built of them can do without.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any, TypedDict

from flask import Flask, Response, jsonify, request
from flask.typing import ResponseReturnValue
from langgraph.config import get_stream_writer
from langgraph.graph import START, StateGraph
from ollama import Client
from psycopg_pool import ConnectionPool
from sqlalchemy import TextClause, create_engine, text

from tests.support.events import EVENT_STREAM

MODEL = "sqlcoder-7b-2"
CONNECTIONS = 32
TABLE = "CREATE TABLE IF NOT EXISTS parts_record (id bigserial PRIMARY KEY, question text, answer text)"
OPEN = text("INSERT INTO parts_record (question) VALUES (:question) RETURNING id")
CLOSE = text("UPDATE parts_record SET answer = :answer WHERE id = :id")


class State(TypedDict, total=False):
    """What goes through the graph."""

    question: str
    prompt: str
    sql: str
    is_valid: bool
    rows: list[list[str]]
    answer: str


class Parts:
    """The graph and what its nodes need."""

    def __init__(self, url: str, host: str) -> None:
        self.model = Client(host=host)
        self.record = create_engine(url, isolation_level="AUTOCOMMIT", pool_size=CONNECTIONS)
        self.tables = ConnectionPool(url, min_size=1, max_size=CONNECTIONS, open=True)
        with self.tables.connection() as connection:
            connection.execute(TABLE)
        builder = StateGraph(State)
        builder.add_sequence([self.understand, self.generate, self.validate, self.execute, self.explain])
        builder.add_edge(START, "understand")
        self.graph = builder.compile()

    def understand(self, state: State) -> State:
        """A prompt."""
        return {"prompt": state["question"]}

    def generate(self, state: State) -> State:
        """The model's SQL, told as it comes."""
        tell = get_stream_writer()
        pieces = []
        for part in self.model.generate(MODEL, state["prompt"], raw=True, stream=True):
            tell(part.response)
            pieces.append(part.response)
        return {"sql": "".join(pieces)}

    def validate(self, state: State) -> State:
        """Whether it looks like a statement."""
        return {"is_valid": state["sql"].startswith("SELECT")}

    def execute(self, state: State) -> State:
        """Its rows."""
        with self.tables.connection() as connection:
            return {"rows": [list(map(str, row)) for row in connection.execute(state["sql"].encode())]}

    def explain(self, state: State) -> State:
        """How many these are."""
        return {"answer": f"{len(state['rows'])} rows"}

    def answer(self, question: str) -> dict[str, Any]:
        """The state at the end."""
        run_id = self.write(OPEN, question=question)
        state = self.graph.invoke({"question": question})
        self.write(CLOSE, id=run_id, answer=state["answer"])
        return state

    def events(self, question: str) -> Iterator[tuple[str, Any]]:
        """What happens, and at last the state."""
        run_id = self.write(OPEN, question=question)
        state: dict[str, Any] = {}
        for mode, told in self.graph.stream({"question": question}, stream_mode=["custom", "updates"]):
            if mode == "updates":
                state.update(*told.values())
            yield ("token", told) if mode == "custom" else ("step", list(told))
        self.write(CLOSE, id=run_id, answer=state["answer"])
        yield "done", state

    def write(self, statement: TextClause, **values: object) -> Any:
        """Write to the record; the first value that comes back, if any."""
        with self.record.connect() as connection:
            result = connection.execute(statement, values)
            return result.scalar() if result.returns_rows else None


def create_app() -> Flask:
    """The application over DATABASE_URL and OLLAMA_HOST; it answers as JSON or as events."""
    app = Flask(__name__)
    parts = Parts(os.environ["DATABASE_URL"], os.environ["OLLAMA_HOST"])

    @app.post("/api/query/")
    def query() -> ResponseReturnValue:
        question = request.get_json()["question"]
        if request.accept_mimetypes.best != EVENT_STREAM:
            return jsonify(parts.answer(question))
        told = (f"event: {name}\ndata: {json.dumps(values)}\n\n" for name, values in parts.events(question))
        return Response(told, mimetype=EVENT_STREAM)

    return app
