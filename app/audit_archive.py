"""Taking old questions out of the record: into a file first, and then, if the file holds all of them, off the tables.

The file is gzipped JSON Lines: a line about the export, then one for each closed question, lane by lane. What stands
after `"record": ` in such a line is the text that was hashed, byte for byte, so that the file proves itself.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import IO, Self

from sqlalchemy import Connection, Engine, text

from app.audit_chain import Lane, Link, read_lanes, snapshot

FORMAT = "QueryCraft audit export 1"
BEFORE_RECORD = b', "record": '
CHUNK = 500
"""Questions that come from the database at a time."""
FIRST_KEPT = text("""
    SELECT lane, min(position) AS first FROM querycraft.query_run
    WHERE closed_at >= :midnight AND position IS NOT NULL GROUP BY lane
""")
RECORDS = text("""
    SELECT position, hash, querycraft.record_of(run) AS record FROM querycraft.query_run AS run
    WHERE lane = :lane AND position > :start AND position <= :last ORDER BY position
""")
CHECKPOINT = text("""
    INSERT INTO querycraft.audit_checkpoint (lane, position, hash, row_count, file_hash)
    SELECT lane, position, hash, :questions, :file_hash FROM querycraft.query_run
    WHERE lane = :lane AND position = :position AND hash = :hash
""")
REMOVE_ATTEMPTS = text("""
    DELETE FROM querycraft.query_attempt AS attempt USING querycraft.query_run AS run
    WHERE run.id = attempt.run_id AND run.lane = :lane AND run.position <= :position
""")
REMOVE_QUESTIONS = text("DELETE FROM querycraft.query_run WHERE lane = :lane AND position <= :position")


@dataclass(frozen=True)
class Line:
    """A question in an export: its lane, its place there, and the text that was hashed."""

    lane: int
    link: Link
    record: bytes

    def __bytes__(self) -> bytes:
        place = {"lane": self.lane, "position": self.link.position, "hash": self.link.hash.hex()}
        return json.dumps(place).encode().removesuffix(b"}") + BEFORE_RECORD + self.record + b"}\n"

    @classmethod
    def read(cls, line: bytes) -> Self:
        """The question of a line. Raises ValueError, KeyError or TypeError for a line that is another."""
        place, _, record = line.partition(BEFORE_RECORD)
        values = json.loads(place + b"}")
        link = Link(values["position"], bytes.fromhex(values["hash"]))
        return cls(int(values["lane"]), link, record.removesuffix(b"}\n"))


@dataclass(frozen=True)
class Stretch:
    """Questions of a lane that follow each other: all after `start`, up to `end`."""

    lane: int
    start: Link
    end: Link

    @property
    def questions(self) -> int:
        """How many there are."""
        return self.end.position - self.start.position


@dataclass(frozen=True)
class Archive:
    """An export that continues the record: what it holds, and the SHA-256 of its file."""

    stretches: list[Stretch]
    file_hash: bytes

    @property
    def questions(self) -> int:
        """How many there are."""
        return sum(stretch.questions for stretch in self.stretches)


def export(engine: Engine, before: date, path: Path) -> int:
    """Write what was closed before that day (it begins at midnight UTC) to a new file; how many questions.

    Of each lane, these are the questions before the first one that was closed later. If there are none, no file is
    made. Raises FileExistsError.
    """
    with snapshot(engine) as connection:
        lanes = exported(connection, before)
        questions = sum(last - lane.start.position for lane, last in lanes)
        if questions:
            about = {"format": FORMAT, "before": before.isoformat(), "questions": questions}
            with new_file(path) as file:
                file.write(json.dumps(about).encode() + b"\n")
                file.writelines(bytes(line) for lane, last in lanes for line in lines_of(connection, lane, last))
    return questions


def exported(connection: Connection, before: date) -> list[tuple[Lane, int]]:
    """The lanes, and the position of the last question of each that was closed before that day."""
    midnight = datetime.combine(before, time(), UTC)
    kept = {row.lane: row.first for row in connection.execute(FIRST_KEPT, {"midnight": midnight})}
    return [(lane, kept.get(lane.number, lane.head.position + 1) - 1) for lane in read_lanes(connection)]


def lines_of(connection: Connection, lane: Lane, last: int) -> Iterator[Line]:
    """The questions that a lane keeps, up to the position `last`."""
    values = {"lane": lane.number, "start": lane.start.position, "last": last}
    for row in connection.execute(RECORDS, values, execution_options={"yield_per": CHUNK}):
        yield Line(lane.number, Link(row.position, bytes(row.hash)), row.record.encode())


@contextmanager
def new_file(path: Path) -> Iterator[gzip.GzipFile]:
    """A new gzip file that nobody else can read, and that is on the disk in the end; it goes if the block fails."""
    path.touch(mode=0o600, exist_ok=False)
    with ExitStack() as undo:
        undo.callback(path.unlink)
        with path.open("wb") as file:
            with gzip.open(file, "wb") as lines:
                yield lines
            file.flush()
            os.fsync(file.fileno())
        undo.pop_all()


def read_archive(engine: Engine, path: Path) -> Archive:
    """Check that an export is whole and begins where the record does. Raises ValueError, which says how it isn't."""
    with snapshot(engine) as connection:
        starts = {lane.number: lane.start for lane in read_lanes(connection)}
    with path.open("rb") as file:
        file_hash = hashlib.file_digest(file, "sha256").digest()
        file.seek(0)
        ends = ends_after(starts, lines_in(file))
    return Archive([Stretch(lane, starts[lane], end) for lane, end in ends.items() if end != starts[lane]], file_hash)


