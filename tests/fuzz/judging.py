"""Asks the guard and PostgreSQL about a statement, and compares what they say."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from pglast.parser import ParseError, parse_sql

from app.errors import UnsafeSql
from app.sql.guard import SqlGuard, VerifiedSql
from app.sql.policy import Policy, TablePolicy
from tests.fuzz.server import Server, Unplannable
from tests.fuzz.vocabulary import HIDDEN, TABLES

POLICY = Policy(
    {
        ("public", table): TablePolicy(frozenset(columns) - HIDDEN, frozenset(columns) & HIDDEN)
        for table, columns in TABLES.items()
    }
)
"""The shop with one column hidden."""
MAX_SECONDS = 0.2
"""Processor time in which the guard must answer, whatever the text."""
UNRESOLVED = frozenset({"42703", "42P01"})
"""SQLSTATEs of unknown columns and tables: the guard finds what every name means, or refuses."""
PARAMETER = re.compile(r"\$\d")
"""pglast takes $1 also where PostgreSQL wants something written out."""
UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Verdict:
    """What became of a statement, and where the guard and PostgreSQL disagree about it, if they do."""

    outcome: str
    disagreement: str | None = None


class Judge:
    """Judges statements."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.guard = SqlGuard(POLICY)

    def judge(self, text: str) -> Verdict:
        """The verdict on a statement."""
        started = time.thread_time()
        try:
            verified = self.guard.check(text)
        except UnsafeSql:
            verified = None
        except Exception as error:  # noqa: BLE001 - whatever else it raises is what is looked for
            return Verdict("crashed", f"the guard raises {error!r}")
        seconds = time.thread_time() - started
        if seconds > MAX_SECONDS:
            return Verdict("slow", f"the guard needs more than {MAX_SECONDS} s")
        return self.compared(text, verified)

    def compared(self, text: str, verified: VerifiedSql | None) -> Verdict:
        """The verdict after asking the server."""
        if not is_sendable(text):
            return Verdict("rejected") if verified is None else Verdict("accepted", "it can't be sent whole")
        ours, theirs = reading_of(text), self.server.reading(text)
        # What pglast can't read is refused, whatever the server makes of it.
        if ours != theirs and (verified or not (PARAMETER.search(text) or ours == UNREADABLE)):
            return Verdict("misread", f"pglast: {ours}; PostgreSQL: {theirs}")
        if verified is None or not self.server.confirms(verified):
            return self.rejected(text)
        return self.accepted(verified.text)

    def accepted(self, text: str) -> Verdict:
        """The verdict on a statement that the guard lets pass."""
        try:
            return Verdict("accepted", self.server.complaint(text))
        except Unplannable as error:
            lost = str(error) if error.sqlstate in UNRESOLVED else None
            return Verdict("accepted, though PostgreSQL can't run it", lost)

    def rejected(self, text: str) -> Verdict:
        """The verdict on a statement that the guard does not let pass; being too strict is a figure, not a fault."""
        try:
            return Verdict("rejected" if self.server.complaint(text) else "rejected, though the role could run it")
        except Unplannable:
            return Verdict("rejected")


def is_sendable(text: str) -> bool:
    """Whether the text can reach the server whole."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def reading_of(text: str) -> str:
    """How pglast reads a text, in the words of `Server.reading`."""
    try:
        return "several statements" if len(parse_sql(text)) > 1 else "one statement"
    except ParseError:
        return UNREADABLE
