"""The chain of hashes over closed questions: its lanes, and whether the record still fits it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, text

LANES = text("""
    SELECT head.lane, head.position, head.hash,
        coalesce(checkpoint.position, 0) AS start_position,
        coalesce(checkpoint.hash, decode(repeat('00', 32), 'hex')) AS start_hash
    FROM querycraft.audit_lane AS head LEFT JOIN LATERAL (
        SELECT position, hash FROM querycraft.audit_checkpoint WHERE lane = head.lane ORDER BY position DESC LIMIT 1
    ) AS checkpoint ON true
    ORDER BY head.lane
""")
MISFIT = text("""
    SELECT id, closed_at, position, position_before FROM (
        SELECT id, closed_at, position, lag(position, 1, :position) OVER lane AS position_before,
            hash = sha256(lag(hash, 1, :hash) OVER lane || convert_to(querycraft.record_of(run), 'UTF8')) AS follows
        FROM querycraft.query_run AS run WHERE lane = :lane AND position IS NOT NULL WINDOW lane AS (ORDER BY position)
    ) AS walked
    WHERE follows IS NOT TRUE OR position <> position_before + 1 ORDER BY position LIMIT 1
""")
"""A lane's first question that does not follow from the one before it."""
FOLLOWS_ANOTHER = text("""
    SELECT EXISTS (SELECT FROM querycraft.query_run WHERE lane = :lane AND sha256(hash || record.content) = record.hash)
    FROM (
        SELECT hash, convert_to(querycraft.record_of(run), 'UTF8') AS content
        FROM querycraft.query_run AS run WHERE lane = :lane AND position = :position
    ) AS record
""")
"""Whether a question's hash is true after a question of its lane that does not stand before it."""
LAST = text("""
    SELECT id, closed_at, position, hash FROM querycraft.query_run
    WHERE lane = :lane AND position IS NOT NULL ORDER BY position DESC LIMIT 1
""")
UNCHAINED = text("""
    SELECT id, closed_at FROM querycraft.query_run
    WHERE outcome <> 'running'
        AND (position IS NULL OR lane IS NULL OR lane NOT IN (SELECT lane FROM querycraft.audit_lane))
    ORDER BY id LIMIT 1
""")
PLACE = text("""
    SELECT run.lane, run.position, encode(run.hash, 'hex') AS hash,
        run.hash = sha256(
            coalesce(before.hash, checkpoint.hash, CASE run.position WHEN 1 THEN decode(repeat('00', 32), 'hex') END)
            || convert_to(querycraft.record_of(run), 'UTF8')
        ) IS TRUE AS fits
    FROM querycraft.query_run AS run
    LEFT JOIN querycraft.query_run AS before ON before.lane = run.lane AND before.position = run.position - 1
    LEFT JOIN querycraft.audit_checkpoint AS checkpoint
        ON checkpoint.lane = run.lane AND checkpoint.position = run.position - 1
    WHERE run.id = :run_id AND run.position IS NOT NULL
""")
REMOVED = text("SELECT coalesce(sum(row_count), 0), max(created_at) FROM querycraft.audit_checkpoint")

CHANGED = "is not as it was recorded: it was changed, or one of its SQL candidates was"
MISPLACED = "is not at the place in the chain where it was recorded"
OUTSIDE = "is not in the chain"
GAP = "does not follow what was closed before it; questions missing in between: {count}"
CUT = "is not the last that was closed in its lane; questions missing after it: {count}"
EMPTIED = "Lane {lane} of the chain does not end where it should; questions missing: {count}"


@dataclass(frozen=True)
class Link:
    """A place in a lane: how many questions lead up to it, and the hash over all of them."""

    position: int
    hash: bytes

    def followed_by(self, record: bytes) -> Link:
        """The place of the question that comes next, by the text that is recorded about it."""
        return Link(self.position + 1, hashlib.sha256(self.hash + record).digest())


@dataclass(frozen=True)
class Lane:
    """One of the lanes: `start` is the place that the questions which are kept follow, `head` that of the last one."""

    number: int
    start: Link
    head: Link