def lines_in(file: IO[bytes]) -> Iterator[Line]:
    """The questions of an export. Raises ValueError when the file is another one, or not whole."""
    try:
        with gzip.open(file) as lines:
            about = json.loads(next(lines))
            count = 0
            for count, line in enumerate(lines, start=1):  # noqa: B007 - it is the last number that is wanted
                yield Line.read(line)
            is_whole = (about["format"], about["questions"]) == (FORMAT, count)
    except (OSError, EOFError, StopIteration, zlib.error, ValueError, KeyError, TypeError) as error:
        raise ValueError("it can't be read as an export") from error
    if not is_whole:
        raise ValueError("it is not a whole export")


def ends_after(starts: Mapping[int, Link], lines: Iterable[Line]) -> dict[int, Link]:
    """Where the lanes end after these questions. Raises ValueError for one that doesn't follow from those before it."""
    ends = dict(starts)
    for line in lines:
        if line.lane not in ends or ends[line.lane].followed_by(line.record) != line.link:
            place = f"position {line.link.position} of lane {line.lane}"
            raise ValueError(f"its question at {place} does not follow from what is before it, here or in the record")
        ends[line.lane] = line.link
    return ends


def prune(engine: Engine, archive: Archive) -> None:
    """Remove what an export holds, and leave checkpoints in its place; all of it or, with a ValueError, nothing."""
    with engine.begin() as connection:
        for stretch in archive.stretches:
            remove(connection, stretch, archive.file_hash)


def remove(connection: Connection, stretch: Stretch, file_hash: bytes) -> None:
    """Remove the questions of a stretch. Raises ValueError if the record doesn't hold just these."""
    end = {"lane": stretch.lane, "position": stretch.end.position}
    checkpoint = {**end, "hash": stretch.end.hash, "questions": stretch.questions, "file_hash": file_hash}
    if connection.execute(CHECKPOINT, checkpoint).rowcount != 1:
        raise ValueError(f"its last question of lane {stretch.lane} is not in the record")
    connection.execute(REMOVE_ATTEMPTS, end)
    if connection.execute(REMOVE_QUESTIONS, end).rowcount != stretch.questions:
        raise ValueError(f"the record does not hold all its questions of lane {stretch.lane}")
