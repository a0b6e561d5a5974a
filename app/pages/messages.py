"""Words of the pages that come from Python: for the modules in app/static, and the names of outcomes and steps."""

from __future__ import annotations

from app.contracts import Outcome
from app.translating import mark

CARD: dict[str, str] = {
    "working": mark("Working on it… {seconds} s"),
    "understood": mark("What was understood"),
    "warnings": mark("Please note"),
    "result": mark("Table"),
    "explanation": mark("How it was computed"),
    "sql": mark("SQL"),
    "copy": mark("Copy"),
    "copied": mark("Copied"),
    "builtin": mark("Built-in engine"),
    "row": mark("1 row"),
    "rows": mark("{count} rows"),
    "milliseconds": mark("{count} ms"),
    "seconds": mark("{seconds} s"),
    "record": mark("In the history"),
    "suggestions": mark("You could ask"),
    "technical": mark("Technical detail"),
    "retry": mark("Try again"),
    "yes": mark("yes"),
    "no": mark("no"),
    "quarter1": mark("Q1 {year}"),
    "quarter2": mark("Q2 {year}"),
    "quarter3": mark("Q3 {year}"),
    "quarter4": mark("Q4 {year}"),
    "server_unreachable": mark("The server can't be reached. Check the connection and try again."),
    "server_unexpected": mark("The server gave an answer that can't be read. Please try again."),
    "database_unreachable": mark("The database can't be reached just now."),
    "only_builtin": mark("No language model: the built-in engine answers."),
    "builtin_and_model": mark("The built-in engine and the language model ({names}) answer."),
    "only_model": mark("The language model ({names}) answers."),
    "nothing_answers": mark("No language model can be reached just now."),
}
"""What an answer's card and the status line say, by the key that the modules use."""

OUTCOMES: dict[Outcome, str] = {
    Outcome.RUNNING: mark("running"),
    Outcome.ANSWERED: mark("answered"),
    Outcome.NEEDS_CLARIFICATION: mark("asked back"),
    Outcome.UNANSWERABLE: mark("not answerable"),
    Outcome.REFUSED: mark("refused"),
    Outcome.INVALID_QUESTION: mark("unreadable question"),
    Outcome.INVALID_SQL: mark("unsafe SQL"),
    Outcome.EXECUTION_FAILED: mark("database error"),
    Outcome.TIMED_OUT: mark("took too long"),
    Outcome.MODEL_UNAVAILABLE: mark("no language model"),
    Outcome.RATE_LIMITED: mark("too many questions"),
    Outcome.QUOTA_EXCEEDED: mark("quota used up"),
    Outcome.CANCELLED: mark("cancelled"),
    Outcome.ABANDONED: mark("abandoned"),
    Outcome.INTERNAL_ERROR: mark("internal error"),
}

STEPS: dict[str, str] = {
    "understand": mark("Understanding"),
    "generate": mark("Writing SQL"),
    "validate": mark("Checking"),
    "execute": mark("Running"),
    "explain": mark("Explaining"),
    "total": mark("Total"),
}
"""The nodes of the graph; a node that was added has its own name."""