@dataclass(frozen=True)
class Break:
    """Where the record doesn't fit the chain: at which question (None where a lane has none left), and in which way."""

    run_id: int | None
    closed_at: datetime | None
    problem: str

    def __str__(self) -> str:
        if self.run_id is None:
            return f"{self.problem}."
        closed = f"{self.closed_at:%Y-%m-%d %H:%M:%S} UTC" if self.closed_at else "at an unknown time"
        return f"Question {self.run_id} (closed {closed}) {self.problem}."


@dataclass(frozen=True)
class Verdict:
    """What verifying has found: the first break, if any; how many questions are kept, and how many were removed."""

    broken: Break | None
    kept: int
    removed: int
    removed_at: datetime | None
    seal: str


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the record as it is now, whatever is added meanwhile, and changes nothing."""
    with engine.connect() as connection:
        yield connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def verify(engine: Engine) -> Verdict:
    """Compute the chain anew, lane by lane in the database, and compare it with what is recorded."""
    with snapshot(engine) as connection:
        lanes = read_lanes(connection)
        breaks = [*never_joined(connection), *(found for lane in lanes for found in breaks_of(connection, lane))]
        removed, removed_at = connection.execute(REMOVED).one()
    return Verdict(
        broken=min(breaks, key=lambda found: (found.run_id is None, found.run_id), default=None),
        kept=sum(lane.head.position - lane.start.position for lane in lanes),
        removed=int(removed),
        removed_at=removed_at,
        seal=hashlib.sha256(b"".join(lane.head.hash for lane in lanes)).hexdigest(),
    )


def place_of(connection: Connection, run_id: int) -> Row[Any] | None:
    """A question's lane, position and hash, and whether it `fits` what is recorded before it; None where it has none.

    Only `verify` proves that nothing after it was taken away.
    """
    return connection.execute(PLACE, {"run_id": run_id}).one_or_none()


def read_lanes(connection: Connection) -> list[Lane]:
    """All lanes, by number."""
    return [
        Lane(row.lane, Link(row.start_position, bytes(row.start_hash)), Link(row.position, bytes(row.hash)))
        for row in connection.execute(LANES)
    ]


def never_joined(connection: Connection) -> Iterator[Break]:
    """The first closed question that is in no lane."""
    for run in connection.execute(UNCHAINED):
        yield Break(run.id, run.closed_at, OUTSIDE)


def breaks_of(connection: Connection, lane: Lane) -> Iterator[Break]:
    """A lane's first break."""
    start = {"lane": lane.number, "position": lane.start.position, "hash": lane.start.hash}
    misfit = connection.execute(MISFIT, start).one_or_none()
    if misfit:
        yield Break(misfit.id, misfit.closed_at, reason(connection, lane, misfit))
    else:
        yield from break_at_end(connection, lane)


def reason(connection: Connection, lane: Lane, misfit: Row[Any]) -> str:
    """Why a question doesn't follow from the one before it."""
    if misfit.position > misfit.position_before + 1:
        return GAP.format(count=misfit.position - misfit.position_before - 1)
    at = {"lane": lane.number, "position": misfit.position}
    is_intact = misfit.position <= lane.start.position or connection.scalar(FOLLOWS_ANOTHER, at)
    return MISPLACED if is_intact else CHANGED


def break_at_end(connection: Connection, lane: Lane) -> Iterator[Break]:
    """The break, if any, between a lane's last question and its head."""
    last = connection.execute(LAST, {"lane": lane.number}).one_or_none()
    end = Link(last.position, bytes(last.hash)) if last else lane.start
    missing = lane.head.position - end.position
    if last is None and end != lane.head:
        yield Break(None, None, EMPTIED.format(lane=lane.number, count=missing))
    elif last and missing > 0:
        yield Break(last.id, last.closed_at, CUT.format(count=missing))
    elif last and end != lane.head:
        yield Break(last.id, last.closed_at, OUTSIDE if missing else CHANGED)
