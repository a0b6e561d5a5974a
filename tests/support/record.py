"""Questions in the record, as asking writes them; and the record's tables past their triggers, as nobody should."""

from __future__ import annotations

from app.audit import Asker, AuditRecorder
from app.contracts import Attempt
from tests.support.postgres import execute

RUN = "querycraft.query_run"
ATTEMPT = "querycraft.query_attempt"
SQL = "SELECT count(*) AS n FROM orders"
ONE_LANE = "ALTER SEQUENCE querycraft.query_run_id_seq INCREMENT 64"
"""Makes the ids of all questions belong to one lane of the chain."""
FORGERY = """
UPDATE querycraft.audit_lane SET position = 0, hash = decode(repeat('00', 32), 'hex');
DO $$
DECLARE
    run querycraft.query_run;
BEGIN
    FOR run IN SELECT * FROM querycraft.query_run ORDER BY id LOOP
        WITH head AS (
            UPDATE querycraft.audit_lane
            SET position = position + 1, hash = sha256(hash || convert_to(querycraft.record_of(run), 'UTF8'))
            WHERE lane = run.lane RETURNING position, hash
        )
        UPDATE querycraft.query_run AS forged SET position = head.position, hash = head.hash
        FROM head WHERE forged.id = run.id;
    END LOOP;
END $$
"""
TABLES = ("query_run", "query_attempt", "audit_lane", "audit_checkpoint")


def open_question(recorder: AuditRecorder, question: str = "چند سفارش داریم؟") -> int:
    """Record that a question has come in; its id."""
    return recorder.open(question, "fa", Asker("192.0.2.7", "a browser"), "conversation 1")


def offer(recorder: AuditRecorder, run_id: int) -> int:
    """Record an SQL candidate for a question; its id."""
    return recorder.attempt(run_id, Attempt(generator="builtin", model=None, sql=SQL, error=None, ms=1.25, details={}))


def close_question(recorder: AuditRecorder, run_id: int) -> bool:
    """Record that a question was answered; whether it was running."""
    answer = {"sql": SQL, "generator": "builtin", "row_count": 1, "truncated": False, "answer": "۱۲ سفارش"}
    return recorder.close(run_id, {"outcome": "answered", **answer, "timings": {"execute": 0.75, "total": 2.5}})


def record_questions(recorder: AuditRecorder, count: int) -> list[int]:
    """Record questions, each with an SQL candidate and its end; their ids."""
    return [record_question(recorder) for _ in range(count)]


def record_question(recorder: AuditRecorder) -> int:
    """Record a question from its beginning to its end; its id."""
    run_id = open_question(recorder)
    offer(recorder, run_id)
    close_question(recorder, run_id)
    return run_id


def seal_in(output: str) -> str:
    """The seal that `flask audit verify` has printed."""
    return output.partition("Seal: ")[2]


def tamper(url: str, statement: str) -> None:
    """Run a statement of the owner's on the record with all triggers put off."""
    switches = {
        switch: " ".join(f"ALTER TABLE querycraft.{table} {switch} TRIGGER ALL;" for table in TABLES)
        for switch in ("DISABLE", "ENABLE")
    }
    execute(url, f"{switches['DISABLE']} {statement}; {switches['ENABLE']}")


def forge_chain(url: str) -> None:
    """Compute the whole chain anew over the questions as they are now, in the order of their ids."""
    tamper(url, FORGERY)
