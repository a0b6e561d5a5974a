"""`python -m tests.bench.history`: how long pages of the record take, filtered and deep, with a million questions."""

from __future__ import annotations

import sys
import time
from urllib.parse import urlencode

from flask.testing import FlaskClient
from flask_migrate import upgrade
from rich.console import Console
from rich.table import Table

from app import create_app
from app.local.postgres import EmbeddedPostgres
from app.local.preparing import create_database
from app.migrating import enable_migrations
from tests.bench.load import Timings
from tests.support.postgres import execute, open_folder, query

QUESTIONS = 1_000_000
REPEATS = 40
FILL = """
ALTER TABLE querycraft.query_run DISABLE TRIGGER ALL;
INSERT INTO querycraft.query_run (created_at, closed_at, outcome, question, language, conversation_id, ip, user_agent,
    session, generator, sql, row_count, truncated, answer, timings)
SELECT at, at + interval '50 ms',
    CASE WHEN n % 5000 = 0 THEN 'cancelled' WHEN n % 50 = 0 THEN 'refused' WHEN n % 7 = 0 THEN 'unanswerable'
        ELSE 'answered' END,
    CASE WHEN n % 3 = 0 THEN 'درآمد ' || (ARRAY['کتاب', 'پوشاک', 'زیبایی', 'ورزشی'])[1 + n % 4] || ' در '
            || (ARRAY['مهر', 'آبان', 'آذر', 'دی'])[1 + n / 4 % 4] || ' ' || (1380 + n % 26)
        ELSE 'top ' || n % 97 || ' products by ' || (ARRAY['revenue', 'units', 'orders'])[1 + n % 3] || ' in '
            || (ARRAY['Tehran', 'Shiraz', 'Tabriz'])[1 + n / 3 % 3] || ' ' || md5((n / 100)::text) END,
    CASE WHEN n % 3 = 0 THEN 'fa' ELSE 'en' END,
    'conversation ' || n / 5, ('10.0.' || n / 250 % 250 || '.' || n % 250)::inet, 'a browser',
    'browser ' || n / 1000, CASE WHEN n % 20000 = 0 THEN 'sql' WHEN n % 10 = 0 THEN 'ollama' ELSE 'builtin' END,
    'SELECT p.name AS product, SUM(o.quantity * p.price) AS revenue FROM orders AS o JOIN products AS p ON true',
    5, false, 'the answer of question ' || n, '{"understand": 1.5, "execute": 3.25, "total": 6.5}'
FROM (
    SELECT n, timestamptz '2024-01-01' + n * interval '90 s' AS at FROM generate_series(1, %(questions)s) AS n
) AS moments;
ALTER TABLE querycraft.query_run ENABLE TRIGGER ALL;
"""
PAGES: dict[str, dict[str, object]] = {
    "newest": {},
    "in the middle": {"before": QUESTIONS // 2},
    "oldest": {"before": 100},
    "common outcome": {"outcome": "answered"},
    "rare outcome": {"outcome": "cancelled"},
    "outcome nobody had": {"outcome": "quota_exceeded"},
    "rare generator": {"generator": "sql"},
    "language": {"language": "fa"},
    "one address": {"ip": "10.0.7.7"},
    "one browser": {"session": "browser 17"},
    "a day long ago": {"since": "2024-03-01", "until": "2024-03-01"},
    "a day long ago, rare outcome": {"since": "2024-03-01", "until": "2024-03-02", "outcome": "cancelled"},
    "since a day long ago": {"since": "2024-03-01"},
    "common word": {"text": "products"},
    "common beginning": {"text": "prod"},
    "Persian words": {"text": "درآمد کتاب ۱۴۰۵"},
    "rare word": {"text": "c4ca4238a0b923820dcc509a6f75849b"},
    "beginning of rare words": {"text": "c4ca"},
    "word nobody used": {"text": "unicorns"},
    "common words that seldom meet": {"text": "tehran 96 units"},
    "common word, rare outcome": {"text": "revenue", "outcome": "cancelled"},
    "common word, a day long ago": {"text": "revenue", "since": "2024-03-01", "until": "2024-03-01"},
    "rare word, other language": {"text": "c4ca4238a0b923820dcc509a6f75849b", "language": "fa"},
}


def fill(url: str) -> None:
    """Put the questions into an empty record, past its triggers, and let PostgreSQL know what it holds."""
    execute(url, FILL.replace("%(questions)s", str(QUESTIONS)))
    execute(url, "VACUUM ANALYZE querycraft.query_run")


def measure(client: FlaskClient) -> dict[str, Timings]:
    """Ask for each page many times, in turns."""
    measured = {name: Timings() for name in PAGES}
    for repeat in range(REPEATS + 1):
        for name, wanted in PAGES.items():
            started = time.perf_counter()
            response = client.get(f"/api/history/?{urlencode(wanted)}")
            elapsed = (time.perf_counter() - started) * 1000
            if response.status_code != 200:
                sys.exit(f"{name}: {response.text}")
            if repeat:
                measured[name].ms.append(elapsed)
    return measured


def report(client: FlaskClient, measured: dict[str, Timings]) -> None:
    """Print the figures."""
    table = Table(f"{QUESTIONS:,} questions", "rows", "p50 ms", "p95 ms")
    for name, timings in measured.items():
        rows = len(client.get(f"/api/history/?{urlencode(PAGES[name])}").json["items"])
        table.add_row(name, str(rows), f"{timings.quantile(0.5):.1f}", f"{timings.quantile(0.95):.1f}")
    Console(width=120).print(table)


def main() -> None:
    """Run the measurement."""
    with open_folder() as folder, EmbeddedPostgres(folder / "postgres") as postgres:
        url = postgres.url("bench")
        create_database(postgres.url("postgres"), "bench")
        app = create_app({"database_url": url, "generators": ("builtin",)})
        enable_migrations(app)
        with app.app_context():
            upgrade()
        started = time.perf_counter()
        fill(url)
        size = query(url, "SELECT pg_size_pretty(pg_total_relation_size('querycraft.query_run'))")[0][0]
        print(f"filled in {time.perf_counter() - started:.0f} s: {size}")
        client = app.test_client()
        report(client, measure(client))
        app.extensions["services"].disconnect()


if __name__ == "__main__":
    main()
