"""The JSON of a finished question: what POST /api/query/ returns, whatever the outcome."""

from __future__ import annotations

from collections.abc import Sequence

from app.contracts import Attempt, ErrorRecord, Json, Language, Outcome, QueryState, Step, Translate


def answer_body(state: QueryState, run_id: int, translate: Translate, suggestions: Sequence[str]) -> dict[str, Json]:
    """What became of a question, in its language; `suggestions` are questions to ask next or instead."""
    language = state["language"]
    error = state.get("error")
    return {
        "id": run_id,
        "outcome": error["outcome"] if error else Outcome.ANSWERED,
        "question": state["question"],
        "language": language,
        "sql": state.get("sql"),
        "columns": state.get("columns", []),
        "rows": state.get("rows", []),
        "row_count": state.get("row_count", 0),
        "truncated": state.get("truncated", False),
        "answer": message(error, language, translate) if error else state["answer"],
        "explanation": state.get("explanation", ""),
        "interpretation": state.get("interpretation", []),
        "chart": state.get("chart"),
        "generator": state.get("generator"),
        "model": state.get("model"),
        "attempts": [shown_attempt(attempt, language, translate) for attempt in state.get("attempts", [])],
        "warnings": state.get("warnings", []),
        "suggestions": list(suggestions),
        "error": shown_error(error, language, translate),
        "timings_ms": step_times(state.get("trail", [])),
        "extras": state.get("extras", {}),
    }


def step_times(trail: Sequence[Step]) -> dict[str, float]:
    """Milliseconds by node; a node that ran for several attempts has them added up."""
    times: dict[str, float] = {}
    for step in trail:
        times[step["node"]] = round(times.get(step["node"], 0.0) + step["ms"], 3)
    return times


def message(error: ErrorRecord, language: Language, translate: Translate) -> str:
    """An error's sentence in the asker's language."""
    return translate(language, error["template"], **error["values"])


def shown_error(error: ErrorRecord | None, language: Language, translate: Translate) -> Json:
    """An error as the API shows it."""
    if error is None:
        return None
    return {
        "code": error["code"],
        "status": error["status"],
        "message": message(error, language, translate),
        "detail": error["detail"],
        "fragment": error["values"].get("fragment") or None,
        "position": int(error["values"].get("position") or 0) or None,
    }


def shown_attempt(attempt: Attempt, language: Language, translate: Translate) -> Json:
    """An attempt as the API shows it."""
    return {**attempt, "error": shown_error(attempt["error"], language, translate)}
