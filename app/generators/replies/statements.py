"""Where in a model's words its statement is: in fences or not, with chatter around it, one of several.

Words are left away only where they can be told from SQL, as half a statement would run and answer something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.generators.replies.parsing import Mended, is_select, statements_of

FENCE = re.compile(r"(?:```+|~~~+)[ \t]*(?:\w+[ \t]*\n|(?:sql|postgres\w*)\b)?", re.IGNORECASE)
END_MARKS = re.compile(
    r"\[/SQL\]|\[/?QUESTION\]|\[/INST\]|###|</(?:s|sql|query|code|answer)>|\]\]>|<\|[\w ]+\|>", re.IGNORECASE
)
"""Marks of the prompts' formats, which a model writes when it goes on with the prompt."""
TURN_MARKS = re.compile(r"\A\s*(?:<\|[\w ]+\|>\s*(?:assistant\b)?\s*)+", re.IGNORECASE)
"""Marks that a model's own turn begins with."""
CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
"""What is marked as code within a sentence."""
BEGIN_MARK = re.compile(r"\A.*?\[SQL\]", re.DOTALL | re.IGNORECASE)
STARTS = re.compile(
    r"\b(?:select|with|values|table|insert|update|delete|merge|drop|alter|create|truncate|grant|revoke|copy|do|call)\b",
    re.IGNORECASE,
)
READS = re.compile(r"\bselect\b", re.IGNORECASE)
READS_TABLE = re.compile(r"\bfrom\b", re.IGNORECASE)
WRITES = re.compile(
    r"""
    \b(?: insert\s+into | update\s+\S+\s+set | delete\s+from | merge\s+into | truncate\s+\S+ | do\s+\$
    | (?:drop|alter|create)\s+(?:or\s+replace\s+)?(?:\w+\s+)?(?:table|view|index|schema|database|role|user|function)
    | (?:grant|revoke)\s+\w+.*?\b(?:on|to|from)\b | copy\s+\S+\s+(?:from|to)\b )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""What is no reading, wherever it stands."""
SQL_WORDS = re.compile(r"\b(?:select|from|where|union|intersect|except)\b", re.IGNORECASE)
CONTINUES = re.compile(
    r"(?:from|where|and|or|join|inner|left|right|full|cross|group|order|having|limit|offset|union|intersect|except)\b",
    re.IGNORECASE,
)
"""How text goes on that belongs to the statement before it, whatever sign stands between them."""
SENTENCE = re.compile(r"(?:[A-Z][a-z']*|[\u0600-\u06ff\u200c]+)\s+\S.*[.!?؟:…]\s*\Z", re.DOTALL)
"""Text that begins and ends as sentences do."""
ASIDE = re.compile(r"\|(?!\|)|\*\*\w|[A-Za-z]+(?: [A-Za-z]+){0,2}:(?!:)")
"""How a line begins that is no SQL: as a table of Markdown, a heading, `Note:`."""
PARAGRAPH = re.compile(r"[-*•]\s+[A-Za-z\u0600-\u06ff]|\d+[.)]\s|[A-Z][a-z']+(?:,?\ [a-z'-]+){2,}\s*\Z")
"""How text of its own begins that is no SQL: as a list, or as a sentence that only has no full stop."""
ASKS = re.compile(r".*\w[?؟]")
"""A line that is a question to whoever asked."""
RIGHT_ONE = re.compile(
    r"\b(?:final|correct(?:ed)?|revised|fixed|improved|updated|complete)\b|\bstep\s*[2-9]|نهایی|درست|اصلاح|کامل",
    re.IGNORECASE,
)
"""How models announce the statement that they mean, after others."""
SEMICOLON = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/|(?P<semicolon>;)", re.DOTALL)
"""Texts, quoted names and comments, in which a semicolon ends nothing, and a semicolon that does."""
MOST_TRIES = 20


def statement_in(text: str) -> Mended | None:
    """The statement in a text. None where there is none.

    Where there is more than one SELECT it is the first that can be read, or the one that is said to be the right one;
    where something writes, it is all of them.
    """
    text = END_MARKS.split(BEGIN_MARK.sub("", TURN_MARKS.sub("", text)), maxsplit=1)[0]
    pieces = list(pieces_of(text))
    found = [statement for piece in pieces if (statement := statement_of(piece))]
    if not found:
        return None
    if len(found) > 1 and any(WRITES.search(statement.sql) for statement in found):
        return Mended(";\n".join(statement.sql for statement in found))
    first = next((statement for statement in found if is_select(statement.sql)), found[0])
    others = tuple(f"another statement was left: {other.sql[:80]}" for other in found if other.sql != first.sql)
    return Mended(first.sql, (*first.notes, *others))


def pieces_of(text: str) -> Iterator[str]:
    """The parts of a text that may hold a statement: what is in fences or marked as code, else all of it.

    A model that goes on with a prompt that has opened a fence only closes it.
    """
    before, *others = FENCE.split(text)
    inline = [] if others else [code for code in CODE.findall(text) if is_select(code) and READS_TABLE.search(code)]
    if inline:
        yield from inline
    elif not others or STARTS.match(before.lstrip("( \n\t")):
        yield before
        yield from others[1::2]
    else:
        yield from right_one_first(*joined(others[::2], [before, *others[1::2]]))


def joined(fenced: list[str], said_before: list[str]) -> tuple[list[str], list[str]]:
    """What is in fences, and what is said before each; a statement that fences cut in two is one."""
    codes, said = fenced[:1], said_before[:1]
    for code, before in zip(fenced[1:], said_before[1:], strict=False):
        if CONTINUES.match(code.strip()) and not before.strip():
            codes[-1] += f"\n{code}"
        else:
            codes.append(code)
            said.append(before)
    return codes, said


def right_one_first(fenced: list[str], said_before: list[str]) -> list[str]:
    """What is in fences, before all others the last that is announced as the right or the final one."""
    announced = [
        code
        for code, said in zip(fenced, said_before, strict=False)
        if RIGHT_ONE.search(said.strip().rpartition("\n")[2])
    ]
    return [*announced[-1:], *(code for code in fenced if code not in announced[-1:])]


def statement_of(piece: str) -> Mended | None:
    """The statement of one piece."""
    starts = list(starts_of(piece))
    for start in starts:
        tail = piece[start:].strip()
        for sql, rest in cuts(tail):
            if is_select(sql):
                is_more = CONTINUES.match(rest) or WRITES.search(rest)
                return all_of(tail) if is_more else Mended(sql, notes_on(rest))
            if statements_of(sql):
                return all_of(tail)
    for start in starts:
        tail = piece[start:].strip()
        if WRITES.match(tail) or (READS.search(tail) and not ASKS.fullmatch(tail)):
            return unreadable(tail)
    return None


def starts_of(piece: str) -> Iterator[int]:
    """Where a statement may begin: at a word of SQL that nothing goes before but prose."""
    for match in list(STARTS.finditer(piece))[:MOST_TRIES]:
        before = piece[: match.start()].rstrip("( \n\t\r")
        if not before or before.endswith((":", ".", "!", "?", "…")) or not SQL_WORDS.search(before):
            yield len(before)


def cuts(tail: str) -> Iterator[tuple[str, str]]:
    """Where a statement may end, and what is left behind it: at a semicolon, at the end, before an explanation."""
    for at in semicolons(tail):
        yield tail[:at].strip(), tail[at + 1 :].strip()
    yield tail, ""
    for match in list(re.finditer(r"\n\s*", tail))[-MOST_TRIES:][::-1]:
        rest = tail[match.end() :]
        if SENTENCE.match(rest) or ASIDE.match(rest) or ("\n\n" in match.group() and PARAGRAPH.match(rest)):
            yield tail[: match.start()].strip(), rest.strip()


def semicolons(tail: str) -> list[int]:
    """Where semicolons end statements."""
    return [match.start() for match in SEMICOLON.finditer(tail) if match["semicolon"]][:MOST_TRIES]


def all_of(tail: str) -> Mended:
    """Everything from the first statement on, for the guard to see."""
    return Mended(tail.rstrip("; \n\t\r"))


def unreadable(tail: str) -> Mended:
    """What PostgreSQL can't read: up to its semicolon, unless something that writes comes after that."""
    end = next(iter(semicolons(tail)), len(tail))
    rest = tail[end + 1 :]
    return all_of(tail) if WRITES.search(rest) else Mended(tail[:end].strip(), notes_on(rest))


def notes_on(rest: str) -> tuple[str, ...]:
    """That another statement was left behind the one that was taken."""
    others = [sql for sql in (part.strip() for part in rest.split(";")) if is_select(sql)]
    return tuple(f"another statement was left: {other[:80]}" for other in others)
