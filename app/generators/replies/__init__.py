"""Reading what a model sends back: one statement, if there is one, and what had to be mended in it.

A mended statement is a proposal: the guard reads it afresh as any other. Nothing that writes is ever mended away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from app.contracts import Candidate, Json
from app.errors import ReplyCut, Unanswerable, UnfilledPlaceholder
from app.generators.replies.calendars import with_gregorian_days
from app.generators.replies.dialects import from_other_dialect
from app.generators.replies.fractions import with_fractions
from app.generators.replies.names import with_real_names
from app.generators.replies.parsing import Mended, is_made_up, reads_nothing, shows_constants, shows_nothing
from app.generators.replies.patterns import with_loose_patterns
from app.generators.replies.placeholders import unfilled_values
from app.generators.replies.statements import statement_in
from app.generators.replies.typography import with_plain_signs, without_escapes
from app.generators.replies.values import with_stored_values
from app.semantics.layer import SemanticLayer
from app.sql.allowed import MAX_LENGTH

LONGEST = 4 * MAX_LENGTH
"""Characters of a reply that are looked at; what is longer is no answer."""
EXCERPT = 200
"""Characters of a reply that holds no SQL that its error shows."""
RECORDED = 4000
"""Characters of a reply that the record keeps where its SQL is not all of it."""
MOST_ASSUMPTIONS = 10
THOUGHTS = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
END_OF_THOUGHTS = re.compile(r"\A.*</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
REFUSAL = re.compile(
    r"""
    \bI \s+ (?:do\ not|don['’]t|can\s?not|can['’]t) \s+ (?:know|answer|determine|generate)
    | \b(?:can\s?not|can['’]t) \s+ be \s+ (?:answered|determined)
    | \b(?:unable|not\ possible|impossible) \s+ to \s+ answer | \bcannot\ answer
    | \b(?:insufficient|not\ enough) \s+ (?:information|data)
    | نمی[\u200c ]?دانم | نمی[\u200c ]?توانم
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""That a model can't answer, in the words that models use."""
ABSENCE = re.compile(
    r"\b(?:does not|doesn['’]t|do not|don['’]t)\s+(?:contain|have|exist|include)|وجود ندار|موجود نیست", re.IGNORECASE
)
"""That something is not in the data, as a text that SQL shows."""
NO_REASON = {"", "none", "no", "null", "false", "n/a", "not applicable", "nothing", "-", "[]", "ندارد", "خیر", "هیچ"}
"""What models write where there is nothing to say."""
SQL_NAMES = ("sql", "query", "sql_query", "statement")
SQL_FIELD = re.compile(rf'"({"|".join(SQL_NAMES)})"\s*:', re.IGNORECASE)
CUT_SQL = re.compile(SQL_FIELD.pattern + r'\s*("(?:[^"\\]|\\.)*")(?=\s*(?:[,}\]]|\Z))', re.DOTALL | re.IGNORECASE)

Repair = Callable[[str, SemanticLayer], Mended]
REPAIRS: tuple[Repair, ...] = (
    with_plain_signs,
    from_other_dialect,
    with_real_names,
    with_gregorian_days,
    with_stored_values,
    with_loose_patterns,
    with_fractions,
)


@dataclass(frozen=True)
class Spoken:
    """The fields of a JSON reply."""

    sql: str
    assumptions: tuple[str, ...] = ()
    cannot_answer: str = ""
    notes: tuple[str, ...] = ()


def read_text(reply: str, layer: SemanticLayer, *, is_cut: bool = False) -> Candidate:
    """The statement in a reply. Raises Unanswerable when there is none, ReplyCut when it ends where that was cut."""
    text = without_escapes(without_thoughts(reply[:LONGEST]))
    found = statement_in(text)
    if is_cut and (found is None or text.rstrip().endswith(found.sql)):
        raise ReplyCut(f"... {text.rstrip()[-EXCERPT:]}")
    if found is None or is_refusal(found.sql, text):
        raise Unanswerable(reply.strip()[:EXCERPT])
    for repair in REPAIRS:
        mended = repair(found.sql, layer)
        found = Mended(mended.sql, (*found.notes, *mended.notes))
    if is_made_up(found.sql):
        raise Unanswerable(reply.strip()[:EXCERPT])
    for placeholder in unfilled_values(found.sql):
        raise UnfilledPlaceholder(found.sql, placeholder)
    return Candidate(found.sql, details_of(reply, found))


def is_refusal(sql: str, text: str) -> bool:
    """Whether a model says that it can't answer, in words or as SQL; `sql` is what looks like that in its text."""
    is_said = REFUSAL.search(text) is not None
    is_shown = shows_nothing(sql) or (shows_constants(sql) and (is_said or ABSENCE.search(sql)))
    return bool((is_said and reads_nothing(sql)) or is_shown)


def details_of(reply: str, found: Mended) -> dict[str, Json]:
    """What the record keeps: what was mended, and the reply where more than that was in it."""
    details: dict[str, Json] = {"repaired": list(found.notes)} if found.notes else {}
    if reply.strip().rstrip(";").rstrip() != found.sql:
        details["reply"] = reply[:RECORDED]
    return details


def without_thoughts(reply: str) -> str:
    """The reply without what a model says to itself, also where it has not opened or not ended that."""
    return END_OF_THOUGHTS.sub("", THOUGHTS.sub("", reply))


def read_reply(reply: str, layer: SemanticLayer, *, is_cut: bool = False) -> Candidate:
    """The statement of a reply, in JSON {sql, assumptions, cannot_answer} or not: models do as they were trained.

    Raises Unanswerable when there is none, ReplyCut when it ends where the reply was cut.
    """
    spoken = fields_of(without_thoughts(reply[:LONGEST]))
    if spoken is None:
        return read_text(reply, layer, is_cut=is_cut)
    if spoken.cannot_answer or not spoken.sql.strip():
        raise Unanswerable((spoken.cannot_answer or reply.strip())[:EXCERPT])
    candidate = read_text(spoken.sql, layer)
    return replace(candidate, details={**candidate.details, **details_spoken(spoken, candidate, reply)})


def details_spoken(spoken: Spoken, candidate: Candidate, reply: str) -> dict[str, Json]:
    """What the record keeps of the fields around the SQL."""
    notes = [*spoken.notes, *candidate.details.get("repaired", [])]
    details: dict[str, Json] = {"repaired": notes} if notes else {}
    if spoken.assumptions:
        details["assumptions"] = list(spoken.assumptions)
    if spoken.notes or "reply" in candidate.details:
        details["reply"] = reply[:RECORDED]
    return details


def fields_of(text: str) -> Spoken | None:
    """The fields of the first JSON object in a text; of one that was cut short its whole SQL. None where there is none.

    Raises ReplyCut when the SQL itself was cut short: what is missing might be its conditions.
    """
    begin = text.find("{")
    if begin < 0 or not SQL_FIELD.search(text):
        return None
    try:
        data, _ = json.JSONDecoder(strict=False).raw_decode(text, begin)
        found = next(objects_with_sql(data), None)
    except (ValueError, RecursionError):
        return fields_cut_short(text)
    return spoken_in(found) if found else None


def objects_with_sql(data: object) -> Iterator[dict[str, Any]]:
    """The objects that have a field for SQL, with their names in lower case: as they are, or within others."""
    if isinstance(data, dict):
        fields = {name.casefold(): value for name, value in data.items()}
        if any(isinstance(fields.get(name), str | list) or fields.get(name, "") is None for name in SQL_NAMES):
            yield fields
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from objects_with_sql(inner)


def sql_in(value: object) -> str:
    """The SQL of a field: a text, or its lines."""
    parts = value if isinstance(value, list) else [value]
    lines = [part for part in parts if isinstance(part, str)]
    return "\n".join(lines) if len(lines) == len(parts) else ""


def spoken_in(data: dict[str, Any]) -> Spoken:
    """The fields of an object, whatever types they have."""
    reason, assumptions = data.get("cannot_answer"), data.get("assumptions")
    listed = assumptions if isinstance(assumptions, list) else [assumptions or ""]
    said = [text for text in listed if isinstance(text, str) and text.strip()]
    return Spoken(
        sql=next(filter(None, (sql_in(data.get(name)) for name in SQL_NAMES)), ""),
        assumptions=tuple(text.strip()[:EXCERPT] for text in said[:MOST_ASSUMPTIONS]),
        cannot_answer=reason_in(reason),
    )


def reason_in(reason: object) -> str:
    """Why the model can't answer; nothing where it says that it can."""
    if reason is True:
        return "cannot_answer"
    text = reason.strip() if isinstance(reason, str) else ""
    return "" if text.casefold().rstrip(".") in NO_REASON else text


def fields_cut_short(text: str) -> Spoken:
    """The SQL of an object that was cut short behind it."""
    whole = CUT_SQL.search(text)
    if whole is None:
        raise ReplyCut(text.strip()[:EXCERPT])
    try:
        sql = json.loads(whole[2], strict=False)
    except ValueError:
        raise ReplyCut(text.strip()[:EXCERPT]) from None
    return Spoken(sql, notes=("the reply was cut short behind its SQL",))
