"""The questions of a file's verified queries: in one language or both, readable, and answered for longer than a day."""

from __future__ import annotations

import pytest

from app.semantics.checking import check_text
from app.settings import PROJECT
from app.verified.checking import question_problems
from app.verified.questions import pairs_in
from tests.support.engine import GUARD

SHOP = (PROJECT / "seeds" / "shop.semantics.yml").read_text(encoding="utf-8")
FIRST = SHOP.count("\n") + 2
"""The line on which what is added begins."""
FIXED = "SELECT count(*) FROM orders WHERE order_date >= '2026-10-01' AND order_date < '2026-11-01'"


def problems(*lines: str) -> list[tuple[int, bool, str]]:
    """The problems of verified queries: the line of the query that they are on, and whether each is an error."""
    checked = check_text(SHOP + "verified_queries:\n" + "\n".join(lines))
    found = (*checked.errors, *question_problems(checked, GUARD))
    return [(problem.line - FIRST, problem.is_error, problem.text) for problem in found]


@pytest.mark.parametrize(
    ("question", "pairs"),
    [
        ("number of orders", [("en", "number of orders")]),
        ("تعداد سفارش‌ها", [("fa", "تعداد سفارش‌ها")]),
        ("{en: number of orders, fa: تعداد سفارش‌ها}", [("en", "number of orders"), ("fa", "تعداد سفارش‌ها")]),
        ("{fa: تعداد سفارش‌ها}", [("fa", "تعداد سفارش‌ها")]),
    ],
)
def test_a_question_may_be_given_in_one_language_or_in_both(question: str, pairs: list[tuple[str, str]]):
    text = f"verified_queries:\n  - question: {question}\n    sql: SELECT count(*) FROM orders\n    as_of: 2026-11-21\n"
    layer = check_text(SHOP + text).layer
    assert layer is not None
    assert [(pair.language, pair.question) for pair in pairs_in(layer)] == pairs
    assert {str(pair.as_of) for pair in pairs_in(layer)} == {"2026-11-21"}


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("question: {de: Anzahl}", "«question» is neither a text nor a question in en, fa or both"),
        ("question: 5", "«question» is neither a text nor a question in en, fa or both"),
        ("question: {en: ' '}", "«question» is empty"),
        ("question: orders\n    as_of: yesterday", "«as_of» is not a day such as 2026-11-21"),
        ("question: orders\n    as_of: 2026-11-21 10:00:00", "«as_of» is not a day such as 2026-11-21"),
    ],
)
def test_what_is_no_question_or_no_day_is_told(line: str, text: str):
    ((_, is_error, said),) = problems("  - sql: SELECT count(*) FROM orders", f"    {line}")
    assert (is_error, said) == (True, text)


def test_a_question_that_is_not_answered_for_long_is_told_with_what_to_do():
    ((line, is_error, text),) = problems("  - question: {en: orders last month}", f"    sql: {FIXED}")
    assert (line, is_error) == (0, False)
    assert "Say under «as_of» for which day the SQL is" in text


@pytest.mark.parametrize(
    "query",
    [
        f"{{question: orders last month, as_of: 2026-11-21, sql: \"{FIXED}\"}}",
        f"{{question: orders in October 2026, sql: \"{FIXED}\"}}",
        "{question: orders today, sql: SELECT count(*) FROM orders WHERE order_date = CURRENT_DATE}",
    ],
)  # fmt: skip
def test_what_is_answered_for_long_is_no_problem(query: str):
    assert problems(f"  - {query}") == []


def test_a_question_that_goes_on_with_another_is_an_error():
    ((line, is_error, text),) = problems("  - {question: and by month?, sql: SELECT count(*) FROM orders}")
    assert (line, is_error) == (0, True)
    assert "goes on with another question" in text


def test_a_question_about_a_day_that_is_none_is_an_error():
    ((line, is_error, text),) = problems("  - {question: orders on 31 Mehr, sql: SELECT count(*) FROM orders}")
    assert (line, is_error) == (0, True)
    assert "is not a date" in text
