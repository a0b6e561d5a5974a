"""What an asker is told of a second, independent reading of the question: that it agrees, or how it differs."""

from __future__ import annotations

from collections.abc import Iterator

from app.contracts import Attempt, Json, QueryState, Understood
from app.explanation.handing_over import maker, name_of
from app.explanation.interpretation import part
from app.explanation.voice import Voice
from app.language.formatting import format_number
from app.translating import mark


def second_attempt(state: QueryState) -> Attempt | None:
    """The attempt whose result was compared with the answer's, if there is one."""
    checks = [attempt for attempt in state["attempts"] if "cross_check" in attempt["details"]]
    return checks[0] if checks else None


def confirmation(state: QueryState, voice: Voice) -> Iterator[Understood]:
    """That the second reading agrees, if it does."""
    attempt = second_attempt(state)
    if attempt and attempt["error"] is None:
        said = voice.say(mark("confirmed by two independent readings"))
        yield part("cross_check", voice.say(mark("Checked")), said)


def doubt(state: QueryState, voice: Voice) -> Iterator[str]:
    """How the second reading differs, if it does, or why there is none."""
    attempt = second_attempt(state)
    if attempt is None or attempt["error"] is None:
        return
    error, second = attempt["error"], state["extras"]["cross_check"]
    if error["code"] != "DifferentResult":
        reason = voice.say(error["template"], **error["values"])
        yield voice.say(mark("A second reading could not confirm the answer. {reason}"), reason=reason)
        return
    yield voice.say(
        mark(
            "Two independent readings differ: {result} from {who}, but {other_result} from {other}. Compare their SQL"
            " before you rely on the answer. The other one is: {sql}"
        ),
        result=brief(state["rows"], state["row_count"], voice),
        who=name_of(state["generator"], state["model"], voice),
        other_result=brief(second["rows"], second["row_count"], voice),
        other=maker(attempt, voice),
        sql=str(attempt["sql"]),
    )


def brief(rows: list[list[Json]], count: int, voice: Voice) -> str:
    """A result in a few words: its only value, or how many rows it has."""
    match rows:
        case [[bool() as truth]]:
            return voice.say(mark("yes") if truth else mark("no"))
        case [[int() | float() as number]]:
            return format_number(number, voice.language)
        case [[str() as text]]:
            return f"«{text}»"
    return voice.say(mark("{count} rows"), count=format_number(count, voice.language))
