"""`flask audit export` writes old questions to a file; `prune` removes them if the file is whole."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import psycopg2
import pytest
from click.testing import Result
from flask import Flask

from app.audit import AuditRecorder
from tests.support.postgres import execute, query
from tests.support.record import ATTEMPT, RUN, forge_chain, open_question, record_questions, seal_in, tamper

Audit = Callable[..., Result]
LATER = "2100-01-01"
"""A day before which everything was closed."""


@pytest.fixture
def exported(audit: Audit, tmp_path: Path) -> Callable[..., Path]:
    """Exports what was closed before a day; the file."""

    def export(before: str = LATER, name: str = "export.jsonl.gz") -> Path:
        assert audit("export", "--before", before, "--output", tmp_path / name).exit_code == 0
        return tmp_path / name

    return export


def test_an_export_holds_every_question_with_its_candidates_and_proves_itself(
    recorder: AuditRecorder, exported: Callable[..., Path], database_url: str
):
    ids = record_questions(recorder, 70)
    open_question(recorder)
    with gzip.open(exported(), "rb") as file:
        about, *lines = file.read().splitlines()
    assert json.loads(about) == {"format": "QueryCraft audit export 1", "before": LATER, "questions": 70}
    records = [json.loads(line)["record"] for line in lines]
    assert sorted(record["id"] for record in records) == ids
    assert all([attempt["sql"] for attempt in record["attempts"]] == [record["sql"]] for record in records)
    assert {"چند سفارش داریم؟"} == {record["question"] for record in records}
    hashes = {0: "00" * 32}
    for line in lines:
        place = json.loads(line)
        before = hashes[place["position"] - 1]
        hashed = line.partition(b', "record": ')[2].removesuffix(b"}")
        assert hashlib.sha256(bytes.fromhex(before) + hashed).hexdigest() == place["hash"]
        hashes[place["position"]] = place["hash"]


def test_an_export_is_nobody_elses_to_read(recorder: AuditRecorder, exported: Callable[..., Path]):
    record_questions(recorder, 1)
    assert exported().stat().st_mode & 0o077 == 0


def test_an_export_overwrites_nothing(audit: Audit, lane: list[int], tmp_path: Path):
    file = tmp_path / "mine"
    file.write_text("precious")
    result = audit("export", "--before", LATER, "--output", file)
    assert (result.exit_code, file.read_text()) == (1, "precious")
    assert result.output == f"Error: {file} exists already. Name another file with --output.\n"


def test_an_export_of_nothing_makes_no_file(audit: Audit, lane: list[int], tmp_path: Path):
    result = audit("export", "--before", "2020-01-01", "--output", tmp_path / "none")
    assert (result.exit_code, result.output) == (0, "No question was closed before that day.\n")
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_fails_leaves_no_file(audit: Audit, lane: list[int], database_url: str, tmp_path: Path):
    execute(database_url, "ALTER FUNCTION querycraft.record_of RENAME TO gone")
    result = audit("export", "--before", LATER, "--output", tmp_path / "unfinished")
    assert result.exit_code == 1
    assert result.output.startswith("Error: The database refused (function querycraft.record_of")
    assert list(tmp_path.iterdir()) == []


def test_what_was_exported_can_be_removed_and_the_rest_is_still_proved(
    audit: Audit, lane: list[int], recorder: AuditRecorder, exported: Callable[..., Path], database_url: str
):
    first = exported()
    later = record_questions(recorder, 2)
    result = audit("prune", first, "--yes")
    digest = hashlib.sha256(first.read_bytes()).hexdigest()
    assert (result.exit_code, result.output) == (0, f"Removed 5 questions. Keep {first} (SHA-256 {digest}).\n")
    assert query(database_url, f"SELECT id FROM {RUN} ORDER BY id") == [(run_id,) for run_id in later]
    assert query(database_url, f"SELECT run_id FROM {ATTEMPT} ORDER BY id") == [(run_id,) for run_id in later]
    proved = re.compile(
        r"All 2 closed questions are unchanged; 5 before them were exported and removed, the last on 20"
    )
    assert proved.match(audit("verify").output)
    second = exported(name="second")
    assert audit("prune", second, "--yes").exit_code == 0
    assert audit("verify").output.startswith("All 0 closed questions are unchanged; 7 before them")
    record_questions(recorder, 1)
    assert audit("verify").output.startswith("All 1 closed questions are unchanged; 7 before them")


def test_a_lane_is_exported_up_to_its_first_question_that_is_too_new(
    audit: Audit, lane: list[int], exported: Callable[..., Path], database_url: str
):
    times = ("2026-01-30 12:00Z", "2026-01-31 23:59:59Z", "2026-02-01 00:00Z", "2026-01-31 12:00Z", "2026-02-02 12:00Z")
    for run_id, closed_at in zip(lane, times, strict=True):
        tamper(database_url, f"UPDATE {RUN} SET closed_at = '{closed_at}' WHERE id = {run_id}")
    forge_chain(database_url)
    assert audit("prune", exported("2026-02-01"), "--yes").output.startswith("Removed 2 questions.")
    assert query(database_url, f"SELECT id FROM {RUN} ORDER BY id") == [(run_id,) for run_id in lane[2:]]
    assert audit("verify").exit_code == 0


def test_a_record_that_is_forged_with_its_whole_chain_has_another_seal(
    audit: Audit, lane: list[int], database_url: str
):
    true = audit("verify").output
    tamper(database_url, f"UPDATE {RUN} SET sql = 'SELECT 1' WHERE id = {lane[0]}")
    forge_chain(database_url)
    forged = audit("verify").output
    assert forged.startswith("All 5 closed questions are unchanged.")
    assert seal_in(forged) != seal_in(true)


def flip_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def edit(file: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    file.write_bytes(gzip.compress(b"".join(change(lines))))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda file: file.write_text("not an export"), "it can't be read as an export"),
        (lambda file: file.write_bytes(b""), "it can't be read as an export"),
        (lambda file: file.write_bytes(gzip.compress(b"[]\n")), "it can't be read as an export"),
        (flip_byte, ""),
        (cut_off, "it can't be read as an export"),
        (lambda file: edit(file, lambda lines: lines[:-1]), "it is not a whole export"),
        (lambda file: edit(file, lambda lines: [*lines[:2], *lines[3:]]), "does not follow from what is before it"),
        (lambda file: edit(file, lambda lines: [*lines[:1], *lines[:0:-1]]), "does not follow from what is before it"),
        (
            lambda file: edit(file, lambda lines: [line.replace(b"orders", b"others") for line in lines]),
            "does not follow",
        ),
    ],
)
def test_nothing_is_removed_with_a_file_that_is_not_the_whole_export(
    audit: Audit,
    lane: list[int],
    exported: Callable[..., Path],
    database_url: str,
    spoil: Callable[[Path], object],
    reason: str,
):
    file = exported()
    spoil(file)
    result = audit("prune", file, "--yes")
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {file} was not used, and nothing removed: ")
    assert reason in result.output
    assert query(database_url, f"SELECT count(*) FROM {RUN}") == [(5,)]


def test_an_export_removes_nothing_twice(
    audit: Audit, lane: list[int], recorder: AuditRecorder, exported: Callable[..., Path], database_url: str
):
    file = exported()
    assert audit("prune", file, "--yes").exit_code == 0
    record_questions(recorder, 5)
    assert audit("prune", file, "--yes").exit_code == 1
    assert query(database_url, f"SELECT count(*) FROM {RUN}") == [(5,)]


def test_an_export_of_another_record_removes_nothing(
    audit: Audit, lane: list[int], exported: Callable[..., Path], database_url: str
):
    file = exported()
    tamper(database_url, f"UPDATE {RUN} SET sql = 'SELECT 1' WHERE id = {lane[0]}")
    forge_chain(database_url)
    result = audit("prune", file, "--yes")
    assert result.exit_code == 1
    assert "is not in the record" in result.output
    assert query(database_url, f"SELECT count(*) FROM {RUN}") == [(5,)]


def test_questions_that_are_missing_from_the_record_stop_their_removal(
    audit: Audit, lane: list[int], exported: Callable[..., Path], database_url: str
):
    file = exported()
    tamper(database_url, f"DELETE FROM {RUN} WHERE id = {lane[1]}")
    result = audit("prune", file, "--yes")
    assert result.exit_code == 1
    assert "the record does not hold all its questions" in result.output
    assert query(database_url, f"SELECT count(*) FROM {RUN}") == [(4,)]
    assert query(database_url, "SELECT count(*) FROM querycraft.audit_checkpoint") == [(0,)]


def test_removing_asks_first(app: Flask, lane: list[int], exported: Callable[..., Path], database_url: str):
    result = app.test_cli_runner().invoke(args=["audit", "prune", str(exported())], input="n\n")
    assert result.exit_code == 1
    assert "Remove the 5 questions" in result.output
    assert query(database_url, f"SELECT count(*) FROM {RUN}") == [(5,)]


def test_a_removed_question_that_comes_back_is_named(
    audit: Audit, lane: list[int], exported: Callable[..., Path], database_url: str
):
    execute(database_url, f"CREATE TABLE kept AS SELECT * FROM {RUN}")
    assert audit("prune", exported(), "--yes").exit_code == 0
    tamper(database_url, f"INSERT INTO {RUN} OVERRIDING SYSTEM VALUE SELECT * FROM kept WHERE id = {lane[1]}")
    result = audit("verify")
    assert result.exit_code == 1
    assert f"Question {lane[1]} " in result.output


def test_checkpoints_stay_and_let_only_exported_questions_go(
    audit: Audit, lane: list[int], recorder: AuditRecorder, exported: Callable[..., Path], database_url: str
):
    assert audit("prune", exported(), "--yes").exit_code == 0
    record_questions(recorder, 1)
    for change in (
        "UPDATE querycraft.audit_checkpoint SET position = position + 1",
        "DELETE FROM querycraft.audit_checkpoint",
        "TRUNCATE querycraft.audit_checkpoint",
        f"DELETE FROM {ATTEMPT}",
        f"DELETE FROM {RUN}",
    ):
        with pytest.raises(psycopg2.errors.RestrictViolation):
            execute(database_url, change)
