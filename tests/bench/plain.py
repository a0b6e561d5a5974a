"""The yardstick: plain Flask, psycopg2, the ollama client. One model call, one SELECT, one audit row."""

from __future__ import annotations

import os
import time

import ollama
import psycopg2.extras
from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from psycopg2.pool import ThreadedConnectionPool

TABLE = """
CREATE TABLE IF NOT EXISTS plain_audit (
    id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz DEFAULT now(), question text, sql text, rows integer, ms real
)
"""


def create_app() -> Flask:
    """The application over BENCH_DATABASE_URL and BENCH_OLLAMA."""
    app = Flask(__name__)
    # As many kept as there are threads: the pool closes what comes back above its minimum.
    pool = ThreadedConnectionPool(8, 16, os.environ["BENCH_DATABASE_URL"])
    model = ollama.Client(host=os.environ["BENCH_OLLAMA"], timeout=30)
    connection = pool.getconn()
    connection.cursor().execute(TABLE)
    connection.commit()
    pool.putconn(connection)

    @app.get("/healthz")
    def healthz() -> ResponseReturnValue:
        return jsonify(status="ok")

    @app.post("/api/query/")
    def query() -> ResponseReturnValue:
        started = time.perf_counter()
        question = request.get_json()["question"]
        sql = model.generate("sqlcoder-7b-2", question, raw=True).response
        connection = pool.getconn()
        try:
            with connection, connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
                cursor.execute(sql)
                rows = cursor.fetchall()
                cursor.execute(
                    "INSERT INTO plain_audit (question, sql, rows, ms) VALUES (%s, %s, %s, %s)",
                    (question, sql, len(rows), (time.perf_counter() - started) * 1000),
                )
        finally:
            pool.putconn(connection)
        return jsonify(sql=sql, rows=rows)

    return app
